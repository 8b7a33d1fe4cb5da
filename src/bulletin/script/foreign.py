"""Foreign: words of a script in letters that no table can turn into Devanagari, and that are left out therefore."""

from __future__ import annotations

from bulletin.schema.script import Script

RULE = "foreign"
"""The rule of the chain whose changes without words are such letters."""

MOST_NAMED = 5
"""Words that a warning names."""


def foreign_words(script: Script) -> tuple[tuple[int, str], ...]:
    """Return the words that are left out, in order, each with the line of the source its paragraph begins on."""
    return tuple(
        (segment.line, change.written)
        for segment in script.segments
        for sentence in segment.sentences
        for change in sentence.changes
        if change.rule == RULE and not change.spoken and any(map(str.isalpha, change.written))
    )


def foreign_warning(script: Script) -> str:
    """Return what a person should know of them, in one line, or an empty string if there are none."""
    found = foreign_words(script)
    if not found:
        return ""
    named = ", ".join(dict.fromkeys(word for _, word in found[:MOST_NAMED]))
    more = ", …" if len(found) > MOST_NAMED else ""
    what = "1 word is" if len(found) == 1 else f"{len(found)} words are"
    return (
        f"{what} left out, in letters that no voice here can read: {named}{more} (line {found[0][0]}); write"
        " them in Devanagari in the script: bulletin script SOURCE -o bulletin.md"
    )

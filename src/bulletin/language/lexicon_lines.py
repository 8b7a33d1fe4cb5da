"""Lexicon lines: one line of a lexicon → its two columns, or what is wrong with it and the most likely correction."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bulletin.language.characters import speaks
from bulletin.language.hindi.chain import speak

LONGEST_WRITTEN = 200
LONGEST_SPOKEN = 500
"""Most characters in each column; a longer one has lost its line end."""

_DEVANAGARI = re.compile("[\u0900-\u097f]")

_END_INSIDE = re.compile(r"[.।?!|…]\s*\w")

_GAP = re.compile(r"\s{2,}")
"""Between two columns of a line without a tab."""

_PLAIN_WORD = "[\u0904-\u0939][\u0900-\u0902\u0904-\u0939\u093e-\u094d]*"

_PLAIN = re.compile(f"{_PLAIN_WORD}(?: {_PLAIN_WORD})*")
"""Words of plain Devanagari, which are spoken as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a line of a lexicon, and the most likely correction."""

    line: int
    what: str
    remedy: str
    error: bool = True
    """False for a warning: allowed, but hardly intended, such as a word given twice."""


def columns_of(raw: str, number: int) -> tuple[str, str, Fault | None]:
    """Return the two columns of a line, cleaned, and what is wrong with it, if anything."""

    def wrong(what: str, remedy: str) -> tuple[str, str, Fault]:
        return "", "", Fault(line=number, what=what, remedy=remedy)

    columns = [column.strip() for column in raw.split("\t")]
    if len(columns) == 1:
        parts = _GAP.split(raw.strip())
        if len(parts) == 2 and _DEVANAGARI.match(parts[1]):
            # An editor has put spaces in the place of the tab.
            columns = parts
        elif (by_sign := _split_at_sign(raw.strip())) is None and (guess := _split_at_space(raw.strip())):
            return wrong("there is a space where a tab must be.", _with_tab(*guess))
        else:
            guess = by_sign or (raw.strip(), speak(raw).text or "…")
            return wrong("there is no tab between the written and the spoken form.", _with_tab(*guess))
    if len(columns) > 2 and not any(columns[2:]):
        columns = columns[:2]
    if len(columns) > 2:
        kept = [column for column in columns if column]
        if len(kept) == 2:
            return wrong(f"there are {len(columns) - 1} tabs, not one.", _with_tab(*kept))
        return wrong(
            f"there are {len(columns)} columns, not two.", _with_tab(columns[0], " ".join(columns[1:]))
        )
    written, spoken = columns
    if not written:
        return wrong("the written form before the tab is missing.", _with_tab("…", spoken))
    if not spoken:
        in_words = speak(written).text
        return wrong(
            f'the spoken form of "{short(written)}" is missing.', _with_tab(written, in_words or "…")
        )
    if len(written) > LONGEST_WRITTEN or len(spoken) > LONGEST_SPOKEN:
        long, most = (
            ("written", LONGEST_WRITTEN) if len(written) > LONGEST_WRITTEN else ("spoken", LONGEST_SPOKEN)
        )
        return wrong(
            f"the {long} form is longer than {most} characters.", "Give words and names, not passages."
        )
    if not speaks(written):
        return wrong(f'"{short(written)}" has no letter or digit.', "Give a word or a name.")
    if _END_INSIDE.search(written) and (cut := _cut(written)):
        what = f'"{short(written)}" never matches: after "{short(cut)}" a sentence ends.'
        return wrong(what, "Give a word or a name within one sentence.")
    if _PLAIN.fullmatch(spoken):
        return written, spoken, None
    in_words = speak(spoken).text
    if _needs_saying(spoken):
        what = f'"{short(spoken)}" is not in Hindi words, so the voice cannot say it.'
        return wrong(what, _with_tab(written, in_words or "…"))
    if not in_words:
        return wrong(
            f'"{short(spoken)}" contains nothing to speak.', _with_tab(written, speak(written).text or "…")
        )
    return written, in_words, None


def _cut(written: str) -> str | None:
    """Return the first sentence of a written form that is never read as one, not even without spaces after its stops."""
    from bulletin.language.sentences import split  # imported here: most words have no end mark inside

    for form in (written, written.replace(". ", ".")):
        sentences = split(f"{form} -")
        if len(sentences) < 2:
            return None
    return sentences[0]


def _needs_saying(spoken: str) -> bool:
    """Return whether `spoken` has a digit, a Latin letter, or a sign other than plain punctuation."""
    return any(
        letter.isdigit()
        or (letter.isalpha() and "LATIN" in unicodedata.name(letter, ""))
        or unicodedata.category(letter) in ("Sc", "Sm", "So", "Cn", "Co", "Cs")
        or letter in "%@#&*/\\"
        for letter in spoken
    )


def _split_at_sign(raw: str) -> tuple[str, str] | None:
    """Return two columns that a sign such as = parts."""
    for sign in (r"\s*(?:=>|->|→|=|~|;|,)\s*", r"\s*:\s*", r"\s*[-–—]\s+"):
        parts = re.split(sign, raw, maxsplit=1)
        if len(parts) == 2 and all(parts):
            return parts[0], parts[1]
    return None


def _split_at_space(raw: str) -> tuple[str, str] | None:
    """Return two columns that only spaces part: at the widest gap, before the Devanagari, or between two words."""
    words = raw.split()
    parts = _GAP.split(raw, maxsplit=1)
    if len(parts) == 1:
        parts = re.split("\\s+(?=[\u0900-\u097f])", raw, maxsplit=1)
        if len(parts) == 1 or _DEVANAGARI.search(parts[0]):
            parts = words if len(words) == 2 and all(map(_DEVANAGARI.match, words)) else []
    if len(parts) != 2:
        return None
    written, spoken = parts
    if _DEVANAGARI.match(spoken):
        return written, spoken
    return (spoken, written) if _PLAIN.fullmatch(written) else (written, speak(spoken).text or "…")


def _with_tab(written: str, spoken: str) -> str:
    return f"Write: {short(written)}<TAB>{short(spoken)}"


def short(text: str) -> str:
    """Return a text as it is quoted in a fault: its first 60 characters."""
    return text if len(text) <= 60 else f"{text[:59]}…"

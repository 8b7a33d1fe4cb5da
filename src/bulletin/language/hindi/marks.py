"""Marks: ledger entries for changes outside the rules: normalised characters and punctuation.

They are derived afterwards, by comparing the written and the spoken sentence word by word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from bulletin.language.characters import with_visargas
from bulletin.schema.change import Change

CHARACTERS = "characters"
PUNCTUATION = "punctuation"
SYMBOLS = "symbols"
"""A sign that has no word, and is left out: an ornament, an emoji, a sign of mathematics."""

_MARKS = "\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0971"
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_ALONE = "(?<!\\w)[\u02b0-\u02ff\u0971\uff9e\uff9f](?!\\w)"
"""Letters that modify another, without one: no word."""
_PART = re.compile(
    rf"(?!{_ALONE})(?P<word>[^\W_](?:[^\W_]++|[{_MARKS}{_INVISIBLE}]++)*+)|(?P<sign>[^\w\s]+?(?=[\w\s]|$)|_+|{_ALONE})"
)
_SPOKEN = re.compile(r"([^\s,।?!]+)\s*([,।?!]?)")
_FULL_STOPS = frozenset(".|৷॥।")


def mark_changes(written: str, spoken: str, changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes between the spans that rules replaced, in the order of the written text.

    One kind of full stop for another is not a change. Empty if the two sentences do not align, because later
    steps altered the words of a rule.
    """
    written = with_visargas(written)
    heard = _SPOKEN.findall(spoken)
    found: list[Change] = []
    place = 0
    marked = -1
    for start, end, change in _spans(written, changes):
        if change is not None:
            words = [word for word, _ in _SPOKEN.findall(change.spoken)]
            if [word for word, _ in heard[place : place + len(words)]] != words:
                return ()
            place += len(words)
            continue
        for part in _PART.finditer(written, start, end):
            if part["word"] is not None:
                if place >= len(heard):
                    return ()
                word = heard[place][0]
                place += 1
                if word != part["word"]:
                    found.append(_change(CHARACTERS, part, word))
                continue
            # Of several signs in a row, the first became the mark.
            mark = heard[place - 1][1] if place and place != marked else ""
            marked = place
            if part["sign"] != mark and not (mark == "।" and _FULL_STOPS.issuperset(part["sign"])):
                symbol = any(unicodedata.category(sign)[0] == "S" for sign in part["sign"])
                found.append(_change(SYMBOLS if symbol and not mark else PUNCTUATION, part, mark))
    return tuple(found) if place == len(heard) else ()


def _spans(written: str, changes: Sequence[Change]) -> Iterator[tuple[int, int, Change | None]]:
    """Yield the spans of the sentence from left to right, those of a change and those between (None)."""
    at = 0
    for change in changes:
        if change.start > at:
            yield at, change.start, None
        yield change.start, change.start + len(change.written), change
        at = max(at, change.start + len(change.written))
    if at < len(written):
        yield at, len(written), None


def _change(rule: str, part: re.Match[str], spoken: str) -> Change:
    return Change(rule=rule, written=part.group(), spoken=spoken, start=part.start())

"""Asides: where the quotations and brackets of a text begin and end."""

from __future__ import annotations

import re

_PAIRS = {"“": "”", "‘": "’", "(": ")", "[": "]", "«": "»"}
_MARKS = re.compile("[“”‘’()\\[\\]«»\"'\n]")
_DEVANAGARI = re.compile("[\u0900-\u0963\u0970-\u097f]")

LONGEST_ASIDE = 1_000
"""Most characters of a quotation or bracket; if it is longer, its closing mark is missing."""


def asides_in(text: str) -> list[tuple[int, int]]:
    """Return the offsets of matching quotation marks and brackets in order, outermost only; ignore unmatched ones."""
    found: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for match in _MARKS.finditer(text):
        at, sign = match.start(), match.group()
        if sign == "\n" or (opened is not None and at - opened[0] > LONGEST_ASIDE):
            opened = None
        if sign == "\n":
            continue
        if opened is None:
            if sign in _PAIRS:
                opened = (at, _PAIRS[sign])
            elif sign in "\"'" and _opens(text, at):
                opened = (at, sign)
        elif sign == opened[1] and not (sign in "’'" and text[at + 1 : at + 2].isalpha()):
            found.append((opened[0], at))
            opened = None
    return found


def _opens(text: str, at: int) -> bool:
    """Return whether the straight quotation mark at `at` may open a quotation: no word touches it from the left.

    After an end mark, it opens if a word touches it from the right. The apostrophe of a shortened year ('24)
    opens nothing.
    """
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == "'" and (not after or after.isspace() or re.match(r"\d\d(?!\d)", text[at + 1 : at + 4])):
        return False
    if before and before in "।॥?!.":
        return after.isalnum()
    return not (before.isalnum() or _DEVANAGARI.match(before))

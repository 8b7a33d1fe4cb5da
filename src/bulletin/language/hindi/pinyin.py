"""Pinyin: a Chinese name in Latin letters → Devanagari, syllable by syllable: Zhizhen → झीझेन."""

from __future__ import annotations

import re
from functools import cache

from bulletin.language.tables import words

_MARK = re.compile("zh[aeiou]|^[xq][iu]")
"""Beginnings of syllables that English and Indian words hardly have; an x or q only at the beginning of a word: Lexi, Baqi."""
_SOFT = ("i", "ia", "ie", "iao", "iu", "ian", "in", "iang", "ing", "iong", "u", "ue", "uan", "un")
"""Ends after j, q and x."""
_MOST_SYLLABLES = 4


def pinyin(word: str) -> str | None:
    """The spoken form of a word of the letters a to z, if it is made of syllables of pinyin and has one that shows it; else None."""
    if not _MARK.search(word):
        return None
    return _syllables(word, _MOST_SYLLABLES)


def _syllables(rest: str, most: int) -> str | None:
    if not rest:
        return ""
    if not most:
        return None
    # The longest syllable that leaves others: Xi-an is parted by an apostrophe.
    for end in range(min(6, len(rest)), 0, -1):
        spoken = _table().get(rest[:end])
        if spoken is not None and (after := _syllables(rest[end:], most - 1)) is not None:
            return spoken + after
    return None


@cache
def _table() -> dict[str, str]:
    """All syllables: each beginning with each end, and those without a beginning."""
    rows = words("hindi/words/pinyin.tsv")
    firsts, lasts, whole = ([row for row in rows if row[2] == kind] for kind in ("first", "last", "whole"))
    joined = {
        first[0] + last[0]: first[1] + last[1]
        for first in firsts
        for last in lasts
        if _go_together(first[0], last[0])
    }
    return joined | {row[0]: row[1] for row in whole}


def _go_together(first: str, last: str) -> bool:
    """Return whether pinyin has the syllable; others would be found in words of other languages: quote."""
    if first in ("j", "q", "x"):
        return last in _SOFT
    if first in ("zh", "ch", "sh", "r", "z", "c", "s", "g", "k", "h"):
        return last[0] != "i" or (last == "i" and first not in ("g", "k", "h"))
    return last != "ue" or first in ("n", "l")

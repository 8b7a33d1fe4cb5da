"""Whose: the lines of a bare text, copied from some page → the profile of the site that it was copied from, by its marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import TypeVar

from bulletin.readers.labels.own_words import known_names
from bulletin.readers.labels.plain import has_any, plain_line
from bulletin.readers.sites.known import indexed, laid, of_address, own_profiles
from bulletin.readers.sites.profile import Profile

T = TypeVar("T")

LONGEST_MARK = 160
"""Characters of a line that may be a mark."""

RIGHTS, LINE, NAME = 4, 2, 1
"""What the kinds of marks weigh: who holds the rights, a line that no other site has, a name that stands alone."""

_RIGHTS = ("©", "(c) ", "copyright", "कॉपीराइट", "सर्वाधिकार", "rights reserved")
_ADDRESS = re.compile(r"\s*https?://[^\s/]+\.[^\s/]+/?\S*\s*")


def profile_of_text(lines: Sequence[str], source: str) -> Profile | None:
    """The profile of the site that a text is from: by its address, or by its marks if it has none; None for unknown or doubtful ones."""
    if source.startswith(("http://", "https://")):
        return of_address(source)
    points: Counter[str] = Counter()
    own: Counter[Profile] = Counter()
    marks = own_profiles()
    for line in lines:
        if len(line) > LONGEST_MARK:
            continue
        for file, weight in _marks_of(line):
            points[file] += weight
        for profile in marks:
            own[profile] += _own_weight(line, profile)
    mine = _surest(own)
    return laid(mine, "" if mine is not None else _surest(points) or "")


def _surest(points: Counter[T]) -> T | None:
    best = points.most_common(2)
    if not best or not best[0][1] or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def _marks_of(line: str) -> list[tuple[str, int]]:
    """The profiles of ours that a line is a mark of, each with its weight."""
    key = plain_line(line).casefold()
    if not key:
        return []
    found = []
    if (file := _lines().get(key)) is not None:
        found.append((file, LINE))
    if (file := known_names().get(key)) is not None:
        found.append((file, NAME))
    if has_any(line, *_RIGHTS):
        holders = {file for name, file in known_names().items() if _has(key, name)}
        found += [(file, RIGHTS) for file in holders]
    if "//" in line and _ADDRESS.fullmatch(line) and (profile := of_address(line)) is not None:
        found.append((profile.file, NAME))
    return found


def _own_weight(line: str, profile: Profile) -> int:
    key = plain_line(line).casefold()
    names = {plain_line(name).casefold() for name in (*profile.words["names"], profile.name)}
    if any(plain_line(mark).casefold() == key for mark in profile.marks["lines"]):
        return LINE
    if has_any(line, *_RIGHTS) and any(_has(key, name) for name in names):
        return RIGHTS
    return NAME if key in names else 0


def _has(line: str, name: str) -> bool:
    """Whether a line has a name as words of its own."""
    return name in line and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line) is not None


@cache
def _lines() -> dict[str, str]:
    return {plain_line(line).casefold(): file for line, file in indexed("line").items()}

"""Ranges: 6-14 वर्ष → छह से चौदह वर्ष; consecutive numbers up to ten have no से: 5-6 दिन → पाँच छह दिन."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bulletin.language.hindi.cardinals import quartered
from bulletin.language.hindi.numbers import connector, number
from bulletin.language.hindi.quarters import amount
from bulletin.language.hindi.rule import DASH, NOT_IN_NUMBER, NUMBER, NUMBER_ENDS, WORD_ENDS, Replacement
from bulletin.language.hindi.scales import say_scales, scale_words

_RANGE = re.compile(
    rf"{NOT_IN_NUMBER}(?<![-–—])(?P<first>{NUMBER})(?P<to>{DASH})(?P<second>{NUMBER}){NUMBER_ENDS}(?!\s?[-–—]\s?\d)"
)


_MARKS_BEFORE = re.compile(r"(?:कट-?\s?ऑफ़?|मेरिट|cut-?\s?off)\s(?:\S+\s){0,3}$", re.IGNORECASE)
"""Marks fall from the first to the last who is admitted: कटऑफ 143-113."""


def speak_ranges(text: str) -> Iterator[Replacement]:
    """Two numbers with a dash between them that are no date, score, code or telephone number."""
    for match in _RANGE.finditer(text):
        first, second = match["first"], match["second"]
        end = match.end()
        scale = _scale(text, end)
        say = amount if scale or quartered(text, end) else number
        falls = _no_range(first, second) and not _MARKS_BEFORE.search(text, 0, match.start())
        between = " " if falls else connector(first, second)
        spoken = f"{say(first)}{between}{say(second)}"
        if scale:
            spoken = f"{spoken} {say_scales(scale)}"
            end += len(scale)
        yield Replacement(match.start(), end, spoken)


def _no_range(first: str, second: str) -> bool:
    """Return whether two numbers are consecutive up to ten (पाँच छह दिन) or fall: a score, a model, 787-8."""
    if not (first.isdigit() and second.isdigit()):
        return False
    step = int(second) - int(first)
    return step < 0 or (step == 1 and int(second) <= 10)


@cache
def _scaled() -> re.Pattern[str]:
    return re.compile(rf"\s?(?i:{scale_words()}){WORD_ENDS}")


def _scale(text: str, end: int) -> str:
    match = _scaled().match(text, end)
    return match.group() if match else ""

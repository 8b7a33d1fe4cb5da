"""Ranges: 6-14 वर्ष → छह से चौदह वर्ष; neighbours below ten go without से: 5-6 दिन → पाँच छह दिन."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.language.hindi.money import say_scales, scale_words
from bulletin.language.hindi.numbers import amount, number
from bulletin.language.hindi.rule import DASH, LETTER, NOT_IN_NUMBER, NUMBER, NUMBER_ENDS, Saying

_RANGE = re.compile(
    rf"{NOT_IN_NUMBER}(?<![-–—])(?P<first>{NUMBER})(?P<to>{DASH})(?P<second>{NUMBER}){NUMBER_ENDS}(?!\s?[-–—]\s?\d)"
)


def speak_ranges(text: str) -> Iterator[Saying]:
    """Two numbers with a dash between them that no date, score, code or telephone has claimed."""
    for match in _RANGE.finditer(text):
        first, second = match["first"], match["second"]
        end = match.end()
        scale = _scale(text, end)
        say = amount if scale else number
        if _neighbours(first, second):
            said = f"{number(first)} {number(second)}"
        else:
            said = f"{say(first)} से {say(second)}"
        if scale:
            said = f"{said} {say_scales(scale)}"
            end += len(scale)
        yield Saying(match.start(), end, said)


def _neighbours(first: str, second: str) -> bool:
    return first.isdigit() and second.isdigit() and int(second) == int(first) + 1 and int(second) <= 10


def _scale(text: str, end: int) -> str:
    pattern = re.compile(rf"\s?(?:{scale_words()})(?![{LETTER}])", re.IGNORECASE)
    match = pattern.match(text, end)
    return match.group() if match else ""

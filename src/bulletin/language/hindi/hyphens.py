"""Hyphens: those within a pair of words become spaces, and the number of a name is parted from one that follows."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from bulletin.language.hindi.rule import LETTER, PLACEHOLDER


def without_hyphens(text: str, written: Callable[[str], str]) -> str:
    """Return a text, with its placeholders, without hyphens inside words: चंद्रयान-3 14 जुलाई को → चंद्रयान 3, 14 जुलाई को.

    `written` returns what a placeholder stands for.
    """

    def parted(match: re.Match[str]) -> str:
        # Two numbers in a row would be heard as one.
        first = written(match["first"])
        named = match.string[match.start() - 1 : match.start()] == "-" or not first.isdecimal()
        both = named and first[-1:].isdecimal() and written(match["second"])[:1].isdecimal()
        return f"{match['first']}, " if both else match.group()

    return _hyphen().sub(" ", _numbers().sub(parted, text))


@cache
def _numbers() -> re.Pattern[str]:
    """The number of a name, and what follows: निफ्टी-50 120 अंक."""
    return re.compile(f"(?P<first>[{PLACEHOLDER}]) (?=(?P<second>[{PLACEHOLDER}]))")


@cache
def _hyphen() -> re.Pattern[str]:
    """A hyphen inside a pair of words, or between a word and a placeholder: चंद्रयान-3."""
    return re.compile(f"-(?<=[{LETTER}{PLACEHOLDER}\\d]-)(?=[{LETTER}{PLACEHOLDER}])")

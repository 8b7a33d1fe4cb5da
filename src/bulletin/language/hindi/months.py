"""Months: the dash between two months, and between two days of different months, is से: 28 जून-3 जुलाई."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bulletin.language.hindi.rule import DASH, LETTER, WORD_ENDS, Replacement
from bulletin.language.tables import one_of, words


@cache
def _between() -> re.Pattern[str]:
    names = one_of((row[0] for row in words("hindi/words/months.tsv")), any_case=True)
    return re.compile(
        rf"""
        (?<![{LETTER}])(?P<first>{names}){WORD_ENDS}(?P<year>,?\s(?:19|20)\d\d)?  # जून 2023
        (?P<to>{DASH})
        (?P<day>\d{{1,2}}\s+)?(?P<last>{names}){WORD_ENDS}(?!-)
        """,
        re.VERBOSE,
    )


def speak_months(text: str) -> Iterator[Replacement]:
    """The dash of a range. Between consecutive months without days there is no word: मई जून."""
    numbers = {row[0].casefold(): int(row[2]) for row in words("hindi/words/months.tsv")}
    for match in _between().finditer(text):
        step = (numbers[match["last"].casefold()] - numbers[match["first"].casefold()]) % 12
        if match["day"] or match["year"] or step > 1:
            yield Replacement(*match.span("to"), "से")

"""Dates: in words (15 अगस्त 1947, August 15, 2024) and in figures (04.06.2024, 15/08/2024, 26/11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bulletin.language.hindi.numbers import cardinal, year
from bulletin.language.hindi.rule import (
    DASH,
    LETTER,
    NOT_IN_NUMBER,
    NUMBER_ENDS,
    POSTPOSITION,
    WORD_ENDS,
    Found,
    Replacement,
    clashes,
    in_order,
)
from bulletin.language.tables import one_of, words

_LONGEST_MONTH = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@cache
def _months() -> dict[str, tuple[str, int]]:
    """Return months by case-folded written form: the spoken form and the number."""
    return {row[0].casefold(): (row[1], int(row[2])) for row in words("hindi/words/months.tsv")}


@cache
def _names() -> dict[int, str]:
    return {number: spoken for spoken, number in _months().values()}


@cache
def _in_words() -> re.Pattern[str]:
    names = one_of((row[0] for row in words("hindi/words/months.tsv")), any_case=True)
    month = rf"(?P<month>{names}){WORD_ENDS}\.?"
    day = r"\d{1,2}"
    suffix = r"(?i:st|nd|rd|th)?"
    return re.compile(
        rf"""
        {NOT_IN_NUMBER}(?P<day>{day}){suffix}(?:{DASH}(?P<to>{day}){suffix})?  # 15 or 15-16
            \s*(?i:of\s+)?{month}
            (?P<gap>,?\s*)(?:['’]?(?P<year>\d{{4}}){NUMBER_ENDS})?
        | (?<![{LETTER}])(?P<month_first>{names}){WORD_ENDS}\.?  # August 15, 2024
            \s+(?P<day_after>{day}){suffix}{NUMBER_ENDS}
            (?:,?\s*(?P<year_after>\d{{4}}){NUMBER_ENDS}|(?![:.]\d|\s*[%{LETTER}]))
        | (?<![{LETTER}])(?P<month_only>{names}){WORD_ENDS}  # a month and a year, which is no count
            (?P<gap_only>,?\s+|-)
            (?P<year_only>1[0-9]\d\d|20\d\d){NUMBER_ENDS}
            (?!\s*(?:रुप|लोग|करोड़|लाख|हज़ार|हजार))
        """,
        re.VERBOSE,
    )


_FIGURES = re.compile(
    rf"""
    {NOT_IN_NUMBER}(?<![/\-])
    (?:
        (?P<d>\d{{1,2}})(?P<sep>[./-])(?P<m>\d{{1,2}})(?P=sep)(?P<y>\d{{4}}|\d{{2}})
        | (?P<iso>\d{{4}})-(?P<iso_m>\d{{2}})-(?P<iso_d>\d{{2}})  # ISO 8601: 2024-06-04
    )
    {NUMBER_ENDS}(?![/\-]\d)
    """,
    re.VERBOSE,
)
_FROM_TO = re.compile(rf"{NOT_IN_NUMBER}(?<!/)(\d\d)/(\d\d)(\s+से\s+|{DASH})(\d\d)/(\d\d){NUMBER_ENDS}(?!/)")
"""Two dates without a year, all with two digits: 27/11 से 16/01."""
_UNTIL = re.compile(rf"{NOT_IN_NUMBER}(?<!/)(\d\d?)/(\d\d){NUMBER_ENDS}(?!/)(?=\s+(?:तक|को){WORD_ENDS})")
"""A date without a year, before a word for until or on: 31/12 तक."""
_DECADE = re.compile(rf"{NOT_IN_NUMBER}(?P<year>1[89]\d0|20\d0)['’]?s(?![A-Za-z])(?:\s+के\s+दशक{WORD_ENDS})?")
"""A decade: 1990s."""
_POSTPOSITION = re.compile(rf"\s+{POSTPOSITION}{WORD_ENDS}")
_DAYS_OF_TERROR = re.compile(rf"{NOT_IN_NUMBER}(?:(26)/(11)|(9)/(11)|(7)/(7)){NUMBER_ENDS}(?!/)")


def speak_dates(text: str) -> Iterator[Replacement]:
    """15 अगस्त 1947 → पंद्रह अगस्त उन्नीस सौ सैंतालीस; 04.06.2024 → चार जून दो हज़ार चौबीस."""
    found = Found()
    for match in _FIGURES.finditer(text):
        spoken = _figures(match)
        if spoken:
            found[match.span()] = spoken
    for match in _FROM_TO.finditer(text):
        first, last = _day(match[1], match[2]), _day(match[4], match[5])
        if first and last:
            found.add_if_free(match.span(), f"{first} से {last}")
    for match in _UNTIL.finditer(text):
        if spoken := _day(match[1], match[2]):
            found.add_if_free(match.span(), spoken)
    for match in _DECADE.finditer(text):
        of = "के" if _POSTPOSITION.match(text, match.end()) else "का"
        found[match.span()] = f"{year(int(match['year']))} {of} दशक"
    for match in _DAYS_OF_TERROR.finditer(text):
        day, month = (int(part) for part in match.groups() if part)
        found.add_if_free(match.span(), f"{cardinal(day)} {cardinal(month)}")
    for match in _in_words().finditer(text):
        spoken = _words(match)
        if spoken and not clashes(found, match):
            found[match.span()] = spoken
    yield from in_order(found)


def _figures(match: re.Match[str]) -> str | None:
    if match["iso"]:
        day, month, written = int(match["iso_d"]), int(match["iso_m"]), match["iso"]
    else:
        day, month, written = int(match["d"]), int(match["m"]), match["y"]
        if len(written) == 2:
            if match["sep"] == "-":
                return None
            written = ("20" if int(written) < 50 else "19") + written
    spoken = _day(day, month)
    return f"{spoken} {year(int(written))}" if spoken else None


def _day(day: str | int, month: str | int) -> str | None:
    """Return the spoken form of a day and month, or None if the month has no such day."""
    day, month = int(day), int(month)
    if not 1 <= month <= 12 or not 1 <= day <= _LONGEST_MONTH[month]:
        return None
    return f"{cardinal(day)} {_names()[month]}"


def _words(match: re.Match[str]) -> str | None:
    if match["day"]:
        month, number = _months()[match["month"].casefold()]
        first, last = int(match["day"]), int(match["to"] or match["day"])
        if not (1 <= first <= _LONGEST_MONTH[number] and 1 <= last <= _LONGEST_MONTH[number]):
            return None
        days = cardinal(first)
        if match["to"]:
            days = f"{days} {cardinal(last)}" if last == first + 1 else f"{days} से {cardinal(last)}"
        written, gap = match["year"], match["gap"]
    elif match["month_first"]:
        month, number = _months()[match["month_first"].casefold()]
        day = int(match["day_after"])
        if not match["month_first"].isascii() or not 1 <= day <= _LONGEST_MONTH[number]:
            return None
        days, written, gap = cardinal(day), match["year_after"], " "
    else:
        month, _ = _months()[match["month_only"].casefold()]
        days, written, gap = "", match["year_only"], match["gap_only"]
    # Keep the author's spelling of a Hindi month.
    for name in ("month", "month_first", "month_only"):
        if match[name] and not match[name].isascii():
            month = match[name]
    if match["day"] and written is None:
        return f"{days} {month}{',' if gap.startswith(',') else ''}{' ' if gap else ''}".rstrip(" ")
    hindi = match["month"] is not None and not match["month"].isascii()
    comma = "," if gap.startswith(",") and hindi else ""
    spoken = f"{days} {month}{comma}".strip()
    return f"{spoken} {year(int(written))}" if written else spoken

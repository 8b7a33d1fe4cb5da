"""Datelines: the place, the agency and the day that stand before a report, or in a line above it."""

from __future__ import annotations

import re
from functools import cache

from bulletin.language.characters import speaks
from bulletin.readers.labels.agencies import reporter
from bulletin.readers.labels.places import is_place
from bulletin.readers.labels.plain import DEVANAGARI_WORD, has_any, mentions
from bulletin.readers.labels.stamps import mentions_month, month

LONGEST_DATELINE = 120

_DIGIT = re.compile(r"\d")
_WORDS = rf"{DEVANAGARI_WORD}(?:\s{DEVANAGARI_WORD}){{0,2}}"
_STOP = r"\s*[।.:|\-–—]+\s*"
_AGENCYS_LETTERS = r"[\u0904-\u0939][\u0900-\u094d]{0,2}"
"""A pattern for an agency's first letters: "(ए)". A longer word may be a weekday's."""
_NO_DAY = rf"(?!(?:\S+वार|बुध|गुरु)\)){_WORDS}"
"""A pattern for an agency that no table has, but no weekday."""
_BARE_PLACE = re.compile(
    rf"""
    ^\s*(?P<place>{_WORDS})(?:\s*/\s*{_WORDS}){{0,2}}
    (?:\s*[:|]\s*|।\s+|\.\s+|\s+[–—-]\s+)(?=\S)
    """,
    re.VERBOSE,
)


def split_dateline(line: str, *, bare_place: bool, town: str = "") -> tuple[str, str]:
    """A dateline that opens a paragraph ("नई दिल्ली, एजेंसी।"), and the rest; ("", line) if there is none.

    With `bare_place` a known place alone is one too: "देहरादून:" or "जयपुर।".
    So is `town`, which the byline above names.
    """
    head = line[:LONGEST_DATELINE]
    match = _dateline().match(head) if _may_have_dateline(head) else None
    if match is None and bare_place and "(" in head:
        match = _named_reporter().match(head)
    if match is None and bare_place:
        # Any word may stand before a colon, so the place must be a known one.
        match = _BARE_PLACE.match(head)
        if match is not None and not is_place(match["place"]) and match["place"] != town:
            match = None
        if match is None and _opens_with_place_and_number(head):
            match = _place_day_stop().match(head)
    if match is None or not speaks(line[match.end() :]):
        return "", line
    return line[: match.end()], line[match.end() :]


def _may_have_dateline(head: str) -> bool:
    """A cheap look before a pattern that takes long to compile: a comma, bracket or slash, and a reporter or a day."""
    if not any(sign in head for sign in ",([/"):
        return False
    return has_any(head, "न्यूज") or mentions(head, "agencies", "agency", "bureau") or _has_day(head)


def _opens_with_place_and_number(head: str) -> bool:
    """Whether a known place of up to three words opens a line, and a number follows: a cheap look."""
    words = head.split(maxsplit=4)[:4]
    number = next((index for index, word in enumerate(words) if word[0].isdigit()), 0)
    return number > 0 and is_place(" ".join(words[:number]))


def _has_day(text: str) -> bool:
    return _DIGIT.search(text) is not None and mentions_month(text)


def has_agencys_day(dateline: str) -> bool:
    """Whether a dateline has its agency in brackets behind a day: no sentence opens so."""
    return dateline.rstrip(" ।.:|-–—").endswith(")") and mentions_month(dateline)


def is_dateline(line: str) -> bool:
    """Whether a whole line is a known place and a day: "लखनऊ, 12 मार्च 2026"."""
    day = len(line) <= LONGEST_DATELINE and _has_day(line)
    match = _place_and_day().fullmatch(line) if day else None
    return match is not None and is_place(match["place"])


def _day(*, in_words: bool = False) -> str:
    """A pattern for a day of a month: any other number and word open a sentence ("दिल्ली, 12 लोग घायल")."""
    number = rf"(?:\d{{1,2}}|{DEVANAGARI_WORD})" if in_words else r"\d{1,2}"
    return rf"{number}\s{month()}(?:,?\s\d{{4}})?"


@cache
def _named_reporter() -> re.Pattern[str]:
    return re.compile(
        rf"""
        ^\s*(?:[^।.?!:()/]{{2,40}}\s?/\s?)?{_WORDS}  # the site / the place
        \s?\({DEVANAGARI_WORD}(?:\s{DEVANAGARI_WORD}){{1,2}}\)\s?(?:।|\s[–—-]\s)\s*(?=\S)  # (a name of two or three words).
        """,
        re.VERBOSE,
    )


@cache
def _place_and_day() -> re.Pattern[str]:
    return re.compile(rf"\s*(?P<place>{_WORDS})\s*[,|:–—-]?\s*{_day()}\s*[।.:|\-–—]*\s*")


@cache
def _place_day_stop() -> re.Pattern[str]:
    return re.compile(rf"\s*(?P<place>{_WORDS})\s+{_day()}(?:\s*[।:|]\s*|\s+[–—-]\s+)(?=\S)")


@cache
def _dateline() -> re.Pattern[str]:
    places = rf"{_WORDS}(?:\s*/\s*{_WORDS}){{0,2}}(?:\s*[(\[]{_WORDS}[)\]])?"
    reported_by = rf"(?:{DEVANAGARI_WORD}\s){{0,2}}{reporter()}(?:\s*[/,]\s*{reporter()})?"
    return re.compile(
        rf"""
        ^\s*(?:
            {places}(?:(?:\s*,\s*|\s+){_day(in_words=True)})?\s*[,(\[]+\s*{reported_by}  # place, agency
                (?:\s*[)\]]\s*[।.:|\-–—]*\s*|{_STOP})
            | {reported_by}\s*,\s*{_WORDS}{_STOP}  # bureau, place
            | {_WORDS}\s*/\s*{reporter()}{_STOP}  # place/bureau
            | {DEVANAGARI_WORD}(?:\s{DEVANAGARI_WORD})?\sन्यूज़?,\s*{DEVANAGARI_WORD}(?:\s{DEVANAGARI_WORD})?।\s  # a site, place
            | {places}\s*,\s*{_day()}  # place, day
                (?:{_STOP}|(?:\s*\((?:{_AGENCYS_LETTERS}|{_NO_DAY})\)\s*+|\s+)(?!(?:को|से|तक|की|के|का|में|और|तथा)\s))
        )(?=\S)
        """,
        re.VERBOSE,
    )

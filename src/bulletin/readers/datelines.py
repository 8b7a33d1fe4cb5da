"""Datelines: the place, the agency and the day that stand before a report, or in a line above it."""

from __future__ import annotations

import re
from functools import cache

from bulletin.language.characters import speaks
from bulletin.readers.agencies import reporter
from bulletin.readers.places import is_place

LONGEST_DATELINE = 120

_WORD = r"[\u0900-\u0963\u0970-\u097f]+"
_WORDS = rf"{_WORD}(?:\s{_WORD}){{0,2}}"
_DAY = rf"\d{{1,2}}\s{_WORD}(?:,?\s\d{{4}})?"
_STOP = r"\s*[।.:|\-–—]+\s*"
_BARE_PLACE = re.compile(
    rf"""
    ^\s*(?P<place>{_WORDS})(?:\s*/\s*{_WORDS}){{0,2}}
    (?:\s*[:|]\s*|।\s+|\.\s+|\s+[–—-]\s+)(?=\S)
    """,
    re.VERBOSE,
)
_PLACE_AND_DAY = re.compile(rf"\s*(?P<place>{_WORDS})\s*[,|:–—-]?\s*{_DAY}\s*[।.:|\-–—]*\s*")


def split_dateline(line: str, *, bare_place: bool) -> tuple[str, str]:
    """A dateline that opens a paragraph ("नई दिल्ली, एजेंसी।"), and the rest; ("", line) if there is none.

    With `bare_place` a known place alone is one too: "देहरादून:" or "जयपुर।".
    """
    head = line[:LONGEST_DATELINE]
    match = _dateline().match(head)
    if match is None and bare_place:
        # Any word may stand before a colon, so the place must be a known one.
        match = _BARE_PLACE.match(head)
        if match is not None and not is_place(match["place"]):
            match = None
    if match is None or not speaks(line[match.end() :]):
        return "", line
    return line[: match.end()], line[match.end() :]


def is_dateline(line: str) -> bool:
    """Whether a whole line is a known place and a day: "लखनऊ, 12 मार्च 2026"."""
    match = _PLACE_AND_DAY.fullmatch(line) if len(line) <= LONGEST_DATELINE else None
    return match is not None and is_place(match["place"])


@cache
def _dateline() -> re.Pattern[str]:
    places = rf"{_WORDS}(?:\s*/\s*{_WORDS}){{0,2}}(?:\s*[(\[]{_WORDS}[)\]])?"
    reported_by = rf"(?:{_WORD}\s){{0,2}}{reporter()}(?:\s*[/,]\s*{reporter()})?"
    return re.compile(
        rf"""
        ^\s*(?:
            {places}(?:\s*,\s*{_DAY})?\s*[,(\[]+\s*{reported_by}(?:\s*[)\]]\s*[।.:|\-–—]*\s*|{_STOP})  # place, agency.
            | {reported_by}\s*,\s*{_WORDS}{_STOP}  # bureau, place.
            | {places}\s*,\s*{_DAY}  # place, day
                (?:{_STOP}|\s+(?!(?:को|से|तक|की|के|का|में|और|तथा)\s))
        )(?=\S)
        """,
        re.VERBOSE,
    )

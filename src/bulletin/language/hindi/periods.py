"""Periods of business: FY26 → वित्त वर्ष छब्बीस, Q2 में → दूसरी तिमाही में, H1 → पहली छमाही; BE 2025-26 by letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.language.hindi.acronyms import letter_names
from bulletin.language.hindi.numbers import cardinal, ordinal, year
from bulletin.language.hindi.rule import DEVANAGARI, POSTPOSITION, WORD_ENDS, Found, Replacement, in_order

_FINANCIAL = r"(?:FY|CY)[ -]?['’]?(?:20\d\d(?:[-–]\d\d(?:\d\d)?)?|\d\d(?:[-–]\d\d)?)"
_PART = re.compile(
    rf"""
    (?<![A-Za-z0-9-])(?<!udi[ ])(?<!ऑडी[ ])(?P<part>[QH][1-4])  # the Q3 of Audi is a car
    (?:
        \s?\(\s?(?P<inside>{_FINANCIAL})\s?\)
        | (?:\s|\s?-\s?|\s?['’]\s?)?(?P<of>{_FINANCIAL})(?![A-Za-z\d])
        | (?=\s+(?:{POSTPOSITION}|रिजल्ट|रिज़ल्ट|नतीज|परिणाम|मुनाफ|(?i:results?)|20\d\d){WORD_ENDS}|\s?\))
    )
    (?P<named>\s+(?:तिमाही|छमाही){WORD_ENDS})?
    | (?<![A-Za-z0-9-])(?P<lone>[QH][1-4])\s+(?:तिमाही|छमाही){WORD_ENDS}
    """,
    re.VERBOSE,
)
_YEAR = re.compile(rf"(?<![A-Za-z0-9-])(?P<year>{_FINANCIAL})(?![A-Za-z\d])(?![.,]\d)")
_FIGURES = re.compile(r"(?P<first>\d{2,4})(?:[-–](?P<last>\d{2,4}))?$")
_SAID = re.compile(rf"(?P<words>[{DEVANAGARI}]+)\s(?P<kind>तिमाही|छमाही)(?P<bracket>\s?\(\s?)$")
"""The same in words before a bracket: तीसरी तिमाही (Q3)."""
_CLOSES = re.compile(r"\s?\)")
_YEAR_SAID = re.compile(r"वित्त(?:ीय)?\s+वर्ष\s?$")
_ESTIMATE = re.compile(r"(?<![A-Za-z])(?P<kind>[BR]E)(?=\s?\(?(?:20)?\d\d[-–]\d\d(?!\d))")
"""The estimates of a budget before their year: BE 2025-26."""


def speak_periods(text: str) -> Iterator[Replacement]:
    """Quarters, halves and financial years by their names; one that is in words before its bracket is not said twice."""
    found = Found()
    for match in _PART.finditer(text):
        part = match["part"] or match["lone"]
        if part in ("H3", "H4"):
            continue
        name = f"{ordinal(int(part[1]), 'ी')} {'तिमाही' if part[0] == 'Q' else 'छमाही'}"
        of = _year(match["of"] or match["inside"] or "")
        said = _SAID.search(text, max(0, match.start() - 40), match.start())
        closing = _CLOSES.match(text, match.end())
        if said and closing and f"{said['words']} {said['kind']}" == name:
            found[said.start("bracket"), closing.end()] = f", {of}," if of else ""
        else:
            found[match.span()] = f"{of} की {name}" if of else name
    for match in _YEAR.finditer(text):
        before = _YEAR_SAID.search(text, max(0, match.start() - 20), match.start())
        spoken = _year(match["year"])
        found.add_if_free(match.span(), spoken.removeprefix("वित्त वर्ष ") if before else spoken)
    for match in _ESTIMATE.finditer(text):
        found.add_if_free(match.span("kind"), letter_names(match["kind"]))
    yield from in_order(found)


def _year(written: str) -> str:
    figures = _FIGURES.search(written)
    if figures is None:
        return ""
    parts = [cardinal(int(part)) if len(part) == 2 else year(int(part)) for part in figures.groups() if part]
    return f"{'कैलेंडर' if written.startswith('CY') else 'वित्त'} वर्ष {' '.join(parts)}"

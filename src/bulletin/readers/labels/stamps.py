"""Stamps: lines of dates and times that say when a page was published or changed.

The one owner of what a month, a weekday and a label of a stamp looks like on a page.
"""

from __future__ import annotations

import re
from functools import cache

from bulletin.language import tables
from bulletin.readers.labels.plain import folded, has_any, mentions, plain_line, without_nuktas
from bulletin.readers.wordlists import any_of, verbose, words

LONGEST_STAMP = 100
"""Characters of a line that is nothing but a stamp."""

_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"[^\s,|•·()\[\]–—।]+")


def is_stamp(line: str) -> bool:
    """Whether a line is nothing but a day of a year, perhaps with its time, or how long ago something was."""
    return is_date(plain_line(line)) or is_ago(line)


def is_ago(line: str) -> bool:
    """Whether a line is nothing but how long ago something was: "5 घंटे पहले"."""
    plain = plain_line(line)
    ago = _ago().fullmatch(plain) if has_any(plain, "पहले", "ago") else None
    return ago is not None and (plain[:1].isdigit() or _glued().search(plain) is not None)


def is_timed_stamp(line: str) -> bool:
    """Whether a line is a stamp with the time of day: when a page was published."""
    return "clock" in _fields(plain_line(line)) and is_stamp(line)


def is_clock(line: str) -> bool:
    """Whether a line is nothing but a time of day: "05:40 PM", "5.40 pm IST"; "24.80" may be anything."""
    told = ":" in line or any(map(str.isalpha, line))
    return told and _fields(plain_line(line)) == {"clock"}


def is_date(line: str) -> bool:
    """Whether a line is nothing but a day or month of a year, perhaps with its time."""
    found = _fields(line)
    return "date" in found or {"month", "year"} <= found


def is_labelled_stamp(line: str) -> bool:
    """Whether a line is a date or a time with the label that says what it is of: "Updated 30 Nov 2025"."""
    found = _fields(line)
    return "label" in found and (bool(found & {"date", "clock"}) or {"month", "day"} <= found)


def opens_with_label(line: str) -> bool:
    """Whether a line opens with a label and a colon, or is a label and how long ago: "अपडेट 5 घंटे पहले".

    So does the place that a report comes from: "रिपोर्टिंग फ़्रॉम, पटना".
    """
    if mentions(line, "stamps", "label") and _labelled().match(line) is not None:
        return True
    return (
        has_any(line, "reporting", "रिपोर्टिंग", "location")
        and _reported_from().fullmatch(plain_line(line)) is not None
    )


def is_stamp_label(line: str) -> bool:
    """Whether a line is only the label of the day in the line below: "First Published :"."""
    return mentions(line, "stamps", "label") and _label_alone().match(line) is not None


def before_stamp(line: str) -> str:
    """What stands before the stamp at the end of a line; empty if no stamp ends it or nothing is before."""
    if not _DIGIT.search(line):
        return ""
    tokens = list(_TOKEN.finditer(line[:200]))
    start = len(tokens)
    while start and _field(tokens[start - 1].group()) is not None:
        start -= 1
    if not 0 < start < len(tokens) or not is_date(line[tokens[start].start() :]):
        return ""
    return line[: tokens[start].start()].strip(" \t(|,-–—•*_")


@cache
def month() -> str:
    """A pattern for a month, in Hindi or English."""
    return tables.one_of(_months())


@cache
def _folded_months() -> tuple[str, ...]:
    return tuple(map(folded, _months()))


def english_month() -> str:
    """A pattern for an English month, whole or its first three letters."""
    return r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"


def mentions_month(line: str) -> bool:
    """Whether a line has the letters of a month; as cheap as `mentions`."""
    return has_any(line, *_folded_months())


def english_stamp() -> str:
    """A pattern for an English day and time with AM or PM: "Sun, 30 Nov 2025 10:08 PM"."""
    weekday = any_of("weekdays", "name")
    return rf"{weekday},?\s\d{{1,2}}\s{month()},?\s\d{{4}}\s\d{{1,2}}:\d\d\s?[ap]m"


def _fields(line: str) -> frozenset[str]:
    """The fields of a line that is nothing but a stamp; none if it has any other word."""
    found: frozenset[str] = frozenset()
    if len(line) > LONGEST_STAMP or not _DIGIT.search(line):
        return found
    for token in _TOKEN.finditer(line):
        fields = _field(token.group())
        if fields is None:
            return frozenset()
        found |= fields
    return found


def _field(token: str) -> frozenset[str] | None:
    """Stamp fields this token can be, or None; none at all for what only stands between them."""
    token = without_nuktas(token).casefold()
    bare = token.rstrip(":-.") or token[:1]
    field = _named_fields().get(bare)
    if field is not None and token[len(bare) :] in _may_follow(field):
        return frozenset([field] if field in ("month", "label") else [])
    match = _numbers().fullmatch(token)
    if match is None or (match["named"] and _named_fields().get(match["named"]) != "month"):
        return None
    return frozenset(name for name in ("year", "day", "date", "clock") if match[name])


def _may_follow(field: str) -> tuple[str, ...]:
    return ("", ".") if field in ("month", "weekday") else ("", ":", "-", ":-")


@cache
def _named_fields() -> dict[str, str]:
    """The words of stamps in folded case without nuktas, each with its field."""
    found = dict.fromkeys(words("stamps", "order", "filler"), "filler")
    found |= dict.fromkeys(words("stamps", "label"), "label")
    for stem in words("weekdays", "stem"):
        found |= {stem: "weekday", f"{stem}वार": "weekday"}
    found |= dict.fromkeys(words("weekdays", "name"), "weekday")
    found |= dict.fromkeys(_months(), "month")
    return {without_nuktas(word).casefold(): field for word, field in found.items()}


def _months() -> list[str]:
    return [row[0] for row in tables.words("hindi/words/months.tsv")]


@cache
def _numbers() -> re.Pattern[str]:
    return re.compile(
        r"""
        (?P<year>(?:19|20)\d\d)
        | (?P<day>\d{1,2})(?:st|nd|rd|th)?
        | (?P<date>\d{1,4}[-/.](?:\d{1,2}|(?P<named>[^\W\d_]+))[-/.]\d{2,4})
            (?:t\d\d:\d\d\S{0,12})?  # 2025-11-30T10:08Z
        | (?P<clock>\d{1,2}[:.]\d\d(?::\d\d)?):?(?:[ap]\.?m\.?)?(?:ist)?
        | [ap]\.?m\.?
        """,
        re.VERBOSE,
    )


@cache
def _ago() -> re.Pattern[str]:
    """How long ago, after a few words of a label."""
    ago = rf"\d{{1,2}}\s?{any_of('stamps', 'unit')}\s(?:पहले|ago)"
    return verbose(rf"(?:[^\d।.!?:]{{1,40}})??{ago}(?:\s?{any_of('stamps', 'label')})?")


@cache
def _reported_from() -> re.Pattern[str]:
    return verbose(
        r"(?:रिपोर्टिंग|reporting)\s(?:फ़?्?रॉम|फ्रॉम|from)\s*[,:]?\s*[^।.!?]{2,40}|location\s*:\s*[a-z][a-z ,]{2,40}"
    )


@cache
def _labelled() -> re.Pattern[str]:
    label = any_of("stamps", "label", use="colon")
    return verbose(
        rf"""
        ^[\s•|]*(?:
            (?:{any_of("stamps", "order")}\s+){{0,2}}
            (?:{label}(?:\s+(?:on|at|by))?|{any_of("stamps", "label")}\s+date)
            \s*[:\-–].{{3,80}}
            | {label}\s*[:\-–]?\s*\d{{1,2}}\s?{any_of("stamps", "unit")}\s(?:पहले|ago)\s*
        )$
        """
    )


@cache
def _label_alone() -> re.Pattern[str]:
    label = any_of("stamps", "label", use="alone")
    return verbose(rf"^\s*(?:{any_of('stamps', 'order')}\s+){{0,2}}{label}(?:\s+(?:on|at))?\s*[:：]?\s*$")


@cache
def _glued() -> re.Pattern[str]:
    return re.compile(r"[\u0900-\u0963\u0970-\u097f]\d")

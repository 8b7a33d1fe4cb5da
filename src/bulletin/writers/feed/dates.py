"""Dates of a feed: RFC 2822, always with a zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime, parsedate_to_datetime

from bulletin.writers.timestamps import MONTHS

FIRST_YEAR, LAST_YEAR = 1900, 9999
_ENGLISH_MONTHS = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
    )
}
_PLAIN = re.compile(r"(?:\w{3}, )?(\d{1,2}) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")
"""The form that bulletin writes, which this pattern reads much faster than the library."""


def rfc2822(moment: datetime) -> str:
    """A moment for RSS: Thu, 26 Nov 2026 06:46:23 +0530. English in every locale."""
    return format_datetime(moment.replace(microsecond=0))


def read_rfc2822(text: str) -> datetime | None:
    """The moment of a date in a feed; None if it is no date. A date without a zone is UTC."""
    plain = _PLAIN.fullmatch(text.strip())
    try:
        if plain and plain[2] in _ENGLISH_MONTHS:
            zone = timedelta(hours=int(plain[8]), minutes=int(plain[9]))
            return datetime(
                int(plain[3]), _ENGLISH_MONTHS[plain[2]], int(plain[1]), int(plain[4]), int(plain[5]), int(plain[6]),
                tzinfo=timezone(-zone if plain[7] == "-" else zone),
            )  # fmt: skip
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def read_moment(text: str) -> datetime:
    """A moment in ISO 8601 or RFC 2822, with a zone, in the years 1900 to 9999, as a person or a record gives it.

    Raises ValueError; its text continues a sentence that begins with the name of the field.
    """
    text = text.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            # -0000 means "of no zone"; the library gives it none.
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            raise ValueError("is not a date and time, such as 2026-11-26T18:30+05:30") from None
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("has no zone; add one, such as +05:30")
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"is of the year {moment.year}, not of one from {FIRST_YEAR} to {LAST_YEAR}")
    try:
        moment.astimezone(UTC)
    except (OverflowError, ValueError):
        raise ValueError("is out of the calendar's range") from None
    return moment


INDIA = timezone(timedelta(hours=5, minutes=30))
"""The clock of those who read the notes."""


def hindi(moment: datetime) -> str:
    """A moment in Hindi by India's clock, for the notes: 26 नवंबर 2026, 18:30."""
    moment = moment.astimezone(INDIA)
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M}"

"""Dates: the shapes in which feeds write a time → that time, with its zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

INDIA = timezone(timedelta(hours=5, minutes=30), "IST")
"""Taken where a date names no zone; it is also what "IST" means in a Hindi feed."""

_ISO = re.compile(
    r"""
    (\d{4}) -? (\d\d) -? (\d\d)                                # a day
    (?: [T\s]\s* (\d\d) :? (\d\d) (?: :? (\d\d) (?:[.,]\d+)? )? # a time, seconds or none
        \s* (Z|UTC|GMT|IST|[+-]\d\d:?\d\d|[+-]\d\d)? )?
    \s* \Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TIME = re.compile(r"\d:\d\d")
_NO_ZONE = re.compile(r":\d\d\s*\Z")
_TWELVE = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?\s*([AP])\.?M\.?", re.IGNORECASE)
_WITHOUT_COMMA = re.compile(r"\A([A-Za-z]{3,9})\s+(\d)")
_DAY = re.compile(r"\A(?:[A-Za-z]{3,9},\s*)?(\d{1,2}[\s-]+[A-Za-z]{3}[a-z]*[\s-]+\d{4})\s*\Z")
_AMERICAN = re.compile(r"\A(?:[A-Za-z]{3,9},\s*)?([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})(.*)\Z")


def moment(text: str) -> datetime | None:
    """The time that a text names, in whatever shape; None if it names none.

    RFC 822 and ISO 8601 with their usual faults: no zone, no seconds, no time, a weekday that is wrong or has no comma,
    a month in full, "10:30 PM", "IST", `Nov 28, 2026`.
    """
    text = " ".join(text.split())[:80]
    if not any(map(str.isdigit, text)):
        return None
    try:
        if match := _ISO.match(text):
            year, month, day, *time, zone = match.groups()
            numbers = [int(part or 0) for part in (year, month, day, *time)]
            return datetime(*numbers, tzinfo=_zone(zone))  # type: ignore[arg-type,misc]
        return _from_mail(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _from_mail(text: str) -> datetime | None:
    if match := _AMERICAN.match(text):
        text = f"{match[2]} {match[1]} {match[3]}{match[4]}"
    if match := _DAY.match(text):
        text = f"{match[1].replace('-', ' ')} 00:00"
    text = _TWELVE.sub(_in_24, _WITHOUT_COMMA.sub(r"\1, \2", text))
    if not _TIME.search(text):
        return None
    if text.upper().rstrip(")").endswith("IST"):
        # The library knows no IST.
        text = text.rstrip(")")[:-3].rstrip(" (") + " +0530"
    found = parsedate_tz(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, *_, offset = found
    # Of a date without a zone the library says 0 as well.
    zone = INDIA if offset is None or _NO_ZONE.search(text) else timezone(timedelta(seconds=offset))
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)


def _in_24(match: re.Match[str]) -> str:
    hour = int(match[1]) % 12 + (12 if match[4] in "Pp" else 0)
    return f"{hour:02d}:{match[2]}:{match[3] or '00'}"


def _zone(text: str | None) -> timezone:
    if text is None or text.upper() == "IST":
        return INDIA
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))

"""Clock: the present time, which `SOURCE_DATE_EPOCH` can fix, and the zones that stations keep time by."""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, datetime, timedelta, timezone, tzinfo

INDIA = timezone(timedelta(hours=5, minutes=30), "IST")
"""All of India, all year: known without a database of zones, which Windows and small machines lack."""

BUILT_IN: dict[str, tzinfo] = {
    "Asia/Kolkata": INDIA,
    "Asia/Calcutta": INDIA,
    "IST": INDIA,
    "UTC": UTC,
}


def now() -> datetime:
    """The present time, with its zone; or `SOURCE_DATE_EPOCH`, so that two runs make the same bytes."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isascii() and fixed.isdigit():
        with contextlib.suppress(OverflowError, OSError, ValueError):
            return datetime.fromtimestamp(int(fixed), tz=UTC)
    return datetime.now().astimezone()


def present(zone: str) -> datetime:
    """The present time in a zone. Raises as `zone_of` does."""
    return now().astimezone(zone_of(zone))


def zone_of(name: str) -> tzinfo:
    """The zone of this name. Raises LookupError for one that this machine does not know."""
    if name in BUILT_IN:
        return BUILT_IN[name]
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise LookupError(name) from None


def known_zones() -> tuple[str, ...]:
    """The names of all zones that this machine knows."""
    from zoneinfo import available_timezones

    return (*BUILT_IN, *sorted(available_timezones() - BUILT_IN.keys()))

"""Retry-After: how long a service asks to be left alone (RFC 9110, 10.2.3). Pure."""

from __future__ import annotations

import email.utils
import math

LONGEST_ASKED_SECONDS = 86_400.0
"""A service that asks for more than a day does not mean it."""


def retry_after(value: str | None, date: str | None, now: float) -> float | None:
    """A Retry-After header in seconds, given as seconds or as a date; None if it makes no sense.

    A date is compared with the answer's own `date` header if there is one, as this machine's clock may be wrong;
    else with `now`, seconds since 1970.
    """
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        when = moment(value)
        if when is None:
            return None
        sent = moment(date or "")
        seconds = when - (now if sent is None else sent)
    if not math.isfinite(seconds) or seconds > LONGEST_ASKED_SECONDS:
        return None
    return max(0.0, seconds)


def moment(date: str) -> float | None:
    """A date of an HTTP header in seconds since 1970; None if it is not one."""
    try:
        return email.utils.parsedate_to_datetime(date).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None

"""Patience: how long to wait before a service is asked again. Pure, but for the dice and the date."""

from __future__ import annotations

import email.utils
import math
import random
import time
from collections.abc import Mapping

FIRST_WAIT_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 60.0
LONGEST_PATIENCE_SECONDS = 180.0
"""All waits for one request together."""


def wait_before(attempt: int, asked: float | None) -> float:
    """Seconds to wait after attempt number `attempt` (from 1), with up to a quarter more by chance.

    Doubles from one second, up to a minute. What the service asked for goes before, up to a minute as well.
    """
    wait: float = min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2.0 ** (attempt - 1))
    if asked is not None:
        wait = min(LONGEST_WAIT_SECONDS, max(asked, min(0.1, FIRST_WAIT_SECONDS)))
    return wait * (1.0 + random.random() / 4)  # noqa: S311  (jitter, not a secret)


def retry_after(headers: Mapping[str, str] | None) -> float | None:
    """The Retry-After header in seconds, given as seconds or as a date; None if there is none that makes sense."""
    value = (headers or {}).get("Retry-After", "")
    try:
        seconds = float(value)
    except ValueError:
        pass
    else:
        return max(0.0, seconds) if math.isfinite(seconds) else None
    when = moment(value)
    return None if when is None else max(0.0, when - time.time())


def moment(date: str) -> float | None:
    """A date of an HTTP header in seconds since 1970; None if it is not one."""
    try:
        return email.utils.parsedate_to_datetime(date).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None

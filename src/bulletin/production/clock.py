"""Moment: the time of making, which can be set from outside."""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, datetime


def now() -> datetime:
    """The time of making, with its zone; `SOURCE_DATE_EPOCH` makes two runs alike to the byte."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isascii() and fixed.isdigit():
        with contextlib.suppress(OverflowError, OSError, ValueError):
            return datetime.fromtimestamp(int(fixed), tz=UTC)
    return datetime.now().astimezone()

"""Clock: the present time, which the environment can fix."""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, datetime


def now() -> datetime:
    """The present time, with its zone; with `SOURCE_DATE_EPOCH` set, two runs give the same bytes."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isascii() and fixed.isdigit():
        with contextlib.suppress(OverflowError, OSError, ValueError):
            return datetime.fromtimestamp(int(fixed), tz=UTC)
    return datetime.now().astimezone()

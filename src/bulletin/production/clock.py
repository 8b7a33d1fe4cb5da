"""Clock: the present time, which `SOURCE_DATE_EPOCH` can fix."""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, datetime


def now() -> datetime:
    """The present time, with its zone; or `SOURCE_DATE_EPOCH`, so that two runs make the same bytes."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isascii() and fixed.isdigit():
        with contextlib.suppress(OverflowError, OSError, ValueError):
            return datetime.fromtimestamp(int(fixed), tz=UTC)
    return datetime.now().astimezone()

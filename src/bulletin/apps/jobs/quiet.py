"""Quiet: whether a file is left alone by whoever wrote it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

QUIET_SECONDS = 1.0
"""A file whose size and time have not changed for so long is whole."""

YOUNG_SECONDS = 60.0
"""Only files that were written to so lately are looked at twice; in either direction, as clocks differ."""

_MOST = 10_000


class Quiet:
    """What young files looked like when they were seen first."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, present: Callable[[], float] = time.time
    ) -> None:
        self._clock = clock
        self._present = present
        self._seen: dict[str, tuple[str, float]] = {}
        self.restless = False
        """Whether some file was not quiet yet since this was last set to False: then look again soon."""

    def is_quiet(self, path: str, stamp: str) -> bool:
        """Whether the file, which has this stamp now, may be read."""
        written = _written(path)
        if written is None or abs(self._present() - written) >= YOUNG_SECONDS:
            self._seen.pop(path, None)
            return written is not None
        before, since = self._seen.get(path, ("", 0.0))
        now = self._clock()
        if before != stamp:
            if len(self._seen) > _MOST:
                self._seen.clear()
            self._seen[path] = (stamp, now)
            self.restless = True
            return False
        if now - since < QUIET_SECONDS:
            self.restless = True
            return False
        return True


def _written(path: str) -> float | None:
    """When a file was written to last; None where it is gone."""
    try:
        return Path(path).stat().st_mtime
    except OSError:
        return None

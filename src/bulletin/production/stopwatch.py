"""Stopwatch: wall-clock seconds by stage."""

from __future__ import annotations

import time

from bulletin.production.events import Stage, StageBegan


class Stopwatch:
    """Counts how long each stage takes."""

    def __init__(self) -> None:
        self._stage: Stage | None = None
        self._since = time.monotonic()
        self._started = self._since
        self._seconds: dict[str, float] = {}

    def began(self, stage: Stage, steps: int = 0, of: str = "") -> StageBegan:
        """Begin `stage` and end the one before; returns the event."""
        self._end_stage()
        self._stage = stage
        return StageBegan(stage, steps, of)

    def ended(self) -> dict[str, float]:
        """Seconds by stage, and `total`."""
        self._end_stage()
        return {**self._seconds, "total": time.monotonic() - self._started}

    def _end_stage(self) -> None:
        now = time.monotonic()
        if self._stage is not None:
            self._seconds[self._stage] = self._seconds.get(self._stage, 0.0) + now - self._since
        self._since = now

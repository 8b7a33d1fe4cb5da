"""Clock: time as it passes, for all waits of online engines. Tests put another clock in its place."""

from __future__ import annotations

import math
import threading
import time


class Clock:
    """The machine's monotonic clock."""

    def now(self) -> float:
        """Seconds since some moment; never goes back, whatever happens to the time of day."""
        return time.monotonic()

    def pause(self, turn: threading.Condition, seconds: float) -> None:
        """Wait for so long, or until `turn` is notified."""
        turn.wait(seconds)

    def until_called(self, turn: threading.Condition, seconds: float) -> None:
        """Wait until `turn` is notified, but no longer than that."""
        turn.wait(seconds)

    def real(self, seconds: float) -> float:
        """Seconds that an attempt may take in reality, where it may take `seconds` by this clock."""
        return seconds


class AwakeTime:
    """Time in which this process could have done something.

    A process may be stopped for an hour, by closing the lid of a laptop or by a signal; no deadline passes
    meanwhile. Safe to use from several threads.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._slept = 0.0
        self._last_awake = -math.inf

    def now(self) -> float:
        """Seconds since some moment, without those slept away."""
        return self._clock.now() - self._slept

    def planned(self, seconds: float) -> float:
        """When, by the machine's clock, a wait of so many seconds that begins now should end."""
        return self._clock.now() + seconds

    def woke_up(self, planned: float) -> None:
        """A wait is over that should have ended at `planned` at the latest: the time since then was slept away.

        Several threads may report the same sleep; it counts once.
        """
        with self._lock:
            now = self._clock.now()
            self._slept += max(0.0, now - max(planned, self._last_awake))
            self._last_awake = max(now, self._last_awake)

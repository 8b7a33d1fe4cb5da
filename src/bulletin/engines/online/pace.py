"""Pace: how many requests may run at once, and when the next may start. Pure: the time is passed in.

All requests of a session share it. When the service pushes back, all pause, and half as many may run at once; each
success adds the reciprocal of that number, so that a round of successes adds one (additive increase, multiplicative
decrease, as in TCP: RFC 5681, 3.1).
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable

FIRST_WAIT_SECONDS = 1.0
"""The first pause. Each further pause without a success in between is twice as long."""

LONGEST_WAIT_SECONDS = 60.0
"""The longest pause that the service did not ask for."""

JITTER = 0.25
"""The most by which chance lengthens a pause, as a part of it: so that clients turned away together do not return together."""

LEAST_SECONDS = 1e-6
"""A shorter pause is a rounding error."""


class Pace:
    """The pace of one session. Not safe to use from several threads without a lock."""

    def __init__(
        self, most: int, now: Callable[[], float], dice: Callable[[], float] = random.random
    ) -> None:
        self._most = most
        self._now = now
        self._dice = dice
        self._under_way = 0
        self._allowed = float(most)
        self._not_before = -math.inf
        self._times_slowed = 0
        self._streak = 0

    @property
    def allowed(self) -> int:
        """How many requests may run at once now: 1 to `most`."""
        return max(1, int(self._allowed))

    @property
    def under_way(self) -> int:
        """How many requests are running."""
        return self._under_way

    def wait(self) -> float | None:
        """Seconds until the next request may start; 0 if it may now; None if another must end first."""
        pause = self._not_before - self._now()
        if pause > LEAST_SECONDS:
            return pause
        return 0.0 if self._under_way < self.allowed else None

    def begin(self) -> int:
        """A request starts. Returns the number of the current pace, to be passed in when the request ends."""
        self._under_way += 1
        return self._times_slowed

    def end(self) -> None:
        """A request ended in a way that says nothing about the service's load."""
        self._under_way -= 1

    def went_well(self, began: int) -> None:
        """A request that started at that pace got a whole answer."""
        self._under_way -= 1
        if began == self._times_slowed:
            self._streak = 0
            self._allowed = min(float(self._most), self._allowed + 1 / self._allowed)

    def pushed_back(self, began: int, asked: float | None = None) -> float:
        """A request that started at that pace was turned away or broke off. Returns the seconds that all pause.

        The pause is at least what the service asks for (`asked`). A request that was already running when the
        pace was last slowed says nothing new, and does not slow it further.
        """
        self._under_way -= 1
        if began == self._times_slowed:
            self._allowed = max(1.0, self._allowed / 2)
            self._times_slowed += 1
            self._streak += 1
        # 2.0 ** 1024 is more than a number can be.
        pause = min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2.0 ** min(max(self._streak - 1, 0), 64))
        if asked is not None:
            pause = max(pause, asked)
        pause *= 1.0 + JITTER * self._dice()
        self._not_before = max(self._not_before, self._now() + pause)
        return pause

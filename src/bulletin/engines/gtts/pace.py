"""Pace: how many requests may be under way at once, and when the next may begin. Pure: it is told the time.

It is shared by all who ask the same service. When the service pushes back, everybody pauses, and half as many
requests may be under way; each success lets that number grow by its reciprocal, so that a round of successes
adds one (additive increase, multiplicative decrease, as TCP does it: RFC 5681, 3.1).
"""

from __future__ import annotations

import email.utils
import math
import random
from collections.abc import Callable

FIRST_WAIT_SECONDS = 1.0
"""The first pause; each one after it that no success came before is twice as long."""

LONGEST_WAIT_SECONDS = 60.0
"""The longest pause that is our own idea."""

JITTER = 0.25
"""By how much of itself a pause is longer, at the most, by chance: others who were sent away come back too."""

LEAST_SECONDS = 1e-6
"""A pause that is shorter is what is left of one after rounding."""

LONGEST_ASKED_SECONDS = 86_400.0
"""A service that asks for more than a day does not mean it."""


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
        """How many requests may be under way now: from 1 to `most`."""
        return max(1, int(self._allowed))

    @property
    def under_way(self) -> int:
        """How many requests are under way."""
        return self._under_way

    def wait(self) -> float | None:
        """Seconds to wait before asking; 0 if the next request may begin; None while others must end first."""
        pause = self._not_before - self._now()
        if pause > LEAST_SECONDS:
            return pause
        return 0.0 if self._under_way < self.allowed else None

    def begin(self) -> int:
        """A request begins. Returns at which pace, which is to be told when it ends."""
        self._under_way += 1
        return self._times_slowed

    def end(self) -> None:
        """A request ended in a way that says nothing about the pace."""
        self._under_way -= 1

    def went_well(self, began: int) -> None:
        """A request that began at that pace ended with a whole answer."""
        self._under_way -= 1
        if began == self._times_slowed:
            self._streak = 0
            self._allowed = min(float(self._most), self._allowed + 1 / self._allowed)

    def pushed_back(self, began: int, asked: float | None = None) -> float:
        """A request that began at that pace was sent away, or broke off. Returns for how many seconds all pause.

        `asked` is what the service asks for: it gets at least that. Requests that were already under way when
        the pace was last slowed tell nothing new, and slow it no further.
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


def retry_after(value: str | None, date: str | None, now: float) -> float | None:
    """A Retry-After header in seconds, given as seconds or as a date; None if it makes no sense.

    A date is compared with the answer's own `date` header where there is one, so that this machine's clock
    may be wrong; else with `now`, seconds since 1970.
    """
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        when = _moment(value)
        if when is None:
            return None
        sent = _moment(date or "")
        seconds = when - (now if sent is None else sent)
    if not math.isfinite(seconds) or seconds > LONGEST_ASKED_SECONDS:
        return None
    return max(0.0, seconds)


def _moment(date: str) -> float | None:
    """A date of an HTTP header in seconds since 1970; None if it is not one."""
    try:
        return email.utils.parsedate_to_datetime(date).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None

"""Turns: the pace that all machines of a cluster share at a service: so many requests a second, and one slow-down for all.

`Turns` is kept in one place and is pure: the time is passed in. The clients of a process ask for their turns through
what `share_turns` was given; without it, each session has its own pace alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

RECOVERY_SECONDS = 60.0
"""In which a pace that was slowed to half is the whole again."""

LEAST_RATE = 0.1
"""Requests a second, however often the service pushes back."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A place in the line. `number` counts how often the service has pushed back."""

    number: int
    at: float
    """When it comes, by the clock of whoever keeps the line."""


class Keeper(Protocol):
    """Whoever keeps the lines, or the way to it."""

    def turn(self, service: str, turn: Turn | None) -> tuple[float, Turn]:
        """Seconds until one's turn comes, and the turn; asked again with it once they are over, 0 if it still holds."""

    def pushed_back(self, service: str, turn: Turn, seconds: float) -> None:
        """A request that had this turn was turned away: nobody asks for so many seconds."""


class Turns:
    """The line at one service. Not safe to use from several threads without a lock."""

    def __init__(self, rate: float, now: Callable[[], float]) -> None:
        self._most = rate
        self._now = now
        self._next = now()
        self._number = 0
        self._slowed_to = rate
        self._slowed_at = self._next

    @property
    def rate(self) -> float:
        """Requests a second, now: after a slow-down it grows back."""
        grown = min(1.0, max(0.0, self._now() - self._slowed_at) / RECOVERY_SECONDS)
        return self._slowed_to + (self._most - self._slowed_to) * grown

    def at_most(self, rate: float) -> None:
        """Of several runs that share a line, the most careful one sets its pace."""
        self._most = min(self._most, rate)
        self._slowed_to = min(self._slowed_to, rate)

    def turn(self, turn: Turn | None) -> tuple[float, Turn]:
        """As `Keeper.turn`."""
        now = self._now()
        if turn is not None and turn.number == self._number:
            return max(0.0, turn.at - now), turn
        at = max(now, self._next)
        self._next = at + 1 / self.rate
        return at - now, Turn(self._number, at)

    def pushed_back(self, turn: Turn, seconds: float) -> None:
        """As `Keeper.pushed_back`. All turns are void. One that is older than the last slow-down slows no further."""
        now = self._now()
        if turn.number == self._number:
            self._slowed_to = max(LEAST_RATE, self.rate / 2)
            self._number += 1
            self._next = now
        # What has a place in the line since the last slow-down loses it as well if the service asks for more.
        elif now + seconds > self._next:
            self._number += 1
        self._next = max(self._next, now + seconds)
        self._slowed_at = self._next


_keeper: Keeper | None = None


def share_turns(keeper: Keeper | None) -> None:
    """From now on, whoever asks a service from this process takes a turn there; None for nobody."""
    global _keeper
    _keeper = keeper


def keeper() -> Keeper | None:
    """Whoever keeps the lines for this process."""
    return _keeper

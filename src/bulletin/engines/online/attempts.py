"""Attempts: one try at a request, as a context, and what has become of the request so far."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bulletin.engines.online.failures import AttemptError, BrokenOffError
from bulletin.engines.online.turns import Turn

if TYPE_CHECKING:
    from bulletin.engines.online.client import Client


@dataclass(slots=True, kw_only=True)
class Tries:
    """What has become of one request so far."""

    until: float
    """When it must be done, by the client's clock."""
    attempts: int = 0
    turned_away: int = 0
    """How many found the service busy or unreachable."""
    broken: int = 0
    """How many broke off."""
    asking: float = 0.0
    """Seconds in all attempts."""
    waited: float = 0.0
    """Seconds in all pauses between them."""
    failure: AttemptError | None = None
    """The last attempt's."""
    turn: Turn | None = None
    """The last attempt's, where machines share a pace."""


class Attempt:
    """One attempt, to be used as a context once. It takes an AttemptError; any other exception passes through."""

    def __init__(self, client: Client, tries: Tries, pace: int) -> None:
        self._client = client
        self._tries = tries
        self._pace = pace
        self._began = client.time.now()
        patience = client.patience
        self.seconds = min(
            patience.attempt_seconds, patience.asking_seconds - tries.asking, tries.until - self._began
        )
        """How long it may take."""
        self._planned = client.time.planned(self.seconds)

    def __enter__(self) -> Self:
        self._tries.attempts += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        client, tries = self._client, self._tries
        client.time.woke_up(self._planned)
        tries.asking += client.time.now() - self._began
        if error is None:
            client.succeeded(self._pace)
        elif isinstance(error, AttemptError):
            tries.failure = error
            if isinstance(error, BrokenOffError):
                tries.broken += 1
            else:
                tries.turned_away += 1
            client.failed(self._pace, error, self._tries.turn)
            return True
        else:
            client.stopped()
        return False

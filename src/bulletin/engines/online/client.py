"""Client: all requests of one session to one service. When the next attempt may start, and when a request fails."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

from bulletin.engines.online.attempts import Attempt, Tries
from bulletin.engines.online.clock import AwakeTime, Clock
from bulletin.engines.online.failures import AttemptError, BusyError, UnfitError, UnreachableError
from bulletin.engines.online.pace import LEAST_SECONDS, Pace
from bulletin.engines.online.patience import Patience
from bulletin.engines.online.service import Service
from bulletin.engines.online.turns import Turn, keeper
from bulletin.errors import BulletinError

Answer = TypeVar("Answer")
Found = TypeVar("Found")

BrokenOff = Callable[[str, int], BulletinError]
"""The error for a request whose answers broke off: gets the last cause and the number of attempts."""


class Client:
    """The requests of one session, `parallel` at most at once, at one pace. Safe to use from several threads."""

    def __init__(
        self,
        service: Service,
        address: str,
        patience: Patience,
        *,
        parallel: int = 1,
        clock: Clock | None = None,
    ) -> None:
        self.address = address
        self.patience = patience
        self.clock = clock or Clock()
        self.time = AwakeTime(self.clock)
        self.pace = Pace(parallel, self.time.now)
        self._service = service
        self._run_ends = self.time.now() + patience.run_seconds
        self._turn = threading.Condition()
        self._closed = False
        self._reached = False
        self._has_answered = False
        self._fits = False
        self._trouble: AttemptError | None = None

    def fit(self, exchange: Callable[[float], Answer], judge: Callable[[Answer], Found]) -> Found:
        """What `judge` makes of the first answer that it accepts; it raises UnfitError for any other.

        Raises the last UnfitError after a few unfit answers in a row: twice as many while other requests succeed,
        as then the answers are damaged only now and then. Raises what `ask` raises; all attempts of the request
        share one deadline.
        """
        until = self.deadline()
        for times in itertools.count(1):
            answer = self.ask(exchange, until)
            try:
                found = judge(answer)
            except UnfitError as unfit:
                unfit.times = times
                if times >= self._unfit_attempts:
                    # If this was no bad luck but a service that has changed, the next request is not to take as long.
                    self._fits = False
                    raise
            else:
                self._fits = True
                return found
        raise AssertionError("not reached")

    def ask(self, exchange: Callable[[float], Answer], until: float | None = None) -> Answer:
        """The first whole answer to a request. `exchange` makes one attempt of at most so many seconds.

        Raises as `attempts` does.
        """
        for attempt in self.attempts(until):
            with attempt:
                return exchange(attempt.seconds)
        raise AssertionError("not reached")

    def attempts(
        self, until: float | None = None, *, broken_off: BrokenOff | None = None
    ) -> Iterator[Attempt]:
        """The attempts at one request, each when its turn comes; the caller stops at the first that succeeds.

        An attempt is a context that takes AttemptErrors, and the next one follows: after a pause, as the service
        is busy or its answers break off. There is no next one if no connection was ever made. `until` is from
        `deadline`. Raises TryLaterError (75) when patience or time ends; `broken_off` makes another error of
        answers that broke off.
        """
        tries = Tries(until=self.deadline() if until is None else until)
        while True:
            pace = self._wait_for_turn(tries)
            self._wait_in_line(tries)
            yield Attempt(self, tries, pace)
            if self._is_over(tries):
                if broken_off is not None and tries.broken >= self.patience.broken_attempts:
                    raise broken_off(str(tries.failure), tries.attempts)
                raise self._given_up(tries)

    def deadline(self) -> float:
        """When a request that starts now must be done, by this client's clock."""
        return min(self.time.now() + self.patience.request_seconds, self._run_ends)

    def close(self) -> None:
        """End every wait for a turn."""
        with self._turn:
            self._closed = True
            self._turn.notify_all()

    def succeeded(self, pace: int) -> None:
        """An attempt that started at that pace brought a whole answer."""
        with self._turn:
            self._reached = self._has_answered = True
            self._trouble = None
            self.pace.went_well(pace)
            self._turn.notify_all()

    def failed(self, pace: int, failure: AttemptError, turn: Turn | None = None) -> None:
        """An attempt that started at that pace failed for now: all slow down, those on other machines too."""
        asked = failure.asked if isinstance(failure, BusyError) else None
        with self._turn:
            self._reached = self._reached or isinstance(failure, BusyError)
            self._trouble = failure
            pause = self.pace.pushed_back(pace, asked)
            self._turn.notify_all()
        shared = keeper()
        if shared is not None and turn is not None and isinstance(failure, BusyError):
            shared.pushed_back(self._service.name, turn, pause)

    def stopped(self) -> None:
        """An attempt ended in a way that says nothing about the service's load."""
        with self._turn:
            self.pace.end()
            self._turn.notify_all()

    def _wait_for_turn(self, tries: Tries) -> int:
        """Wait while the service pushes back or enough requests are running. Returns the number of the pace."""
        with self._turn:
            while True:
                if self._closed:
                    raise self._service.ended(self.address)
                left = tries.until - self.time.now()
                wait = self.pace.wait()
                if left <= 0 or (wait or 0.0) > min(left, self.patience.longest_pause_seconds):
                    raise self._given_up(tries)
                if wait == 0.0:
                    return self.pace.begin()
                if wait is None:
                    planned = self.time.planned(left)
                    self.clock.until_called(self._turn, left)
                    self.time.woke_up(planned)
                    continue
                began = self.time.now()
                planned = self.time.planned(wait)
                self.clock.pause(self._turn, wait)
                self.time.woke_up(planned)
                if tries.failure is not None:
                    tries.waited += self.time.now() - began

    def _wait_in_line(self, tries: Tries) -> None:
        """Where machines share a pace, wait until it is this machine's turn: that takes none of the request's time."""
        shared = keeper()
        if shared is None:
            return
        began = self.time.now()
        turn: Turn | None = None
        try:
            while True:
                wait, turn = shared.turn(self._service.name, turn)
                tries.turn = turn
                if wait <= 0:
                    break
                self._pause(wait)
        except BaseException:
            self.stopped()
            raise
        tries.until = min(tries.until + self.time.now() - began, self._run_ends)

    def _pause(self, seconds: float) -> None:
        """Wait for so long, whatever becomes of other requests."""
        ends = self.time.now() + seconds
        with self._turn:
            while (left := ends - self.time.now()) > LEAST_SECONDS:
                if self._closed:
                    raise self._service.ended(self.address)
                if ends > self._run_ends:
                    raise self._service.too_long(self.address, self.patience.run_seconds)
                planned = self.time.planned(left)
                self.clock.pause(self._turn, left)
                self.time.woke_up(planned)

    def _is_over(self, tries: Tries) -> bool:
        """Whether a request whose last attempt failed gets no other."""
        patience = self.patience
        if isinstance(tries.failure, UnreachableError) and not self._reached:
            # A network that was there comes back. One that never was is not waited for.
            return True
        turned_away = patience.later_attempts if self._has_answered else patience.attempts
        return (
            tries.turned_away >= turned_away
            or tries.broken >= patience.broken_attempts
            or tries.asking >= patience.asking_seconds
        )

    @property
    def _unfit_attempts(self) -> int:
        """After how many unfit answers a request fails."""
        return self.patience.later_unfit_attempts if self._fits else self.patience.unfit_attempts

    def _given_up(self, tries: Tries) -> BulletinError:
        """The error of a request whose patience or time is over."""
        if self.time.now() >= self._run_ends:
            return self._service.too_long(self.address, self.patience.run_seconds)
        # A request that got no turn at all was kept from it by the failures of others.
        failure = tries.failure or self._trouble
        if failure is None:
            cause = f"no answer within {self.patience.request_seconds:.0f} s"
            return self._service.unreachable(self.address, cause)
        if isinstance(failure, BusyError):
            waits = max(0, tries.attempts - 1)
            return self._service.busy(self.address, failure.status, waits, tries.waited, failure.asked)
        return self._service.unreachable(self.address, str(failure), tries.attempts)

"""Line: a session's way to the service. Who may ask now, for how long, how often, and what a failure comes to.

Each attempt is carried out in a thread of its own while the one who asks waits with an eye on the time: so
neither a look-up of a name that takes minutes nor an answer that drips in can outlast the deadlines, and closing
the line ends all waits at once.
"""

from __future__ import annotations

import math
import os
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass

from bulletin.engines.gtts.failures import GOOGLE, bad_deadline
from bulletin.engines.gtts.online import (
    PATH,
    Answer,
    BrokenOffError,
    Connection,
    UnreachableError,
    is_address,
    refusal,
    service_address,
)
from bulletin.engines.gtts.pace import Pace
from bulletin.errors import BulletinError

ATTEMPT_SECONDS = 30.0
"""For one attempt, from the look-up of the name to the last byte. An answer has 50 to 100 kB, which the slowest
mobile networks (2G, 5 kB a second) bring in 20 s."""

ASKING_SECONDS = 60.0
"""For all attempts of one request, without the pauses between them: two that drip, or six that hang, are enough."""

REQUEST_SECONDS = 180.0
"""For one request with all attempts and pauses: an outage of 90 s, or a minute's Retry-After twice, is sat out."""

RUN_SECONDS = 3600.0
"""For all requests of a session. At four a second an hour speaks 14,000 of them: a text of a million characters.
What takes longer is not a long text but a bad day of the service, and what is spoken is kept."""

RUN_VARIABLE = "BULLETIN_GTTS_SECONDS"
"""The environment's own number for `RUN_SECONDS`."""

ATTEMPTS = 6
"""Of one request, as long as the service has not answered any: five pauses, half a minute. It may be down for long."""

LATER_ATTEMPTS = 10
"""Of one request, once the service has answered another: this will pass. Where one answer in four fails by chance,
one request in a million has as many failures."""

BROKEN_ATTEMPTS = 6
"""How many of them may break off or hang: where one in ten does, that too is a few in a million."""

_LATER = (408, 425, 429)

_JOIN_SECONDS = 0.2


def run_seconds() -> float:
    """How long a session may take. Raises ConfigurationError (78) if the environment's number is none."""
    value = os.environ.get(RUN_VARIABLE, "").strip()
    if not value:
        return RUN_SECONDS
    try:
        seconds = float(value)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise bad_deadline(RUN_VARIABLE, value)
    return seconds


class Clock:
    """Time as it passes. Tests put another in its place."""

    def now(self) -> float:
        """Seconds since some moment; never goes back, whatever happens to the machine's clock."""
        return time.monotonic()

    def pause(self, turn: threading.Condition, seconds: float) -> None:
        """Let time pass, but wake up when the turn is called."""
        turn.wait(seconds)

    def until_called(self, turn: threading.Condition, seconds: float) -> None:
        """Wait for the turn to be called, but not for longer than that."""
        turn.wait(seconds)


@dataclass(slots=True)
class _Tries:
    """What has come of one request so far."""

    attempts: int = 0
    broken: int = 0
    asking: float = 0.0
    waited: float = 0.0
    hopeless: bool = False
    trouble: _Trouble | None = None


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Why an attempt came to nothing: the status of a service that has no time, or what became of the connection."""

    status: int = 0
    cause: str = ""
    asked: float | None = None


class Line:
    """The connections of one session, at most `most` of them, and the pace that all who ask share."""

    def __init__(
        self,
        headers: dict[str, str],
        *,
        most: int,
        patient: bool = True,
        seconds: float = RUN_SECONDS,
        clock: Clock | None = None,
    ) -> None:
        self._address = service_address()
        self._headers = headers
        self._patient = patient
        self._clock = clock or Clock()
        self._seconds = seconds
        self._slept = 0.0
        self._last_awake = -math.inf
        self._run_ends = self._now() + seconds
        self._turn = threading.Condition()
        self._pace = Pace(most, self._now)
        self._closed = False
        self._reached = False
        self._has_answered = False
        self._trouble: _Trouble | None = None
        self._free: list[Connection] = []
        self._under_way: dict[Future[Answer], tuple[Connection, threading.Thread]] = {}

    def deadline(self) -> float:
        """When a request that begins now has to be done, by the line's clock."""
        return min(self._now() + REQUEST_SECONDS, self._run_ends)

    def _now(self) -> float:
        """Seconds since some moment in which this process could have done something."""
        return self._clock.now() - self._slept

    def _woke_up(self, meant: float) -> None:
        """A wait that was meant to end at `meant`, by the clock, is over: what came after it was slept away.

        A process may be stopped for an hour, with the lid of its machine or by its owner; no deadline is over
        for that. All who waited tell of the same sleep, and it counts once.
        """
        with self._turn:
            now = self._clock.now()
            self._slept += max(0.0, now - max(meant, self._last_awake))
            self._last_awake = max(now, self._last_awake)

    def post(self, body: str, until: float) -> bytes:
        """The body of an answer of status 200, which came whole. `until` is from `deadline`.

        Pauses and tries again on 429 and 5xx, and when an answer breaks off; when there is no connection, too,
        if there was one before. Raises TryLaterError (75) when patience ends or the service cannot be reached,
        EngineError (69) when it refuses for good or its certificate is not trusted, ServiceAnswerError (76)
        when something else answers in its place.
        """
        if not is_address(self._address):
            raise GOOGLE.bad_address(self._address)
        tries = _Tries()
        while True:
            pace = self._wait_for_turn(tries, until)
            try:
                found = self._attempt(body, tries, until)
            except BaseException:
                self._no_verdict()
                raise
            if found is not None:
                self._answered(pace)
                return found
            self._slow_down(pace, tries)
            if (
                tries.hopeless
                or tries.attempts >= self._attempts
                or tries.broken >= BROKEN_ATTEMPTS
                or tries.asking >= ASKING_SECONDS
            ):
                raise self._given_up(tries)

    def close(self) -> None:
        """Close all connections, and end every wait."""
        with self._turn:
            self._closed = True
            free, self._free = self._free, []
            under_way = dict(self._under_way)
            for future in under_way:
                if not future.done():
                    future.set_exception(GOOGLE.ended(self._address + PATH))
            self._turn.notify_all()
        for connection, _ in under_way.values():
            connection.cut()
        for connection in free:
            connection.close()
        ends = time.monotonic() + _JOIN_SECONDS
        for _, thread in under_way.values():
            # Not for long: a look-up of a name cannot be broken off, and its thread keeps nobody from ending.
            thread.join(max(0.0, ends - time.monotonic()))

    def _wait_for_turn(self, tries: _Tries, until: float) -> int:
        """Wait while the service pushes back or enough requests are under way; all threads share the pace."""
        with self._turn:
            while True:
                if self._closed:
                    raise GOOGLE.ended(self._address + PATH)
                left = until - self._now()
                wait = self._pace.wait()
                if left <= 0 or (wait or 0.0) > left:
                    raise self._given_up(tries)
                if wait == 0.0:
                    return self._pace.begin()
                if wait is None:
                    meant = self._clock.now() + left
                    self._clock.until_called(self._turn, left)
                    self._woke_up(meant)
                    continue
                began = self._now()
                meant = self._clock.now() + wait
                self._clock.pause(self._turn, wait)
                self._woke_up(meant)
                if tries.trouble is not None:
                    tries.waited += self._now() - began

    def _attempt(self, body: str, tries: _Tries, until: float) -> bytes | None:
        """The body of a successful answer; None if it came to nothing for now, of which `tries` then knows."""
        began = self._now()
        tries.attempts += 1
        seconds = min(ATTEMPT_SECONDS, ASKING_SECONDS - tries.asking, until - began)
        meant = self._clock.now() + seconds
        try:
            answer = self._ask(body, seconds)
        except BrokenOffError as error:
            tries.broken += 1
            tries.trouble = _Trouble(cause=str(error))
            return None
        except UnreachableError as error:
            tries.trouble = _Trouble(cause=str(error))
            # A network that was there comes back; for one that never was nobody waits.
            tries.hopeless = not self._reached
            return None
        finally:
            self._woke_up(meant)
            tries.asking += self._now() - began
        self._reached = True
        if answer.status == 200:
            return answer.body
        if answer.status in _LATER or (answer.status >= 500 and answer.status != 511):
            tries.trouble = _Trouble(status=answer.status, asked=answer.retry_after)
            return None
        raise refusal(self._address + PATH, answer.status)

    @property
    def _attempts(self) -> int:
        """How often a request may be sent."""
        if not self._patient:
            return 1
        return LATER_ATTEMPTS if self._has_answered else ATTEMPTS

    def _answered(self, pace: int) -> None:
        with self._turn:
            self._has_answered = True
            self._trouble = None
            self._pace.went_well(pace)
            self._turn.notify_all()

    def _slow_down(self, pace: int, tries: _Tries) -> None:
        trouble = tries.trouble
        with self._turn:
            self._trouble = trouble
            self._pace.pushed_back(pace, trouble.asked if trouble else None)
            self._turn.notify_all()

    def _no_verdict(self) -> None:
        with self._turn:
            self._pace.end()
            self._turn.notify_all()

    def _given_up(self, tries: _Tries) -> BulletinError:
        """The error that a request ends in whose patience or time is over."""
        url = self._address + PATH
        if self._now() >= self._run_ends:
            return GOOGLE.too_long(url, self._seconds)
        # Who had no turn at all is kept from it by the others' trouble.
        trouble = tries.trouble or self._trouble
        if trouble is None:
            return GOOGLE.unreachable(url, f"no answer within {REQUEST_SECONDS:.0f} s")
        if trouble.status:
            waits = max(0, tries.attempts - 1)
            return GOOGLE.busy(url, trouble.status, waits, tries.waited, trouble.asked)
        return GOOGLE.unreachable(url, trouble.cause, tries.attempts)

    def _ask(self, body: str, seconds: float) -> Answer:
        """One attempt, which takes no longer than `seconds`. Raises as a connection does."""
        future: Future[Answer] = Future()
        with self._turn:
            if self._closed:
                raise GOOGLE.ended(self._address + PATH)
            connection = self._free.pop() if self._free else Connection(self._address, self._headers)
            thread = threading.Thread(
                target=self._carry, args=(connection, body, future), name="gtts", daemon=True
            )
            thread.start()
            self._under_way[future] = connection, thread
        try:
            return future.result(timeout=max(0.0, seconds))
        except TimeoutError:
            raise BrokenOffError(f"no whole answer within {seconds:.0f} s") from None
        finally:
            with self._turn:
                # Time is over, or the one who waits was stopped: nobody wants the answer any more.
                unwanted = future.cancel()
            if unwanted:
                connection.cut()

    def _carry(self, connection: Connection, body: str, future: Future[Answer]) -> None:
        """Carry an attempt out, and keep the connection if a whole answer came that somebody still wants."""
        answer: Answer | None = None
        failure: BaseException | None = None
        try:
            answer = connection.post(body)
        except BaseException as error:  # noqa: BLE001  (handed to the one who waits, whatever it is)
            failure = error
        with self._turn:
            self._under_way.pop(future)
            wanted = not future.done()
            keep = wanted and answer is not None
            if keep:
                self._free.append(connection)
            if wanted and answer is not None:
                future.set_result(answer)
            elif wanted:
                future.set_exception(failure)
        if not keep:
            connection.close()

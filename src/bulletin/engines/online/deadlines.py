"""Deadlines: exchanges on kept connections, each in a thread of its own, cut off when their time is over.

A library's time limit is one for each read, so an answer that drips in outlasts it, and so does the look-up of a
name. The caller therefore waits elsewhere, and closing the session ends all waits at once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from bulletin.engines.online.clock import Clock
from bulletin.engines.online.connections import Connection
from bulletin.engines.online.failures import BrokenOffError
from bulletin.errors import BulletinError

Answer = TypeVar("Answer")

_JOIN_SECONDS = 0.2


class Connections:
    """The kept connections of one session; `name` is that of the threads. Safe to use from several threads."""

    def __init__(
        self, name: str, make: Callable[[], Connection], ended: Callable[[], BulletinError], clock: Clock
    ) -> None:
        self._name = name
        self._make = make
        self._ended = ended
        self._clock = clock
        self._lock = threading.Lock()
        self._closed = False
        self._free: list[Connection] = []
        self._under_way: dict[Future[Any], tuple[Connection, threading.Thread]] = {}

    def run(self, exchange: Callable[[Connection], Answer], seconds: float) -> Answer:
        """What `exchange` makes of a connection, within `seconds`.

        Raises what it raises; BrokenOffError if it takes longer; the error for an ended run if the session closes.
        """
        future: Future[Answer] = Future()
        with self._lock:
            if self._closed:
                raise self._ended()
            connection = self._free.pop() if self._free else self._make()
            thread = threading.Thread(
                target=self._carry_out, args=(connection, exchange, future), name=self._name, daemon=True
            )
            thread.start()
            self._under_way[future] = connection, thread
        try:
            return future.result(timeout=max(0.0, self._clock.real(seconds)))
        except TimeoutError:
            raise BrokenOffError(f"no whole answer within {seconds:.0f} s") from None
        finally:
            with self._lock:
                # Time is over, or the caller was interrupted: the answer is no longer wanted.
                unwanted = future.cancel()
            if unwanted:
                connection.cut()

    def close(self) -> None:
        """Close all connections, and end every exchange."""
        with self._lock:
            self._closed = True
            free, self._free = self._free, []
            under_way = dict(self._under_way)
            for future in under_way:
                if not future.done():
                    future.set_exception(self._ended())
        for connection, _ in under_way.values():
            connection.cut()
        for connection in free:
            connection.close()
        ends = time.monotonic() + _JOIN_SECONDS
        for _, thread in under_way.values():
            # Not for long: the look-up of a name cannot be broken off, and a daemon thread delays no exit.
            thread.join(max(0.0, ends - time.monotonic()))

    def _carry_out(
        self, connection: Connection, exchange: Callable[[Connection], Answer], future: Future[Answer]
    ) -> None:
        """Carry an exchange out. Keep the connection if a whole answer came and is still wanted."""
        answer: Answer | None = None
        failure: BaseException | None = None
        try:
            answer = exchange(connection)
        except BaseException as error:  # noqa: BLE001  (passed on to the caller, whatever it is)
            failure = error
        with self._lock:
            self._under_way.pop(future)
            wanted = not future.done()
            keep = wanted and failure is None
            if keep:
                self._free.append(connection)
            if wanted and failure is None:
                future.set_result(answer)  # type: ignore[arg-type]
            elif wanted:
                future.set_exception(failure)
        if not keep:
            connection.close()

"""Deadline: an end for a whole exchange: looking a name up, connecting, TLS, a head or body that drips.

A library's time limit is one for each read, so a page that drips in outlasts it.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

Found = TypeVar("Found")


class Deadline:
    """So many seconds from now. A context: the socket that it watches is cut when they are over."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._handle: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            if self._handle is not None:
                self._handle.close()
                self._handle = None

    @property
    def left(self) -> float:
        """Seconds; 0 when they are over."""
        return max(0.0, self._ends - time.monotonic())

    def watch(self, made: socket.socket) -> None:
        """Shut this socket down when the time is over, whichever handle is read then: TLS takes the first one over."""
        with self._lock:
            if self._handle is not None:
                self._handle.close()
            self._handle = made.dup()

    def within(self, ask: Callable[[], Found]) -> Found:
        """What `ask` gives, where nothing else can end it (the system's look-up of a name). Raises TimeoutError."""
        found: list[Found] = []
        failed: list[Exception] = []

        def run() -> None:
            try:
                found.append(ask())
            except Exception as error:  # noqa: BLE001  (passed on to the caller, whatever it is)
                failed.append(error)

        # A daemon: a look-up that hangs delays no exit.
        thread = threading.Thread(target=run, name="look-up", daemon=True)
        thread.start()
        thread.join(self.left)
        if failed:
            raise failed[0]
        if not found:
            raise TimeoutError
        return found[0]

    def _cut(self) -> None:
        with self._lock, contextlib.suppress(OSError):
            if self._handle is not None:
                self._handle.shutdown(socket.SHUT_RDWR)

"""Worker: a process that does jobs for `processes`, one after the other: `python -m bulletin.apps.jobs.worker 2`.

The number says how many there are. Jobs come on standard input and answers go to standard output, each a pickle with its length before it. It ends when its
input does, whatever it is doing: then the process that gave it work is gone. What it imports, and the voices that it has
opened, stay for the next job.
"""

from __future__ import annotations

import gc
import os
import pickle
import queue
import signal
import sys
import threading
import time
from typing import IO, Any, BinaryIO

from bulletin.apps.jobs.job import Job
from bulletin.apps.signals import Stopped, reached_the_top, watch
from bulletin.production.events import Event

LENGTH_BYTES = 4

BEAT_SECONDS = 0.5
"""Between two signs of life, which tell what is being done."""

GRACE_SECONDS = 5.0
"""How long the clean-up may take when the process that gave it work is gone."""


def send(stream: IO[bytes], message: object) -> None:
    """Write one message. Raises OSError if nobody reads any more."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(LENGTH_BYTES, "little") + data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read one message. Raises EOFError where there is none, or half of one."""
    length = stream.read(LENGTH_BYTES)
    data = stream.read(int.from_bytes(length, "little")) if len(length) == LENGTH_BYTES else b""
    if not data or len(data) < int.from_bytes(length, "little"):
        raise EOFError
    # It comes from the other end of a pipe of our own, and from nobody else.
    return pickle.loads(data)  # noqa: S301


class _Beats:
    """Signs of life, no more of them than are looked at."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._last = 0.0

    def tell(self, event: Event) -> None:
        now = time.monotonic()
        if now - self._last >= BEAT_SECONDS:
            self._last = now
            send(self._out, ("beat", type(event).__name__))


def _serve(jobs: queue.SimpleQueue[Job], out: BinaryIO, share: int) -> None:
    from bulletin.apps.jobs.work import do, get_warm

    get_warm(share)
    send(out, ("ready", os.getpid()))
    while True:
        job = jobs.get()
        send(out, ("began", job.key))
        send(out, ("result", do(job, _Beats(out).tell)))


def _read(inbox: BinaryIO, jobs: queue.SimpleQueue[Job]) -> None:
    """Queue jobs as they come; at the end of them, end the process as a signal does, so that it cleans up."""
    try:
        while True:
            jobs.put(receive(inbox))
    except (EOFError, OSError):
        if sys.platform != "win32":
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
            time.sleep(GRACE_SECONDS)
        os._exit(0)


def main() -> None:
    """Serve until there is nobody to serve."""
    gc.set_threshold(100_000, 50, 50)
    inbox = sys.stdin.buffer
    # What anything prints must not get between the answers.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    code = 0
    try:
        watch()
        threading.Thread(target=_read, args=(inbox, jobs), daemon=True).start()
        _serve(jobs, out, int(sys.argv[-1]))
    except Stopped:
        reached_the_top()
    except OSError:
        # Nobody reads the answers.
        code = 74
    os._exit(code)


if __name__ == "__main__":
    main()

"""Workers: starts worker processes, exchanges messages with them, and restarts them when they die."""

from __future__ import annotations

import contextlib
import queue
import sys
import threading
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired

DEATHS_A_REQUEST = 2
"""How often one request may kill a worker before it fails."""

SECONDS_TO_END = 2.0
"""How long a worker that has closed its output may take to end by itself."""


class WorkerDiedError(Exception):
    """A worker process ended, or had to be ended, in the middle of a request."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        if self.code is None:
            return "no answer in time"
        return f"signal {-self.code}" if self.code < 0 else f"exit code {self.code}"


class Workers:
    """Up to `count` processes of the same command, each started when it is needed. Safe to use from as many threads."""

    def __init__(self, command: list[str], count: int) -> None:
        self._command = command
        self._idle: queue.LifoQueue[Popen[bytes] | None] = queue.LifoQueue()
        for _ in range(count):
            self._idle.put(None)
        self._started: set[Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._closed = False

    def ask(self, request: bytes, seconds: float) -> bytes:
        """The answer of one worker to `request`; waits for a free one.

        Raises WorkerDiedError if the process ends without an answer or takes longer than `seconds`,
        OSError if no process can be started.
        """
        worker = self._idle.get()
        try:
            if worker is not None and worker.poll() is not None:
                self._end(worker)
                worker = None
            if worker is None:
                worker = self._start()
            return self._exchange(worker, request, seconds)
        except BaseException:
            # It is dead, or was interrupted in an answer and would give the rest of it to the next request.
            if worker is not None:
                self._end(worker)
            worker = None
            raise
        finally:
            self._idle.put(worker)

    def warm_up(self) -> None:
        """Start one process now, so that it is ready when the first request comes."""
        worker = self._idle.get()
        try:
            if worker is None:
                worker = self._start()
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End all processes."""
        with self._lock:
            self._closed = True
            started = list(self._started)
        for worker in started:
            self._end(worker)

    def _start(self) -> Popen[bytes]:
        if self._closed:
            raise WorkerDiedError(None)
        worker = Popen(
            self._command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            start_new_session=True,  # Ctrl-C is ours to handle
        )
        with self._lock:
            self._started.add(worker)
            closed = self._closed
        if closed:
            # Another thread called `close` meanwhile, which did not end this worker.
            self._end(worker)
            raise WorkerDiedError(None)
        return worker

    def _exchange(self, worker: Popen[bytes], request: bytes, seconds: float) -> bytes:
        assert worker.stdin is not None
        assert worker.stdout is not None
        late = threading.Event()

        def end_it() -> None:
            late.set()
            worker.kill()

        timer = threading.Timer(seconds, end_it)
        timer.daemon = True
        timer.start()
        try:
            worker.stdin.write(len(request).to_bytes(4, "little") + request)
            worker.stdin.flush()
            size = worker.stdout.read(4)
            answer = worker.stdout.read(int.from_bytes(size, "little")) if len(size) == 4 else b""
        except (BrokenPipeError, OSError):
            size, answer = b"", b""
        finally:
            timer.cancel()
        if len(size) < 4 or len(answer) < int.from_bytes(size, "little"):
            try:
                worker.wait(timeout=SECONDS_TO_END)
            except TimeoutExpired:
                late.set()  # It closed its output, but did not end.
            raise WorkerDiedError(None if late.is_set() else worker.returncode)
        return answer

    def _end(self, worker: Popen[bytes]) -> None:
        with contextlib.suppress(OSError):
            worker.kill()
        for pipe in (worker.stdin, worker.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        with contextlib.suppress(TimeoutExpired):
            worker.wait(timeout=5)
        with self._lock:
            self._started.discard(worker)


def python_command(script: Path, *arguments: str, packages: bool = False) -> list[str]:
    """The command that runs `script` with this Python: with the standard library only, or with `packages` too."""
    return [sys.executable, "-I", *([] if packages else ["-S"]), str(script), *arguments]

"""Running: starts the process that makes a bulletin, gives its messages, and ends it."""

from __future__ import annotations

import contextlib
import json
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen

from bulletin.production.making.job import Order, as_json
from bulletin.production.making.telling import Message

# -P: no module of that name in the studio's folder takes the place of a library.
COMMAND: tuple[str, ...] = (sys.executable, "-P", "-m", "bulletin.production.making.child")

SECONDS_TO_END = 2.0
"""After which a process that was asked to end is ended."""


class Run:
    """One process. Raises OSError if none can be started."""

    def __init__(self, order: Order, folder: Path, command: Sequence[str] = COMMAND) -> None:
        """Start it in `folder`."""
        self._process = Popen(
            list(command),
            cwd=folder,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            start_new_session=True,  # Ctrl-C is for the studio
        )
        self._timer: threading.Timer | None = None
        assert self._process.stdin is not None
        # It may have died already; its exit code tells.
        with contextlib.suppress(OSError):
            self._process.stdin.write(json.dumps(as_json(order)).encode() + b"\n")
            self._process.stdin.flush()

    def messages(self) -> Iterator[Message]:
        """Its messages as they come, until it has ended."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            # The last line of a process that was ended may be cut.
            with contextlib.suppress(ValueError):
                message = json.loads(line)
                if isinstance(message, dict):
                    yield message

    def end(self) -> None:
        """Ask it to end; after SECONDS_TO_END it is ended."""
        if self._timer is None:
            self._timer = threading.Timer(SECONDS_TO_END, self._process.kill)
            self._timer.daemon = True
            self._timer.start()
            self._process.terminate()

    def ended(self) -> int:
        """Wait until it has ended; returns its exit code, below 0 for a signal."""
        code = self._process.wait()
        if self._timer is not None:
            self._timer.cancel()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        return code

"""Locks: one run at a time, by locks of the kernel's, which frees those of a run that is killed; and who has one."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event

LOOK_AGAIN_SECONDS = 0.02
"""Between two looks at a lock that somebody else has."""


@contextmanager
def locked(path: Path, seconds: float, stop: Event | None = None) -> Iterator[bool]:
    """Hold a lock file; without it after `seconds`, once `stop` is set, or where there are no locks.

    Yields whether somebody else still holds it.
    """
    until = time.monotonic() + seconds
    release: Callable[[], None] | None = None
    busy = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        while release is None and time.monotonic() < until and not (stop is not None and stop.is_set()):
            if busy:
                time.sleep(LOOK_AGAIN_SECONDS)
            release = _take(path)
            busy = release is None
    except (OSError, NotImplementedError):
        busy = False
    try:
        yield busy
    finally:
        if release is not None:
            release()


def is_taken(path: Path) -> bool | None:
    """Whether somebody holds a lock file; None where that cannot be told."""
    try:
        release = _take(path)
    except (OSError, NotImplementedError):
        return None
    if release is None:
        return True
    release()
    return False


def _take(path: Path) -> Callable[[], None] | None:
    """Take a lock file: what gives it back, or None if somebody else has it.

    Raises OSError or NotImplementedError where there are no locks.
    """
    if sys.platform == "win32":
        from filelock import FileLock, Timeout

        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return None
        return lock.release
    # The same lock that filelock takes, which is loaded in a tenth of the time, and taken for every clip.
    import fcntl

    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    except BaseException:
        os.close(handle)
        raise
    return partial(os.close, handle)


@contextmanager
def noted(lock: Path) -> Iterator[None]:
    """While the block runs, whoever waits for this lock can be told who has it: see `holder`."""
    import socket

    note = _note(lock)
    told = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now().astimezone().isoformat(),
    }
    with contextlib.suppress(OSError):
        note.write_text(json.dumps(told), encoding="utf-8")
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            note.unlink()


def holder(lock: Path) -> str:
    """Who has a lock, as a message names them: "another bulletin (pid 4121 on radio1, since 14:02)"."""
    try:
        told = json.loads(_note(lock).read_text(encoding="utf-8"))
        since = datetime.fromisoformat(told["since"])
        return f"another bulletin (pid {int(told['pid'])} on {told['host']}, since {since:%H:%M})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another bulletin"


def _note(lock: Path) -> Path:
    return lock.with_suffix(".holder")

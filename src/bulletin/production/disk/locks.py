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

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
"""Open no symbolic link, where the system can tell. (Python opens every file so that child processes do not get it.)"""

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
    """Take a lock file; return the function that releases it, or None if somebody else holds it.

    Raises OSError or NotImplementedError where there are no locks.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | NO_FOLLOW, 0o644)
    try:
        taken = try_lock(handle)
    except BaseException:
        os.close(handle)
        raise
    if not taken:
        os.close(handle)
        return None
    return partial(os.close, handle)


def try_lock(handle: int) -> bool:
    """Lock an open file without waiting; False if another open file of the same name has the lock.

    It is released when the file is closed. Raises OSError or NotImplementedError where there are no locks.
    """
    # The same locks that filelock takes, which takes ten times as long to load; a run takes one for every clip.
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


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

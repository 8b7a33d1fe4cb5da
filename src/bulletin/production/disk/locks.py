"""Locks: kernel locks on lock files, which a killed run cannot leave behind, and a note of who holds one."""

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

POLL_SECONDS = 0.02
"""Time between two attempts at a lock that somebody else holds."""


@contextmanager
def locked(path: Path, seconds: float, stop: Event | None = None) -> Iterator[bool]:
    """Hold a lock file during the block. Go on without it after `seconds`, once `stop` is set, or where there are no locks.

    Yields whether somebody else still holds it.
    """
    until = time.monotonic() + seconds
    release: Callable[[], None] | None = None
    busy = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        while release is None and time.monotonic() < until and not (stop is not None and stop.is_set()):
            if busy:
                time.sleep(POLL_SECONDS)
            release = _take(path)
            busy = release is None
    except (OSError, NotImplementedError):
        busy = False
    try:
        yield busy
    finally:
        if release is not None:
            release()


def is_locked(path: Path) -> bool | None:
    """Whether somebody holds a lock file; None if that cannot be found out."""
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
def holder_note(lock: Path) -> Iterator[None]:
    """During the block, keep a note beside the lock of who holds it, for the messages of those who wait: see `holder`."""
    import socket

    note = _note(lock)
    facts = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now().astimezone().isoformat(),
    }
    with contextlib.suppress(OSError):
        note.write_text(json.dumps(facts), encoding="utf-8")
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            note.unlink()


def holder(lock: Path) -> str:
    """Who holds a lock, for a message: "another bulletin (pid 4121 on radio1, since 14:02)"."""
    try:
        facts = json.loads(_note(lock).read_text(encoding="utf-8"))
        since = datetime.fromisoformat(facts["since"])
        return f"another bulletin (pid {int(facts['pid'])} on {facts['host']}, since {since:%H:%M})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another bulletin"


def _note(lock: Path) -> Path:
    return lock.with_suffix(".holder")

"""Temporary files: hidden beside their targets, locked as long as their owner lives; `sweep` removes those of the dead.

Each temporary file has a lock file beside it, made and locked before it and removed after it. The kernel frees the
lock when its owner ends, however it ends, so a lock that can be taken proves that the owner is dead: neither a process
number that was given away again nor a slow disk can mislead. The lock is not on the temporary file itself: on Windows
and on SMB shares it would keep the encoders from writing to the file, and the file from being renamed.

Names are `.bulletin-MACHINE-BOOT-RANDOM.lock` and, with the target's suffix, `.bulletin-MACHINE-BOOT-RANDOM.mp3`. Locks
may not reach from one host of a network share to another, so a free lock is no proof for a file of another machine;
such a file, one without a lock file, and one whose lock file may not be opened, are removed once they are old.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from bulletin.production.disk.locks import NO_FOLLOW, try_lock

PREFIX = ".bulletin-"
"""Temporary files begin with this; nothing that lists files for users lists them."""

LOCK_SUFFIX = ".lock"

LEFTOVER_SECONDS = 3600.0
"""Age, since it was last written to, from which a file without other proof belongs to a killed run."""

_ATTEMPTS = 100

MANY_ENTRIES = 1_000
SECONDS_AN_ENTRY = 0.001
"""So long is a folder of so many entries left alone after a sweep: it takes some millionths of a second each."""

_swept: dict[Path, tuple[float, int]] = {}
"""When this process swept a folder last, and how many entries it had."""

_own: set[str] = set()
"""Stems in use by this process: where locks belong to processes, its own would not stop it."""


@contextmanager
def temporary_beside(target: Path) -> Iterator[Path]:
    """Yield the path for a temporary file in the target's folder: nothing is there yet, and no sweep removes it.

    Whatever is there when the block ends is removed. Raises OSError.
    """
    folder = target.parent
    stem, handle = _claim(folder)
    path = folder / f"{stem}{target.suffix}"
    try:
        yield path
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        if handle is not None:
            _discard(handle, folder / f"{stem}{LOCK_SUFFIX}")
        _own.discard(stem)


def is_due(folder: Path) -> bool:
    """Whether to sweep a folder again: always, but for a large one that this process has just swept.

    A process that makes thousands of episodes in one folder would otherwise spend its time on looking through it.
    """
    since, entries = _swept.get(folder, (0.0, 0))
    return entries < MANY_ENTRIES or time.monotonic() - since > entries * SECONDS_AN_ENTRY


def sweep(folder: Path) -> None:
    """Remove the temporary files whose owners are dead."""
    groups: dict[str, list[str]] = {}
    number = 0
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                number += 1
                # Never a link or a folder: those are not ours.
                if entry.name.startswith(PREFIX) and entry.is_file(follow_symlinks=False):
                    stem = PREFIX + entry.name[len(PREFIX) :].partition(".")[0]
                    groups.setdefault(stem, []).append(entry.name)
    except OSError:
        return
    _swept[folder] = time.monotonic(), number
    for stem, names in groups.items():
        if stem not in _own:
            _sweep_one(folder, stem, names)


def _claim(folder: Path) -> tuple[str, int | None]:
    """Make and lock a lock file: the stem of its name, and the open file; None on a disk without locks."""
    for _ in range(_ATTEMPTS):
        stem = f"{PREFIX}{'-'.join(host())}-{os.urandom(4).hex()}"
        lock = folder / f"{stem}{LOCK_SUFFIX}"
        _own.add(stem)
        try:
            # 0600: nobody else can take the lock before we do.
            handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_EXCL | NO_FOLLOW, 0o600)
        except FileExistsError:
            _own.discard(stem)
            continue
        except BaseException:
            _own.discard(stem)
            raise
        try:
            # Before it was locked, a sweep may have taken the file for a dead owner's.
            if try_lock(handle) and _is_there(handle, lock):
                return stem, handle
        except (OSError, NotImplementedError):
            _discard(handle, lock)
            return stem, None
        _discard(handle, lock)
        _own.discard(stem)
    raise FileExistsError(f"no free name for a temporary file in {folder}")


def _is_there(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.lstat())
    except FileNotFoundError:
        return False


def _discard(handle: int, path: Path) -> None:
    """Close and remove a lock file: in this order, as Windows removes no file that is open."""
    os.close(handle)
    with contextlib.suppress(OSError):
        path.unlink()


def _sweep_one(folder: Path, stem: str, names: Sequence[str]) -> None:
    """Remove the files with this stem, the lock file last, if their owner is dead."""
    lock = folder / f"{stem}{LOCK_SUFFIX}"
    others = [folder / name for name in names if name != lock.name]
    if lock.name not in names:
        _remove(others, folder, LEFTOVER_SECONDS)
        return
    try:
        handle = os.open(lock, os.O_RDWR | NO_FOLLOW)
    except FileNotFoundError:
        return
    except OSError:
        # Another user's.
        _remove([*others, lock], folder, LEFTOVER_SECONDS)
        return
    try:
        free = try_lock(handle)
        seconds = _doubtful_seconds(stem)
    except (OSError, NotImplementedError):
        free, seconds = True, LEFTOVER_SECONDS
    gone = free and _remove(others, folder, seconds, also=lock)
    if gone and os.name != "nt":
        # Still locked, so that an owner that has just made it sees that it is gone.
        with contextlib.suppress(OSError):
            lock.unlink()
    os.close(handle)
    if gone and os.name == "nt":
        with contextlib.suppress(OSError):
            lock.unlink()


def _remove(paths: Sequence[Path], folder: Path, seconds: float, also: Path | None = None) -> bool:
    """Remove files of which none, nor `also`, was written to in the last `seconds`; whether they are gone."""
    if seconds:
        times = [time for path in (*paths, also) if path is not None for time in _written(path)]
        now = _now(folder)
        # As far in the future: a clock was wrong.
        if any(abs(now - time) < seconds for time in times):
            return False
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    return not any(map(os.path.lexists, paths))


def _written(path: Path) -> list[float]:
    try:
        return [path.lstat().st_mtime]
    except OSError:
        return []


def _now(folder: Path) -> float:
    """The time by the clock that stamps the folder's files: a file server's may differ from ours."""
    with contextlib.suppress(OSError), temporary_beside(folder / "x") as probe:
        probe.touch()
        return probe.stat().st_mtime
    return time.time()


def _doubtful_seconds(stem: str) -> float:
    """How old the files with this stem must be for their free lock to prove that their owner is dead."""
    machine, boot = host()
    found = stem[len(PREFIX) :].split("-")
    if boot in found[1:2]:
        return 0.0
    uptime = getattr(time, "CLOCK_BOOTTIME", None)
    if machine in found[:1] and uptime is not None:
        # From before this machine started; or from another one that is set up alike.
        return min(LEFTOVER_SECONDS, time.clock_gettime(uptime))
    return LEFTOVER_SECONDS


@cache
def host() -> tuple[str, str]:
    """Marks of this machine and of its running kernel, on which a lock is seen by all processes, in containers too."""
    import socket

    machine = socket.gethostname() + _content("/etc/machine-id")
    return _mark(machine), _mark(_content("/proc/sys/kernel/random/boot_id") or machine)


def _content(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:8]

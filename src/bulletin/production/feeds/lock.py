"""Lock: one run at a time writes in a feed's folder."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from bulletin.errors import OutputError, TryLaterError
from bulletin.production.disk.locks import holder, holder_note
from bulletin.production.disk.temporary import sweep
from bulletin.schema.feed import FEED

LOCK = ".feed.lock"
LOCK_SECONDS = 60.0
"""How long a run waits for another one that is publishing to the same feed."""


@contextlib.contextmanager
def feed_lock(folder: Path, seconds: float) -> Iterator[None]:
    """Keep other runs from writing in the feed's folder during the block. The system frees a dead run's lock.

    Temporary files that killed runs left in the folder are removed first. Raises TryLaterError (75) if another run still
    has it after `seconds`, OutputError (73) where nothing can be locked.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=seconds, poll_interval=0.02)
    except Timeout:
        raise TryLaterError(
            f"{holder(folder / LOCK)} is publishing to this feed.",
            error_id="lock.busy",
            source=str(folder / FEED),
            remedy=f"Wait for it, or give more time: --lock-timeout {max(1, round(seconds * 5))}",
        ) from None
    except (OSError, NotImplementedError) as error:
        raise OutputError(
            f"the feed's folder cannot be locked: {getattr(error, 'strerror', '') or error}.",
            error_id="feed.lock",
            source=str(folder),
            remedy="Name a folder that you may write to, on a disk that knows locks.",
        ) from None
    try:
        sweep(folder)
        with holder_note(folder / LOCK):
            yield
    finally:
        lock.release()

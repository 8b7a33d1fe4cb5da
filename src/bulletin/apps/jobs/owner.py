"""Owner: the one process that works in an output folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bulletin.errors import TryLaterError
from bulletin.production.disk.commit import check_writable
from bulletin.production.disk.locks import holder, holder_note, is_locked, locked

LOCK = ".journal.lock"

WAIT_SECONDS = 0.5


@contextmanager
def owned(folder: Path) -> Iterator[None]:
    """During the block no other batch or watcher works in this folder. Raises TryLaterError (75) naming who does, OutputError (73)."""
    check_writable(folder)
    lock = folder / LOCK
    with locked(lock, WAIT_SECONDS) as busy:
        if busy:
            raise TryLaterError(
                f"{holder(lock)} works in this folder.",
                error_id="lock.owned",
                source=str(folder),
                remedy="Wait for it to end, or end it; or name another folder: --out DIR. See: bulletin watch --status"
                f" --out {folder}",
            )
        with holder_note(lock):
            yield


def owner_of(folder: Path) -> str:
    """Who works in a folder now; "" for nobody."""
    lock = folder / LOCK
    return holder(lock) if lock.exists() and is_locked(lock) else ""

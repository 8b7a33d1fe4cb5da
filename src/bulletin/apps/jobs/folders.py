"""Folders: which files of the watched folders were written, renamed or removed, told as it happens."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

SETTLED_MS = 400
"""Changes that come within so many milliseconds are told together."""


class Folders:
    """Watches folders in a thread of its own, so that a signal ends the wait in the main thread at once."""

    def __init__(self, folders: Sequence[Path], *, deep: bool) -> None:
        self._changes: SimpleQueue[set[Path]] = SimpleQueue()
        self._stop = threading.Event()
        self.broken = ""
        """Why nothing is told of; then the folders are to be looked through now and then."""
        if folders:
            threading.Thread(target=self._watch, args=(folders, deep), daemon=True).start()

    def changed(self, seconds: float) -> set[Path]:
        """The files of which something was told within so many seconds; empty if nothing was."""
        found: set[Path] = set()
        with contextlib.suppress(Empty):
            found |= self._changes.get(timeout=max(0.0, seconds))
            while True:
                found |= self._changes.get_nowait()
        return found

    def close(self) -> None:
        """Watch no longer."""
        self._stop.set()

    def _watch(self, folders: Sequence[Path], deep: bool) -> None:
        try:
            # Loaded where something is watched only.
            from watchfiles import watch

            for changes in watch(
                *folders,
                watch_filter=None,
                debounce=SETTLED_MS,
                step=SETTLED_MS // 4,
                stop_event=self._stop,
                rust_timeout=1000,
                yield_on_timeout=True,
                raise_interrupt=False,
                recursive=deep,
                ignore_permission_denied=True,
            ):
                if changes:
                    self._changes.put({Path(path) for _, path in changes})
        except Exception as error:  # noqa: BLE001  (no library, too few watches, a folder that is gone: all the same)
            self.broken = f"{type(error).__name__}: {error}"
            self._changes.put(set())

"""SharedClips: the clips of this machine, with a store of many machines behind them; each clip is spoken once by all.

Clips come from the store into the machine's own cache, where they are held while a run uses them: the store may be
emptied at any time. Every clip is checked when it is read, whatever was written.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from bulletin.errors import TryLaterError
from bulletin.production.cache.claims import Claims
from bulletin.production.cache.clips import KEY_LOCK_SECONDS, OUTPUT_LOCK_SECONDS, ClipCache, output_name
from bulletin.production.cache.entries import packed, unpacked
from bulletin.production.cache.store import Store
from bulletin.production.disk.temporary import host
from bulletin.schema.clip import Speech

AT_ONCE = 8
"""Clips that come from the store at the same time, before a run speaks."""


class SharedClips(ClipCache):
    """Clips by key: from this machine's cache, else from the store."""

    def __init__(self, folder: Path, store: Store) -> None:
        super().__init__(folder)
        self._store = store
        # Processes that see the same folder under the same kernel see each other's locks, too.
        status = folder.stat()
        machine = f"{host()[1]}-{status.st_dev:x}-{status.st_ino:x}"
        self._claims = Claims(store, machine)
        self._absent: set[str] = set()
        """Keys that the store did not have a moment ago: it is not asked twice in a row."""

    def get(self, key: str) -> Speech | None:
        """The speech of `key`, or None if neither this machine nor the store has it whole."""
        speech = super().get(key)
        if speech is not None and not speech.makeshift:
            return speech
        if key in self._absent:
            self._absent.discard(key)
            return speech
        return self._brought(key) or speech

    def put(self, key: str, speech: Speech) -> Speech:
        """Write `speech` to the store, then to the cache; returns the clip that all use: another may have been first."""
        data = packed(key, speech)
        name = _name(key)
        if not self._store.create(name, data):
            standing = self._brought(key)
            if standing is not None and not standing.makeshift:
                return standing
            self._store.replace(name, data)
        return super().put(key, speech)

    @contextmanager
    def key_lock(self, key: str, stop: Event | None = None) -> Iterator[bool]:
        """Hold the key's lock on this machine and its claim among all; others wait, then find the clip in the store."""
        with (
            super().key_lock(key, stop) as busy,
            self._claims.claimed(f"claims/{key}", KEY_LOCK_SECONDS, stop, alone=not busy) as other,
        ):
            yield busy or bool(other)

    @contextmanager
    def output_lock(self, path: Path) -> Iterator[None]:
        """During the block no other run, on any machine that names the file alike, makes a file of this name."""
        with (
            super().output_lock(path),
            self._claims.claimed(f"outputs/{output_name(path)}", OUTPUT_LOCK_SECONDS, alone=True) as other,
        ):
            if other:
                raise TryLaterError(
                    f"another bulletin ({other}) is making this file; waited {OUTPUT_LOCK_SECONDS:.0f} s for it.",
                    error_id="lock.busy",
                    source=str(path),
                    remedy="Wait for it to end, or name another file with -o, and run the command again.",
                )
            yield

    @contextmanager
    def pinned(self, keys: Iterable[str]) -> Iterator[None]:
        """Hold these clips during the block, and have those here that the store has, several at once."""
        wanted = list(dict.fromkeys(keys))
        with super().pinned(wanted):
            missing = [key for key in wanted if not self.path(key).exists()]
            if len(missing) > 1:
                with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="clips") as pool:
                    found = pool.map(self._brought, missing)
                    self._absent.update(key for key, clip in zip(missing, found, strict=True) if clip is None)
            yield

    def _brought(self, key: str) -> Speech | None:
        """The clip from the store, now in this machine's cache; None if it is not there. A damaged one is kept in `bad`."""
        data = self._store.read(_name(key))
        if data is None:
            return None
        speech = unpacked(key, data)
        if speech is None:
            self.damaged.append(key)
            with contextlib.suppress(OSError):
                bad = self.folder / "bad"
                bad.mkdir(exist_ok=True)
                (bad / self.path(key).name).write_bytes(data)
            return None
        return super().put(key, speech)


def _name(key: str) -> str:
    return f"clips/{key[:2]}/{key}.clip"

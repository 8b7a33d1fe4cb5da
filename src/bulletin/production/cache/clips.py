"""ClipCache: spoken clips, one file each, named by a hash of everything that changes the sound.

Any number of runs may share it. A clip is written atomically and checked at every read. One run at a time makes a
clip; clips that a run has pinned are not pruned. The kernel frees the locks of a killed run.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import time
import uuid
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock

from bulletin.errors import DiskError, OutputError, TryLaterError
from bulletin.production.cache.entries import packed, unpacked
from bulletin.production.disk.commit import committed, disk_errors, output_error
from bulletin.production.disk.locks import holder, holder_note, is_locked, locked
from bulletin.production.disk.temporary import PREFIX, is_due, sweep
from bulletin.schema.clip import Speech

KEY_LOCK_SECONDS = 300.0
"""How long to wait for another run to finish a clip before making it anyway: longer than any request."""

RECENT_BYTES = 12_000_000
"""Bytes of sound kept in memory: four and a half minutes of espeak-ng."""

OUTPUT_LOCK_SECONDS = 30.0
"""How long to wait for another run that makes a file of the same name."""

PAGES = "pages"
"""The folder of pages within the cache's."""

USED_SECONDS = 3600.0
"""A clip's time of last use is updated no more often than this."""


def cache_folder() -> Path:
    """The cache's folder: `BULLETIN_CACHE_DIR`, or `bulletin` in the user's cache folder."""
    chosen = os.environ.get("BULLETIN_CACHE_DIR", "").strip()
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_cache_dir("bulletin", appauthor=False))


def output_name(path: Path) -> str:
    """A name for the lock of a file that is being made."""
    return hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:16]


class ClipCache:
    """Clips by key. A clip's file has its own checksums, which are checked at every read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.damaged: list[str] = []
        """Keys of files that were found damaged and set aside."""
        self._recent: OrderedDict[str, Speech] = OrderedDict()
        self._recent_lock = Lock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._open_to_all = os.name != "nt" and bool(folder.stat().st_mode & stat.S_IWOTH)
        except OSError as error:
            raise self._unusable(error) from None

    def get(self, key: str) -> Speech | None:
        """The speech of `key`, or None if it is not cached or damaged; a damaged file is set aside."""
        path = self.path(key)
        try:
            if not self._may_be_trusted(path):
                return None
            data = path.read_bytes()
        except OSError:
            return None
        speech = unpacked(key, data)
        if speech is None:
            self._set_aside(path, key)
            return None
        self._note_use(path)
        self._remember(key, speech)
        return speech

    def recall(self, key: str) -> Speech | None:
        """As `get`, but the latest clips come from memory: a run asks for each of them two or three times."""
        with self._recent_lock:
            recent = self._recent.get(key)
        return recent or self.get(key)

    def fetch(self, key: str) -> Speech:
        """The speech of a clip that this run has found or put there. Raises DiskError (74) if it is gone."""
        speech = self.recall(key)
        if speech is None:
            raise DiskError(
                "a clip that was cached a moment ago is gone or damaged.",
                error_id="cache.vanished",
                source=str(self.path(key)),
                remedy="Run the same command again; it is spoken again. If this repeats, test the disk.",
            )
        return speech

    def put(self, key: str, speech: Speech) -> Speech:
        """Write `speech` to the cache; returns the clip that is there now. Raises DiskError (74) or OutputError (73)."""
        path = self.path(key)
        with disk_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                # A file could not take its place.
                self._set_aside(path, key)
        with committed(path) as temporary:
            temporary.write_bytes(packed(key, speech))
        self._remember(key, speech)
        return speech

    @contextmanager
    def key_lock(self, key: str, stop: Event | None = None) -> Iterator[bool]:
        """Hold the key's lock; other runs wait, then find the clip in the cache. Yields whether another still holds it.

        `stop` ends the waiting. Where there are no locks, or if the other run takes too long, both make the clip, which
        does no harm.
        """
        # All keys share a few thousand lock files, so that these need never be removed.
        with locked(self.folder / "locks" / f"{key[:3]}.lock", KEY_LOCK_SECONDS, stop) as busy:
            yield busy

    @contextmanager
    def pinned(self, keys: Iterable[str]) -> Iterator[None]:
        """While the block runs, pruning leaves these clips alone, whether they are there yet or not.

        The temporary files that killed runs left are removed now. Only a run with pins writes clips, and a killed one
        leaves its pins: without any, the many folders of clips need not be looked through.
        """
        pins = self.folder / "holds"
        name = pins / f"{os.getpid()}-{uuid.uuid4().hex}"
        with contextlib.ExitStack() as closing:
            # Pruning has this lock all the while, so it sees each run's pins whole or not at all.
            with self.prune_lock():
                self.sweep(clips_too=self._forget_dead_pins())
                closing.enter_context(locked(name.with_suffix(".lock"), KEY_LOCK_SECONDS))
                with contextlib.suppress(OSError):
                    name.with_suffix(".keys").write_text("\n".join(keys), encoding="ascii")
            try:
                yield
            finally:
                with contextlib.suppress(OSError):
                    name.with_suffix(".keys").unlink()
        with contextlib.suppress(OSError):
            name.with_suffix(".lock").unlink()

    def pinned_keys(self) -> set[str]:
        """The keys that living runs have pinned. Removes the pins of dead ones. Call it under `prune_lock`."""
        self._forget_dead_pins()
        keys: set[str] = set()
        for path in (self.folder / "holds").glob("*.keys"):
            with contextlib.suppress(OSError):
                keys.update(path.read_text(encoding="ascii").split())
        return keys

    def _forget_dead_pins(self) -> bool:
        """Remove the pins of dead runs; whether there were any."""
        found = False
        # A run may be killed between making one of the two files and the other.
        for lock in {path.with_suffix(".lock") for path in (self.folder / "holds").glob("*.*")}:
            if is_locked(lock) is False:
                found = True
                for leftover in (lock.with_suffix(".keys"), lock):
                    with contextlib.suppress(OSError):
                        leftover.unlink()
        return found

    def sweep(self, *, clips_too: bool = True) -> None:
        """Remove the temporary files of dead runs from the folders of the cache, with or without those of the clips."""
        clips = (self.folder / "clips").glob("??") if clips_too else ()
        for folder in (self.folder, self.folder / "covers", self.folder / PAGES, *clips):
            if is_due(folder):
                sweep(folder)

    @contextmanager
    def prune_lock(self) -> Iterator[None]:
        """While the block runs, no other run prunes, and none begins to pin clips."""
        with locked(self.folder / "locks" / "prune.lock", KEY_LOCK_SECONDS):
            yield

    @contextmanager
    def output_lock(self, path: Path) -> Iterator[None]:
        """During the block no other run makes a file of this name, so that the files of two runs are never mixed.

        Raises TryLaterError (75), with the other run's process and host, if that takes too long.
        """
        lock = self._output_lock_file(path)
        with locked(lock, OUTPUT_LOCK_SECONDS) as busy:
            if busy:
                raise TryLaterError(
                    f"{holder(lock)} is making this file; waited {OUTPUT_LOCK_SECONDS:.0f} s for it.",
                    error_id="lock.busy",
                    source=str(path),
                    remedy="Wait for it to end, or name another file with -o, and run the command again.",
                )
            with holder_note(lock):
                yield

    def output_is_locked(self, path: Path) -> bool:
        """Whether another run makes a file of this name now, as far as that can be found out."""
        return is_locked(self._output_lock_file(path)) is True

    def _output_lock_file(self, path: Path) -> Path:
        return self.folder / "locks" / f"{output_name(path)}.output"

    def path(self, key: str) -> Path:
        """The file of a key, there or not."""
        return self.folder / "clips" / key[:2] / f"{key}.clip"

    def paths(self) -> Iterator[Path]:
        """The files of all clips, in any order, without temporary files."""
        found = (self.folder / "clips").glob("??/*.clip")
        return (path for path in found if not path.name.startswith(PREFIX))

    def pages(self) -> Iterator[Path]:
        """The files of all pages that `cache.pages` keeps here."""
        found = (self.folder / PAGES).glob("*.page")
        return (path for path in found if not path.name.startswith(PREFIX))

    def _may_be_trusted(self, path: Path) -> bool:
        """Whether to trust a clip's file: in a folder that anyone may write to, only one of this user or root.

        Someone who can write a clip can write its checksums, too.
        """
        return not self._open_to_all or path.stat().st_uid in (os.geteuid(), 0)

    def forget_recent(self) -> None:
        """Drop the clips in memory: all were used."""
        with self._recent_lock:
            self._recent.clear()

    def _remember(self, key: str, speech: Speech) -> None:
        """Keep a clip in memory that was just made or checked, in place of the oldest ones."""
        with self._recent_lock:
            self._recent[key] = speech
            self._recent.move_to_end(key)
            size = sum(len(one.sound) for one in self._recent.values())
            while size > RECENT_BYTES:
                _, gone = self._recent.popitem(last=False)
                size -= len(gone.sound)

    def _note_use(self, path: Path) -> None:
        """Note in the file's time that a clip was used: the least recently used are pruned first."""
        with contextlib.suppress(OSError):
            # A time in the future comes from a wrong clock.
            if abs(time.time() - path.stat().st_mtime) > USED_SECONDS:
                os.utime(path)

    def _set_aside(self, path: Path, key: str) -> None:
        self.damaged.append(key)
        with contextlib.suppress(OSError):
            bad = self.folder / "bad"
            bad.mkdir(exist_ok=True)
            path.replace(bad / path.name)

    def _unusable(self, error: OSError) -> OutputError:
        made = output_error(self.folder, error)
        why = (
            "it is no folder"
            if isinstance(error, FileExistsError | NotADirectoryError)
            else error.strerror or error
        )
        return type(made)(
            f"clips cannot be cached there: {why}.",
            error_id="cache.unusable",
            source=str(self.folder),
            remedy="Set BULLETIN_CACHE_DIR to a folder you may write to.",
        )

"""Index: the sentences of all episodes of a folder in one file beside them, so that ten thousand are searched at once.

It is made from the records and can be thrown away: what is missing or older than its record is read again.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from bulletin.errors import OutputError
from bulletin.production.archive.texts import Said, packed, sentences_of, unpacked
from bulletin.schema.episode import RECORD_SUFFIX

NAME = "bulletin-sentences.sqlite"

_TABLES = """
CREATE TABLE IF NOT EXISTS episodes (name TEXT PRIMARY KEY, stamp TEXT NOT NULL, words BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS sentences (name TEXT PRIMARY KEY, said BLOB NOT NULL);
"""
"""`words` is what is written, in small letters: all of it is gone through. `said` is read where a word was found."""

AT_ONCE = 200


class Index:
    """The index of a folder. Raises OutputError (73) where it can be neither read nor made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / NAME
        with self._errors():
            try:
                self._open()
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                # It is damaged; all of it is in the records.
                self._db.close()
                self._path.unlink(missing_ok=True)
                self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._db.close()

    def refresh(self, tell: Callable[[int], None] = lambda _: None) -> int:
        """Read the records that are new or changed, forget those that are gone; returns how many episodes there are.

        `tell` gets how many were read, now and then.
        """
        with self._errors():
            known = dict(self._db.execute("SELECT name, stamp FROM episodes"))
        there = dict(_records(self._folder))
        new = [name for name, stamp in there.items() if known.get(name) != stamp]
        gone = [(name,) for name in known if name not in there]
        for start in range(0, len(new), AT_ONCE):
            names = new[start : start + AT_ONCE]
            with self._errors():
                self._db.execute("BEGIN")
                for name, words, said in self._rows(names):
                    self._db.execute(
                        "INSERT OR REPLACE INTO episodes VALUES (?, ?, ?)", (name, there[name], words)
                    )
                    self._db.execute("INSERT OR REPLACE INTO sentences VALUES (?, ?)", (name, said))
                self._db.execute("COMMIT")
            tell(start + len(names))
        with self._errors():
            for table in ("episodes", "sentences"):
                self._db.executemany(f"DELETE FROM {table} WHERE name = ?", gone)  # noqa: S608
        return len(there)

    def note(self, record: Path) -> None:
        """Read the record of an episode that was just made."""
        with contextlib.suppress(OSError), self._errors():
            state = record.stat()
            for name, words, said in self._rows([record.name]):
                row = (name, f"{state.st_size}-{state.st_mtime_ns}", words)
                self._db.execute("INSERT OR REPLACE INTO episodes VALUES (?, ?, ?)", row)
                self._db.execute("INSERT OR REPLACE INTO sentences VALUES (?, ?)", (name, said))

    def with_words(self, words: list[str]) -> Iterator[tuple[Path, list[Said]]]:
        """Each episode in which one of these words is written, whatever the case of Latin letters."""
        sought = [word.casefold().encode("utf-8", "replace") for word in words]
        with self._errors():
            names = [
                name
                for name, written in self._db.execute("SELECT name, words FROM episodes")
                if _has(sought, zlib.decompress(written))
            ]
            for name in sorted(names):
                (said,) = self._db.execute("SELECT said FROM sentences WHERE name = ?", (name,)).fetchone()
                yield self._folder / name, unpacked(said)

    def _rows(self, names: list[str]) -> Iterator[tuple[str, bytes, bytes]]:
        for name in names:
            with contextlib.suppress(OSError):
                said = sentences_of(self._folder / name)
                words = "\n".join(one.written for one in said).casefold()
                yield name, zlib.compress(words.encode("utf-8", "replace"), 3), packed(said)

    def _open(self) -> None:
        self._db = sqlite3.connect(self._path, timeout=30, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.executescript(_TABLES)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise OutputError(
                f"the index of sentences cannot be used: {error}.",
                error_id="index.unusable",
                source=str(self._path),
                remedy="Check that the folder can be written to; the index can be deleted, and is made again.",
            ) from None


def _has(sought: list[bytes], text: bytes) -> bool:
    return any(word in text for word in sought)


def _records(folder: Path) -> Iterator[tuple[str, str]]:
    """The names of the records in a folder, each with what changes when it is written. Raises OSError."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(RECORD_SUFFIX) and not entry.name.startswith("."):
                with contextlib.suppress(OSError, UnicodeEncodeError):
                    entry.name.encode()
                    state = entry.stat()
                    yield entry.name, f"{state.st_size}-{state.st_mtime_ns}"

"""Database: the journal's file, opened, asked and written; what SQLite says of it as an error that a person can act on."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bulletin.apps.jobs.rows import Row
from bulletin.apps.jobs.tables import COLUMNS, SCHEMA, VERSION
from bulletin.errors import DiskError, InputError, OutputError

NAME = "bulletin-journal.sqlite"

PAGE = 100
"""Rows that are read at once."""

BUSY_SECONDS = 30.0


class Database:
    """The file. Raises DiskError (74), OutputError (73), InputError (65) for one that is damaged."""

    def __init__(self, folder: Path, *, reading: bool = False, copied: bool = False) -> None:
        """With `reading`, nothing is written; `copied`, only a copy in memory is."""
        self.path = folder / NAME
        with self._errors():
            if copied:
                self._db = sqlite3.connect(":memory:", isolation_level=None)
                if self.path.is_file():
                    with contextlib.closing(self._read_only()) as original:
                        original.backup(self._db)
            elif reading:
                self._db = self._read_only()
            else:
                self._db = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = NORMAL")
            (version,) = self._db.execute("PRAGMA user_version").fetchone()
            if version not in (0, VERSION):
                raise InputError(
                    f"this journal is of another version of bulletin (its tables are {version}, ours {VERSION}).",
                    error_id="journal.version",
                    source=str(self.path),
                    remedy="Use the newer version of bulletin, or move the journal away: episodes that are up to date stay.",
                )
            if not version and not reading:
                self._db.executescript(SCHEMA)

    def _read_only(self) -> sqlite3.Connection:
        address = f"{self.path.absolute().as_uri()}?mode=ro"
        return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close it."""
        with contextlib.suppress(sqlite3.Error):
            self._db.close()

    def paged(self, where: str, *values: Any, by: str = "") -> Iterator[Row]:
        """Rows by number, a chunk at a time: what changes meanwhile is seen, and none is kept in memory."""
        after = 0
        while rows := self.rows(
            f"{where} AND number > ? ORDER BY number LIMIT ?", *values, after, PAGE, by=by
        ):
            yield from rows
            after = rows[-1].number

    def rows(self, where: str, *values: Any, by: str = "") -> list[Row]:
        """The rows for which this is true, found by this index."""
        table = f"articles INDEXED BY {by}" if by else "articles"
        with self._errors():
            # The clause is always one of the lines above.
            sql = f"SELECT {', '.join(COLUMNS)} FROM {table} WHERE {where}"  # noqa: S608
            found = self._db.execute(sql, tuple(map(_stored, values)))
            return [Row(**dict(zip(COLUMNS, map(_read, row), strict=True))) for row in found.fetchall()]

    def one(self, sql: str, *values: Any) -> tuple[Any, ...]:
        """The one row of an answer."""
        with self._errors():
            row: tuple[Any, ...] = self._db.execute(sql, tuple(map(_stored, values))).fetchone()
            return row

    def all(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of an answer, which are few."""
        with self._errors():
            return self._db.execute(sql).fetchall()

    def do(self, sql: str, *values: Any) -> int:
        """Change something; returns how many rows."""
        with self._errors():
            return self._db.execute(sql, tuple(map(_stored, values))).rowcount

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """During the block nothing is written; at its end all of it is, or nothing."""
        with self._errors():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise _cannot(self.path, str(error)) from None
        except sqlite3.DatabaseError as error:
            raise InputError(
                f"the journal is damaged: {error}.",
                error_id="journal.damaged",
                source=str(self.path),
                remedy=f"Move it away, with {NAME}-wal and {NAME}-shm, and run the same command: episodes that are up to"
                " date stay as they are.",
            ) from None


def _stored(value: Any) -> Any:
    """A value as SQLite takes it: the name of a file may be no UTF-8."""
    if isinstance(value, str) and not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-8", "surrogateescape")
    return value


def _read(value: Any) -> Any:
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value


def _cannot(path: Path, why: str) -> OutputError:
    if "full" in why:
        return DiskError(
            f"no space left for the journal in {path.parent}.",
            error_id="disk.full",
            source=str(path),
            remedy="Free some space and run the same command; what is done is not done again.",
        )
    kind = DiskError if "I/O" in why else OutputError
    return kind(
        f"the journal cannot be used: {why}.",
        error_id="journal.unusable",
        source=str(path),
        remedy="Name a folder you may write to, on a disk of this machine: --out DIR",
    )

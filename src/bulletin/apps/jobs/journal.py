"""Journal: what is known of each article of an output folder, in SQLite: its state, and what was made of it.

One process writes at a time (see `owner`), any number may read. A reboot loses at most the last moments of it; what was
made in them is found to be up to date when it is made again.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from bulletin.apps.jobs.job import Failure, JobResult
from bulletin.apps.jobs.tables import COLUMNS, SCHEMA, VERSION
from bulletin.errors import DiskError, InputError, OutputError
from bulletin.production.disk.digest import digest_of
from bulletin.production.gathering.found import Found, entry_of_text, entry_text

NAME = "bulletin-journal.sqlite"

State = Literal["waiting", "working", "done", "failed", "gone"]
STATES: tuple[State, ...] = ("waiting", "working", "done", "failed", "gone")
"""`gone` is an article whose file is not in its folder any more; its episode stays."""

CHUNK = 500
"""Rows that are read or written at once."""

BUSY_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is known of an article."""

    key: str
    number: int
    source: str
    root: str
    """The source of the batch that it was found in."""
    state: State
    stamp: str
    digest: str
    """Of the bytes of its file when it was looked at last."""
    entry: str
    """The entry of a feed, as text, as long as it is not made."""
    feed: str
    record: str
    """The path of its episode's record, "" before there is one."""
    audio: str
    title: str
    duration: float
    voice: str
    fallen_back: int
    version: int
    """How often its episode was made or changed."""
    published: int
    """The version that is in the feed, or was held back from it; 0 for none."""
    guid: str
    held: str
    """The id of the error for which it is not in the feed."""
    code: int
    error: str
    what: str
    input: str
    remedy: str
    tries: int
    """How often it failed since it was last done, or last changed."""
    seconds: float
    at: float
    """When it was done or failed, in seconds since the epoch."""

    @property
    def found(self) -> Found:
        """What it is made of. Raises ValueError if its entry cannot be read."""
        entry = entry_of_text(self.entry) if self.entry else None
        return Found(key=self.key, source=self.source, stamp=self.stamp, entry=entry, feed=self.feed)

    @property
    def failure(self) -> Failure:
        """Why it failed."""
        return Failure(
            code=self.code, error_id=self.error, what=self.what, source=self.input, remedy=self.remedy
        )


@dataclass(slots=True)
class Looked:
    """What became of the articles that were found: how many of each kind."""

    new: int = 0
    changed: int = 0
    missing: int = 0
    """Done before, but their episode is not there any more."""
    again: int = 0
    """Failed before, or asked for again."""
    unchanged: int = 0
    given_up: int = 0
    """Not tried again: whoever worked on them died or hung, too often."""

    @property
    def to_do(self) -> int:
        """How many are to be made."""
        return self.new + self.changed + self.missing + self.again

    @property
    def total(self) -> int:
        """How many were found."""
        return self.to_do + self.unchanged + self.given_up


class Journal:
    """The journal in an output folder. Raises DiskError (74), OutputError (73), InputError (65) for one that is damaged."""

    def __init__(self, folder: Path, *, reading: bool = False) -> None:
        self.path = folder / NAME
        with self._errors():
            if reading:
                address = f"{self.path.absolute().as_uri()}?mode=ro"
                self._db = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)
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
                with self._db:
                    self._db.executescript(SCHEMA)
            (self.run,) = self._db.execute("SELECT COALESCE(MAX(seen), 0) FROM articles").fetchone()

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

    # Looking

    def begin(self) -> None:
        """Begin a run: what an earlier one was doing when it ended is waiting again."""
        self.run += 1
        self._do("UPDATE articles SET state = 'waiting' WHERE state = 'working'")

    def look(
        self,
        root: str,
        found: Iterable[Found],
        looked: Looked,
        *,
        again: bool = False,
        pages_before: float = 0.0,
    ) -> None:
        """Note what was found in a source, and what of it is to be made.

        With `again`, all of it; pages of the web, which nobody can look at without asking for them, if they were made
        before that time.
        """
        chunk: list[Found] = []
        for each in found:
            chunk.append(each)
            if len(chunk) == CHUNK:
                self._look(root, chunk, looked, again=again, pages_before=pages_before)
                chunk.clear()
        self._look(root, chunk, looked, again=again, pages_before=pages_before)

    def gone(self, root: str) -> int:
        """Note that what this folder had before, and was not found in this run, is gone; returns how many."""
        return self._do(
            "UPDATE articles SET state = 'gone' WHERE root = ? AND seen < ? AND state <> 'gone'",
            root,
            self.run,
        )

    def _look(
        self, root: str, chunk: Sequence[Found], looked: Looked, *, again: bool, pages_before: float
    ) -> None:
        with self._transaction():
            (last,) = self._db.execute("SELECT COALESCE(MAX(number), 0) FROM articles").fetchone()
            for each in chunk:
                row = self.row(each.key)
                last += row is None
                self._note(root, each, row, last, looked, again=again, pages_before=pages_before)

    def _note(
        self,
        root: str,
        found: Found,
        row: Row | None,
        number: int,
        looked: Looked,
        *,
        again: bool,
        pages_before: float,
    ) -> None:
        text = entry_text(found.entry) if found.entry is not None else ""
        if row is None:
            self._do(
                "INSERT INTO articles (key, number, source, root, seen, state, stamp, digest, entry, feed)"
                " VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?)",
                found.key, number, found.source, root, self.run, found.stamp, _digest(found), text, found.feed,
            )  # fmt: skip
            looked.new += 1
            return
        digest = row.digest if found.stamp == row.stamp else _digest(found)
        changed = found.stamp != row.stamp and (digest != row.digest or not digest)
        there = bool(row.record) and Path(row.record).is_file() and Path(row.audio).is_file()
        asked = again or (row.at < pages_before if found.needs_page else not found.stamp)
        tries = 0 if changed or again else row.tries
        if changed:
            looked.changed += 1
        elif row.state == "failed":
            if row.error in _POISON and tries >= MOST_TRIES:
                looked.given_up += 1
                self._seen(found, row, root, "failed", digest, "", tries)
                return
            looked.again += 1
        elif row.version and not there:
            looked.missing += 1
        elif row.version and not asked and row.state in ("done", "gone"):
            looked.unchanged += 1
            self._seen(found, row, root, "done", digest, "", tries)
            return
        elif row.version:
            looked.again += 1
        else:
            looked.new += 1
        self._seen(found, row, root, "waiting", digest, text, tries)

    def _seen(
        self, found: Found, row: Row, root: str, state: State, digest: str, entry: str, tries: int
    ) -> None:
        self._do(
            "UPDATE articles SET source = ?, root = ?, seen = ?, state = ?, stamp = ?, digest = ?, entry = ?, feed = ?,"
            " tries = ? WHERE key = ?",
            found.source, root, self.run, state, found.stamp, digest, entry, found.feed, tries, row.key,
        )  # fmt: skip

    # Working

    def waiting(self) -> Iterator[Row]:
        """The articles of this run that are to be made, in their order; those that come meanwhile, too."""
        yield from self._paged("state = 'waiting' AND seen = ?", self.run)

    def began(self, key: str) -> None:
        """Note that an article is worked on."""
        self._do("UPDATE articles SET state = 'working' WHERE key = ?", key)

    def wait(self, key: str) -> None:
        """Note that an article is to be made again, in this run."""
        self._do("UPDATE articles SET state = 'waiting', seen = ? WHERE key = ?", self.run, key)

    def put_back(self, key: str) -> None:
        """Note that nothing was done about an article after all."""
        self._do(
            "UPDATE articles SET state = CASE WHEN version THEN 'done' ELSE 'waiting' END WHERE key = ?", key
        )

    def ended(self, result: JobResult) -> None:
        """Note what became of an article."""
        key, made, failure = result.job.key, result.made, result.failure
        if made is not None:
            self._do(
                "UPDATE articles SET state = 'done', record = ?, audio = ?, title = ?, duration = ?, voice = ?,"
                " fallen_back = ?, version = version + (? OR version = 0 OR record <> ?), entry = '', code = 0, error = '',"
                " what = '', input = '', remedy = '', tries = 0, seconds = ?, at = ? WHERE key = ?",
                str(made.record.absolute()), str(made.audio.absolute()), made.title, made.duration, made.voice,
                made.fallen_back, not made.unchanged, str(made.record.absolute()), result.seconds, time.time(), key,
            )  # fmt: skip
        elif failure is not None:
            self._do(
                "UPDATE articles SET state = 'failed', code = ?, error = ?, what = ?, input = ?, remedy = ?,"
                " tries = tries + 1, seconds = ?, at = ? WHERE key = ?",
                failure.code, failure.error_id, failure.what, failure.source, failure.remedy, result.seconds,
                time.time(), key,
            )  # fmt: skip

    # Publishing

    def publish_in(self, feed: str) -> None:
        """Note the feed that this folder's episodes go to; what was published in another is not in this one."""
        if self._one("SELECT MAX(value) FROM facts WHERE name = 'feed'") != (feed,):
            self._do("INSERT OR REPLACE INTO facts VALUES ('feed', ?)", feed)
            self._do("UPDATE articles SET published = 0, guid = '', held = ''")

    def to_publish(self, most: int = CHUNK) -> list[Row]:
        """Episodes that are not in the feed as they are, in their order: up to the first that is still to be made."""
        (until,) = self._one(
            "SELECT MIN(number) FROM articles WHERE state IN ('waiting', 'working') AND seen = ?", self.run
        )
        return self._rows(
            "state = 'done' AND published < version AND number < ? ORDER BY number LIMIT ?",
            1 << 60 if until is None else until, most,
        )  # fmt: skip

    def published(self, row: Row, guid: str, held: str = "") -> None:
        """Note that an episode is in the feed, or held back from it, as it is now."""
        self._do(
            "UPDATE articles SET published = ?, guid = ?, held = ? WHERE key = ?",
            row.version,
            guid,
            held,
            row.key,
        )

    # Reading

    def row(self, key: str) -> Row | None:
        """What is known of an article."""
        return next(iter(self._rows("key = ?", key)), None)

    def row_of_record(self, record: Path) -> Row | None:
        """The article of an episode."""
        return next(iter(self._rows("record = ?", str(record.absolute()))), None)

    def counts(self) -> dict[State, int]:
        """How many articles are in each state."""
        with self._errors():
            found = dict(self._db.execute("SELECT state, COUNT(*) FROM articles GROUP BY state").fetchall())
        return {state: found.get(state, 0) for state in STATES}

    def failed(self, most: int = 20) -> list[Row]:
        """Articles that failed, the latest first."""
        return self._rows("state = 'failed' ORDER BY number DESC LIMIT ?", most)

    def fallen_back(self) -> Iterator[Row]:
        """Episodes of which the fall-back voice reads something."""
        yield from self._paged("state = 'done' AND fallen_back > 0")

    def done(self) -> Iterator[Row]:
        """All episodes, in their order."""
        yield from self._paged("state = 'done'")

    def last_made(self) -> float:
        """When something was done or failed last, in seconds since the epoch; 0 for never."""
        (at,) = self._one("SELECT COALESCE(MAX(at), 0) FROM articles")
        return float(at)

    # SQLite

    def _paged(self, where: str, *values: Any) -> Iterator[Row]:
        """Rows by number, a chunk at a time: what changes meanwhile is seen, and none is kept in memory."""
        after = 0
        while rows := self._rows(
            f"{where} AND number > ? ORDER BY number LIMIT ?", *values, after, CHUNK // 5
        ):
            yield from rows
            after = rows[-1].number

    def _rows(self, where: str, *values: Any) -> list[Row]:
        with self._errors():
            # The clause is always one of the lines above.
            sql = f"SELECT {', '.join(COLUMNS)} FROM articles WHERE {where}"  # noqa: S608
            found = self._db.execute(sql, tuple(map(_stored, values)))
            return [Row(**dict(zip(COLUMNS, map(_read, row), strict=True))) for row in found.fetchall()]

    def _one(self, sql: str, *values: Any) -> tuple[Any, ...]:
        with self._errors():
            row: tuple[Any, ...] = self._db.execute(sql, tuple(map(_stored, values))).fetchone()
            return row

    def _do(self, sql: str, *values: Any) -> int:
        with self._errors():
            return self._db.execute(sql, tuple(map(_stored, values))).rowcount

    @contextmanager
    def _transaction(self) -> Iterator[None]:
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


MOST_TRIES = 3
_POISON = ("job.died", "job.hung")


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


def _digest(found: Found) -> str:
    """Of the bytes of a file; of anything else its stamp is enough."""
    if found.entry is not None or not found.stamp:
        return found.stamp
    try:
        return digest_of(Path(found.source))
    except OSError:
        # What is wrong with it is said when it is made.
        return ""


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

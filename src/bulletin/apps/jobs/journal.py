"""Journal: what is known of each article of an output folder, in SQLite: its state, and what was made of it.

One process writes at a time (see `owner`), any number may read. A reboot loses at most the last moments of it; what was
made in them is found to be up to date when it is made again.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from bulletin.apps.jobs.database import Database
from bulletin.apps.jobs.job import JobResult
from bulletin.apps.jobs.rows import STATES, Looked, Row, State
from bulletin.production.disk.digest import digest_of
from bulletin.production.gathering.found import Found, entry_text

CHUNK = 500
"""Rows that are written at once."""


class Journal:
    """The journal in an output folder. Raises DiskError (74), OutputError (73), InputError (65) for one that is damaged."""

    def __init__(self, folder: Path, *, reading: bool = False) -> None:
        """With `reading`, nothing is written, and somebody else may be writing."""
        self._db = Database(folder, reading=reading)
        (self.run,) = self._db.one("SELECT COALESCE(MAX(seen), 0) FROM articles")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def at_once(self) -> AbstractContextManager[None]:
        """During the block nothing is written; at its end all of it is."""
        return self._db.transaction()

    # Looking

    def begin(self) -> None:
        """Begin a run: what an earlier one was doing when it ended is waiting again."""
        self.run += 1
        self._db.do("UPDATE articles SET state = 'waiting' WHERE state = 'working'")

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
        return self._db.do(
            "UPDATE articles SET state = 'gone' WHERE root = ? AND seen < ? AND state <> 'gone'",
            root,
            self.run,
        )

    def _look(
        self, root: str, chunk: Sequence[Found], looked: Looked, *, again: bool, pages_before: float
    ) -> None:
        with self._db.transaction():
            (last,) = self._db.one("SELECT COALESCE(MAX(number), 0) FROM articles")
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
            self._db.do(
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
        self._db.do(
            "UPDATE articles SET source = ?, root = ?, seen = ?, state = ?, stamp = ?, digest = ?, entry = ?, feed = ?,"
            " tries = ? WHERE key = ?",
            found.source, root, self.run, state, found.stamp, digest, entry, found.feed, tries, row.key,
        )  # fmt: skip

    # Working

    def waiting(self) -> Iterator[Row]:
        """The articles of this run that are to be made, in their order; those that come meanwhile, too."""
        yield from self._db.paged("state = 'waiting' AND seen = ?", self.run)

    def began(self, key: str) -> None:
        """Note that an article is worked on."""
        self._db.do("UPDATE articles SET state = 'working' WHERE key = ?", key)

    def wait(self, key: str) -> None:
        """Note that an article is to be made again, in this run."""
        self._db.do("UPDATE articles SET state = 'waiting', seen = ? WHERE key = ?", self.run, key)

    def put_back(self, key: str) -> None:
        """Note that nothing was done about an article after all."""
        self._db.do(
            "UPDATE articles SET state = CASE WHEN version THEN 'done' ELSE 'waiting' END WHERE key = ?", key
        )

    def ended(self, result: JobResult) -> None:
        """Note what became of an article."""
        key, made, failure = result.job.key, result.made, result.failure
        if made is not None:
            self._db.do(
                "UPDATE articles SET state = 'done', record = ?, audio = ?, title = ?, duration = ?, voice = ?,"
                " fallen_back = ?, version = version + (? OR version = 0 OR record <> ?), entry = '', code = 0, error = '',"
                " what = '', input = '', remedy = '', tries = 0, seconds = ?, at = ? WHERE key = ?",
                str(made.record.absolute()), str(made.audio.absolute()), made.title, made.duration, made.voice,
                made.fallen_back, not made.unchanged, str(made.record.absolute()), result.seconds, time.time(), key,
            )  # fmt: skip
        elif failure is not None:
            self._db.do(
                "UPDATE articles SET state = 'failed', code = ?, error = ?, what = ?, input = ?, remedy = ?,"
                " tries = tries + 1, seconds = ?, at = ? WHERE key = ?",
                failure.code, failure.error_id, failure.what, failure.source, failure.remedy, result.seconds,
                time.time(), key,
            )  # fmt: skip

    # Publishing

    def publish_in(self, feed: str) -> None:
        """Note the feed that this folder's episodes go to; what was published in another is not in this one."""
        if self._db.one("SELECT MAX(value) FROM facts WHERE name = 'feed'") != (feed,):
            self._db.do("INSERT OR REPLACE INTO facts VALUES ('feed', ?)", feed)
            self._db.do("UPDATE articles SET published = 0, guid = '', held = ''")

    def to_publish(self, most: int = CHUNK) -> list[Row]:
        """Episodes that are not in the feed as they are, in their order: up to the first that is still to be made."""
        (until,) = self._db.one(
            "SELECT MIN(number) FROM articles WHERE state IN ('waiting', 'working') AND seen = ?", self.run
        )
        return self._db.rows(
            "state = 'done' AND published < version AND number < ? ORDER BY number LIMIT ?",
            1 << 60 if until is None else until, most, by="unpublished",
        )  # fmt: skip

    def published(self, row: Row, guid: str, held: str = "") -> None:
        """Note that an episode is in the feed, or held back from it, as it is now."""
        self._db.do(
            "UPDATE articles SET published = ?, guid = ?, held = ? WHERE key = ?",
            row.version,
            guid,
            held,
            row.key,
        )

    # Reading

    def row(self, key: str) -> Row | None:
        """What is known of an article."""
        return next(iter(self._db.rows("key = ?", key)), None)

    def row_of_record(self, record: Path) -> Row | None:
        """The article of an episode."""
        return next(iter(self._db.rows("record = ?", str(record.absolute()))), None)

    def counts(self) -> dict[State, int]:
        """How many articles are in each state."""
        found = dict(self._db.all("SELECT state, COUNT(*) FROM articles GROUP BY state"))
        return {state: found.get(state, 0) for state in STATES}

    def failed(self, most: int = 20) -> list[Row]:
        """Articles that failed, the latest first."""
        return self._db.rows("state = 'failed' ORDER BY number DESC LIMIT ?", most)

    def fallen_back(self) -> Iterator[Row]:
        """Episodes of which the fall-back voice reads something."""
        yield from self._db.paged("state = 'done' AND fallen_back > 0", by="fallen")

    def done(self) -> Iterator[Row]:
        """All episodes, in their order."""
        yield from self._db.paged("state = 'done'")

    def last_made(self) -> float:
        """When something was done or failed last, in seconds since the epoch; 0 for never."""
        (at,) = self._db.one("SELECT COALESCE(MAX(at), 0) FROM articles")
        return float(at)


MOST_TRIES = 3
_POISON = ("job.died", "job.hung")


def _digest(found: Found) -> str:
    """Of the bytes of a file; of anything else its stamp is enough."""
    if found.entry is not None or not found.stamp:
        return found.stamp
    try:
        return digest_of(Path(found.source))
    except OSError:
        # What is wrong with it is said when it is made.
        return ""

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
from bulletin.apps.jobs.judging import How, digest_of_found, judged
from bulletin.apps.jobs.rows import STATES, Looked, Row, State
from bulletin.production.gathering.found import Found, entry_text

CHUNK = 500
"""Rows that are written at once."""


class Journal:
    """The journal in an output folder. Raises DiskError (74), OutputError (73), InputError (65) for one that is damaged."""

    def __init__(self, folder: Path, *, reading: bool = False, copied: bool = False) -> None:
        """With `reading`, nothing is written, and somebody else may be writing; `copied`, it is a copy in memory."""
        self._db = Database(folder, reading=reading, copied=copied)
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

    def look(self, root: str, found: Iterable[Found], looked: Looked, how: How) -> None:
        """Note what was found in a source, and what of it is to be made."""
        chunk: list[Found] = []
        for each in found:
            chunk.append(each)
            if len(chunk) == CHUNK:
                self._look(root, chunk, looked, how)
                chunk.clear()
        self._look(root, chunk, looked, how)

    def gone(self, root: str) -> int:
        """Note that what this folder had before, and was not found in this run, is gone; returns how many."""
        return self._db.do(
            "UPDATE articles SET state = 'gone' WHERE root = ? AND seen < ? AND state <> 'gone'",
            root,
            self.run,
        )

    def still_there(self, key: str) -> None:
        """Note that an article is there, and is not looked at now."""
        self._db.do("UPDATE articles SET seen = ? WHERE key = ?", self.run, key)

    def removed(self, key: str) -> int:
        """Note that one file is gone; returns 1 if it was known."""
        return self._db.do("UPDATE articles SET state = 'gone' WHERE key = ? AND state <> 'gone'", key)

    def _look(self, root: str, chunk: Sequence[Found], looked: Looked, how: How) -> None:
        with self._db.transaction():
            (last,) = self._db.one("SELECT COALESCE(MAX(number), 0) FROM articles")
            for each in chunk:
                row = self.row(each.key)
                if row is None:
                    last += 1
                    self._db.do(
                        "INSERT INTO articles (key, number, source, root, seen, state, stamp, digest, entry, feed)"
                        " VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?)",
                        each.key, last, each.source, root, self.run, each.stamp, digest_of_found(each),
                        _text(each), each.feed,
                    )  # fmt: skip
                    looked.new += 1
                    continue
                seen = judged(row, each, how, looked)
                self._db.do(
                    "UPDATE articles SET source = ?, root = ?, seen = ?, state = ?, stamp = ?, digest = ?, entry = ?,"
                    " feed = ?, tries = ? WHERE key = ?",
                    each.source, root, self.run, seen.state, each.stamp, seen.digest,
                    _text(each) if seen.state == "waiting" else "", each.feed, seen.tries, row.key,
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
        if self.fact("feed") != feed:
            self.note_fact("feed", feed)
            self._db.do("UPDATE articles SET published = 0, guid = '', held = ''")
        # What held these back was the feed, which may be put right by now.
        self._db.do("UPDATE articles SET published = 0, held = '' WHERE held LIKE 'feed.%'")

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
        found = dict(self._db.all("SELECT state, number FROM counts"))
        return {state: found.get(state, 0) for state in STATES}

    def failed(self, most: int = 20) -> list[Row]:
        """Articles that failed, the latest first."""
        return self._db.rows("state = 'failed' ORDER BY number DESC LIMIT ?", most)

    def unpublished(self) -> int:
        """How many episodes are not in the feed as they are."""
        (number,) = self._db.one(
            "SELECT COUNT(*) FROM articles INDEXED BY unpublished WHERE state = 'done' AND published < version"
        )
        return int(number)

    def fallen_back(self) -> Iterator[Row]:
        """Episodes of which the fall-back voice reads something."""
        yield from self._db.paged("state = 'done' AND fallen_back > 0", by="fallen")

    def done(self) -> Iterator[Row]:
        """All episodes, in their order."""
        yield from self._db.paged("state = 'done'")

    def note_fact(self, name: str, value: str) -> None:
        """Note something about the folder as a whole."""
        self._db.do("INSERT OR REPLACE INTO facts VALUES (?, ?)", name, value)

    def fact(self, name: str) -> str:
        """What was noted; "" for nothing."""
        (value,) = self._db.one("SELECT COALESCE(MAX(value), '') FROM facts WHERE name = ?", name)
        return str(value)

    def last_made(self) -> float:
        """When something was done or failed last, in seconds since the epoch; 0 for never."""
        (at,) = self._db.one("SELECT COALESCE(MAX(at), 0) FROM articles")
        return float(at)


def _text(found: Found) -> str:
    """Of an entry of a feed, all that there is, since the feed forgets it."""
    return entry_text(found.entry) if found.entry is not None else ""

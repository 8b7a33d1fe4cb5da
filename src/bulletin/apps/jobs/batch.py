"""Batch: sources → a bulletin each, in a journal, by a pool, published as they are done. Also what is made again."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from bulletin.apps.jobs.job import Job, JobResult, Made
from bulletin.apps.jobs.journal import Journal
from bulletin.apps.jobs.looking import Looking
from bulletin.apps.jobs.order import Order
from bulletin.apps.jobs.pool import Pool
from bulletin.apps.jobs.publishing import Publishing, check_feed
from bulletin.apps.jobs.quiet import Quiet
from bulletin.apps.jobs.rows import Looked, Row
from bulletin.apps.jobs.telling import Ended, SourceFailed, Summed, Told
from bulletin.errors import BulletinError
from bulletin.production.archive.index import Index
from bulletin.production.recipe import Recipe
from bulletin.production.setup.settle import settle
from bulletin.schema.failure import Failure

MOST_NAMED = 5
"""Articles that failed in earlier runs, of which a summary names the latest."""

Notice = Callable[[str, str, str], None]


class Batch:
    """The rounds of one order: a batch has one, a watcher many. The pool stays warm between them."""

    def __init__(self, order: Order, journal: Journal, pool: Pool, notice: Notice = lambda *_: None) -> None:
        """`notice` is that of `settle`. Raises as `settle` does, and for a folder without a feed as `Publishing`."""
        self._order = order
        self._journal = journal
        self._pool = pool
        self._settings = {**order.settings, "output": f"{order.out}/"}
        self._base = settle((), self._settings, order.station, notice)
        self._looking = Looking(order, journal, self._base.latest)
        self._publishing = Publishing(order.feed, order.base_url, journal) if order.feed is not None else None

    def round(
        self, *, pages_before: float = 0.0, quiet: Quiet | None = None, only: Collection[Path] | None = None
    ) -> Iterator[Told]:
        """Look through the sources and make what is new, newer, missing or failed; `Summed` last.

        Pages of the web that were looked at before that time are looked at again; `quiet` and `only` are those of
        `Looking.through`.
        """
        began = time.monotonic()
        self._journal.begin()
        sources_failed = 0
        for told in self._looking.through(pages_before, quiet, only):
            sources_failed += isinstance(told, SourceFailed)
            yield told
        yield from self._made(self._jobs(), self._looking.looked, began, sources_failed)

    def rehearsed(self, quiet: Quiet) -> bool:
        """Look at the files of the folders, and do nothing yet; whether one of them is not `quiet`."""
        quiet.restless = False
        self._looking.rehearse(quiet)
        return quiet.restless

    def again(self, jobs: Iterable[Job | JobResult], of: int) -> Iterator[Told]:
        """Make other jobs than the sources give: episodes that are changed; `Summed` last."""
        began = time.monotonic()
        self._journal.begin()
        yield from self._made(iter(jobs), Looked(again=of), began, 0)

    def _made(
        self, jobs: Iterator[Job | JobResult], looked: Looked, began: float, sources_failed: int
    ) -> Iterator[Told]:
        made = unchanged = failed = 0
        now_failed: set[str] = set()
        if self._publishing is not None:
            self._publishing.begin()
        unmade: deque[JobResult] = deque()
        """Articles of which nothing came to the pool."""

        def handed_out() -> Iterator[Job]:
            for each in jobs:
                if isinstance(each, Job):
                    yield each
                else:
                    unmade.append(each)

        def results() -> Iterator[JobResult]:
            for result in self._pool.run(handed_out()):
                yield result
                while unmade:
                    yield unmade.popleft()
            yield from unmade

        for result in results():
            self._journal.ended(result)
            if result.made is None:
                failed += 1
                now_failed.add(result.job.key)
            elif result.made.unchanged:
                unchanged += 1
            else:
                made += 1
                self._index(result.made)
            yield Ended(result, made + unchanged + failed, looked.to_do)
            if self._publishing is not None:
                yield from self._publishing.when_due()
        if self._publishing is not None:
            yield from self._publishing.now()
        yield Summed(
            made=made,
            unchanged=unchanged + looked.unchanged,
            failed=failed,
            published=self._publishing.done if self._publishing else 0,
            held_back=self._publishing.held_back if self._publishing else 0,
            sources_failed=sources_failed,
            given_up=looked.given_up,
            resting=looked.resting,
            patient=self._order.patient,
            failing=self._failed_before(now_failed) if looked.given_up + looked.resting else (),
            states=self._journal.counts(),
            seconds=time.monotonic() - began,
        )

    def _failed_before(self, now_failed: Collection[str]) -> tuple[tuple[str, Failure], ...]:
        """The latest few articles that failed in earlier runs, and not in this one."""
        rows = self._journal.failed(MOST_NAMED + len(now_failed))
        return tuple((row.key, row.failure) for row in rows if row.key not in now_failed)[:MOST_NAMED]

    def _index(self, made: Made) -> None:
        """Note the sentences of an episode, so that the archive is searched at once. That it cannot be is no failure."""
        with contextlib.suppress(BulletinError), Index(made.record.parent) as index:
            index.note(made.record)

    def _jobs(self) -> Iterator[Job | JobResult]:
        for row in self._journal.waiting():
            self._journal.began(row.key)
            yield self._job(row)

    def _job(self, row: Row) -> Job | JobResult:
        """The job of an article; its failure where there cannot be one."""
        job = Job(key=row.key, number=row.number, recipe=self._base, digest=row.digest)
        try:
            return replace(job, recipe=self._recipe(row))
        except BulletinError as error:
            return JobResult(job=job, failure=Failure.of(error))
        except ValueError as error:
            failure = Failure(
                code=65,
                error_id="journal.entry",
                what=f"what the feed had of this entry is lost: {error}.",
                source=row.key,
                remedy="Run the same command again while the feed still has it.",
            )
            return JobResult(job=job, failure=failure)

    def _recipe(self, row: Row) -> Recipe:
        """Raises BulletinError, ValueError."""
        found = row.found
        files = self._looking.files_of(row)
        base = self._base
        if not found.feed and found.source.endswith(".toml"):
            # A rundown has settings of its own.
            base = settle((found.source,), self._settings, self._order.station)
        return replace(
            base,
            sources=files or (found.source,),
            fetched=self._looking.fetched(found),
            dated=True,
            earlier=(Path(row.record),) if row.record else (),
        )


def foretold(order: Order, notice: Notice = lambda *_: None) -> Iterator[Told | str]:
    """What a round would do: what looking through the sources tells, and the key of each article that would be made.

    Nothing is written: the journal is a copy in memory.
    """
    base = settle((), order.settings, order.station, notice)
    if order.feed is not None:
        check_feed(order.feed, order.base_url)
    with Journal(order.out, copied=True) as journal:
        journal.begin()
        yield from Looking(order, journal, base.latest).through(0.0)
        for row in journal.waiting():
            yield row.key

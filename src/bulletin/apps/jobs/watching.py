"""Watching: rounds without end: whenever a file of a folder changes, and every so many seconds for feeds and all else."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from bulletin.apps.jobs.batch import Batch
from bulletin.apps.jobs.database import NAME
from bulletin.apps.jobs.folders import Folders
from bulletin.apps.jobs.journal import Journal
from bulletin.apps.jobs.order import Order
from bulletin.apps.jobs.owner import owner_of
from bulletin.apps.jobs.quiet import QUIET_SECONDS, Quiet
from bulletin.apps.jobs.rows import Row, State
from bulletin.apps.jobs.telling import HeldBack, Noted, Told
from bulletin.errors import BulletinError, MissingInputError
from bulletin.production.episode.identity import is_address
from bulletin.production.feeds.lock import LOCK_SECONDS
from bulletin.production.feeds.pruning import prune_feed
from bulletin.schema.failure import Failure

EVERY_SECONDS = 300.0
"""Between two looks at everything."""

PAGES_SECONDS = 900.0
"""Between two looks at a page of the web whose feed has not its text."""

POLL_SECONDS = 5.0
"""Between two looks through folders of which nothing is told."""

PRUNE_SECONDS = 86_400.0

LATE_SECONDS = 900.0
"""After which a watcher that has looked at nothing and made nothing is not well."""


class Watching:
    """A watcher of the sources of an order."""

    def __init__(
        self,
        order: Order,
        journal: Journal,
        batch: Batch,
        every: float = EVERY_SECONDS,
        keep_days: int | None = None,
    ) -> None:
        """`keep_days` is for how long files stay in the feed's folder that the feed does not name any more."""
        self._keep_days = keep_days
        self._pruned = 0.0
        self._order = order
        self._journal = journal
        self._batch = batch
        self._every = every
        self._quiet = Quiet()

    def once(self) -> Iterator[Told]:
        """One round: files that somebody may still be writing are looked at twice before, a second apart."""
        if self._batch.rehearsed(self._quiet):
            time.sleep(QUIET_SECONDS + 0.1)
        yield from self._round(by="timer")

    def rounds(self) -> Iterator[Iterator[Told]]:
        """What each round tells, until somebody ends it."""
        paths = [Path(source) for source in self._order.sources if not is_address(source)]
        watched = [path for path in paths if path.is_dir()]
        deep = any(pattern.startswith("**/") for pattern in self._order.patterns)
        folders = Folders(watched, deep=deep)
        told_broken = False
        try:
            yield self._round()
            next_look = time.monotonic() + self._every
            restless: set[Path] = set()
            while True:
                wait = next_look - time.monotonic()
                if folders.broken:
                    wait = min(wait, POLL_SECONDS)
                    if not told_broken:
                        told_broken = True
                        what = f"nothing is told of changes in folders ({folders.broken}); they are looked through every {POLL_SECONDS:.0f} s"
                        yield iter([Noted(what, "watch.poll")])
                if self._quiet.restless:
                    wait = min(wait, QUIET_SECONDS + 0.1)
                changed = folders.changed(wait)
                restless |= changed
                if time.monotonic() >= next_look or (folders.broken and not changed):
                    restless.clear()
                    yield self._round()
                    next_look = time.monotonic() + self._every
                elif restless or self._quiet.restless:
                    yield self._round(only=frozenset(restless))
                    if not self._quiet.restless:
                        restless.clear()
        finally:
            folders.close()

    def _round(self, only: Collection[Path] | None = None, by: str = "watcher") -> Iterator[Told]:
        self._quiet.restless = False
        yield from self._batch.round(pages_before=time.time() - PAGES_SECONDS, quiet=self._quiet, only=only)
        yield from self._prune()
        self._journal.note_fact("looked", str(time.time()))
        self._journal.note_fact("every", str(self._every))
        self._journal.note_fact("by", by)

    def _prune(self) -> Iterator[Told]:
        """Remove what the feed has not named for long, once in a while."""
        feed, days = self._order.feed, self._keep_days
        if feed is None or days is None or (self._pruned and time.monotonic() - self._pruned < PRUNE_SECONDS):
            return
        self._pruned = time.monotonic()
        try:
            size = prune_feed(feed, days, LOCK_SECONDS, dry_run=False, tell=lambda _: None)
        except BulletinError as error:
            yield HeldBack("", Failure.of(error))
            return
        if size:
            yield Noted(
                f"{size / 1e6:.1f} MB that the feed has not named for {days} days are removed", "feed.pruned"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How a watcher is."""

    owner: str
    """Who works in the folder; "" for nobody."""
    looked: float
    """When it looked at the sources last, in seconds since the epoch; 0 for never."""
    last_made: float
    states: dict[State, int]
    failed: tuple[Row, ...]
    unpublished: int
    every: float
    by_timer: bool
    """Whether the last look was a run's that ends by itself, which cron or a timer starts."""

    @property
    def works(self) -> bool:
        """Whether somebody has looked or made something not long ago: who watches, or a run that a timer starts."""
        late = max(LATE_SECONDS, 3 * self.every)
        recent = time.time() - max(self.looked, self.last_made if self.owner else 0.0) < late
        return recent and (bool(self.owner) or self.by_timer)


def status_of(folder: Path, every: float | None = None) -> Status:
    """How the watcher of an output folder is, or the runs that a timer starts every so many seconds.

    Raises MissingInputError (66) where there is no journal.
    """
    if not (folder / NAME).is_file():
        raise MissingInputError(
            "nothing was ever made in this folder: it has no journal.",
            error_id="journal.missing",
            source=str(folder / NAME),
            remedy="Name the folder that `bulletin watch`, `run` or `batch` makes bulletins in: --out DIR",
        )
    with Journal(folder, reading=True) as journal:
        return Status(
            owner=owner_of(folder),
            looked=float(journal.fact("looked") or 0),
            last_made=journal.last_made(),
            states=journal.counts(),
            failed=tuple(journal.failed(5)),
            unpublished=journal.unpublished() if journal.fact("feed") else 0,
            every=every or float(journal.fact("every") or EVERY_SECONDS),
            by_timer=journal.fact("by") == "timer",
        )

"""Publishing: episodes into the feed as they are done, in the articles' order, each under its own guid for ever."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bulletin.apps.jobs.journal import Journal
from bulletin.apps.jobs.rows import Row
from bulletin.apps.jobs.telling import HeldBack, Published
from bulletin.errors import BulletinError, InputError, MissingInputError, RefusedError
from bulletin.production.feeds import publishing
from bulletin.production.feeds.addresses import feed_address
from bulletin.production.feeds.folder import read_page
from bulletin.production.feeds.options import PublishOptions
from bulletin.schema.failure import Failure
from bulletin.schema.feed import FEED

AT_ONCE = 100
"""Episodes that are put into the feed in one go."""

BETWEEN_SECONDS = 2.0
PART_OF_TIME = 10
"""Between two goes is so much time, and so many times as long as the last one took: a large feed is not rewritten for each."""


class Publishing:
    """The feed that a batch's episodes go to."""

    def __init__(self, feed: Path, base_url: str, journal: Journal) -> None:
        """Raises InputError (65) or MissingInputError (66) for a folder without a feed."""
        read_page(feed / FEED)
        self._feed = feed
        self._base_url = base_url
        self._journal = journal
        journal.publish_in(str(feed.absolute()))
        self._next = 0.0
        self._feed_fails: Failure | None = None
        self._held_back = 0
        self.done = 0

    def begin(self) -> None:
        """Begin to count anew."""
        self.done = self._held_back = 0
        self._feed_fails = None

    @property
    def held_back(self) -> int:
        """How many episodes are not in the feed though they should be."""
        return self._held_back + (self._journal.unpublished() if self._feed_fails else 0)

    def when_due(self) -> Iterator[Published | HeldBack]:
        """Publish what can be, if the last time was long enough ago."""
        if time.monotonic() >= self._next:
            yield from self.now()

    def now(self) -> Iterator[Published | HeldBack]:
        """Publish all that can be published in the articles' order."""
        began = time.monotonic()
        try:
            while rows := self._journal.to_publish(AT_ONCE):
                yield from self._publish(rows)
        except BulletinError as error:
            # The feed itself is busy or broken: the episodes wait for the next time. Told once.
            failure = Failure.of(error)
            if failure != self._feed_fails:
                yield HeldBack("", failure)
            self._feed_fails = failure
        else:
            self._feed_fails = None
        finally:
            ended = time.monotonic()
            self._next = ended + max(BETWEEN_SECONDS, PART_OF_TIME * (ended - began))

    def _publish(self, rows: Sequence[Row]) -> Iterator[Published | HeldBack]:
        """Publish these, in their order: those that are new together, each that has a guid by itself."""
        new: list[Row] = []
        for row in rows:
            if row.guid:
                yield from self._together(new)
                new = []
                yield from self._anew(row)
            else:
                new.append(row)
        yield from self._together(new)

    def _together(self, rows: Sequence[Row]) -> Iterator[Published | HeldBack]:
        if not rows:
            return
        options = PublishOptions(base_url=self._base_url)
        by_record = {Path(row.record): row for row in rows}
        try:
            outcome = publishing.publish([*by_record], self._feed, options)
        except (InputError, RefusedError) as error:
            if len(rows) > 1 or _is_of_feed(error):
                # It is raised for a feed as for an only episode.
                raise
            yield self._held(rows[0], Failure.of(error))
            return
        left = {_name(error.source): Failure.of(error) for error in outcome.left_out}
        guids = iter(outcome.episodes)
        for row in rows:
            failure = left.get(row.record) or left.get(row.audio)
            if failure is not None:
                yield self._held(row, failure)
        remaining = [row for row in rows if not (left.get(row.record) or left.get(row.audio))]
        if len(remaining) != len(outcome.episodes):
            # Two articles with one sound, or one article in two files: one by one, so that each is told apart.
            for row in remaining:
                yield from self._alone(row)
            return
        for row, each in zip(remaining, guids, strict=True):
            yield self._noted(row, each)

    def _anew(self, row: Row) -> Iterator[Published | HeldBack]:
        """Publish an episode in the place of what it was: as a correction, where its words changed."""
        try:
            yield from self._alone(row, row.guid)
        except MissingInputError:
            # Somebody took its item out of the feed by hand.
            yield from self._alone(row)

    def _alone(self, row: Row, guid: str = "") -> Iterator[Published | HeldBack]:
        options = PublishOptions(base_url=self._base_url, guid=guid)
        try:
            outcome = publishing.publish([Path(row.record)], self._feed, options)
        except MissingInputError as error:
            if guid and error.error_id == "feed.no_such_guid":
                raise
            yield self._held(row, Failure.of(error))
        except (InputError, RefusedError) as error:
            if _is_of_feed(error):
                raise
            yield self._held(row, Failure.of(error))
        else:
            yield self._noted(row, outcome.episodes[0])

    def _noted(self, row: Row, done: publishing.Published) -> Published:
        self._journal.published(row, done.guid)
        self.done += done.action != "unchanged"
        return Published(key=row.key, action=done.action, guid=done.guid, title=done.title, url=done.url)

    def _held(self, row: Row, failure: Failure) -> HeldBack:
        self._journal.published(row, row.guid, failure.error_id)
        self._held_back += failure.error_id != "publish.withdrawn"
        return HeldBack(row.key, failure)


def check_feed(feed: Path, base_url: str) -> None:
    """Whether episodes can be put into a feed. Raises what would hold all of them back."""
    feed_address(read_page(feed / FEED), base_url)


def _is_of_feed(error: BulletinError) -> bool:
    """Whether a feed is what is wrong, and not the episode that was to be put into it."""
    return error.error_id.startswith("feed.")


def _name(source: str) -> str:
    return str(Path(source).absolute())

"""Restoring: a withdrawn episode back into its feed, under the guid and the date that it had."""

from __future__ import annotations

from pathlib import Path

from bulletin.errors import MissingInputError
from bulletin.production.disk.commit import disk_errors
from bulletin.production.episode.find import find_episode
from bulletin.production.feeds.episodes import MISSING
from bulletin.production.feeds.folder import read_page
from bulletin.production.feeds.lock import feed_lock
from bulletin.production.feeds.options import PublishOptions
from bulletin.production.feeds.publishing import publish
from bulletin.production.feeds.tombstones import tombstone_path
from bulletin.production.feeds.withdrawing import tombstone_to_lift


def restore(folder: Path, named: str, lock_seconds: float) -> str:
    """Put a withdrawn episode into the feed again; returns its guid. `named` is a file of it.

    A guid does as well while the item is still in the feed. Raises MissingInputError (66) where nothing of that name was
    withdrawn, or where the files are needed; other errors are those of `publish`. The tombstone goes last.
    """
    read_page(folder / "feed.xml")
    tombstone, is_there = tombstone_to_lift(folder, named)
    if not is_there:
        try:
            find_episode(Path(named), MISSING)
        except MissingInputError:
            raise MissingInputError(
                "the episode's files were removed when it was withdrawn, so they are needed to restore it.",
                error_id="feed.needs_files",
                source=named,
                remedy=f"Name the episode that was published: bulletin feed withdraw {folder} output/NAME.mp3 --restore;"
                " without it, make the article again first.",
            ) from None
        publish(
            [Path(named)],
            folder,
            PublishOptions(restored=tombstone.guid, date=tombstone.published, lock_seconds=lock_seconds),
        )
    with feed_lock(folder, lock_seconds):
        path = tombstone_path(folder, tombstone.guid)
        with disk_errors(path):
            path.unlink(missing_ok=True)
    return tombstone.guid

"""Feed order: a feed's folder → the records of its episodes, in the feed's order."""

from __future__ import annotations

from pathlib import Path

from bulletin.errors import InputError
from bulletin.production.episode.record import left_record
from bulletin.schema.episode import RECORD_SUFFIX
from bulletin.schema.feed import EPISODES, FEED
from bulletin.writers.feed.layout import InvalidFeedError, ItemPlace
from bulletin.writers.feed.scanning import scan


def is_feed(folder: Path) -> bool:
    """Whether a folder holds a feed."""
    return (folder / FEED).is_file()


def records_in_order(folder: Path) -> list[Path]:
    """The records of what `feed.xml` names and bulletin published. Raises InputError (65) for a feed that cannot be read."""
    feed = folder / FEED
    try:
        with feed.open("rb") as stream:
            items = scan(stream).items
    except (OSError, InvalidFeedError) as error:
        raise InputError(
            f"the feed in this folder cannot be read: {error}.",
            error_id="export.feed",
            source=str(feed),
            remedy=f"See what is wrong with it: bulletin feed check {folder}",
        ) from None
    return [path for item in items for path in _records(folder / EPISODES, item)]


def _records(episodes: Path, item: ItemPlace) -> list[Path]:
    """The record of an item, which lies beside its sound; none where someone else published it."""
    beside = item.url.split("/")[-2:-1]
    if not beside or beside[0] in ("", ".", ".."):
        return []
    return [
        path for path in sorted((episodes / beside[0]).glob(f"*{RECORD_SUFFIX}")) if _guid(path) == item.guid
    ][:1]


def _guid(path: Path) -> str:
    published = left_record(path).published
    return published.guid if published else ""

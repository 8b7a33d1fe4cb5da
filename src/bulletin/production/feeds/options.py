"""Options: how episodes are to be published."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.production.feeds.lock import LOCK_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishOptions:
    """Options of `bulletin publish`."""

    base_url: str = ""
    """Where the feed's folder is on the web; may be empty if the feed knows it."""
    new: bool = False
    """These are new episodes, even where one from the same source and day is in the feed."""
    guid: str = ""
    """The item that the episode replaces, even if it was made from another source."""
    restored: str = ""
    """The guid of the withdrawn item that the episode becomes again."""
    date: str = ""
    correction: str = ""
    limit: int | None = None
    lock_seconds: float = LOCK_SECONDS

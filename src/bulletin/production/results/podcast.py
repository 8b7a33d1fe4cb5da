"""Podcast: a finished episode into the folder's feed, which is made the first time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import InputError
from bulletin.production.feeds.folder import read_page
from bulletin.production.feeds.making import ShowOptions, new_feed
from bulletin.production.feeds.options import PublishOptions
from bulletin.production.feeds.publishing import Outcome, publish
from bulletin.production.results.facts import Result
from bulletin.schema.feed import FEED

LOCK_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Podcast:
    """What a form has to ask before an episode can be published."""

    is_there: bool
    base_url: str = ""
    """Where the feed's folder is on the web, as far as the feed knows."""

    @property
    def address(self) -> str:
        """The feed's own, for those who subscribe to it; "" while it is not known."""
        return f"{self.base_url}{FEED}" if self.base_url else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """What a feed is made from; the cover is the episode's own."""

    title: str = ""
    author: str = ""
    link: str = ""
    category: str = "News"
    email: str = ""


def podcast_at(folder: Path) -> Podcast:
    """What is known of the feed in a folder. Raises as `read_page` does, but not where there is none."""
    if not (folder / FEED).is_file():
        return Podcast(is_there=False)
    return Podcast(is_there=True, base_url=read_page(folder / FEED).layout.base or "")


def publish_result(result: Result, folder: Path, base_url: str, show: Show | None = None) -> Outcome:
    """Put an episode into the feed of a folder, or in the place of what it was before.

    Where there is no feed yet, one is made for `show`. Raises as `publish` and `new_feed` do.
    """
    if not (folder / FEED).is_file():
        show = show or Show()
        cover = next((file for file in result.files if file.kind == "cover"), None)
        if cover is None:
            raise InputError(
                "a podcast needs a cover, and this episode has none.",
                error_id="studio.cover",
                source=result.name,
                remedy="Switch covers on in the settings, make the episode again, and publish that.",
            )
        options = ShowOptions(
            title=show.title or result.station or result.title,
            link=show.link,
            author=show.author or result.station,
            category=show.category,
            image=str(cover.path),
            email=show.email,
            base_url=base_url,
        )
        new_feed(folder, options, LOCK_SECONDS)
    return publish([result.record], folder, PublishOptions(base_url=base_url, lock_seconds=LOCK_SECONDS))

"""Web: feeds → what their entries are, oldest first; and the pages of stories, asked for with manners.

One of these serves a whole batch, so that no host is asked more than once a second, whoever makes the bulletins.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bulletin.errors import InputError
from bulletin.production.cache.clips import PAGES, cache_folder
from bulletin.production.cache.pages import PageCache
from bulletin.production.clock import now
from bulletin.production.gathering.found import Found, entry_found
from bulletin.readers.doors.manners import Visits
from bulletin.readers.doors.page import Page
from bulletin.readers.doors.web import Door
from bulletin.readers.entries.looks import is_feed
from bulletin.readers.entries.reading import entries_of
from bulletin.readers.sources import Fetched, Sources

__all__ = ["Fetched", "Web", "feed_in"]


class Web:
    """The visits of a batch to the sites of its sources."""

    def __init__(self) -> None:
        door = Door(PageCache(cache_folder() / PAGES))
        self._visits = Visits(door)
        self._door = door
        self._at_hand: dict[str, Page] = {}
        """Named pages that were asked for and are still to be made."""

    def found_at(self, address: str, latest: int) -> Sequence[Found]:
        """What an address is: a feed's newest entries, oldest first; or the page itself. Raises as `Door.fetch`, and InputError (65)."""
        page = self._door.fetch(address)
        self._visits.called_on(page.address)
        if not is_feed(page.data, page.content_type):
            self._at_hand[address] = page
            return [Found(key=address, source=address, at_hand=True)]
        entries = entries_of(
            page.data, address, address=page.address, content_type=page.content_type, now=now()
        )
        return [entry_found(entry, address) for entry in reversed(entries[:latest])]

    def fetched(self, found: Found) -> Fetched | None:
        """What a bulletin is made of, with its page; None for what is no story of the web. Raises as `Visits.fetch`."""
        if found.entry is not None:
            page = self._visits.fetch(found.entry.address) if found.needs_page else None
            return Fetched(name=found.feed, entry=found.entry, page=page)
        if not found.needs_page:
            return None
        page = self._at_hand.pop(found.source, None) or self._visits.fetch(found.source)
        if is_feed(page.data, page.content_type):
            raise InputError(
                "this is a feed, and stands where a page is expected.",
                error_id="list.feed",
                source=found.source,
                remedy=f"Name it as a source of its own, to have its stories: bulletin batch {found.source}",
            )
        return Fetched(name=found.source, page=page)


def feed_in(path: Path, latest: int) -> Sequence[Found] | None:
    """The newest entries of a feed in a file, oldest first; None for a file that is no feed. Raises InputError (65)."""
    opened = Sources(kept=lambda: None, latest=latest, now=now(), notice=lambda *_: None).opened(str(path))
    if not opened.is_feed:
        return None
    entries = entries_of(opened.data, str(path), now=now())
    return [entry_found(entry, str(path)) for entry in reversed(entries[:latest])]

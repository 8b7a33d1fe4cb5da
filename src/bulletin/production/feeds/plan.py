"""Plan: the changes to the pages of a feed, collected first, then written page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bulletin.production.feeds.archive import removal
from bulletin.production.feeds.folder import Page, remember
from bulletin.production.feeds.replacing import replace_page
from bulletin.schema.feed import Item
from bulletin.writers.feed import spaces
from bulletin.writers.feed.channel import our_element
from bulletin.writers.feed.dates import read_rfc2822, rfc2822
from bulletin.writers.feed.edits import Edit, element_edit, insertion
from bulletin.writers.feed.layout import ItemPlace, element_end, reader


@dataclass(frozen=True, slots=True)
class KnownItem:
    """An item that is in the feed or its archive."""

    page: Page
    place: ItemPlace

    @property
    def span(self) -> tuple[int, int]:
        """The offsets of its first byte and after its last."""
        with self.page.path.open("rb") as stream:
            return self.place.start, element_end(reader(stream), self.place.start, self.place.close)

    @property
    def raw(self) -> bytes:
        """The bytes of the item in its page."""
        start, end = self.span
        with self.page.path.open("rb") as stream:
            return reader(stream)(start, end - start)


@dataclass(frozen=True, slots=True)
class Plan:
    """Changes to a feed: edits by page, and new items; or items that are removed, in a plan of their own."""

    pages: Sequence[Page]
    """The feed, then its archive."""
    edits: dict[Path, list[Edit]] = field(default_factory=dict)
    inserted: dict[int, list[tuple[datetime, bytes, str]]] = field(default_factory=dict)
    """New items (date, bytes, guid) by the index of the item that they go before."""
    removed: list[ItemPlace] = field(default_factory=list)

    @property
    def main(self) -> Page:
        """The feed itself."""
        return self.pages[0]

    @property
    def known(self) -> list[KnownItem]:
        """All items before the changes."""
        return [KnownItem(page, place) for page in self.pages for place in page.layout.items]

    def __bool__(self) -> bool:
        """Whether there is anything to change."""
        return bool(self.edits or self.inserted)

    def add(self, page: Page, *edits: Edit) -> None:
        """Add edits of a page."""
        self.edits.setdefault(page.path, []).extend(edits)

    def replace(self, found: KnownItem, raw: bytes) -> None:
        """Add new bytes in the place of an item."""
        self.add(found.page, Edit(*found.span, raw))

    def remove(self, found: KnownItem) -> None:
        """Take an item out, with the line that it stands on."""
        with found.page.path.open("rb") as stream:
            self.add(found.page, removal(reader(stream), found.place))
        self.removed.append(found.place)

    def complete(self, limit: int | None, today: datetime) -> None:
        """Add the edits of the channel that every change of a feed needs."""
        main = self.main
        with main.path.open("rb") as stream:
            read = reader(stream)
            date = f"<lastBuildDate>{rfc2822(today)}</lastBuildDate>"
            self.add(main, element_edit(main.layout, read, "lastBuildDate", date))
            if limit != main.layout.limit or not main.layout.version:
                self.add(main, element_edit(main.layout, read, f"{spaces.BULLETIN} feed", our_element(limit)))

    def insert(self, item: Item, raw: bytes) -> None:
        """Add a new item before the first one that is not newer."""
        index = len(self.main.layout.items)
        for position, place in enumerate(self.main.layout.items):
            published = read_rfc2822(place.published)
            if published is not None and published <= item.published:
                index = position
                break
        self.inserted.setdefault(index, []).append((item.published, raw, item.guid))

    def carry_out(self, base: str, limit: int | None) -> None:
        """Write all pages. `base` is the address of the feed's folder; `limit` and errors are those of `replace_page`."""
        # The archive first: the feed does not name items that are corrected there.
        for page in self.pages[1:]:
            if page.path in self.edits:
                replace_page(page, self.edits[page.path], self._guids(page))
        guids = self._insert_all()
        if self.main.path in self.edits:
            remember(self.main.path.parent)
            replace_page(self.main, self.edits[self.main.path], guids, limit, base)

    def _guids(self, page: Page) -> list[str]:
        """The guids of the items of a page that stay."""
        gone = {id(place) for place in self.removed}
        return [place.guid for place in page.layout.items if id(place) not in gone]

    def _insert_all(self) -> list[str]:
        """Turn the new items into edits; return the guids of all items of the feed in their new order."""
        guids = self._guids(self.main)
        for index in sorted(self.inserted, reverse=True):
            group = self.inserted[index]
            # The newest comes first; of the same second, the one that was added last.
            ordered = group[::-1]
            ordered.sort(key=lambda each: each[0], reverse=True)
            self.add(self.main, *(insertion(self.main.layout, index, raw) for _, raw, _ in ordered))
            guids[index:index] = [guid for _, _, guid in ordered]
        return guids

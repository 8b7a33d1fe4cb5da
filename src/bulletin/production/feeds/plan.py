"""Plan: what is to be changed in the pages of a feed, gathered until all of it is known, then done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bulletin.production.feeds.folder import Page, remember, replace_page
from bulletin.schema.feed import Item
from bulletin.writers.feed.dates import read_rfc2822
from bulletin.writers.feed.edits import Edit, insertion
from bulletin.writers.feed.layout import ItemPlace, element_end, reader


@dataclass(frozen=True, slots=True)
class Known:
    """An item that is in the feed or its archive."""

    page: Page
    place: ItemPlace

    @property
    def span(self) -> tuple[int, int]:
        """The offsets of its first byte and behind its last."""
        with self.page.path.open("rb") as stream:
            return self.place.start, element_end(reader(stream), self.place.start, self.place.close)

    @property
    def raw(self) -> bytes:
        """The item as it stands in its page."""
        start, end = self.span
        with self.page.path.open("rb") as stream:
            return reader(stream)(start, end - start)


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be changed, page by page."""

    pages: Sequence[Page]
    """The feed, then its archive."""
    edits: dict[Path, list[Edit]] = field(default_factory=dict)
    inserted: dict[int, list[tuple[datetime, bytes, str]]] = field(default_factory=dict)
    """New items by the index of the item of the feed that they will stand before."""

    @property
    def main(self) -> Page:
        """The feed itself."""
        return self.pages[0]

    @property
    def known(self) -> list[Known]:
        """All items as they are."""
        return [Known(page, place) for page in self.pages for place in page.layout.items]

    def __bool__(self) -> bool:
        """Whether there is something to do."""
        return bool(self.edits or self.inserted)

    def add(self, page: Page, *edits: Edit) -> None:
        """Note edits of a page."""
        self.edits.setdefault(page.path, []).extend(edits)

    def replace(self, found: Known, raw: bytes) -> None:
        """Note new bytes in the place of an item."""
        self.add(found.page, Edit(*found.span, raw))

    def insert(self, item: Item, raw: bytes) -> None:
        """Note a new item where its date puts it: before the first that is not newer."""
        index = len(self.main.layout.items)
        for position, place in enumerate(self.main.layout.items):
            published = read_rfc2822(place.published)
            if published is not None and published <= item.published:
                index = position
                break
        self.inserted.setdefault(index, []).append((item.published, raw, item.guid))

    def carry_out(self, base: str, limit: int | None) -> None:
        """Do all of it; `base` is the address of the feed's folder, `limit` as in `replace_page`, which says what it raises."""
        # The archive first: an item that is corrected there is not named by the feed.
        for page in self.pages[1:]:
            if page.path in self.edits:
                replace_page(page, self.edits[page.path], [place.guid for place in page.layout.items])
        guids = self._insert_all()
        if self.main.path in self.edits:
            remember(self.main.path.parent)
            replace_page(self.main, self.edits[self.main.path], guids, limit, base)

    def _insert_all(self) -> list[str]:
        """Make edits of the new items; returns the guids of all items of the feed as they will stand then."""
        guids = [place.guid for place in self.main.layout.items]
        for index in sorted(self.inserted, reverse=True):
            group = self.inserted[index]
            # The newest stands first; of one second, the one that was named last.
            ordered = group[::-1]
            ordered.sort(key=lambda each: each[0], reverse=True)
            self.add(self.main, *(insertion(self.main.layout, index, raw) for _, raw, _ in ordered))
            guids[index:index] = [guid for _, _, guid in ordered]
        return guids

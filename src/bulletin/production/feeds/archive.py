"""Archive: the pages with the older items of a feed that is limited (RFC 5005)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from bulletin.production.feeds.folder import ARCHIVE, ATOM_LINK
from bulletin.schema.feed import FEED
from bulletin.writers.feed.channel import declaring, link
from bulletin.writers.feed.dates import read_rfc2822
from bulletin.writers.feed.edits import Edit, copy, element_edit, write_edited
from bulletin.writers.feed.layout import ElementPlace, ItemPlace, Layout, Read, element_end, reader


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """A new page of the archive."""

    path: Path
    items: list[int]
    """Indices of its items in the feed, the newest first."""
    previous: str
    """Address of the page before it, or empty."""
    address: str


def archive_pages(layout: Layout, folder: Path, surplus: int, size: int, base: str) -> list[ArchivePage]:
    """New pages of `size` items each, from the oldest to the newest, for at least the `surplus` oldest items."""
    oldest = _by_age(layout)[: -(-surplus // size) * size]
    found = layout.find(ATOM_LINK, rel="prev-archive")
    previous = found.attributes.get("href", "") if found else ""
    last = ARCHIVE.fullmatch(previous.rpartition("/")[2])
    number = int(last[1]) if last else 0
    pages: list[ArchivePage] = []
    for first in range(0, len(oldest), size):
        number += 1
        name = f"archive-{number:04d}.xml"
        items = oldest[first : first + size][::-1]
        pages.append(ArchivePage(folder / name, items, previous, base + name))
        previous = base + name
    return pages


def write_archive_page(
    page: ArchivePage, feed: BinaryIO, layout: Layout, base: str, target: BinaryIO
) -> None:
    """Write the head of the feed, with the page's own address and links, and the page's items."""
    read = reader(feed)
    edits = [element_edit(layout, read, ATOM_LINK, link(page.address, "self"), rel="self")]
    old = layout.find(ATOM_LINK, rel="prev-archive")
    if old is not None:
        edits.append(removal(read, old))
    write_edited(feed, edits, target, layout.items[0].start)
    lines = [
        declaring("<fh:archive/>", layout.declared),
        declaring(link(base + FEED, "current"), layout.declared),
        *([declaring(link(page.previous, "prev-archive"), layout.declared)] if page.previous else []),
    ]
    target.write("\n    ".join(lines).encode())
    for place in (layout.items[index] for index in page.items):
        target.write(b"\n    ")
        copy(feed, target, place.start, element_end(read, place.start, place.close))
    target.write(b"\n  ")
    copy(feed, target, layout.channel_close, None)


def removal(read: Read, place: ItemPlace | ElementPlace) -> Edit:
    """Remove an element and the white space before it, so that its line goes as well."""
    back = min(place.start, 256)
    before = read(place.start - back, back)
    start = place.start - (len(before) - len(before.rstrip(b" \t\r\n")))
    return Edit(start, element_end(read, place.start, place.close), b"")


def _by_age(layout: Layout) -> list[int]:
    """Indices of the items by date, the oldest first; items of one date, or without one, from the last to the first."""
    none = datetime.min.replace(tzinfo=UTC)
    dates = [read_rfc2822(place.published) or none for place in layout.items]
    return sorted(range(len(dates)), key=lambda index: (dates[index], -index))

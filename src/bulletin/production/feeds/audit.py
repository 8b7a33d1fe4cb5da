"""Audit: what `bulletin feed check` runs: a feed's channel and items, and the files that they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.production.disk.digest import digest_of
from bulletin.production.feeds.addresses import file_of, named_files
from bulletin.production.feeds.folder import Page, read_pages
from bulletin.production.feeds.folder_audit import FeedFault, below, folder_faults, index_faults
from bulletin.schema.episode import RECORD_SUFFIX
from bulletin.schema.feed import EPISODES
from bulletin.writers.feed import spaces
from bulletin.writers.feed.dates import read_rfc2822
from bulletin.writers.feed.layout import ItemPlace, Read, element_end, reader
from bulletin.writers.feed.text import DESCRIPTION_BYTES, one_line

_NEEDED = {
    "title": "title",
    "link": "link",
    "description": "description",
    "language": "language",
    f"{spaces.ITUNES} category": "itunes:category",
    f"{spaces.ITUNES} explicit": "itunes:explicit",
    f"{spaces.ITUNES} image": "itunes:image",
    f"{spaces.PODCAST} guid": "podcast:guid",
}
"""Elements that a channel must have to be listed (Podcast Standards Project, PSP-1), and how to name them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedReport:
    """How much was audited, and what is wrong."""

    pages: int
    items: int
    files: int
    faults: tuple[FeedFault, ...]
    unused: int
    """Bytes of files that no item names, such as earlier versions of corrected episodes."""


def audit_feed(folder: Path, *, quick: bool = False) -> FeedReport:
    """Audit every page, item and file of a feed; with `quick`, checksums of files are left out.

    Raises InputError (65) where a page cannot be read at all, MissingInputError (66) where there is none.
    """
    pages = read_pages(folder)
    base = pages[0].layout.base
    faults = list(_channel_faults(pages[0], folder, base))
    named: set[Path] = set()
    seen_guids: dict[str, str] = {}
    seen_urls: dict[str, str] = {}
    items = 0
    for page in pages:
        with page.path.open("rb") as stream:
            read = reader(stream)
            line, counted = 1, 0
            for place in page.layout.items:
                items += 1
                line, counted = line + _lines(read, counted, place.start), place.start
                where = f'{page.path.name} line {line}, "{one_line(place.title)[:60]}"'
                raw = read(place.start, element_end(read, place.start, place.close) - place.start)
                files = list(named_files(raw, folder, base))
                named.update(files)
                faults += _item_faults(place, where)
                faults += _twice(place, where, seen_guids, seen_urls)
                faults += _file_faults(place, where, files, folder, base, quick=quick)
    faults += index_faults(folder, pages[0].layout)
    faults += folder_faults(folder, pages, set(seen_guids), named, quick=quick)
    unused = sum(
        path.stat().st_size for path in (folder / EPISODES).glob("*/*") if path.is_file() and path not in named
        and not path.name.endswith(RECORD_SUFFIX)
    )  # fmt: skip
    return FeedReport(pages=len(pages), items=items, files=len(named), faults=tuple(faults), unused=unused)


def _lines(read: Read, start: int, end: int) -> int:
    """How many lines end between two offsets of a file."""
    return read(start, end - start).count(b"\n")


def _channel_faults(page: Page, folder: Path, base: str) -> Iterator[FeedFault]:
    layout = page.layout
    for name, shown in _NEEDED.items():
        found = layout.find(name)
        if found is None or not (found.text.strip() or found.attributes):
            yield FeedFault(
                what=f"the channel has no {shown}",
                fault_id="channel.missing",
                where=page.path.name,
                remedy="Publish once with --base-url; it is put in."
                if shown == "podcast:guid" or (shown == "link" and not base)
                else f"Write it into {page.path}",
            )
    if not base:
        yield FeedFault(
            what="the feed does not know its address",
            fault_id="channel.address",
            where=page.path.name,
            remedy="Publish once with --base-url",
        )
    image = layout.find(f"{spaces.ITUNES} image")
    cover = file_of(image.attributes.get("href", ""), folder, base) if image else None
    if cover is not None and not cover.is_file():
        yield FeedFault(
            what="the show's cover is missing",
            fault_id="channel.image",
            where=str(cover),
            remedy="Put it there, or name another in itunes:image",
        )
    if len(layout.text("description").encode()) > DESCRIPTION_BYTES:
        yield FeedFault(
            what=f"the channel's description has more than {DESCRIPTION_BYTES} bytes",
            fault_id="channel.description",
            where=page.path.name,
            remedy="Shorten it",
        )


def _item_faults(place: ItemPlace, where: str) -> Iterator[FeedFault]:
    faults: list[tuple[str, str]] = []
    if not place.title:
        faults.append(("it has no title", "item.title"))
    if not place.guid:
        faults.append(("it has no guid", "item.guid"))
    if read_rfc2822(place.published) is None:
        faults.append((f'its pubDate "{place.published[:40]}" is no date', "item.date"))
    enclosure = place.enclosure
    if place.enclosures != 1:
        faults.append((f"it has {place.enclosures} enclosures instead of one", "item.enclosure"))
    elif not enclosure.url.startswith(("http://", "https://")):
        faults.append(("its enclosure has no address on the web", "item.enclosure"))
    elif enclosure.length < 1 or "/" not in enclosure.media_type:
        faults.append(("its enclosure has no length or no type", "item.enclosure"))
    for what, fault_id in faults:
        yield FeedFault(what=what, fault_id=fault_id, where=where, remedy="Mend it in the feed")


def _twice(
    place: ItemPlace, where: str, guids: dict[str, str], urls: dict[str, str]
) -> Iterator[FeedFault]:  # fmt: skip
    for value, seen, name in ((place.guid, guids, "guid"), (place.url, urls, "enclosure")):
        if value and value in seen:
            yield FeedFault(
                what=f"it has the {name} of another item ({seen[value]})",
                fault_id=f"item.same_{name}",
                where=where,
                remedy="Take one of the two out of the feed",
            )
        elif value:
            seen[value] = where


def _file_faults(
    place: ItemPlace, where: str, files: Sequence[Path], folder: Path, base: str, *, quick: bool
) -> Iterator[FeedFault]:
    sound = file_of(place.url, folder, base)
    again = f"Publish the episode again, or: bulletin feed repair {folder}"
    for path in files:
        if not path.is_file():
            what = "its sound file is missing" if path == sound else "a file that it names is missing"
            yield FeedFault(
                what=f"{what}: {below(path, folder)}",
                fault_id="item.file_missing",
                where=where,
                remedy=again,
            )
    if sound is None or not sound.is_file():
        return
    size = sound.stat().st_size
    if size != place.enclosure.length:
        what = f"its sound file has {size:,} bytes, not the {place.length or 'no'} of its enclosure: {below(sound, folder)}"
        yield FeedFault(what=what, fault_id="item.length", where=where, remedy=again)
    elif place.mark and place.mark.audio and not quick and digest_of(sound) != place.mark.audio:
        what = (
            f"its sound file is not the one that was published (its checksum differs): {below(sound, folder)}"
        )
        yield FeedFault(what=what, fault_id="item.checksum", where=where, remedy=again)

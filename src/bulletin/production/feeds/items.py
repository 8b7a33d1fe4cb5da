"""Items: episodes as the items that they are in a feed, and where in it they go."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from bulletin.production.feeds.addresses import web_link
from bulletin.production.feeds.episodes import AUDIO_TYPES, SENT_TOO, Record
from bulletin.production.feeds.folder import Page
from bulletin.schema.feed import Enclosure, Item, Mark, Transcript
from bulletin.writers.feed.dates import read_rfc2822
from bulletin.writers.feed.edits import Edit, insertion, kept_elements
from bulletin.writers.feed.item import item_bytes
from bulletin.writers.feed.layout import ItemPlace, element_end, reader
from bulletin.writers.feed.notes import chapter_lines, plain_notes

TRANSCRIPT_TYPES = {
    "vtt": "text/vtt", "srt": "application/x-subrip", "html": "text/html", "txt": "text/plain",
}  # fmt: skip
CAPTIONS = ("vtt", "srt")


@dataclass(slots=True)
class Known:
    """An item that is in the feed or its archive."""

    page: Page
    index: int
    place: ItemPlace


@dataclass(slots=True)
class Plan:
    """What will be changed, page by page."""

    edits: dict[Path, list[Edit]] = field(default_factory=dict)
    inserted: dict[int, list[tuple[datetime, bytes, str]]] = field(default_factory=dict)
    """New items by the index of the item that they will stand before."""

    def add(self, path: Path, *edits: Edit) -> None:
        """Note edits of a page."""
        self.edits.setdefault(path, []).extend(edits)


def feed_item(record: Record, urls: dict[str, str], *, guid: str, published: datetime, mark: Mark) -> Item:
    """An episode as its feed tells it, from its record and its files' addresses by kind."""
    chapters = [(each.start, each.title) for each in record.chapters or () if each.start >= 0]
    lines = chapter_lines(chapters) if len(chapters) > 1 else ()
    notes_text = record.text("notes", "text")
    paragraphs = tuple(notes_text.splitlines()) if notes_text else (
        record.text("dek") or (record.title if not lines else ""), *lines, record.text("disclosure") or "",
    )  # fmt: skip
    links = [web_link(each) for each in (*record.sources, record.text("link") or "")]
    return Item(
        guid=guid,
        title=record.title,
        published=published,
        paragraphs=paragraphs,
        notes=record.text("notes", "html") or plain_notes(paragraphs),
        enclosure=_enclosure(record, record.kind, urls),
        alternates=tuple(
            _enclosure(record, kind, urls) for kind in SENT_TOO if kind in urls and kind != record.kind
        ),
        duration=record.duration,
        link=next((each for each in links if each), urls.get("html", "")),
        image=urls.get("cover", ""),
        transcripts=tuple(
            Transcript(url=urls[kind], media_type=media_type, captions=kind in CAPTIONS)
            for kind, media_type in TRANSCRIPT_TYPES.items()
            if kind in urls
        ),
        chapters=urls.get("chapters", ""),
        reader=record.text("reader") or "",
        language=record.text("language") or "hi",
        mark=mark,
    )


def _enclosure(record: Record, kind: str, urls: dict[str, str]) -> Enclosure:
    told = record.detail(kind, "type")
    return Enclosure(
        url=urls[kind],
        length=record.files[kind].stat().st_size,
        media_type=told if isinstance(told, str) and told.startswith("audio/") else AUDIO_TYPES[kind],
    )


def replacing(found: Known, raw: bytes) -> Edit:
    """New bytes in the place of an item."""
    with found.page.path.open("rb") as stream:
        end = element_end(reader(stream), found.place.start, found.place.close)
    return Edit(found.place.start, end, raw)


def place_item(plan: Plan, main: Page, item: Item, raw: bytes) -> None:
    """Put a new item where its date puts it: before the first that is not newer."""
    index = len(main.layout.items)
    for position, place in enumerate(main.layout.items):
        published = read_rfc2822(place.published)
        if published is not None and published <= item.published:
            index = position
            break
    plan.inserted.setdefault(index, []).append((item.published, raw, item.guid))


def insert_all(plan: Plan, main: Page) -> list[str]:
    """Make edits of the new items; returns the guids of all items of the page as they will stand then."""
    guids = [place.guid for place in main.layout.items]
    for index in sorted(plan.inserted, reverse=True):
        group = plan.inserted[index]
        # The newest stands first; of one second, the one that was named last.
        ordered = group[::-1]
        ordered.sort(key=lambda each: each[0], reverse=True)
        plan.add(main.path, *(insertion(main.layout, index, raw) for _, raw, _ in ordered))
        guids[index:index] = [guid for _, _, guid in ordered]
    return guids


def render_again(found: Known, item: Item, published: datetime) -> tuple[bytes, Item]:
    """An item's new bytes in its old place, with what others wrote into it; and the item, of this date."""
    declared = found.page.layout.declared
    item = replace(item, published=published)
    kept = kept_elements(bytes_of(found), declared, item.reader)
    return item_bytes(item, declared, kept.elements, kept.prefixes), item


def bytes_of(found: Known) -> bytes:
    """An item as it stands in its page."""
    place = found.place
    with found.page.path.open("rb") as stream:
        read = reader(stream)
        return read(place.start, element_end(read, place.start, place.close) - place.start)

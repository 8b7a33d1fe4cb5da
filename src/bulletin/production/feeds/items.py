"""Items: episodes as the items that they are in a feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bulletin.production.feeds.addresses import web_link
from bulletin.production.feeds.episodes import AUDIO_TYPES, SENT_TOO, Record
from bulletin.production.feeds.plan import Known
from bulletin.schema.feed import Enclosure, Item, Mark, Transcript
from bulletin.writers.feed.edits import kept_elements
from bulletin.writers.feed.item import item_bytes
from bulletin.writers.feed.notes import chapter_lines, plain_notes
from bulletin.writers.sidecars import SIDECARS

TRANSCRIPTS = ("vtt", "srt", "html", "txt")
"""Kinds of files with the words, the most widely read first."""
CAPTIONS = ("vtt", "srt")
_TYPES = {sidecar.kind: sidecar.media_type for sidecar in SIDECARS}


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
            Transcript(url=urls[kind], media_type=_TYPES[kind], captions=kind in CAPTIONS)
            for kind in TRANSCRIPTS
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


def render_again(found: Known, item: Item, published: datetime) -> tuple[bytes, Item]:
    """An item's new bytes in its old place, with what others wrote into it; and the item, of this date."""
    declared = found.page.layout.declared
    item = replace(item, published=published)
    kept = kept_elements(found.raw, declared, item.reader)
    return item_bytes(item, declared, kept.elements, kept.prefixes), item

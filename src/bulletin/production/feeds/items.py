"""Items: an episode's record and its files' addresses → an item of the feed, and its bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bulletin.production.feeds.addresses import web_link
from bulletin.production.feeds.episodes import ALTERNATES, AUDIO_TYPES, PublishableEpisode
from bulletin.production.feeds.plan import KnownItem
from bulletin.schema.feed import Enclosure, Item, Mark, Transcript
from bulletin.writers.feed.item import item_bytes
from bulletin.writers.feed.kept import kept_elements
from bulletin.writers.feed.notes import chapter_lines, plain_notes
from bulletin.writers.sidecars import SIDECARS

TRANSCRIPTS = ("vtt", "srt", "html", "txt")
"""Kinds of files with the words, the most widely supported first."""
CAPTIONS = ("vtt", "srt")
_TYPES = {sidecar.kind: sidecar.media_type for sidecar in SIDECARS}


def feed_item(
    episode: PublishableEpisode, urls: dict[str, str], *, guid: str, published: datetime, mark: Mark
) -> Item:
    """An episode as an item; `urls` are its files' addresses by kind."""
    record = episode.record
    chapters = [(each.start, each.title) for each in record.chapters or () if each.start >= 0]
    lines = chapter_lines(chapters) if len(chapters) > 1 else ()
    notes_text = record.notes.text.strip()
    paragraphs = tuple(notes_text.splitlines()) if notes_text else (
        record.dek.strip() or (record.title if not lines else ""), *lines, record.disclosure,
    )  # fmt: skip
    links = [web_link(each) for each in (*record.sources, record.link)]
    return Item(
        guid=guid,
        title=record.title,
        published=published,
        paragraphs=paragraphs,
        notes=record.notes.html.strip() or plain_notes(paragraphs),
        enclosure=_enclosure(episode, episode.kind, urls),
        alternates=tuple(
            _enclosure(episode, kind, urls) for kind in ALTERNATES if kind in urls and kind != episode.kind
        ),
        duration=episode.duration,
        link=next((each for each in links if each), urls.get("html", "")),
        image=urls.get("cover", ""),
        transcripts=tuple(
            Transcript(url=urls[kind], media_type=_TYPES[kind], captions=kind in CAPTIONS)
            for kind in TRANSCRIPTS
            if kind in urls
        ),
        chapters=urls.get("chapters", ""),
        reader=record.reader.strip(),
        language=record.language.strip() or "hi",
        mark=mark,
    )


def _enclosure(episode: PublishableEpisode, kind: str, urls: dict[str, str]) -> Enclosure:
    media_type = episode.record.detail(kind).media_type
    return Enclosure(
        url=urls[kind],
        length=episode.files[kind].stat().st_size,
        media_type=media_type if media_type and media_type.startswith("audio/") else AUDIO_TYPES[kind],
    )


def render_again(found: KnownItem, item: Item, published: datetime) -> tuple[bytes, Item]:
    """New bytes for an item that is in the feed, with the elements that others added; and the item with this date."""
    declared = found.page.layout.declared
    item = replace(item, published=published)
    kept = kept_elements(found.raw, declared, item.reader)
    return item_bytes(item, declared, kept.elements, kept.prefixes), item

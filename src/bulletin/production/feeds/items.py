"""Items: an episode's record and its files' addresses → an item of the feed, and its bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from html import unescape

from bulletin.production.episode.conversion import chapters_of
from bulletin.production.episode.record import EpisodeRecord
from bulletin.production.feeds.addresses import web_link
from bulletin.production.feeds.episodes import ALTERNATES, AUDIO_TYPES, PublishableEpisode
from bulletin.production.feeds.plan import KnownItem
from bulletin.schema.edition import HEADLINES_BETWEEN
from bulletin.schema.feed import Enclosure, Item, Mark, Transcript
from bulletin.schema.programme import by_story
from bulletin.writers.feed.item import item_bytes
from bulletin.writers.feed.kept import kept_elements
from bulletin.writers.feed.notes import chapter_lines, link_paragraph, plain_notes
from bulletin.writers.feed.text import one_line
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
    stories = by_story(chapters_of(record.chapters or ()))
    chapters = [(each.start, each.title) for each in stories if each.start >= 0]
    lines = chapter_lines(chapters) if len(chapters) > 1 else ()
    notes_text, notes_html = record.notes.text.strip(), record.notes.html.strip()
    summary = record.dek.strip() or _summary(record)
    link = next((found for each in (*record.sources, record.link) if (found := web_link(each))), "")
    before = [summary] if not record.dek.strip() and summary and summary not in notes_text else []
    after = [link] if link and link not in unescape(notes_html) else []
    paragraphs = (*before, *notes_text.splitlines(), *after) if notes_text else (
        summary or (record.title if not lines else ""), *lines, *([link] if link else []), record.disclosure,
    )  # fmt: skip
    if notes_html:
        notes = "\n".join([plain_notes(before), notes_html, *map(link_paragraph, after)]).strip()
    else:
        notes = plain_notes([each for each in paragraphs if each != link])
        notes += f"\n{link_paragraph(link)}" if link else ""
    return Item(
        guid=guid,
        title=record.title,
        published=published,
        paragraphs=paragraphs,
        notes=notes,
        enclosure=_enclosure(episode, episode.kind, urls),
        alternates=tuple(
            _enclosure(episode, kind, urls) for kind in ALTERNATES if kind in urls and kind != episode.kind
        ),
        duration=episode.duration,
        link=link or urls.get("html", ""),
        image=urls.get("cover", ""),
        transcripts=tuple(
            Transcript(url=urls[kind], media_type=_TYPES[kind], captions=kind in CAPTIONS)
            for kind in TRANSCRIPTS
            if kind in urls
        ),
        chapters=urls.get("chapters", ""),
        readers=tuple(name for each in record.readers or (record.reader,) if (name := each.strip())),
        language=record.language.strip() or "hi",
        mark=mark,
    )


def _summary(record: EpisodeRecord) -> str:
    """What an episode without a dek is about: the headlines of its stories; of a single one, the first sentence."""
    sentences = record.sentences or ()
    headlines = [one_line(each.written) for each in sentences if each.role == "headline"]
    if len({each.story for each in sentences if each.role == "headline"}) > 1:
        return HEADLINES_BETWEEN.join(headlines)
    return next((one_line(each.written) for each in sentences if each.role == "body"), "")


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
    kept = kept_elements(found.raw, declared, item.readers)
    return item_bytes(item, declared, kept.elements, kept.prefixes), item

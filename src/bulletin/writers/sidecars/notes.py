"""Notes: what a podcast app shows under an episode, as text and in the HTML subset that all apps accept.

Chapters are lines that begin with their time, the first at 00:00: Spotify recognises them so (three at least), and
other apps link them. Apple accepts 4,000 bytes at most; longer notes lose, in this order, "also read" lines from the
last on, sources, chapters, the end of the dek; never the disclosure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bulletin.language.sentences import split
from bulletin.schema.edition import Edition
from bulletin.schema.programme import by_story
from bulletin.writers.audio.wording import one_line, within
from bulletin.writers.sidecars.links import address
from bulletin.writers.sidecars.notes_forms import Parts, as_html, as_text
from bulletin.writers.sidecars.paragraphs import correction_lines, credit_lines
from bulletin.writers.timestamps import to_the_second

LARGEST = 4000
"""Bytes of either form, in UTF-8."""

_LONGEST_LINE = 300
"""Bytes of one chapter's title, link or source."""

_MOST_LINES = 200
"""Of each kind; more never fit."""

_MOST_CORRECTIONS = 3
"""The latest are told."""

_SHORTEST_DEK = 20
"""Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """The same notes in two forms."""

    text: str
    html: str


def show_notes(edition: Edition) -> Notes:
    """The notes of an edition, each form at most 4,000 bytes."""
    parts = Parts(
        dek=one_line(edition.dek),
        corrections=tuple(map(_short, correction_lines(edition.corrections[-_MOST_CORRECTIONS:]))),
        chapters=tuple(_chapter_lines(edition))[:_MOST_LINES],
        links=tuple(
            (_short(link.title), address(link.href or link.title)) for link in edition.links[:_MOST_LINES]
        ),
        credits=tuple((name, _short(text), address(text)) for name, text in credit_lines(edition)),
        sources=tuple((_short(source), address(source)) for source in edition.sources[:_MOST_LINES]),
        disclosure=within(one_line(edition.disclosure), 1000),
    )
    while True:
        notes = Notes(text=as_text(parts), html=as_html(parts))
        if max(len(notes.text.encode()), len(notes.html.encode())) <= LARGEST:
            return notes
        parts = _shorter(parts)


def _shorter(parts: Parts) -> Parts:
    """The parts without the least important one."""
    if parts.links:
        return replace(parts, links=parts.links[:-1])
    if len(parts.sources) > 1:
        return replace(parts, sources=parts.sources[:-1])
    if len(parts.chapters) > 3:
        return replace(parts, chapters=parts.chapters[:-1])
    if parts.dek:
        sentences = split(parts.dek)
        kept = " ".join(sentences[:-1]) or within(parts.dek, len(parts.dek.encode()) // 2)
        return replace(parts, dek=kept if len(kept) > _SHORTEST_DEK else "")
    if parts.chapters:
        return replace(parts, chapters=())
    return replace(parts, credits=(), sources=())


def _chapter_lines(edition: Edition) -> Iterator[str]:
    """`00:00 title`, one for each second at most, of stories alone where there are several; none for a single one."""
    chapters = by_story(edition.chapters)
    if len(chapters) < 2:
        return
    before = ""
    for number, chapter in enumerate(chapters):
        time = to_the_second(chapter.start if number else 0)
        if time != before:
            yield f"{time} {_short(chapter.title)}"
        before = time


def _short(text: str) -> str:
    return within(one_line(text), _LONGEST_LINE)

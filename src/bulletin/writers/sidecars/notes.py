"""Notes: what a podcast app shows under an episode, as text and in the HTML subset that all apps accept.

Chapters are lines that begin with their time, the first at 00:00: Spotify recognises them so (three at least), and
other apps link them. Apple accepts 4,000 bytes at most; longer notes lose, in this order, "also read" lines from the
last on, sources, chapters, the end of the dek; never the disclosure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from bulletin.language.sentences import split
from bulletin.schema.edition import Edition
from bulletin.writers.audio.wording import one_line, within
from bulletin.writers.sidecars.links import address, linked, with_address
from bulletin.writers.sidecars.paragraphs import ALSO_READ, CHAPTERS, SOURCES, credit_lines
from bulletin.writers.timestamps import to_the_second

LARGEST = 4000
"""Bytes of either form, in UTF-8."""

_LONGEST_LINE = 300
"""Bytes of one chapter's title, link or source."""

_MOST_LINES = 200
"""Of each kind; more never fit."""

_SHORTEST_DEK = 20
"""Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """The same notes in two forms."""

    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    dek: str
    chapters: tuple[str, ...]
    links: tuple[tuple[str, str | None], ...]
    credits: tuple[tuple[str, str, str | None], ...]
    """Label, text, and its address if it is one."""
    sources: tuple[tuple[str, str | None], ...]
    disclosure: str


def show_notes(edition: Edition) -> Notes:
    """The notes of an edition, each form at most 4,000 bytes."""
    parts = _Parts(
        dek=one_line(edition.dek),
        chapters=tuple(_chapter_lines(edition))[:_MOST_LINES],
        links=tuple(
            (_short(link.title), address(link.href or link.title)) for link in edition.links[:_MOST_LINES]
        ),
        credits=tuple((name, _short(text), address(text)) for name, text in credit_lines(edition)),
        sources=tuple((_short(source), address(source)) for source in edition.sources[:_MOST_LINES]),
        disclosure=within(one_line(edition.disclosure), 1000),
    )
    while True:
        notes = Notes(text=_text(parts), html=_html(parts))
        if max(len(notes.text.encode()), len(notes.html.encode())) <= LARGEST:
            return notes
        parts = _shorter(parts)


def _shorter(parts: _Parts) -> _Parts:
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
    """`00:00 title`, one for each second at most; none where there is only one."""
    if len(edition.chapters) < 2:
        return
    before = ""
    for number, chapter in enumerate(edition.chapters):
        time = to_the_second(chapter.start if number else 0)
        if time != before:
            yield f"{time} {_short(chapter.title)}"
        before = time


def _short(text: str) -> str:
    return within(one_line(text), _LONGEST_LINE)


def _text(parts: _Parts) -> str:
    blocks = [
        [parts.dek],
        _headed(CHAPTERS, parts.chapters),
        _headed(ALSO_READ, [with_address(title, href) for title, href in parts.links]),
        [f"{name}: {text}" for name, text, _ in parts.credits],
        [f"{SOURCES}: {source}" for source, _ in parts.sources],
        [parts.disclosure],
    ]
    shown = ["\n".join(filter(None, block)) for block in blocks]
    return "\n\n".join(filter(None, shown))


def _headed(heading: str, lines: Sequence[str]) -> list[str]:
    return [f"{heading}:", *lines] if lines else []


def _html(parts: _Parts) -> str:
    blocks = [
        [escape(parts.dek)],
        _headed(CHAPTERS, [escape(line) for line in parts.chapters]),
        _headed(ALSO_READ, [linked(title, href) for title, href in parts.links]),
        [f"{name}: {linked(text, href)}" for name, text, href in parts.credits],
        [f"{SOURCES}: {linked(source, href)}" for source, href in parts.sources],
        [escape(parts.disclosure)],
    ]
    shown = ["<br>\n".join(filter(None, block)) for block in blocks]
    return "\n".join(f"<p>{block}</p>" for block in shown if block)

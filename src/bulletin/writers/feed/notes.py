"""Notes: show notes for an episode that has none in its record."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bulletin.writers.feed.text import one_line
from bulletin.writers.timestamps import to_the_second


def chapter_lines(chapters: Sequence[tuple[float, str]]) -> tuple[str, ...]:
    """A line for each chapter's start (seconds) and title."""
    return tuple(f"{to_the_second(start)} {one_line(title)}" for start, title in chapters if one_line(title))


def plain_notes(paragraphs: Sequence[str]) -> str:
    """Paragraphs of plain text as HTML."""
    return "\n".join(f"<p>{escape(one_line(text), quote=False)}</p>" for text in paragraphs if one_line(text))


def link_paragraph(link: str) -> str:
    """An address as HTML that leads there."""
    return f'<p><a href="{escape(link)}">{escape(link, quote=False)}</a></p>'

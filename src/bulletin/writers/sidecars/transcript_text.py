"""Transcript as text: an edition → the whole bulletin to read, as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.schema.edition import Edition
from bulletin.writers.audio.wording import one_line
from bulletin.writers.sidecars.captions import name_line
from bulletin.writers.sidecars.links import address, with_address
from bulletin.writers.sidecars.paragraphs import (
    ALSO_READ,
    SOURCES,
    Paragraph,
    correction_lines,
    paragraphs,
)
from bulletin.writers.timestamps import day_in_hindi, to_the_second


def transcript_text(edition: Edition) -> bytes:
    """UTF-8 text: title, station and date, then a line a paragraph; headings have their time before them.

    A newsreader's name stands on a line of its own above what is read, where another one has read before.
    """
    parts = [one_line(edition.title), about_line(edition)]
    parts += map(_paragraph, paragraphs(edition))
    parts.append("\n".join(correction_lines(edition.corrections)))
    parts.append("\n".join(_also_read(edition)))
    parts.append("\n".join(_sources(edition)))
    parts.append(one_line(edition.disclosure))
    return ("\n\n".join(filter(None, parts)) + "\n").encode()


def _paragraph(paragraph: Paragraph) -> str:
    text = f"[{to_the_second(paragraph.start)}] {paragraph.text}" if paragraph.is_heading else paragraph.text
    return f"{name_line(paragraph.reads_on)}\n{text}" if paragraph.reads_on else text


def about_line(edition: Edition) -> str:
    """Station, programme and day."""
    parts = (one_line(edition.station), one_line(edition.programme), day_in_hindi(edition.day))
    return " · ".join(filter(None, parts))


def _also_read(edition: Edition) -> Iterator[str]:
    links = [(one_line(link.title), address(link.href or link.title)) for link in edition.links]
    if links:
        yield f"{ALSO_READ}:"
    for title, href in links:
        yield f"- {with_address(title, href)}"


def _sources(edition: Edition) -> Iterator[str]:
    if edition.sources:
        yield f"{SOURCES}:"
    for source in edition.sources:
        yield f"- {one_line(source)}"

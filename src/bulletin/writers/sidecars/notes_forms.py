"""Forms of notes: the parts of an episode's notes → plain text, and the HTML subset that all podcast apps accept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bulletin.writers.sidecars.links import linked, with_address
from bulletin.writers.sidecars.paragraphs import ALSO_READ, CHAPTERS, SOURCES


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What notes consist of; the order of the fields is that of the notes."""

    dek: str
    corrections: tuple[str, ...]
    chapters: tuple[str, ...]
    links: tuple[tuple[str, str | None], ...]
    credits: tuple[tuple[str, str, str | None], ...]
    """Label, text, and its address if it is one."""
    sources: tuple[tuple[str, str | None], ...]
    disclosure: str


def as_text(parts: Parts) -> str:
    """The notes as plain text."""
    blocks = [
        [parts.dek],
        [*parts.corrections],
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


def as_html(parts: Parts) -> str:
    """The notes as HTML."""
    blocks = [
        [escape(parts.dek)],
        [escape(line) for line in parts.corrections],
        _headed(CHAPTERS, [escape(line) for line in parts.chapters]),
        _headed(ALSO_READ, [linked(title, href) for title, href in parts.links]),
        [f"{name}: {linked(text, href)}" for name, text, href in parts.credits],
        [f"{SOURCES}: {linked(source, href)}" for source, href in parts.sources],
        [escape(parts.disclosure)],
    ]
    shown = ["<br>\n".join(filter(None, block)) for block in blocks]
    return "\n".join(f"<p>{block}</p>" for block in shown if block)

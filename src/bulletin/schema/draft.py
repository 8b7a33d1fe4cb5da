"""A draft: a story while a person works on it, as rows that a page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bulletin.schema.script import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRow:
    """A sentence, written and spoken side by side."""

    at: str
    """Its place: the number of its paragraph, a dot, and its own in that."""
    written: str
    spoken: str
    """Empty for signs alone, which have nothing to say."""
    differs: bool
    """Whether the voice says other letters than are written."""
    own: bool
    """Whether a person wrote the spoken form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A headline, heading or paragraph."""

    number: int
    role: Role
    sentences: Sequence[SentenceRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutLine:
    """A line that is not read, and why."""

    number: int
    text: str
    reason: str
    href: str
    has_text: bool
    """Whether it can be read after all: tags cannot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDraft:
    """A story while a person works on it."""

    name: str
    title: str
    source: str
    published: date | None
    revision: str
    can_undo: bool
    can_redo: bool
    paragraphs: Sequence[Paragraph]
    left_out: Sequence[LeftOutLine]
    foreign: Sequence[str]
    """Words in other scripts that no rule has a spoken form for."""
    spoken_letters: int
    """Characters that are spoken, by which its length is guessed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryInList:
    """A draft as a list names it."""

    name: str
    title: str
    changed: datetime | None
    """None where its file cannot be read."""

"""Rows: what an episode's record lists: chapters, links, sentences, passages that are not spoken. Times are seconds."""

from __future__ import annotations

from dataclasses import dataclass, field

from bulletin.production.episode.fields import OPTIONAL


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterRow:
    """A chapter; a time that is no number reads as -1."""

    start: float = -1.0
    end: float = -1.0
    title: str = ""
    level: int | None = field(default=None, metadata=OPTIONAL)
    """1 for a section within one of several stories; else not written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """A passage that leads elsewhere."""

    title: str = ""
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRow:
    """A sentence as it is heard; a time that is no number reads as -1."""

    start: float = -1.0
    end: float = -1.0
    written: str = ""
    spoken: str = ""
    role: str = ""
    story: int | None = None
    reader: str | None = field(default=None, metadata=OPTIONAL)
    """The newsreader's name; only where one is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutRow:
    """A passage of the article that is not spoken, and why."""

    written: str = ""
    reason: str = ""

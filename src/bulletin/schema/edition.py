"""An edition: all that a finished bulletin says in words, with the clock of its sound.

Captions, transcript, chapters, notes, tags and cover are made from it, and from nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bulletin.schema.programme import Chapter
from bulletin.schema.script import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word as it is spoken; times in seconds of the programme."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedSentence:
    """One sentence as it is heard; times in seconds of the programme."""

    start: float
    end: float
    written: str
    spoken: str
    role: Role
    story: int
    segment: int
    """The script's segment it belongs to, counted from 0."""
    sentence: int
    """Its place in the segment, counted from 0."""
    words: tuple[Word, ...] = ()
    """In order of time; empty where the voice does not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A passage that leads elsewhere ("also read"): not spoken, but told in the notes."""

    title: str
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What is told of a bulletin to players, feeds, archives and readers."""

    title: str
    dek: str = ""
    language: str = "hi"
    published: date | None = None
    """The day that the article gives for itself."""
    made: datetime
    """With its zone."""
    station: str
    programme: str
    reader: str = ""
    genre: str = "News"
    copyright: str = ""
    link: str = ""
    disclosure: str = ""
    voice: str
    """All voices, in the order in which they are first heard."""
    duration: float
    """Seconds."""
    chapters: tuple[Chapter, ...]
    sentences: tuple[TimedSentence, ...]
    """Every spoken sentence, in order of time."""
    links: tuple[Link, ...] = ()
    sources: tuple[str, ...] = ()
    """Addresses, and the bare names of files."""
    provenance: tuple[tuple[str, str], ...] = ()
    """More facts by name, for tags: source hash, voice, version, disclosure."""
    audio: str = ""
    """The name of the sound file that listeners get, beside which all other files lie."""
    identity: str = ""
    """What tells one article from another: 16 hexadecimal digits."""

    @property
    def day(self) -> date:
        """The day of the bulletin: the article's own, or the day it was made."""
        return self.published or self.made.date()

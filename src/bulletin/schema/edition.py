"""An edition: everything a finished bulletin says in words, with the time at which each is heard.

Captions, transcript, chapters, notes and tags are made from it alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bulletin.schema.correction import Correction
from bulletin.schema.programme import Chapter
from bulletin.schema.script import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word as it is spoken; times in seconds from the programme's start."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedSentence:
    """One sentence as it is heard; times in seconds from the programme's start."""

    start: float
    end: float
    written: str
    spoken: str
    role: Role
    story: int
    segment: int
    """Its segment: the index in `Script.segments`."""
    sentence: int
    """Its index in the segment's sentences."""
    reader: str = ""
    """The newsreader's name; empty where no one is named."""
    words: tuple[Word, ...] = ()
    """In order of time; empty where the voice gives no word times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link to elsewhere ("also read"): not spoken, but listed in the notes."""

    title: str
    href: str | None = None


HEADLINES_BETWEEN = "; "
"""Between the headlines of several stories, where they stand for a summary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What players, feeds, archives and readers are given of a bulletin."""

    title: str
    dek: str = ""
    language: str = "hi"
    published: date | None = None
    """The date in the article."""
    made: datetime
    """With its zone."""
    at: datetime | None = None
    """The bulletin's own time, with its zone; None for when it was made."""
    station: str
    programme: str
    reader: str = ""
    """Who reads; several newsreaders as a list is said."""
    genre: str = "News"
    copyright: str = ""
    link: str = ""
    disclosure: str = ""
    voice: str
    """All voices, in the order they are first heard."""
    duration: float
    """Seconds."""
    chapters: tuple[Chapter, ...]
    sentences: tuple[TimedSentence, ...]
    """Every spoken sentence, in order of time."""
    links: tuple[Link, ...] = ()
    sources: tuple[str, ...] = ()
    """Addresses, and the bare names of files."""
    provenance: tuple[tuple[str, str], ...] = ()
    """More fields for tags, by name: source hash, voice, version, disclosure."""
    audio: str = ""
    """The name of the sound file for listeners; all other files are in the same folder."""
    corrections: tuple[Correction, ...] = ()
    """What was changed since it was first made, the latest last."""
    identity: str = ""
    """The article's identity: 16 hexadecimal digits."""

    @property
    def day(self) -> date:
        """The date of the bulletin: the article's, or the day of its own time."""
        return self.published or (self.at or self.made).date()

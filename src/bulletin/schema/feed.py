"""A feed: what a show and its episodes say of themselves in RSS."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """The channel of a feed: what is true of all its episodes."""

    title: str
    link: str
    """The show's web page."""
    description: str
    author: str
    category: tuple[str, ...]
    """Apple's category, and the one below it if there is one: ("News", "Daily News")."""
    image: str
    """Address of the cover, or its file name in the feed's folder while the feed has no address."""
    email: str = ""
    language: str = "hi"
    copyright: str = ""
    address: str = ""
    """Where the feed itself will be found; empty until that is known."""
    limit: int | None = None
    """How many episodes the feed holds at most; older ones are in its archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A sound file as a feed names it."""

    url: str
    length: int
    """Bytes."""
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """The words of an episode as one file."""

    url: str
    media_type: str
    captions: bool
    """Whether it carries times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What bulletin needs to know again of an item it wrote; kept in the item itself."""

    source: str
    """Identity of what the episode was made from (`made_from` of its record)."""
    day: str
    """The article's own date (YYYY-MM-DD); empty where it has none."""
    audio: str
    """SHA-256 of the sound file."""
    words: str
    """Identity of what is said and written: a change of it is a correction."""
    corrected: str = ""
    """When it was last corrected (ISO 8601 with zone); empty if it never was."""
    correction: str = ""
    """What was corrected, in the editor's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An episode as its feed tells it."""

    guid: str
    title: str
    published: datetime
    """With its zone."""
    paragraphs: tuple[str, ...]
    """The description as plain text, the most important first: for when the notes are too long for one."""
    notes: str
    """The show notes as HTML."""
    enclosure: Enclosure
    alternates: tuple[Enclosure, ...] = ()
    duration: float
    """Seconds."""
    link: str = ""
    image: str = ""
    transcripts: tuple[Transcript, ...] = ()
    chapters: str = ""
    """Address of the chapters as JSON."""
    reader: str = ""
    language: str = "hi"
    mark: Mark

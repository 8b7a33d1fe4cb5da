"""Feed: a show and its episodes for RSS."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

FEED = "feed.xml"
"""The feed, in its folder."""

EPISODES = "episodes"
"""The folder of its episodes, there: a folder for each sound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """The channel of a feed."""

    title: str
    link: str
    """The show's web page; empty while it is to be the folder's index, and the feed has no address."""
    description: str
    author: str
    category: tuple[str, ...]
    """Apple's category, and a subcategory if there is one: ("News", "Daily News")."""
    image: str
    """Address of the cover, or its file name in the feed's folder while the feed has no address."""
    email: str = ""
    language: str = "hi"
    copyright: str = ""
    address: str = ""
    """The address of the feed itself; empty until it is known."""
    limit: int | None = None
    """The most episodes that the feed holds; older ones go to its archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A sound file in a feed."""

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
    """Whether it has times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """By what bulletin recognises an item that it wrote; kept in the item itself."""

    source: str
    """Identity of the episode's sources (`made_from` of its record)."""
    day: str
    """The article's own date (YYYY-MM-DD); empty where it has none."""
    audio: str
    """SHA-256 of the sound file."""
    words: str
    """Identity of the text (`words` of its record): a change of it is a correction."""
    corrected: str = ""
    """When it was last corrected (ISO 8601 with zone); empty if it never was."""
    correction: str = ""
    """What was corrected, in the editor's words."""
    article: str = ""
    """Identity of its article wherever its file is (`article` of its record)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An episode in a feed."""

    guid: str
    title: str
    published: datetime
    """With its zone."""
    paragraphs: tuple[str, ...]
    """A plain description, the most important paragraph first; used where the notes are too long."""
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
    readers: tuple[str, ...] = ()
    """Who reads."""
    language: str = "hi"
    mark: Mark

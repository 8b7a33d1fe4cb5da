"""Facts: what a finished file holds about its bulletin, beside the sound; each format holds as much as it can."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from bulletin.schema.edition import TimedSentence
from bulletin.schema.formats import Id3
from bulletin.schema.programme import Chapter
from bulletin.schema.units import Dbtp, Lufs


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What is known of a bulletin, in a newsroom's terms."""

    title: str
    station: str
    programme: str
    day: date
    language: str
    """ISO 639-2: `hin`."""
    genre: str
    written: str
    """The text as written, to read along."""
    sources: tuple[str, ...]
    provenance: tuple[tuple[str, str], ...]
    """More facts by name: source hash, voice, version, disclosure."""
    dek: str = ""
    track: str = ""
    """Its number in a series, `3` or `3/12`."""
    copyright: str = ""
    link: str = ""
    """The station's page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """A square picture, as the bytes of a JPEG or PNG file."""

    data: bytes

    @property
    def media_type(self) -> str:
        """`image/jpeg` or `image/png`, by the first bytes. Raises ValueError for anything else."""
        if self.data.startswith(b"\xff\xd8\xff"):
            return "image/jpeg"
        if self.data.startswith(b"\x89PNG\r\n\x1a\n"):
            return "image/png"
        raise ValueError(self.data[:8])


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """Levels of the sound (ITU-R BS.1770-4, EBU Tech 3341 and 3342); None if not measured."""

    integrated: Lufs | None = None
    loudness_range: float | None = None
    """LU."""
    true_peak: Dbtp | None = None
    momentary: Lufs | None = None
    """The loudest 400 ms."""
    short_term: Lufs | None = None
    """The loudest 3 s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Airing:
    """What a station's automation needs, in its terms: when it may run, and how it begins and ends."""

    cut: str = ""
    """The station's number or name for it."""
    client: str = ""
    category: str = "NEWS"
    classification: str = ""
    out_cue: str = ""
    """The last words that are spoken."""
    starts: datetime | None = None
    """Not before; in the station's local time, as all times here."""
    ends: datetime | None = None
    """The kill date: not after."""
    intro_end: float | None = None
    """Seconds from the start to the first words."""
    segue: float | None = None
    """Seconds from the start to the earliest begin of the next item."""
    user: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All facts. Chapters lie within the sound, in order of time."""

    tags: Tags
    made: datetime | None = None
    """When the bulletin was made; a writer never uses the present time."""
    reference: str = ""
    """The originator's reference: ASCII, at most 32 characters."""
    chapters: tuple[Chapter, ...] = ()
    sentences: tuple[TimedSentence, ...] = ()
    """Every sentence with its times, for formats that hold timed text."""
    cover: Cover | None = None
    levels: Levels = field(default_factory=Levels)
    airing: Airing = field(default_factory=Airing)
    id3: Id3 = "2.3"
    """The version of the tag of MP3 and MP2."""

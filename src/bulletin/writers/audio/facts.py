"""Facts: what a finished file tells of its bulletin, beside the sound; each format says as much as it can."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from bulletin.schema.edition import TimedSentence
from bulletin.schema.formats import Id3
from bulletin.schema.programme import Chapter
from bulletin.schema.units import Dbtp, Lufs


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What is known of a bulletin, in the words of a newsroom."""

    title: str
    station: str
    programme: str
    day: date
    language: str
    """ISO 639-2: `hin`."""
    genre: str
    written: str
    """The text as written, for reading along."""
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
    """A picture for the file, as it is stored: square, JPEG or PNG."""

    data: bytes

    @property
    def media_type(self) -> str:
        """`image/jpeg` or `image/png`, by how the picture begins. Raises ValueError for anything else."""
        if self.data.startswith(b"\xff\xd8\xff"):
            return "image/jpeg"
        if self.data.startswith(b"\x89PNG\r\n\x1a\n"):
            return "image/png"
        raise ValueError(self.data[:8])


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """What was measured on the sound (ITU-R BS.1770-4, EBU Tech 3341 and 3342); None where it was not."""

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
    """What a station's automation wants to know, in its own words: when it may run, and how it begins and ends."""

    cut: str = ""
    """The number or name under which the station plays it."""
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
    """Seconds from the start to where the voice comes in."""
    segue: float | None = None
    """Seconds from the start to where the next item may begin."""
    user: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that is told. Chapters lie within the sound, in order of time."""

    tags: Tags
    made: datetime | None = None
    """When the bulletin was made; a writer never asks the clock."""
    reference: str = ""
    """The originator's reference: ASCII, at most 32 characters."""
    chapters: tuple[Chapter, ...] = ()
    sentences: tuple[TimedSentence, ...] = ()
    """Every sentence with its times, for formats that hold a text on a clock."""
    cover: Cover | None = None
    levels: Levels = field(default_factory=Levels)
    airing: Airing = field(default_factory=Airing)
    id3: Id3 = "2.3"
    """The version of the tag that MP3 and MP2 begin with."""

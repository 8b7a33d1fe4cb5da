"""An episode: the files of a finished bulletin, and what was measured on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bulletin.schema.edition import Edition
from bulletin.schema.programme import Chapter
from bulletin.schema.units import Dbtp, Lufs

RECORD = "episode"
"""The kind of the record among an episode's files."""

RECORD_SUFFIX = ".episode.json"
"""The end of its name, after the stem that all files of an episode share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loudness:
    """Measured loudness and true peak of a sound (ITU-R BS.1770-4)."""

    integrated_lufs: Lufs
    true_peak_dbtp: Dbtp


@dataclass(frozen=True, slots=True, kw_only=True)
class Requests:
    """How many clips were spoken, and how many were in the cache."""

    made: int
    from_cache: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FallenBack:
    """A section that the fallback voice reads, because the bulletin's own voice failed."""

    title: str
    voice: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slotted:
    """How a bulletin was fitted to its slot; times in seconds."""

    asked: float
    natural: float
    """Its length without any change."""
    pauses: float
    """Factor of its pauses."""
    rate: float
    """Factor of the voice's speed."""
    between: float = 0.0
    """Seconds added to the silences between stories, so that the stories are as they were before a change."""
    padding: float
    """How long music plays alone to fill it."""
    paragraphs: int
    """How many paragraphs were left out."""
    left_out: tuple[str, ...]
    """Their text, and the headings that were left without any paragraph."""
    stories: tuple[int, ...] = ()
    """The story of each of them, counted from 1; empty for a bulletin of one story, and where it is not known."""
    bare: tuple[str, ...] = ()
    """Titles of the stories that keep a single paragraph of several."""
    dropped: tuple[str, ...] = ()
    """Titles of the stories that were left out whole."""
    added: tuple[str, ...] = ()
    """Titles of the reserves that were read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDetail:
    """A file of an episode when it got its name."""

    size: int
    """Bytes."""
    media_type: str
    sha256: str
    """In hexadecimal digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """A finished bulletin, verified, under its final names."""

    audio: Path
    files: dict[str, Path]
    """Every file of the episode by its kind: `mp3`, `vtt`, `episode`, …"""
    details: dict[str, FileDetail] = field(default_factory=dict)
    """By kind, of every file but the record itself."""
    duration: float
    """Seconds, measured on the decoded file."""
    loudness: Loudness
    """Measured on the decoded file, after encoding."""
    target: Lufs | None = None
    """The target loudness; None where some file missed it."""
    voice: str
    voice_reason: str = ""
    """Why that is not the first choice, if it is not."""
    readers: tuple[str, ...] = ()
    """The newsreaders in the order in which they are heard; empty where no one is named."""
    segments: int
    requests: Requests
    chapters: tuple[Chapter, ...]
    title: str
    edition: Edition | None = None
    """Its texts; None where only the finished files are known."""
    fallback: tuple[FallenBack, ...] = ()
    slot: Slotted | None = None
    """None without a slot."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Wall-clock seconds by stage."""
    unchanged: bool = False
    """Whether it was there already, made from the same ingredients."""

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
"""What its name ends in, behind the stem that all files of an episode share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loudness:
    """Measured loudness and true peak of a stretch of sound (ITU-R BS.1770-4)."""

    integrated_lufs: Lufs
    true_peak_dbtp: Dbtp


@dataclass(frozen=True, slots=True, kw_only=True)
class Requests:
    """How many clips were spoken anew, and how many were found in the store."""

    made: int
    from_cache: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FallenBack:
    """A section that another voice than the bulletin's reads, because the bulletin's own could not."""

    title: str
    voice: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slotted:
    """How a bulletin came to last the time that was asked for; times in seconds."""

    asked: float
    natural: float
    """What it would last by itself."""
    pauses: float
    """By how much its pauses were multiplied."""
    rate: float
    """How many times as fast as by itself the voice speaks."""
    padding: float
    """For how long music plays alone to fill it."""
    paragraphs: int
    """How many paragraphs were left out."""
    left_out: tuple[str, ...]
    """They, and the headings that were left without any, as they are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDetail:
    """What a file of an episode was when it was shown."""

    size: int
    """Bytes."""
    media_type: str
    sha256: str
    """In hexadecimal digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """A finished bulletin, checked and shown under its final name."""

    audio: Path
    files: dict[str, Path]
    """Every file of the episode by its kind: `mp3`, `vtt`, `episode`, …"""
    details: dict[str, FileDetail] = field(default_factory=dict)
    """By kind, of every file but the record itself."""
    duration: float
    """Seconds, counted in the decoded file."""
    loudness: Loudness
    """Measured on the decoded file, after encoding."""
    target: Lufs | None = None
    """The loudness that was asked for, where every file has it."""
    voice: str
    segments: int
    requests: Requests
    chapters: tuple[Chapter, ...]
    title: str
    edition: Edition | None = None
    """What it says in words; None where only the finished file is known."""
    fallback: tuple[FallenBack, ...] = ()
    slot: Slotted | None = None
    """None where no length was asked for."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Wall-clock seconds by stage."""
    unchanged: bool = False
    """Whether it was there already, made of the same, and was only checked."""

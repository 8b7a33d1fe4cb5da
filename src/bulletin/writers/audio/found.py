"""Found: what was read back from a finished file, whichever program wrote it. The mirror of `facts`."""

from __future__ import annotations

from dataclasses import dataclass, field

FIELDS = ("title", "station", "programme", "language", "date", "genre", "text", "disclosure")
"""Texts in the tags, by their names in the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A chapter in the file; times in seconds. `end` is None in formats without it."""

    start: float
    end: float | None
    title: str
    level: int = 0
    """1 for a section within a story, which a table of contents is not to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """Everything that was found in a file beside its sound."""

    kind: str
    """`id3`, `vorbis`, `mp4`, `riff`, or empty if there are no tags."""
    fields: dict[str, str] = field(default_factory=dict)
    """Texts by the names in `FIELDS`, those that are there."""
    extra: dict[str, str] = field(default_factory=dict)
    """Further facts by name, in capitals: VOICE, SOURCE_SHA256, …"""
    chapters: tuple[Mark, ...] = ()
    most_chapters: int | None = None
    """How many chapters the format has room for; None if for any number."""
    contents: tuple[str, ...] | None = None
    """Ids of the chapters that the table of contents lists, itself or by tables within it; None if the format has none."""
    unlisted: tuple[str, ...] = ()
    """Ids of chapters that the table of contents does not list."""
    cover: bytes | None = None
    length: float | None = None
    """Seconds, if a tag claims a length."""
    loudness: float | None = None
    """LUFS, if a `bext` chunk claims it."""
    true_peak: float | None = None
    """dBTP, likewise."""
    ascii_only: bool = False
    """Whether the format's text is ASCII, so that Hindi is transliterated in it."""
    sound_end: int | None = None
    """The sample at which `cart`'s timer AUDe says the sound ends."""


def present(**fields: str) -> dict[str, str]:
    """The fields that are not empty, by the names in `FIELDS`."""
    return {name: text for name, text in fields.items() if text}

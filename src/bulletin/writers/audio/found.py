"""Found: what was read back from a finished file, whoever wrote it. The mirror of `facts`."""

from __future__ import annotations

from dataclasses import dataclass, field

TOLD = ("title", "station", "programme", "language", "date", "genre", "text", "disclosure")
"""What is told in words, by the names that the record has for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A chapter as the file has it; seconds. A format that knows no ends has none."""

    start: float
    end: float | None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """All that was found in a file beside its sound."""

    kind: str
    """`id3`, `vorbis`, `mp4`, `riff`, or empty where no tags are."""
    told: dict[str, str] = field(default_factory=dict)
    """Words by the names of `TOLD`; only those that are there."""
    more: dict[str, str] = field(default_factory=dict)
    """Further facts by their names in capitals: VOICE, SOURCE_SHA256, …"""
    chapters: tuple[Mark, ...] = ()
    contents: tuple[str, ...] | None = None
    """The chapters that the table of contents lists, by their ids; None where the format has none."""
    unlisted: tuple[str, ...] = ()
    """Ids of chapters that no table of contents lists."""
    cover: bytes | None = None
    length: float | None = None
    """Seconds, if a tag claims a length."""
    loudness: float | None = None
    """LUFS, if a `bext` chunk claims it; `true_peak` (dBTP) likewise."""
    true_peak: float | None = None
    ascii_only: bool = False
    """Whether the format's text is ASCII, so that Hindi is spelt by its sounds in it."""
    sound_end: int | None = None
    """The sample at which `cart`'s timer AUDe says the sound ends."""


def told_of(**words: str) -> dict[str, str]:
    """Those words that are there, by the names of `TOLD`."""
    return {name: text for name, text in words.items() if text}

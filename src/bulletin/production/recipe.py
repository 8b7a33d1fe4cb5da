"""Recipe: everything that a bulletin is made from, decided before anything is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bulletin.schema.programme import Jingle
from bulletin.schema.units import Lufs


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What to make, and how."""

    sources: tuple[str, ...]
    output: Path | None = None
    """A file to replace, a folder to make it in, or None for `output/` where the command runs."""
    voice: str = "auto"
    """`auto`, `engine` or `engine:name`."""
    loudness: Lufs = Lufs(-16.0)
    jingles: bool = True
    own_jingles: dict[Jingle, Path] = field(default_factory=dict)
    station: str = "bulletin"
    programme: str = "समाचार"
    genre: str = "News"

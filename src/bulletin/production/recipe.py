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
    lexicons: tuple[Path, ...] = ()
    """The bulletin's own lexicon files, on top of the station's; of two entries the later wins."""
    without: frozenset[str] = frozenset()
    """Rules of the language that are switched off."""
    loudness: Lufs = Lufs(-16.0)
    jingles: bool = True
    own_jingles: dict[Jingle, Path] = field(default_factory=dict)
    station: str = "bulletin"
    programme: str = "समाचार"
    genre: str = "News"

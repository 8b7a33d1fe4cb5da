"""Recipe: everything that a bulletin is made from, decided before anything is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bulletin.schema.manner import NATURAL, Manner
from bulletin.schema.programme import Jingle
from bulletin.schema.script import Role
from bulletin.schema.units import Lufs


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What to make, and how."""

    sources: tuple[str, ...]
    output: Path | None = None
    """A file to replace, a folder to make it in, or None for `output/` where the command runs."""
    voice: str = "auto"
    """`auto`, `engine` or `engine:name`."""
    role_voices: dict[Role, str] = field(default_factory=dict)
    """The roles that have a voice of their own."""
    manner: Manner = NATURAL
    fallback: str | None = None
    """The voice for whole sections that the voice cannot speak; None: such a bulletin is not made."""
    parallel: int | None = None
    """How many requests an engine may be sent at once, or None for its own number."""
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

"""Recipe: everything that a bulletin is made from, decided before anything is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bulletin.schema.station import Station


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What to make, and how."""

    sources: tuple[str, ...]
    output: Path | None = None
    """A file to replace, a folder to make it in, or None for the station's folder or `output/`."""
    formats: tuple[str, ...] = ()
    """Names of `schema.formats`; none for what the output's name says, or the station's."""
    starts: datetime | None = None
    """Not to be run before, in the station's local time; None for at once."""
    ends: datetime | None = None
    """Not to be run after; None for what the station says."""
    track: str = ""
    """Its number in a series, `3` or `3/12`."""
    again: bool = False
    """Make it anew even if the episode that is there was made of the same."""
    asked: tuple[str, ...] = ()
    """What was asked for in the command line's own words, for the record: options, with bare names of files."""
    station: Station = field(default_factory=Station)
    """The station's settings, with what was asked for this time in their place."""

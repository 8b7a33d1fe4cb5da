"""Recipe: everything that a bulletin is made from, decided before anything is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bulletin.schema.rundown import Rundown
from bulletin.schema.station import Station

LATEST = 5
"""How many of a feed's entries are read without another number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What to make, and how."""

    sources: tuple[str, ...]
    rundown: Rundown | None = None
    """The bulletin's stories, where a rundown lists them; the source is then its file."""
    output: Path | None = None
    """A file to replace, a folder to make it in, or None for the station's folder or `output/`."""
    formats: tuple[str, ...] = ()
    """Names of `schema.formats`; empty for what the output's name says, or the station's."""
    latest: int = LATEST
    """How many entries of a feed are read, the newest first."""
    at: datetime | None = None
    """The bulletin's own time, with its zone, to the minute; None for when it is made."""
    starts: datetime | None = None
    """May not run before this, in the station's local time; None for no limit."""
    ends: datetime | None = None
    """May not run after this; None for the station's own limit."""
    track: str = ""
    """Its number in a series, `3` or `3/12`."""
    again: bool = False
    """Make it even if the existing episode was made from the same."""
    asked: tuple[str, ...] = ()
    """The settings as options of `bulletin make`, for the record; of files only the names."""
    station: Station = field(default_factory=Station)
    """The station's settings, with this bulletin's own in their place."""

    @property
    def given(self) -> tuple[str, ...]:
        """Every file and address that it reads articles from: no file of the episode may take their place."""
        return self.sources if self.rundown is None else self.rundown.files

"""Recipe: everything that a bulletin is made from, decided before anything is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.schema.balance import Balance
from bulletin.schema.correction import Correction
from bulletin.schema.rundown import Rundown
from bulletin.schema.script import Script
from bulletin.schema.station import Station

if TYPE_CHECKING:
    from bulletin.readers.sources import Fetched

LATEST = 5
"""How many of a feed's entries are read without another number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A finished episode with its stories changed, and what it keeps."""

    stories: Script
    """All its stories, as they are now."""
    identity: str
    """By what it is known again."""
    record: str
    """The digest of its record, which must be the same when it is replaced."""
    balance: Balance
    """How it was mixed, so that what is not changed need not be encoded again."""
    corrections: tuple[Correction, ...] = ()
    """What was changed since it was made, the latest last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What to make, and how."""

    sources: tuple[str, ...]
    rundown: Rundown | None = None
    """The bulletin's stories, where a rundown lists them; the source is then its file."""
    changed: Changed | None = None
    """The finished episode that is changed, if it is one; its sources are then not read."""
    fetched: Fetched | None = None
    """What the one source gave when it was asked for, so that it is not asked again."""
    output: Path | None = None
    """A file to replace, a folder to make it in, or None for the station's folder or `output/`."""
    dated: bool = False
    """Whether a name from the headline begins with the article's day, where that is known."""
    earlier: tuple[Path, ...] | None = None
    """Records of what the episode was under other names; None for those that are found in its folder."""
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
    careful: bool = False
    """Do not make an episode anew that was corrected since, unless `again`; else that is warned of."""
    asked: tuple[str, ...] = ()
    """The settings as options of `bulletin make`, for the record; of files only the names."""
    station_file: Path | None = None
    """Where the station's settings were read from."""
    station: Station = field(default_factory=Station)
    """The station's settings, with this bulletin's own in their place."""

    @property
    def given(self) -> tuple[str, ...]:
        """Every file and address that it reads articles from: no file of the episode may take their place."""
        return self.sources if self.rundown is None else self.rundown.files

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file on this machine that it reads settings, words, music or pictures from, and its rundown."""
        station = self.station
        found = [
            self.station_file,
            None if self.rundown is None else self.rundown.path,
            *station.lexicons,
            *station.own_jingles.values(),
            station.bed if isinstance(station.bed, Path) else None,
            station.cover.file,
            *(() if self.rundown is None else (item.sting for item in self.rundown.items)),
        ]
        return tuple(path for path in found if path is not None)

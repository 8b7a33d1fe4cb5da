"""Order: what is asked of a batch, a watcher or a show: sources, settings, where to, and what else is to be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Many bulletins to make."""

    sources: tuple[str, ...] = ()
    """Folders, feeds, addresses, files."""
    lists: tuple[Path, ...] = ()
    """Text files that name more of them."""
    patterns: tuple[str, ...] = ()
    """Of the files to take from folders; empty for the usual ones."""
    out: Path
    feed: Path | None = None
    """The folder of the podcast feed that they are published in."""
    base_url: str = ""
    station: Path | None = None
    settings: Mapping[str, object] = field(default_factory=dict)
    """By the keys of the table of settings."""
    together: bool = False
    """One bulletin of all of them."""
    again: bool = False
    """Look at everything again, whatever the journal says; what is up to date stays as it is."""
    patient: bool = False
    """Try again only what may be better by now, after a while: not what is wrong with an article until it changes."""

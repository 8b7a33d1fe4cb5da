"""Naming: by what a person names an episode of a feed: its guid, its sound's address, or a file of it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import MissingInputError
from bulletin.production.disk.digest import digest_of
from bulletin.production.episode.find import find_episode
from bulletin.production.episode.record import left_record
from bulletin.production.feeds.episodes import AUDIO_TYPES, MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What is known of an episode by its name."""

    named: str
    guids: tuple[str, ...]
    """Its guid, or address; what its record says of its publication comes first."""
    sounds: tuple[str, ...] = ()
    """SHA-256 of sound files that it may be published with."""
    source: str = ""
    day: str = ""
    article: str = ""


def named_episode(named: str) -> Named:
    """Look up a name; a record that is damaged, or lacks its files, serves as far as it can be read."""
    try:
        found = find_episode(Path(named), MISSING)
    except (MissingInputError, OSError, ValueError):
        return Named(named=named, guids=(named,))
    sounds: list[str] = []
    if found.file is not None:
        with contextlib.suppress(OSError):
            sounds.append(digest_of(found.file))
    if found.record is None:
        return Named(named=named, guids=(named,), sounds=tuple(sounds))
    record = left_record(found.record)
    sounds += [sha for kind in AUDIO_TYPES if (sha := record.detail(kind).sha256)]
    published = record.published
    return Named(
        named=named,
        guids=(published.guid, named) if published and published.guid else (named,),
        sounds=tuple(sounds),
        source=published.source if published else record.made_from,
        day=published.day if published else record.date or "",
        article=record.article,
    )

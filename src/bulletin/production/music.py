"""Music: what a station plays beside its voice, loaded."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from bulletin.schema.programme import Part
from bulletin.schema.station import Station
from bulletin.sound.jingles import KINDS, load_music
from bulletin.sound.music import Music


def music_of(station: Station, closing: ExitStack) -> dict[Part, Music]:
    """The station's jingles and its bed. Raises InputError (65, 66) naming a file that cannot be used."""
    own: dict[Part, Path] = dict(station.own_jingles.items())
    parts: list[Part] = list(KINDS) if station.jingles else []
    if station.bed is not None:
        parts.append("bed")
    if isinstance(station.bed, Path):
        own["bed"] = station.bed
    return load_music(own, parts, closing)

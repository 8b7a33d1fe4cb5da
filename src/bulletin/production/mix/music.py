"""Music: a station's jingles and bed, loaded."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from bulletin.schema.programme import KINDS, Part
from bulletin.schema.station import Station
from bulletin.schema.units import PROGRAMME_RATE
from bulletin.sound.jingles import load_music
from bulletin.sound.music import Music

CHANNELS = {1: "mono", 2: "stereo"}


def music_of(
    station: Station, closing: ExitStack, stings: Mapping[Part, Path] | None = None
) -> dict[Part, Music]:
    """The station's jingles and its bed, and the sounds that single stories have. Raises InputError (65, 66) naming a file that cannot be used."""
    own: dict[Part, Path] = dict(station.own_jingles.items())
    parts: list[Part] = list(KINDS) if station.jingles else []
    if not (station.headlines or station.recap) and "earcon" in parts:
        parts.remove("earcon")
    if station.jingles and stings:
        own.update(stings)
        parts += stings
    if station.bed is not None:
        parts.append("bed")
    if isinstance(station.bed, Path):
        own["bed"] = station.bed
    return load_music(own, parts, closing)


def own_music(station: Station) -> dict[Part, str]:
    """File, length and channels of each part that is the station's own; every file is decoded to measure it.

    Raises InputError (65, 66) naming a file that cannot be used.
    """
    names: dict[Part, str] = {part: str(path) for part, path in station.own_jingles.items()}
    if station.bed is not None:
        names["bed"] = str(station.bed)
    with ExitStack() as closing:
        # Jingles that are switched off too: they may be switched on again.
        music = music_of(replace(station, jingles=True), closing)
        return {
            part: f"{name}, {music[part].length / PROGRAMME_RATE:.1f} s, {CHANNELS[music[part].channels]}"
            for part, name in names.items()
        }

"""Jingles: intro, sting and outro, ours or the user's, as samples at the programme's rate."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from bulletin.schema.programme import Jingle
from bulletin.schema.units import PROGRAMME_RATE, Decibels, Lufs
from bulletin.sound.decode import Sound, read_jingle
from bulletin.sound.loudness import Meter
from bulletin.sound.resample import resample

KINDS: tuple[Jingle, ...] = ("intro", "sting", "outro")

BELOW_SPEECH: dict[Jingle, Decibels] = {
    "intro": Decibels(1.0),
    "sting": Decibels(3.0),
    "outro": Decibels(1.0),
}
"""How far below the speech's loudness each jingle plays, in LU."""


def load_jingles(own: Mapping[Jingle, Path]) -> dict[Jingle, Sound]:
    """All jingles, those of `own` in place of ours. Raises InputError (65) naming a file that is no sound."""
    found: dict[Jingle, Sound] = {}
    for kind in KINDS:
        if kind in own:
            samples, rate = read_jingle(own[kind])
        else:
            with resources.as_file(resources.files("bulletin.sound") / "jingles" / f"{kind}.flac") as path:
                samples, rate = read_jingle(path)
        found[kind] = resample(samples, rate, PROGRAMME_RATE)
    return found


def jingle_loudness(samples: Sound) -> Lufs:
    """The integrated loudness of a jingle at the programme's rate."""
    meter = Meter(PROGRAMME_RATE)
    meter.feed(samples)
    return meter.loudness()

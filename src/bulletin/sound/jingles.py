"""Jingles: intro, sting, outro and bed, ours or the user's, as music at the programme's rate."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from importlib import resources
from pathlib import Path

import numpy as np

from bulletin.errors import InputError
from bulletin.schema.programme import Channels, Jingle, Part
from bulletin.schema.units import PROGRAMME_RATE, Decibels, Samples
from bulletin.sound.bed import SHORTEST_BED
from bulletin.sound.decode import open_jingle
from bulletin.sound.loudness import SILENCE, lufs
from bulletin.sound.music import HOP, Music, kept
from bulletin.sound.resample import resampled

BELOW_SPEECH: dict[Jingle, Decibels] = {
    "intro": Decibels(1.0),
    "sting": Decibels(3.0),
    "outro": Decibels(1.0),
}
"""How far below the speech's loudness each jingle plays, in LU."""

TAIL_BELOW = 10.0
"""LU below a jingle's own loudness, from where on the voice may speak over it."""

LONGEST_TAIL_SECONDS = 4.0
_SHORT = 2
"""Hops of 100 ms over which a tail's loudness is taken."""


def load_music(own: Mapping[Part, Path], parts: Iterable[Part], closing: ExitStack) -> dict[Part, Music]:
    """The music of these parts, those of `own` in place of ours.

    What is long is kept in a file until `closing` closes. Raises InputError (65) naming a file that is no sound,
    or too short for a bed.
    """
    found: dict[Part, Music] = {}
    for part in parts:
        path = own.get(part) or closing.enter_context(
            resources.as_file(resources.files("bulletin.sound") / "jingles" / f"{part}.flac")
        )
        found[part] = load(path, closing)
        if part == "bed" and found[part].length < SHORTEST_BED:
            raise _too_short(path, found[part].length)
    return found


def load(path: Path, closing: ExitStack) -> Music:
    """The music of a file. Raises InputError (65) naming a file that is no sound."""
    rate, blocks = open_jingle(path)
    return kept(resampled(blocks, rate, PROGRAMME_RATE), closing)


def tail(music: Music, channels: Channels) -> Samples:
    """How long before its end a jingle is so low for good that a voice may begin over it.

    That is where its loudness in 200 ms has fallen 10 LU below its integrated loudness; at most half
    of the jingle and four seconds, and nothing for one that ends without fading.
    """
    level = music.loudness(channels)
    hops = np.asarray(music.energies(channels))
    if level <= SILENCE or len(hops) < _SHORT:
        return Samples(0)
    short = np.convolve(hops, np.full(_SHORT, 1 / _SHORT), mode="valid")
    loud = [number for number, energy in enumerate(short) if lufs(energy) > level - TAIL_BELOW]
    last = (max(loud, default=0) + _SHORT) * HOP
    longest = min(music.length // 2, math.floor(LONGEST_TAIL_SECONDS * PROGRAMME_RATE))
    return Samples(max(0, min(music.length - last, longest)))


def _too_short(path: Path, length: Samples) -> InputError:
    least = SHORTEST_BED / PROGRAMME_RATE
    return InputError(
        f"this bed lasts {length / PROGRAMME_RATE:.2f} s; what is repeated must last {least:g} s at least.",
        error_id="sound.short",
        source=str(path),
        remedy="Give a longer piece of music, or take --bed ours.",
    )

"""Jingles: load intro, earcon, sting, outro and bed, ours or the user's, at the programme's rate."""

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
from bulletin.sound.jingle_file import open_jingle
from bulletin.sound.loudness import SILENCE, lufs
from bulletin.sound.music import HOP, Music, kept
from bulletin.sound.resample import resampled

BELOW_SPEECH: dict[Jingle, Decibels] = {
    "intro": Decibels(1.0),
    "earcon": Decibels(4.0),
    "sting": Decibels(3.0),
    "outro": Decibels(1.0),
}
"""LU below the speech's loudness at which each jingle plays."""

TAIL_BELOW = 10.0
"""LU below a jingle's own loudness at which the voice may begin over it."""

LONGEST_TAIL_SECONDS = 4.0
_SHORT = 2
"""Hops of 100 ms in the window that measures a tail's loudness."""


def load_music(own: Mapping[Part, Path], parts: Iterable[Part], closing: ExitStack) -> dict[Part, Music]:
    """Load the music of these parts: the user's (`own`), else ours.

    Long music is kept in a temporary file until `closing` closes. Raises InputError (65), naming the file, if it is not
    sound or too short for a bed; MissingInputError (66) if it cannot be read.
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
    """Load the music of a file. Raises as `open_jingle` does."""
    rate, blocks = open_jingle(path)
    return kept(resampled(blocks, rate, PROGRAMME_RATE), closing)


def tail(music: Music, channels: Channels) -> Samples:
    """Length of a jingle's tail: its end, over which a voice may begin.

    The tail begins where the loudness in 200 ms has fallen 10 LU below the integrated loudness for good. At most half of
    the jingle and four seconds; 0 for a jingle that ends without fading.
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
        f"this bed lasts {length / PROGRAMME_RATE:.2f} s; a bed is repeated and must last at least {least:g} s.",
        error_id="sound.short",
        source=str(path),
        remedy="Give a longer piece of music, or take --bed ours.",
    )

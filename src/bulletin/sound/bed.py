"""Bed: music that plays on for as long as it is needed, from its beginning again through a crossfade."""

from __future__ import annotations

import numpy as np

from bulletin.schema.programme import Channels
from bulletin.schema.units import PROGRAMME_RATE
from bulletin.sound.decode import Sound
from bulletin.sound.loudness import SILENCE, lufs
from bulletin.sound.music import HOP, Music

SHORTEST_BED = PROGRAMME_RATE
"""Samples that music needs to play on and on."""

CROSSFADE = 2 * PROGRAMME_RATE
"""Samples in which its end goes over into its beginning; a quarter of music that is short."""

QUIET = 20.0
"""LU below its own loudness: what is lower at its beginning and end (silence, a fade) is left out of the loop."""


class Loop:
    """Music without an end, in this many channels. Memory is flat, whatever its length."""

    def __init__(self, music: Music, channels: Channels) -> None:
        self._music = music
        self._channels = channels
        self._from, self._length = _sounding(music, channels)
        self._crossfade = min(CROSSFADE, self._length // 4)
        self.period = self._length - self._crossfade
        """Samples after which it is the same again."""

    def read(self, start: int, stop: int) -> Sound:
        """The samples between two places, counted from where it first begins."""
        shape = (stop - start,) if self._channels == 1 else (stop - start, self._channels)
        out = np.zeros(shape, np.float32)
        # Every turn that can be heard in this stretch; in the crossfades that is two.
        first = max(0, (start - self._length) // self.period + 1)
        for turn in range(first, (stop - 1) // self.period + 1):
            begin = turn * self.period
            one, other = max(start, begin), min(stop, begin + self._length)
            if one < other:
                out[one - start : other - start] += self._turn(one - begin, other - begin, first=turn == 0)
        return out

    def _turn(self, start: int, stop: int, *, first: bool) -> Sound:
        """A part of one turn, faded in (not the first) and out with the power of both together kept."""
        samples = self._music.read(self._from + start, self._from + stop, self._channels)
        places = np.arange(start, stop)
        share = np.ones(len(places), np.float32)
        if not first and start < self._crossfade:
            share *= _eased(places / self._crossfade)
        if stop > self.period:
            share *= _eased((self._length - places) / self._crossfade)
        return samples * (share if samples.ndim == 1 else share[:, None])


def _eased(part: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Sound:
    eased: Sound = np.sin(np.pi / 2 * np.clip(part, 0, 1)).astype(np.float32)
    return eased


def _sounding(music: Music, channels: Channels) -> tuple[int, int]:
    """Where the music sounds: its first sample, and how many."""
    level = music.loudness(channels)
    if level <= SILENCE:
        return 0, music.length
    heard = [number for number, energy in enumerate(music.energies(channels)) if lufs(energy) > level - QUIET]
    start = heard[0] * HOP
    # The last hop may be followed by a part of one.
    last = heard[-1] + 1
    stop = music.length if last == len(music.energies(channels)) else last * HOP
    return (start, stop - start) if stop - start >= SHORTEST_BED else (0, music.length)

"""Bed: music looped for as long as needed, with a crossfade from its end to its beginning."""

from __future__ import annotations

import numpy as np

from bulletin.schema.programme import Channels
from bulletin.schema.units import PROGRAMME_RATE
from bulletin.sound.decode import Sound
from bulletin.sound.loudness import SILENCE, lufs
from bulletin.sound.music import HOP, Music

SHORTEST_BED = PROGRAMME_RATE
"""Samples; shorter music cannot be looped."""

CROSSFADE = 2 * PROGRAMME_RATE
"""Samples of crossfade from end to beginning; at most a quarter of the music."""

QUIET = 20.0
"""LU below the music's own loudness. Anything quieter at either end (silence, a fade) is left out of the loop."""


class Loop:
    """Endless music in a number of channels. Memory is flat, whatever its length."""

    def __init__(self, music: Music, channels: Channels) -> None:
        self._music = music
        self._channels = channels
        self._from, self._length = _sounding(music, channels)
        self._crossfade = min(CROSSFADE, self._length // 4)
        self.period = self._length - self._crossfade
        """Samples after which the loop repeats."""

    def read(self, start: int, stop: int) -> Sound:
        """Samples `start` to `stop`, counted from the first start of the music: shape (n,) or (n, 2)."""
        shape = (stop - start,) if self._channels == 1 else (stop - start, self._channels)
        out = np.zeros(shape, np.float32)
        # Every turn heard in this interval: two within a crossfade.
        first = max(0, (start - self._length) // self.period + 1)
        for turn in range(first, (stop - 1) // self.period + 1):
            begin = turn * self.period
            one, other = max(start, begin), min(stop, begin + self._length)
            if one < other:
                out[one - start : other - start] += self._turn(one - begin, other - begin, first=turn == 0)
        return out

    def _turn(self, start: int, stop: int, *, first: bool) -> Sound:
        """Part of one turn, faded in (except the first) and out; a crossfade keeps the power constant."""
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
    """The part of the music above `QUIET`: its first sample and its length."""
    level = music.loudness(channels)
    if level <= SILENCE:
        return 0, music.length
    heard = [number for number, energy in enumerate(music.energies(channels)) if lufs(energy) > level - QUIET]
    start = heard[0] * HOP
    # The last whole hop may be followed by part of a hop.
    last = heard[-1] + 1
    stop = music.length if last == len(music.energies(channels)) else last * HOP
    return (start, stop - start) if stop - start >= SHORTEST_BED else (0, music.length)

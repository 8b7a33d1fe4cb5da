"""Ducking: turn music down while somebody speaks.

The programme says to the sample when somebody speaks. So the music is already down when the voice begins, and ordinary
pauses between sentences do not make it pump.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.units import Decibels, Milliseconds, Samples, milliseconds_to_samples
from bulletin.sound.decode import Sound

ATTACK = milliseconds_to_samples(Milliseconds(250))
"""Time in which the music goes down; ends when the voice begins."""

HOLD = milliseconds_to_samples(Milliseconds(350))
"""Time for which it stays down after the voice: longer than a pause within a paragraph."""

RELEASE = milliseconds_to_samples(Milliseconds(900))
"""Time in which it comes up again."""

REACH = Samples(max(ATTACK, HOLD + RELEASE))
"""Speech further away than this changes no gain."""

_STEP = 32
"""Samples (0.7 ms) from one computed gain to the next; linear interpolation between them."""

Places = NDArray[np.float64]


class Ducking:
    """Gain of music at every sample of a programme; `speech` lists the intervals of speech, start and end."""

    def __init__(self, speech: Sequence[tuple[Samples, Samples]]) -> None:
        self._starts = np.array([start for start, _ in speech], np.float64)
        self._ends = np.array([end for _, end in speech], np.float64)

    def gains(self, start: int, stop: int, depth: Decibels) -> Sound:
        """Factors for samples `start` to `stop`: 1 where nobody speaks, `depth` dB less under the voice.

        Independent of how the programme is cut into blocks.
        """
        first, last = start // _STEP, -(-stop // _STEP)
        down = self.down(np.arange(first, last + 1, dtype=np.float64) * _STEP)
        levels = (10 ** (-depth / 20 * down)).astype(np.float32)
        between = np.arange(_STEP, dtype=np.float32) / np.float32(_STEP)
        gains: Sound = (levels[:-1, None] + np.diff(levels)[:, None] * between).reshape(-1)
        return gains[start - first * _STEP : stop - first * _STEP]

    def down(self, places: Places) -> Places:
        """How far the music is down at these places: 0 to 1 as a fraction of the depth in dB, with cosine easing."""
        if not len(self._starts):
            return np.zeros(len(places))
        # Index of the next interval to start. Intervals do not overlap, so the one before it is the last that ended.
        coming = np.searchsorted(self._starts, places, side="left")
        until = np.append(self._starts, np.inf)[coming] - places
        since = places - np.append(-np.inf, self._ends)[coming]
        rising = 1 - until / ATTACK
        falling = 1 - (since - HOLD) / RELEASE
        down = np.clip(np.maximum(rising, falling), 0, 1)
        eased: Places = 0.5 - 0.5 * np.cos(np.pi * down)
        return eased

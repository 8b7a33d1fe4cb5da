"""Ducking: music turned down while somebody speaks, and up again where nobody does.

The side chain is the programme itself: when somebody speaks is known beforehand, to the sample. So the music is
already down as the voice begins, and ordinary pauses between sentences do not make it pump.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.units import Decibels, Milliseconds, Samples, milliseconds_to_samples
from bulletin.sound.decode import Sound

ATTACK = milliseconds_to_samples(Milliseconds(250))
"""How long the music goes down, ending as the voice begins."""

HOLD = milliseconds_to_samples(Milliseconds(350))
"""How long it stays down after the voice: a pause within a paragraph is not the music's to fill."""

RELEASE = milliseconds_to_samples(Milliseconds(900))
"""How long it takes to come up again."""

_STEP = 32
"""The gain is worked out at every 32nd sample (0.7 ms); in between it goes straight from one to the next."""

Places = NDArray[np.float64]


class Ducking:
    """The gain of music at every sample of a programme in which somebody speaks in `speech`."""

    def __init__(self, speech: Sequence[tuple[Samples, Samples]]) -> None:
        self._starts = np.array([start for start, _ in speech], np.float64)
        self._ends = np.array([end for _, end in speech], np.float64)

    def gains(self, start: int, stop: int, depth: Decibels) -> Sound:
        """The factor at each sample from `start` to `stop`: 1 where nobody speaks, `depth` dB less under the voice.

        It does not depend on where the programme is cut into blocks.
        """
        first, last = start // _STEP, -(-stop // _STEP)
        down = self.down(np.arange(first, last + 1, dtype=np.float64) * _STEP)
        levels = (10 ** (-depth / 20 * down)).astype(np.float32)
        between = np.arange(_STEP, dtype=np.float32) / np.float32(_STEP)
        gains: Sound = (levels[:-1, None] + np.diff(levels)[:, None] * between).reshape(-1)
        return gains[start - first * _STEP : stop - first * _STEP]

    def down(self, places: Places) -> Places:
        """How far the music is down at these places, from 0 to 1, in decibels: eased at both ends."""
        if not len(self._starts):
            return np.zeros(len(places))
        # The next to speak, and the last who spoke: an end is after all that began before it.
        coming = np.searchsorted(self._starts, places, side="left")
        until = np.append(self._starts, np.inf)[coming] - places
        since = places - np.append(-np.inf, self._ends)[coming]
        rising = 1 - until / ATTACK
        falling = 1 - (since - HOLD) / RELEASE
        down = np.clip(np.maximum(rising, falling), 0, 1)
        eased: Places = 0.5 - 0.5 * np.cos(np.pi * down)
        return eased

"""Peaks: true peaks by four-fold oversampling (ITU-R BS.1770-4, annex 2), computed only where one is possible."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bulletin.sound.decode import Sound

OVERSAMPLING = 4
REACH = 16
"""Input samples on each side of an interpolated value."""

NEAR = 0.5
"""Between two samples below this fraction of a level, no real signal exceeds that level."""


@lru_cache(maxsize=1)
def _phases() -> NDArray[np.float32]:
    """Interpolators for 1/4, 2/4 and 3/4 of a sample: Kaiser-windowed sincs, one a column."""
    offsets = np.arange(-REACH + 1, REACH + 1)
    columns = []
    for phase in range(1, OVERSAMPLING):
        distance = offsets - phase / OVERSAMPLING
        window = np.i0(8.0 * np.sqrt(np.clip(1 - (distance / REACH) ** 2, 0, 1))) / np.i0(8.0)
        row = np.sinc(distance) * window
        columns.append(row / row.sum())
    return np.stack(columns, axis=1).astype(np.float32)


def true_peaks_above(samples: Sound, level: float) -> tuple[NDArray[np.intp], Sound]:
    """Indices where the true peak between a sample and the next exceeds `level`, and the peaks' amplitudes.

    `samples`, shape (n,), needs `REACH` samples of context on both sides for peaks at its ends.
    """
    least = level * NEAR
    high = (samples > least) | (samples < -least)
    # Before a peak as well as after it.
    high[:-1] |= high[1:]
    near = np.flatnonzero(high)
    if not len(near):
        return near, np.zeros(0, np.float32)
    padded, first = samples, REACH - 1
    if near[0] < first or near[-1] + REACH >= len(samples):
        # Silence is around; a copy of all samples is made only where a place needs it.
        padded, first = np.pad(samples, (REACH - 1, REACH + 1)), 0
    # Where four samples of one sign rise or fall, the wave is so slow that nothing between the middle two exceeds them.
    # Interpolate everywhere else.
    starts = near - first
    before, here, after, beyond = (padded[starts + (REACH - 2 + offset)] for offset in range(4))
    heights = np.maximum(np.abs(here), np.abs(after))
    rising, falling = (before < here) & (after < beyond), (before > here) & (after > beyond)
    slow = np.where(here < after, rising, falling)
    slow &= (np.minimum(before, beyond) > 0) | (np.maximum(before, beyond) < 0)
    fast = np.flatnonzero(~slow)
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * REACH)
    for begin in range(0, len(fast), 1 << 14):
        part = fast[begin : begin + (1 << 14)]
        # A row per phase: the maximum over rows takes a fifth of the time of the one over columns.
        between = np.abs(_phases().T @ windows[starts[part]].T).max(axis=0)
        heights[part] = np.maximum(heights[part], between)
    above = heights > level
    return near[above], heights[above]


class PeakMeter:
    """The highest true peak of one channel in blocks; independent of their lengths."""

    def __init__(self) -> None:
        self._peak = 0.0
        self._tail = np.zeros(2 * REACH, np.float32)

    @property
    def peak(self) -> float:
        """The highest true peak so far, as an amplitude (full scale 1)."""
        return max(self._peak, self._highest(np.concatenate([self._tail, np.zeros(2 * REACH, np.float32)])))

    def feed(self, samples: Sound) -> None:
        """Add a block of samples of shape (n,)."""
        # Over the seam first, so that the block itself need not be copied.
        seam = np.concatenate([self._tail, samples[: 2 * REACH]])
        self._peak = self._highest(seam)
        if len(samples) > 2 * REACH:
            self._peak = self._highest(samples)
            self._tail = samples[-2 * REACH :].copy()
        else:
            self._tail = seam[-2 * REACH :]

    def _highest(self, block: Sound) -> float:
        """The higher of the peak so far and that of the block without `REACH` samples at either end."""
        middle = block[REACH:-REACH]
        if not len(middle):
            return self._peak
        highest = max(self._peak, float(middle.max()), -float(middle.min()))
        # Only peaks above the highest so far are computed.
        places, heights = true_peaks_above(block, highest)
        inside = heights[(places >= REACH) & (places < len(block) - REACH)]
        return max(highest, float(inside.max(initial=0)))

"""Channel peaks: the samples of one channel → its true peaks and its clipped runs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.units import Hertz
from bulletin.sound.decode import Sound
from bulletin.sound.loudness import HOPS_A_SECOND
from bulletin.sound.peaks import REACH, true_peaks_above

FULL = 32_766 / 32_768
"""Samples of this amplitude or more are at full scale."""

CLIPPED = 3
"""Consecutive samples at full scale that count as clipping; one or two may be a peak."""


class ChannelPeaks:
    """Of one channel: the highest true peak and its place, peaks above a level, and clipped runs."""

    def __init__(self, rate: Hertz, level: float) -> None:
        self._rate = rate
        self._level = level
        self._tail = np.zeros(2 * REACH, np.float32)
        # Place of the tail's first sample. Before the sound there is silence.
        self._at = -2 * REACH
        self._run = 0
        self.highest = 0.0
        self.at = 0
        self.overs: dict[int, tuple[float, int]] = {}
        """Tenth of a second → its highest peak above the level, and the place."""
        self.clipped = 0
        self.clipped_at = 0

    def feed(self, samples: Sound) -> None:
        """Add a block of samples."""
        self._find_runs(samples, self._at + len(self._tail))
        block = np.concatenate([self._tail, samples])
        places, heights = true_peaks_above(block, min(self._level, max(self.highest, 1e-6)))
        inside = (places >= REACH) & (places < len(block) - REACH)
        places, heights = places[inside], heights[inside]
        if len(heights) and heights.max() > self.highest:
            self.highest = float(heights.max())
            self.at = int(places[heights.argmax()]) + self._at
        above = heights > self._level
        self._keep_overs(places[above] + self._at, heights[above])
        self._tail = block[-2 * REACH :]
        self._at += len(block) - len(self._tail)

    def close(self) -> None:
        """Measure the last samples, with silence after them."""
        self.feed(np.zeros(REACH, np.float32))

    def _keep_overs(self, places: NDArray[np.intp], heights: Sound) -> None:
        order = np.argsort(-heights, kind="stable")
        # np.unique returns the first of equal tenths: the highest.
        tenths, chosen = np.unique(places[order] * HOPS_A_SECOND // self._rate, return_index=True)
        for tenth, index in zip(tenths.tolist(), order[chosen].tolist(), strict=True):
            over = float(heights[index]), int(places[index])
            self.overs[tenth] = max(self.overs.get(tenth, over), over)

    def _find_runs(self, samples: Sound, start: int) -> None:
        """Count the runs of samples at full scale, including runs across two blocks."""
        full = np.abs(samples) >= FULL
        if not full.any():
            self._run = 0
            return
        edges = np.flatnonzero(np.diff(np.concatenate([[False], full, [False]]).astype(np.int8)))
        for begin, end in edges.reshape(-1, 2).tolist():
            before = self._run if begin == 0 else 0
            if before < CLIPPED <= before + end - begin:
                self.clipped_at = self.clipped_at if self.clipped else start + begin - before
                self.clipped += 1
            self._run = before + end - begin
        if not full[-1]:
            self._run = 0

"""Silences: blocks of samples → the intervals of digital silence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.units import Hertz

QUIET = 4 / 32_768
"""Amplitude up to which sound is digital silence (-78 dBFS): 16-bit dither, also after an encoder."""

SHORTEST_SILENCE = 1.0
"""Seconds; shorter digital silences are not listed."""


class Silences:
    """Intervals in which no channel is above `QUIET`."""

    def __init__(self, rate: Hertz) -> None:
        self._rate = rate
        self._shortest = round(SHORTEST_SILENCE * rate)
        self._last = -1
        self._count = 0
        self._found: list[tuple[float, float]] = []

    def feed(self, columns: NDArray[np.float32]) -> None:
        """Add a block of samples, a column per channel."""
        # Channel by channel: numpy is slow along the short axis.
        heard = np.logical_or.reduce([np.abs(column) > QUIET for column in columns.T])
        loud = np.flatnonzero(heard) + self._count
        self._count += len(columns)
        if not len(loud):
            return
        edges = np.concatenate([[self._last], loud])
        for index in np.flatnonzero(np.diff(edges) > self._shortest).tolist():
            self._found.append(((int(edges[index]) + 1) / self._rate, int(edges[index + 1]) / self._rate))
        self._last = int(loud[-1])

    def closed(self, count: int) -> tuple[tuple[float, float], ...]:
        """All intervals found, with one at the end of the sound, if any."""
        if count - self._last > self._shortest:
            self._found.append(((self._last + 1) / self._rate, count / self._rate))
        return tuple(self._found)

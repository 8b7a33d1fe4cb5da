"""Outline: blocks of samples → the lowest, the highest and the mean of every short step, to draw the wave."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bulletin.sound.decode import Sound


class Outline:
    """Lowest sample, highest sample and RMS of every step, over all channels."""

    def __init__(self, step: int) -> None:
        self._step = step
        self._rest: NDArray[np.float32] | None = None
        self._steps: list[Sound] = []

    def feed(self, columns: NDArray[np.float32]) -> None:
        """Add a block of samples, a column per channel."""
        block = columns if self._rest is None else np.concatenate([self._rest, columns])
        whole = len(block) // self._step * self._step
        self._keep(block[:whole].reshape(-1, self._step * block.shape[1]))
        self._rest = block[whole:]

    def closed(self) -> tuple[Sound, Sound, Sound]:
        """Arrays of lows, highs and RMS values; the last step may be shorter."""
        if self._rest is not None and len(self._rest):
            self._keep(self._rest.reshape(1, -1))
        self._rest = None
        lows, highs, bodies = np.concatenate([np.zeros((3, 0), np.float32), *self._steps], axis=1)
        return lows, highs, bodies

    def _keep(self, rows: NDArray[np.float32]) -> None:
        if len(rows):
            means = np.sqrt(np.mean(rows * rows, axis=1))
            self._steps.append(np.stack([rows.min(axis=1), rows.max(axis=1), means]).astype(np.float32))

"""Meter: the samples of one channel, in blocks → the energy of each hop and the integrated loudness, in flat memory."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.units import Hertz, Lufs
from bulletin.sound.decode import Sound
from bulletin.sound.loudness import HOPS_A_SECOND, integrated
from bulletin.sound.weighting import ROW, k_weighting

_AT_ONCE = 1 << 16
"""Samples filtered at a time: intermediate results stay in the processor's cache."""


class Meter:
    """Loudness meter for one channel, fed with blocks of any length.

    Keeps the energy of every `hop` samples; `loudness` needs hops of 100 ms, the default.
    """

    def __init__(self, rate: Hertz, hop: int = 0) -> None:
        self._hop = hop or rate // HOPS_A_SECOND
        self._filter = k_weighting(rate)
        self._state = np.zeros(4)
        self._rest = np.zeros(0, np.float32)
        self._partial = 0.0
        self._partial_length = 0
        self._energies = array("d")

    def feed(self, samples: Sound) -> None:
        """Add a block of samples of shape (n,)."""
        for start in range(0, len(samples), _AT_ONCE):
            block = samples[start : start + _AT_ONCE].astype(np.float32, copy=False)
            if len(self._rest):
                block = np.concatenate([self._rest, block])
            whole = len(block) // ROW * ROW
            self._rest = block[whole:].copy()
            if whole:
                self._count(self._weigh(block[:whole].reshape(-1, ROW)))

    def energies(self) -> Sequence[float]:
        """Mean square of the weighted signal in each whole hop so far. Filters what is left of the last row: feed no more."""
        if len(self._rest):
            padded = np.zeros(ROW, np.float32)
            padded[: len(self._rest)] = self._rest
            self._count(self._weigh(padded[None, :])[: len(self._rest)])
            self._rest = np.zeros(0, np.float32)
        return self._energies

    def take(self) -> NDArray[np.float64]:
        """Return and forget the energies of the whole hops so far, so that memory stays flat."""
        found = np.array(self._energies, np.float64)
        self._energies = array("d")
        return found

    def energies_to_gate(self) -> Sequence[float]:
        """Energies for integrated loudness; of sound shorter than one block, with the last part of a hop."""
        energies = self.energies()
        if len(energies) < 4 and self._partial_length:
            # Shorter than one block: measured as one block.
            return [*energies, self._partial / self._partial_length]
        return energies

    def loudness(self) -> Lufs:
        """Integrated loudness of everything fed."""
        return integrated(self.energies_to_gate())

    def _weigh(self, rows: Sound) -> Sound:
        response, observe, drive, powers = self._filter
        # The state before each row, and the one after the last.
        states = np.empty((len(rows) + 1, 4))
        states[0] = self._state
        states[1:] = rows @ drive
        # Each row's state follows from the one before it: a prefix sum in doubling steps, until states that far back
        # no longer count.
        step = 1
        for power in powers:
            if step > len(rows):
                break
            states[step:] += states[:-step] @ power
            step *= 2
        self._state = states[-1].copy()
        weighted: Sound = rows @ response
        weighted += states[:-1].astype(np.float32) @ observe
        return weighted.reshape(-1)

    def _count(self, weighted: Sound) -> None:
        squares = np.multiply(weighted, weighted, out=weighted)
        missing = self._hop - self._partial_length
        if len(squares) < missing:
            self._partial += float(squares.sum())
            self._partial_length += len(squares)
            return
        self._energies.append((self._partial + float(squares[:missing].sum())) / self._hop)
        squares = squares[missing:]
        hops = len(squares) // self._hop
        whole = squares[: hops * self._hop].reshape(hops, self._hop)
        self._energies.frombytes((whole.sum(axis=1) / np.float64(self._hop)).tobytes())
        rest = squares[hops * self._hop :]
        self._partial, self._partial_length = float(rest.sum()), len(rest)

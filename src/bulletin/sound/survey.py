"""Survey: a programme's energies and peaks every 2 ms, to predict the loudness of a master without making it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.units import PROGRAMME_RATE, Dbtp, Lufs
from bulletin.sound.channels import LoudnessMeter
from bulletin.sound.decode import Sound
from bulletin.sound.limiter import gain_curve
from bulletin.sound.loudness import HOPS_A_SECOND, SILENCE, integrated

CELL = 90
"""Samples in a cell, 2 ms; 100 ms are a whole number of cells. An hour's survey takes 14 MB."""

_CELLS_A_HOP = PROGRAMME_RATE // HOPS_A_SECOND // CELL

_CELLS_AT_ONCE = _CELLS_A_HOP << 10
"""Cells computed at a time: a whole number of hops."""

_CONTEXT = PROGRAMME_RATE // CELL // 8
"""Cells of context on both sides on which the gain depends: an eighth of a second."""

MOST_LIMITED = 9.0
"""The most dB of extra gain to make up for what the limiter takes."""

CLOSE_ENOUGH = 0.01
"""LU between the target and the predicted loudness."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """For each cell of a programme: the mean square of the weighted signal, and the largest amplitude."""

    energies: NDArray[np.float32]
    peaks: NDArray[np.float32]

    def loudness(self, gain: float = 1.0, ceiling: Dbtp | None = None) -> Lufs:
        """Predict the loudness with `gain` (a factor), limited to `ceiling`, within 0.1 LU.

        The limiter's gain changes so slowly that it may be applied to the weighted signal. Peaks between samples are
        left out.
        """
        hops, rest = [np.zeros(0)], np.zeros(0, np.float32)
        for start in range(0, len(self.energies), _CELLS_AT_ONCE):
            stop = start + _CELLS_AT_ONCE
            energies = self.energies[start:stop] * np.float32(gain * gain)
            if ceiling is not None:
                over = np.float32(gain / 10 ** (ceiling / 20))
                first = max(0, start - _CONTEXT)
                part = np.maximum(1, self.peaks[first : stop + _CONTEXT] * over)
                gains = gain_curve(part, PROGRAMME_RATE / CELL)[start - first : stop - first]
                energies *= gains * gains
            whole = len(energies) // _CELLS_A_HOP * _CELLS_A_HOP
            hops.append(energies[:whole].reshape(-1, _CELLS_A_HOP).mean(axis=1, dtype=np.float64))
            rest = energies[whole:]
        found = np.concatenate(hops)
        if len(found) < 4 and len(rest):
            found = np.append(found, rest.mean())
        return integrated(found)

    def gain_to(self, target: Lufs, ceiling: Dbtp) -> float:
        """The factor with which the limited programme has the loudness `target`; 1 for silence.

        If `MOST_LIMITED` keeps it from the target, the factor that comes nearest.
        """
        before = self.loudness()
        if before <= SILENCE:
            return 1.0
        least = float(10 ** ((target - before) / 20))
        low, high = 0.0, MOST_LIMITED
        more, slope = 0.0, 1.0
        tried: tuple[float, float] | None = None
        while high - low > CLOSE_ENOUGH:
            missing = target - self.loudness(least * 10 ** (more / 20), ceiling)
            if abs(missing) <= CLOSE_ENOUGH:
                break
            low, high = (more, high) if missing > 0 else (low, more)
            if tried is not None and more != tried[0]:
                # LU gained per dB of gain; the limiter takes the rest.
                slope = (tried[1] - missing) / (more - tried[0])
            tried = more, missing
            likely = more + missing / max(slope, 0.05)
            more = likely if low < likely < high else (low + high) / 2
        return float(least * 10 ** (more / 20))


def surveyed(blocks: Iterable[Sound]) -> Survey:
    """The survey of a programme in blocks of any length, shape (n,) or (n, 2)."""
    meter = LoudnessMeter(PROGRAMME_RATE, CELL)
    energies, peaks = array("f"), array("f")
    rest = np.zeros(0, np.float32)
    for block in blocks:
        meter.feed(block)
        energies.frombytes(meter.take().astype(np.float32).tobytes())
        # The larger of two channels: the limiter turns both down by what either needs.
        sizes = np.concatenate([rest, np.abs(block) if block.ndim == 1 else np.abs(block).max(axis=1)])
        whole = len(sizes) // CELL * CELL
        peaks.frombytes(sizes[:whole].reshape(-1, CELL).max(axis=1, initial=0).tobytes())
        rest = sizes[whole:]
    energies.frombytes(meter.take(last=True).astype(np.float32).tobytes())
    return Survey(energies=np.frombuffer(energies, np.float32), peaks=np.frombuffer(peaks, np.float32))

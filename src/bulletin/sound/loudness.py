"""Loudness: the energies of successive 100 ms → integrated loudness by ITU-R BS.1770-4; and the units of levels."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.units import Dbtp, Lufs

ABSOLUTE_GATE = -70.0
"""LUFS; quieter blocks do not count."""

RELATIVE_GATE = -10.0
"""LU below the loudness of the blocks above the absolute gate."""

SILENCE = Lufs(-99.0)
"""Reported if nothing is above the absolute gate."""

HOPS_A_SECOND = 10
"""The standard's 400 ms blocks overlap by three quarters: energies are kept for each 100 ms."""


def integrated(energies: Sequence[float] | NDArray[np.floating]) -> Lufs:
    """Gated loudness in LUFS from the mean squares of successive 100 ms (BS.1770-4, equations 3 to 7)."""
    hops = np.asarray(energies, np.float64)
    if not len(hops):
        return SILENCE
    blocks = np.convolve(hops, np.full(4, 0.25), mode="valid") if len(hops) >= 4 else hops.mean(keepdims=True)
    loud = blocks[blocks > _energy(ABSOLUTE_GATE)]
    if not len(loud):
        return SILENCE
    gate = _energy(lufs(float(loud.mean())) + RELATIVE_GATE)
    return Lufs(lufs(float(loud[loud > gate].mean())))


def lufs(energy: float) -> float:
    """Loudness of a mean square of the weighted signal, summed over the channels (BS.1770-4, equation 2)."""
    return -0.691 + 10 * math.log10(max(energy, 1e-12))


def _energy(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))


def decibels(amplitude: float) -> float:
    """20·log10 of an amplitude, at least −120."""
    return 20 * math.log10(max(amplitude, 1e-6))


def dbtp(amplitude: float) -> Dbtp:
    """A true peak's amplitude in dBTP."""
    return Dbtp(decibels(amplitude))

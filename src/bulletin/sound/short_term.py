"""Short term: short-term and momentary loudness (EBU Tech 3341), and loudness range (EBU Tech 3342). Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bulletin.sound.loudness import ABSOLUTE_GATE, HOPS_A_SECOND, SILENCE

Course = NDArray[np.float64]
"""LUFS, one value per 100 ms."""

MOMENTARY = 4
"""Hops of 100 ms in a window of momentary loudness: 400 ms."""

SHORT_TERM = 3 * HOPS_A_SECOND
"""Hops in a window of short-term loudness: 3 s."""

_RANGE_GATE = -20.0
"""LU below the loudness of the windows above the absolute gate (Tech 3342, 3.1)."""

_LOW, _HIGH = 10, 95
"""The percentiles between which the range lies."""


def course(energies: Sequence[float] | Course, hops: int = SHORT_TERM) -> Course:
    """Ungated loudness of every window of `hops` hops, from the mean squares of successive 100 ms.

    Value `i` is for the window that ends with hop `i + hops - 1`; a programme shorter than one window has none. Silence
    reads `SILENCE`.
    """
    found = np.asarray(energies, np.float64)
    if len(found) < hops:
        return np.zeros(0)
    sums = np.concatenate([[0.0], np.cumsum(found)])
    # Rounding errors of the sums must not give a negative energy.
    means = np.maximum(sums[hops:] - sums[:-hops], 0.0) / hops
    with np.errstate(divide="ignore"):
        levels = -0.691 + 10 * np.log10(means)
    found_levels: Course = np.maximum(levels, SILENCE)
    return found_levels


def loudness_range(energies: Sequence[float] | Course) -> float | None:
    """Loudness range in LU (Tech 3342, 3): gated short-term loudness, 10th to 95th percentile.

    None for a programme of less than 3 s, or if nothing is above the gate.
    """
    levels = course(energies)
    loud = levels[levels > ABSOLUTE_GATE]
    if not len(loud):
        return None
    mean = 10 * np.log10(np.mean(10 ** (loud / 10)))
    kept = np.sort(loud[loud >= mean + _RANGE_GATE])
    low, high = (kept[round((len(kept) - 1) * percent / 100)] for percent in (_LOW, _HIGH))
    return float(high - low)

"""Limiter: turns down the few true peaks above a ceiling, before they come and gently after them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.units import Dbtp, Hertz
from bulletin.sound.decode import Sound
from bulletin.sound.peaks import REACH, true_peaks_above

HOLD_SECONDS = 0.030
"""The gain stays down around a peak for as long as a voice's pitch period, so that it does not follow the wave."""

_CONTEXT_SECONDS = 0.1


def limited(
    read: Callable[[int, int], Sound],
    length: int,
    rate: Hertz,
    gain: float,
    ceiling: Dbtp,
    block: int = 1 << 17,
) -> Iterator[Sound]:
    """`length` samples with `gain` (a factor) and no true peak above `ceiling`, in blocks.

    `read(start, stop)` gives the samples between two places; it is asked a little beyond each block, so
    that the gain moves before a peak is heard. Memory is flat.
    """
    level = 10 ** (ceiling / 20)
    context = math.ceil(_CONTEXT_SECONDS * rate) + REACH
    for start in range(0, length, block):
        stop = min(length, start + block)
        first, last = max(0, start - context), min(length, stop + context)
        samples = read(first, last) * np.float32(gain)
        places, heights = true_peaks_above(samples, level)
        if len(places):
            samples *= _gain_curve(len(samples), places, level / heights, rate)
        yield samples[start - first : stop - first]


def _gain_curve(length: int, places: NDArray[np.intp], gains: Sound, rate: Hertz) -> Sound:
    """The gain at each sample: at each place no more than asked there, eased in before and out after.

    The smallest gain asked for within a window, averaged twice over half that window: never above what is
    asked anywhere, and smooth.
    """
    needed = np.ones(length + 1, np.float32)
    np.minimum.at(needed, places, gains)
    # A peak between two samples is turned down on both.
    np.minimum.at(needed, places + 1, gains)
    half = max(1, round(HOLD_SECONDS * rate / 2))
    lowest: NDArray[np.floating] = _lowest_around(needed[:length], 2 * half)
    for _ in range(2):
        lowest = _averaged(lowest, half)
    return lowest.astype(np.float32)


def _lowest_around(values: Sound, reach: int) -> Sound:
    """The lowest of the values up to `reach` before and after each, in doubling steps."""
    width = 2 * reach + 1
    padded = np.concatenate([np.ones(reach, np.float32), values, np.ones(reach, np.float32)])
    done = 1
    while done < width:
        step = min(done, width - done)
        padded = np.minimum(padded[:-step], padded[step:])
        done += step
    return padded


def _averaged(values: NDArray[np.floating], reach: int) -> NDArray[np.float64]:
    """The mean of the values up to `reach` before and after each; beyond the ends the last value goes on."""
    padded = np.pad(values.astype(np.float64), (reach + 1, reach), mode="edge")
    sums = np.cumsum(padded)
    return (sums[2 * reach + 1 :] - sums[: -2 * reach - 1]) / (2 * reach + 1)

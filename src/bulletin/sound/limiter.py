"""Limiter: look-ahead true-peak limiter in two stages.

The slow stage brings whole passages down to a little above the ceiling and does not follow the wave; the fast stage takes
the rest off single peaks. The slow stage alone would turn a voice with high pulses down by all that they exceed the
ceiling, and lose the target loudness.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.units import Dbtp, Hertz
from bulletin.sound.ahead import ahead
from bulletin.sound.channels import columns
from bulletin.sound.decode import Sound
from bulletin.sound.peaks import REACH, true_peaks_above

SLOW_SECONDS = 0.030
"""Window of the slow stage: longer than a voice's pitch period, so that the gain does not follow the wave."""

FAST_SECONDS = 0.003
"""Window of the fast stage."""

FAST_SHARE = 10 ** (2 / 20)
"""The fast stage takes at most 2 dB, which is not heard in so short a time."""

_STEP = 8
"""Samples from one computed gain to the next; linear interpolation between them."""

_CONTEXT_SECONDS = 0.1


def limited(
    read: Callable[[int, int], Sound],
    length: int,
    rate: Hertz,
    gain: float,
    ceiling: Dbtp,
    block: int = 1 << 17,
    part: tuple[int, int] | None = None,
) -> Iterator[Sound]:
    """Yield `length` samples in blocks, with `gain` (a factor) and no true peak above `ceiling`; some ahead, in threads.

    `read(start, stop)` returns samples; it is called with places a little outside of each block, so that the gain moves
    before a peak. Of a `part`, start and stop, only the samples in it are yielded, the same as in the whole. Memory is
    flat.
    """
    from_here, until = part or (0, length)
    level = 10 ** (ceiling / 20)
    context = math.ceil(_CONTEXT_SECONDS * rate) + REACH

    def limit(start: int) -> Sound:
        stop = min(length, start + block)
        # Start at a whole step, so that the gain does not depend on the blocks.
        first, last = max(0, start - context) // _STEP * _STEP, min(length, stop + context)
        samples = read(first, last) * np.float32(gain)
        places, heights = _peaks(samples, level)
        if len(places):
            gains = _gain_by_sample(len(samples), places, heights / np.float32(level), rate)
            # The same gain for both channels: the middle stays in the middle.
            samples *= gains if samples.ndim == 1 else gains[:, None]
        return samples[max(start, from_here) - first : min(stop, until) - first]

    # The same blocks for a part as for the whole: sums of floats depend on where they begin.
    yield from ahead(limit, range(from_here // block * block, min(until, length), block))


def _peaks(samples: Sound, level: float) -> tuple[NDArray[np.intp], Sound]:
    """The peaks above `level` in any channel, as from `true_peaks_above`."""
    if samples.ndim == 1:
        return true_peaks_above(samples, level)
    found = [true_peaks_above(column, level) for column in columns(samples)]
    return np.concatenate([places for places, _ in found]), np.concatenate([heights for _, heights in found])


def _gain_by_sample(length: int, places: NDArray[np.intp], over: Sound, rate: Hertz) -> Sound:
    """Gain at each of `length` samples; `over` is the factor by which each peak exceeds the ceiling."""
    exceeding = np.ones(length // _STEP + 3, np.float32)
    # A peak between two samples needs both turned down: the steps before, between and after them.
    for step in range(2):
        np.maximum.at(exceeding, places // _STEP + step, over)
    np.maximum.at(exceeding, (places + 1) // _STEP + 1, over)
    gains = gain_curve(exceeding, rate / _STEP)
    # Linear interpolation as one matrix product; the weights are exact.
    gone = np.arange(_STEP, dtype=np.float32) / np.float32(_STEP)
    lines: Sound = np.stack([gains[:-1], gains[1:]], axis=1) @ np.stack([1 - gone, gone])
    return lines.reshape(-1)[:length]


def gain_curve(exceeding: Sound, rate: float) -> Sound:
    """Gain of both stages at equally spaced places, `rate` a second.

    `exceeding` is the factor by which the level at each place exceeds the ceiling; 1 where it does not.
    """
    slow = _eased(np.minimum(1, np.float32(FAST_SHARE) / exceeding), SLOW_SECONDS * rate)
    fast = _eased(np.minimum(1, 1 / (exceeding * slow)), FAST_SECONDS * rate)
    return slow * fast


def _eased(needed: Sound, window: float) -> Sound:
    """A smooth gain that is nowhere above `needed`: the minimum over a window, averaged twice over half the window."""
    if needed.min(initial=1) >= 1:
        return needed
    half = max(1, round(window / 2))
    lowest: NDArray[np.floating] = _lowest_around(needed, 2 * half)
    for _ in range(2):
        lowest = _averaged(lowest, half)
    return lowest.astype(np.float32)


def _lowest_around(values: Sound, reach: int) -> Sound:
    """Minimum of the values up to `reach` before and after each, in doubling steps."""
    width = 2 * reach + 1
    padded = np.concatenate([np.ones(reach, np.float32), values, np.ones(reach, np.float32)])
    done = 1
    while done < width:
        step = min(done, width - done)
        padded = np.minimum(padded[:-step], padded[step:])
        done += step
    return padded


def _averaged(values: NDArray[np.floating], reach: int) -> NDArray[np.float64]:
    """Mean of the values up to `reach` before and after each; the end values are repeated beyond the ends."""
    # Same as np.pad, in a fifth of its time.
    sums = np.empty(len(values) + 2 * reach + 1)
    sums[: reach + 1] = values[0]
    sums[reach + 1 : reach + 1 + len(values)] = values
    sums[reach + 1 + len(values) :] = values[-1]
    np.cumsum(sums, out=sums)
    return (sums[2 * reach + 1 :] - sums[: -2 * reach - 1]) / (2 * reach + 1)

"""Resample: from one rate to another through a steep linear-phase filter; nothing folds back, nothing mirrors."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.units import Hertz, Samples
from bulletin.sound.decode import Sound

HALF_LENGTH = 32
"""Zero crossings of the windowed sinc on each side."""

KAISER_BETA = 10.0
CUT_OFF = 0.945
"""Where the filter is 6 dB down, as a part of the lower rate's Nyquist frequency.

Measured for 22,050, 24,000, 44,099 and 48,000 Hz → 44,100 Hz and for 16,000 → 48,000 Hz: level within 0.001 dB
up to 0.85 of that frequency, 0.13 dB down at 0.88, 0.66 dB at 0.90, and 94 dB down from 1.05 on. Images of tones
up to 0.85 stay below −105 dB; of a tone between 0.95 and 1 a weak image is left as far beyond 1.
"""

LARGEST_MATRIX = 1 << 19
"""Values in the matrix of a ratio that is filtered at its own phases; others are interpolated between phases."""

PHASES = 512
"""Of the interpolated filter: a straight line from one to the next misses the sinc by less than −106 dB."""

_SHORTEST_BLOCK = 48
_AT_ONCE = 1 << 19
"""Values taken in one go, so that memory stays flat."""


def resampled_length(length: int, rate: Hertz, to: Hertz) -> Samples:
    """How many samples `length` samples at `rate` become at `to`, rounded up."""
    ratio = Fraction(to, rate)
    return Samples(-(-length * ratio.numerator // ratio.denominator))


def resample(samples: Sound, rate: Hertz, to: Hertz) -> Sound:
    """`samples` at the rate `to`; exactly `resampled_length` of them.

    A windowed-sinc filter (Kaiser, β = 10, 64 zero crossings), linear phase, no delay. Ratios of small numbers,
    as all usual rates make, are filtered by a matrix product; odd ones (44,099 to 44,100) phase by phase.
    """
    if rate == to or not len(samples):
        return samples
    ratio = Fraction(to, rate)
    reach = _reach(ratio)
    count = resampled_length(len(samples), rate, to)
    times = max(1, _SHORTEST_BLOCK // max(ratio.numerator, ratio.denominator))
    up, down = ratio.numerator * times, ratio.denominator * times
    if up * (down + 2 * reach) <= LARGEST_MATRIX:
        return _by_matrix(samples, up, down, reach, count)
    return _by_phases(samples, ratio, reach, count)


def resampled(blocks: Iterable[Sound], rate: Hertz, to: Hertz) -> Iterator[Sound]:
    """Blocks of any length at the rate `to`, in flat memory: together the same samples as `resample` of the whole.

    One channel, or arrays of (samples, channels).
    """
    if rate == to:
        yield from blocks
        return
    ratio = Fraction(to, rate)
    # Stretches begin and end where a sample of one rate meets one of the other, with what the filter sees around.
    around = -(-_reach(ratio) // ratio.denominator) * ratio.denominator
    step = max(1, _AT_ONCE // 8 // ratio.denominator) * ratio.denominator
    waiting: Sound | None = None
    for block in blocks:
        if waiting is None:
            waiting = np.zeros((around, *block.shape[1:]), np.float32)
        waiting = np.concatenate([waiting, block])
        while len(waiting) >= step + 2 * around:
            yield _stretch(waiting[: step + 2 * around], around, ratio, step)
            waiting = waiting[step:]
    if waiting is not None and (rest := len(waiting) - around) > 0:
        padded = np.concatenate([waiting, np.zeros((around, *waiting.shape[1:]), np.float32)])
        yield _stretch(padded, around, ratio, rest)


def _stretch(samples: Sound, around: int, ratio: Fraction, length: int) -> Sound:
    """The middle `length` samples at the new rate, with `around` before and after them to look at."""
    skipped = around * ratio.numerator // ratio.denominator
    wanted = -(-length * ratio.numerator // ratio.denominator)
    rates = Hertz(ratio.denominator), Hertz(ratio.numerator)
    if samples.ndim == 1:
        return resample(samples, *rates)[skipped : skipped + wanted]
    columns = [
        resample(np.ascontiguousarray(column), *rates)[skipped : skipped + wanted] for column in samples.T
    ]
    return np.stack(columns, axis=1)


def _by_matrix(samples: Sound, up: int, down: int, reach: int, count: int) -> Sound:
    """Every `down` samples, with what the filter sees around them, times one matrix are `up` samples."""
    matrix = _matrix(up, down)
    width = len(matrix)
    blocks = -(-count // up)
    padded = np.zeros(blocks * down + width, np.float32)
    padded[reach : reach + len(samples)] = samples
    rows = np.lib.stride_tricks.sliding_window_view(padded, width)[::down]
    out = np.empty((blocks, up), np.float32)
    step = max(1, _AT_ONCE // width)
    for start in range(0, blocks, step):
        part = slice(start, min(blocks, start + step))
        np.matmul(np.ascontiguousarray(rows[part]), matrix, out=out[part])
    return out.reshape(-1)[:count]


def _by_phases(samples: Sound, ratio: Fraction, reach: int, count: int) -> Sound:
    """Each output from the two phases of the filter that its place lies between."""
    bank, rise = _phases(ratio)
    padded = np.concatenate([np.zeros(reach, np.float32), samples, np.zeros(reach + 2, np.float32)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, bank.shape[1])
    up, down = ratio.numerator, ratio.denominator
    out = np.empty(count, np.float32)
    step = max(1, _AT_ONCE // bank.shape[1])
    for start in range(0, count, step):
        # In whole numbers: hours in, a place is still exact.
        first, over = np.divmod(np.arange(start, min(count, start + step), dtype=np.int64) * down, up)
        phase, between = np.divmod(over * PHASES, up)
        rows = windows[first]
        out[start : start + step] = np.einsum("ij,ij->i", rows, bank[phase])
        out[start : start + step] += np.einsum("ij,ij->i", rows, rise[phase]) * (between / up)
    return out


def _reach(ratio: Fraction) -> int:
    """Input samples on each side that an output sample is made from."""
    return math.ceil(HALF_LENGTH / min(Fraction(1), ratio))


def _kernel(distance: NDArray[np.float64], reach: int, ratio: float) -> NDArray[np.float64]:
    """The filter's value for input samples this far from an output sample, in input samples."""
    cut_off = CUT_OFF * min(1.0, ratio)
    window = np.i0(KAISER_BETA * np.sqrt(np.clip(1 - (distance / reach) ** 2, 0, 1)))
    value: NDArray[np.float64] = np.sinc(cut_off * distance) * window * (np.abs(distance) < reach)
    return value


@lru_cache(maxsize=16)
def _matrix(up: int, down: int) -> NDArray[np.float32]:
    """One column for each of `up` outputs; one row for each of the `down` inputs and those around them."""
    reach = _reach(Fraction(up, down))
    first, over = np.divmod(np.arange(up) * down, up)
    offsets = np.arange(2 * reach + 1)
    values = _kernel(offsets - reach - (over / up)[:, None], reach, up / down)
    matrix = np.zeros((down + 2 * reach, up))
    matrix[first[:, None] + offsets, np.arange(up)[:, None]] = values / values.sum(axis=1, keepdims=True)
    return matrix.astype(np.float32)


@lru_cache(maxsize=4)
def _phases(ratio: Fraction) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The filter at each phase of a sample, a row each, and what is added on the way to the next."""
    reach = _reach(ratio)
    places = np.arange(PHASES + 1)[:, None] / PHASES
    values = _kernel(np.arange(2 * reach + 1) - reach - places, reach, float(ratio))
    bank = values / values.sum(axis=1, keepdims=True)
    return bank[:-1].astype(np.float32), np.diff(bank, axis=0).astype(np.float32)

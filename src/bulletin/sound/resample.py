"""Resample: from one rate to another through a steep linear-phase filter; nothing folds back, nothing mirrors."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.units import Hertz, Samples
from bulletin.sound.decode import Sound

HALF_LENGTH = 32
"""Zero crossings of the windowed sinc on each side: −100 dB beyond the transition band."""

KAISER_BETA = 10.0
PASS = 0.945
"""The pass band's end as a part of the lower Nyquist frequency."""


def resampled_length(length: int, rate: Hertz, to: Hertz) -> Samples:
    """How many samples `length` samples at `rate` become at `to`, rounded up."""
    ratio = Fraction(to, rate)
    return Samples(-(-length * ratio.numerator // ratio.denominator))


def resample(samples: Sound, rate: Hertz, to: Hertz) -> Sound:
    """`samples` at the rate `to`; exactly `resampled_length` of them.

    A polyphase windowed-sinc filter (Kaiser, β = 10, 64 zero crossings), linear phase, no delay.
    """
    if rate == to or not len(samples):
        return samples
    ratio = Fraction(to, rate)
    up, down = ratio.numerator, ratio.denominator
    bank = _bank(up, down)
    taps = bank.shape[1]
    reach = taps // 2
    count = resampled_length(len(samples), rate, to)
    padded = np.concatenate([np.zeros(reach, np.float32), samples, np.zeros(reach + 1, np.float32)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, taps)
    out = np.empty(count, np.float32)
    # Output n lies at input place n·down/up: all outputs of one phase lie `down` input samples apart.
    for phase in range(min(up, count)):
        places = np.arange(phase, count, up)
        first = phase * down // up
        rows = windows[first::down][: len(places)]
        out[phase::up] = rows @ bank[phase * down % up]
    return out


@lru_cache(maxsize=16)
def _bank(up: int, down: int) -> NDArray[np.float32]:
    """The filter's phases, `up` rows: row p interpolates p/up of a sample after the middle tap."""
    cutoff = PASS * min(1.0, up / down)
    reach = int(np.ceil(HALF_LENGTH / min(1.0, up / down)))
    taps = 2 * reach
    offsets = np.arange(taps) - reach
    bank = np.empty((up, taps), np.float32)
    for phase in range(up):
        distance = offsets - phase / up
        window = np.i0(KAISER_BETA * np.sqrt(np.clip(1 - (distance / reach) ** 2, 0, 1))) / np.i0(KAISER_BETA)
        row = cutoff * np.sinc(cutoff * distance) * window
        bank[phase] = row / row.sum()
    return bank

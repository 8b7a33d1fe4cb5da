"""Loudness: integrated loudness by ITU-R BS.1770-4, measured block by block in flat memory.

The two filters of the standard (a shelf and a high-pass) are given there as coefficients at 48 kHz; for other
rates they are derived from the same analogue prototypes (values as in the reference library libebur128).
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.units import Dbtp, Hertz, Lufs
from bulletin.sound.decode import Sound

ABSOLUTE_GATE = -70.0
"""LUFS; quieter blocks never count."""

RELATIVE_GATE = -10.0
"""LU below the loudness of what is above the absolute gate."""

SILENCE = Lufs(-99.0)
"""What is reported where nothing is above the absolute gate."""

HOPS_A_SECOND = 10
"""The standard's 400 ms blocks overlap by three quarters: energies are kept for each 100 ms."""

_ROW = 32
"""Samples filtered in one row of a matrix product."""

_Matrix = NDArray[np.float64]


class _Filter(NamedTuple):
    """The K-weighting filter for rows of samples: y = x·T + s·O, and the state after a row s' = s·A + x·R."""

    response: _Matrix
    observe: _Matrix
    advance: _Matrix
    drive: _Matrix


class Meter:
    """Measures one channel as it goes by. Feed it blocks of any length, then ask."""

    def __init__(self, rate: Hertz) -> None:
        self._rate = rate
        self._hop = rate // HOPS_A_SECOND
        self._filter = _k_weighting(rate)
        self._state = np.zeros(4)
        self._rest = np.zeros(0, np.float64)
        self._partial = 0.0
        self._partial_length = 0
        self._energies: list[float] = []

    def feed(self, samples: Sound) -> None:
        """Take in more samples."""
        block = np.concatenate([self._rest, samples])
        whole = len(block) // _ROW * _ROW
        self._rest = block[whole:]
        if whole:
            self._count(self._weigh(block[:whole].reshape(-1, _ROW)))

    def energies(self) -> list[float]:
        """The mean square of the weighted signal in each whole 100 ms so far. Closes the last row."""
        if len(self._rest):
            padded = np.zeros(_ROW)
            padded[: len(self._rest)] = self._rest
            self._count(self._weigh(padded[None, :])[: len(self._rest)])
            self._rest = np.zeros(0, np.float64)
        return self._energies

    def loudness(self) -> Lufs:
        """Integrated loudness of all that was fed."""
        energies = self.energies()
        if len(energies) < 4 and self._partial_length:
            # Shorter than one block: measured as if it were one.
            energies = [*energies, self._partial / self._partial_length]
        return integrated(energies)

    def _weigh(self, rows: _Matrix) -> _Matrix:
        response, observe, advance, drive = self._filter
        states = rows @ drive
        states[0] += self._state @ advance
        # Each row's state follows from the one before: summed in doubling steps, until what is left of
        # a state that far back is nothing.
        step, power = 1, advance
        while step < len(states) and np.abs(power).max() > 1e-13:
            states[step:] += states[:-step] @ power
            step, power = step * 2, power @ power
        before = np.vstack([self._state, states[:-1]])
        self._state = states[-1]
        weighted: _Matrix = rows @ response + before @ observe
        return weighted.reshape(-1)

    def _count(self, weighted: _Matrix) -> None:
        squares = weighted * weighted
        missing = self._hop - self._partial_length
        if len(squares) < missing:
            self._partial += float(squares.sum())
            self._partial_length += len(squares)
            return
        self._energies.append((self._partial + float(squares[:missing].sum())) / self._hop)
        squares = squares[missing:]
        hops = len(squares) // self._hop
        whole = squares[: hops * self._hop].reshape(hops, self._hop)
        self._energies.extend((whole.sum(axis=1) / self._hop).tolist())
        rest = squares[hops * self._hop :]
        self._partial, self._partial_length = float(rest.sum()), len(rest)


def integrated(energies: list[float]) -> Lufs:
    """Gated loudness from the mean squares of successive 100 ms (BS.1770-4, equations 3 to 7), one channel."""
    hops = np.asarray(energies)
    if not len(hops):
        return SILENCE
    blocks = np.convolve(hops, np.full(4, 0.25), mode="valid") if len(hops) >= 4 else hops.mean(keepdims=True)
    loud = blocks[blocks > _energy(ABSOLUTE_GATE)]
    if not len(loud):
        return SILENCE
    gate = _energy(_lufs(float(loud.mean())) + RELATIVE_GATE)
    return Lufs(_lufs(float(loud[loud > gate].mean())))


def _lufs(energy: float) -> float:
    return -0.691 + 10 * math.log10(max(energy, 1e-12))


def _energy(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))


@lru_cache(maxsize=8)
def _k_weighting(rate: Hertz) -> _Filter:
    shelf_b, shelf_a = _shelf(rate)
    high_b, high_a = _high_pass(rate)
    b, a = np.convolve(shelf_b, high_b), np.convolve(shelf_a, high_a)
    order = len(a) - 1
    # Transposed direct form II as row vectors: s' = s·A + x·d, y = s·c + b0·x.
    single = np.zeros((order, order))
    single[0] = -a[1:]
    single[np.arange(1, order), np.arange(order - 1)] = 1.0
    drive_one = b[1:] - a[1:] * b[0]
    observe_one = np.zeros(order)
    observe_one[0] = 1.0
    powers = [np.eye(order)]
    for _ in range(_ROW):
        powers.append(powers[-1] @ single)
    impulse = np.array([b[0], *((drive_one @ powers[k]) @ observe_one for k in range(_ROW - 1))])
    response = np.zeros((_ROW, _ROW))
    for k in range(_ROW):
        response[k, k:] = impulse[: _ROW - k]
    observe = np.stack([powers[k] @ observe_one for k in range(_ROW)], axis=1)
    drive = np.stack([drive_one @ powers[_ROW - 1 - k] for k in range(_ROW)])
    return _Filter(response, observe, powers[_ROW], drive)


def _shelf(rate: Hertz) -> tuple[_Matrix, _Matrix]:
    frequency, gain, quality = 1681.974450955533, 3.999843853973347, 0.7071752369554196
    k = math.tan(math.pi * frequency / rate)
    high = 10 ** (gain / 20)
    band = high**0.4996667741545416
    norm = 1 + k / quality + k * k
    b = np.array([high + band * k / quality + k * k, 2 * (k * k - high), high - band * k / quality + k * k])
    a = np.array([norm, 2 * (k * k - 1), 1 - k / quality + k * k])
    return b / norm, a / norm


def _high_pass(rate: Hertz) -> tuple[_Matrix, _Matrix]:
    frequency, quality = 38.13547087602444, 0.5003270373238773
    k = math.tan(math.pi * frequency / rate)
    norm = 1 + k / quality + k * k
    return np.array([1.0, -2.0, 1.0]), np.array([norm, 2 * (k * k - 1), 1 - k / quality + k * k]) / norm


def decibels(amplitude: float) -> float:
    """20·log10 of an amplitude; −120 for nothing."""
    return 20 * math.log10(max(amplitude, 1e-6))


def dbtp(amplitude: float) -> Dbtp:
    """A true peak's amplitude in dBTP."""
    return Dbtp(decibels(amplitude))

"""Loudness: integrated loudness by ITU-R BS.1770-4, measured block by block in flat memory.

The standard gives the coefficients of its two filters (a shelf and a high-pass) for 48 kHz. For other rates they are
derived from the same analogue prototypes (values as in libebur128), with their gain at 48 kHz. libebur128 and ffmpeg
keep the high-pass's numerator at 1, -2, 1 instead, and so read sound at 16 kHz 0.09 LU higher than the same sound at
48 kHz, at 22.05 kHz 0.05 LU.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.units import Dbtp, Hertz, Lufs
from bulletin.sound.decode import Sound

ABSOLUTE_GATE = -70.0
"""LUFS; quieter blocks do not count."""

RELATIVE_GATE = -10.0
"""LU below the loudness of the blocks above the absolute gate."""

SILENCE = Lufs(-99.0)
"""Reported if nothing is above the absolute gate."""

HOPS_A_SECOND = 10
"""The standard's 400 ms blocks overlap by three quarters: energies are kept for each 100 ms."""

_ROW = 64
"""Samples filtered in one row of a matrix product."""

_AT_ONCE = 1 << 16
"""Samples filtered at a time: intermediate results stay in the processor's cache."""

_FORGOTTEN = 1e-13
"""Powers of the state matrix below this are left out."""

_Matrix = NDArray[np.float64]


class _Filter(NamedTuple):
    """The K-weighting filter for rows of samples: y = x·T + s·O, and the state after a row s' = s·A + x·R.

    Samples are filtered in single precision, which adds noise 130 dB below them; states are in double precision.
    """

    response: Sound
    observe: Sound
    drive: Sound
    powers: tuple[_Matrix, ...]
    """A to the power of 1, 2, 4, ... until it is below `_FORGOTTEN`."""


class Meter:
    """Loudness meter for one channel, fed with blocks of any length.

    Keeps the energy of every `hop` samples; `loudness` needs hops of 100 ms, the default.
    """

    def __init__(self, rate: Hertz, hop: int = 0) -> None:
        self._hop = hop or rate // HOPS_A_SECOND
        self._filter = _k_weighting(rate)
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
            whole = len(block) // _ROW * _ROW
            self._rest = block[whole:].copy()
            if whole:
                self._count(self._weigh(block[:whole].reshape(-1, _ROW)))

    def energies(self) -> Sequence[float]:
        """Mean square of the weighted signal in each whole hop so far. Filters what is left of the last row: feed no more."""
        if len(self._rest):
            padded = np.zeros(_ROW, np.float32)
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


class _SecondOrder(NamedTuple):
    """A second-order filter as row vectors: s' = s·advance + x·drive, y = s·observe + x·direct."""

    advance: _Matrix
    drive: _Matrix
    observe: _Matrix
    direct: float


@lru_cache(maxsize=8)
def _k_weighting(rate: Hertz) -> _Filter:
    one = _after(_shelf(rate), _high_pass(rate))
    powers = [np.eye(len(one.drive))]
    for _ in range(_ROW):
        powers.append(powers[-1] @ one.advance)
    impulse = [one.direct, *(float(one.drive @ power @ one.observe) for power in powers[: _ROW - 1])]
    response = np.zeros((_ROW, _ROW))
    for k in range(_ROW):
        response[k, k:] = impulse[: _ROW - k]
    observe = np.stack([power @ one.observe for power in powers[:_ROW]], axis=1)
    drive = np.stack([one.drive @ power for power in powers[_ROW - 1 :: -1]])
    doubled = [powers[_ROW]]
    while np.abs(further := doubled[-1] @ doubled[-1]).max() > _FORGOTTEN:
        doubled.append(further)
    return _Filter(
        response.astype(np.float32), observe.astype(np.float32), drive.astype(np.float32), tuple(doubled)
    )


def _after(first: _SecondOrder, second: _SecondOrder) -> _SecondOrder:
    """Both filters in series."""
    advance = np.block(
        [[first.advance, np.outer(first.observe, second.drive)], [np.zeros((2, 2)), second.advance]]
    )
    return _SecondOrder(
        advance,
        np.concatenate([first.drive, first.direct * second.drive]),
        np.concatenate([first.observe * second.direct, second.observe]),
        first.direct * second.direct,
    )


def _shelf(rate: Hertz) -> _SecondOrder:
    frequency, gain, quality = 1681.974450955533, 3.999843853973347, 0.7071752369554196
    high = 10 ** (gain / 20)
    return _second_order(frequency, quality, rate, high, high**0.4996667741545416, 1.0)


_HIGH_PASS = (38.13547087602444, 0.5003270373238773)
"""Frequency and quality."""


def _high_pass(rate: Hertz) -> _SecondOrder:
    frequency, quality = _HIGH_PASS
    # The standard's numerator at 48 kHz, 1, -2, 1, is not the prototype's but this much above it.
    tangent = math.tan(math.pi * frequency / 48_000)
    return _second_order(frequency, quality, rate, 1 + tangent / quality + tangent**2, 0.0, 0.0)


def _second_order(
    frequency: float, quality: float, rate: Hertz, high: float, band: float, low: float
) -> _SecondOrder:
    """The bilinear transform of (high·s² + band·s/quality + low) / (s² + s/quality + 1), s = 1 at `frequency`.

    As two trapezoidal integrators: from 96 kHz on, the low poles lose precision in the direct form.
    """
    tangent, damping = math.tan(math.pi * frequency / rate), 1 / quality
    a1 = 1 / (1 + tangent * (tangent + damping))
    a2, a3 = tangent * a1, tangent * tangent * a1
    # Outputs of the two integrators, from their states and (the last element) from the input.
    first, second = np.array([a1, -a2, a2]), np.array([a2, 1 - a3, a3])
    output = (band - high) * damping * first + (low - high) * second
    advance = np.stack([2 * first[:2] - (1, 0), 2 * second[:2] - (0, 1)], axis=1)
    return _SecondOrder(advance, 2 * np.array([a2, a3]), output[:2], high + float(output[2]))


def decibels(amplitude: float) -> float:
    """20·log10 of an amplitude, at least −120."""
    return 20 * math.log10(max(amplitude, 1e-6))


def dbtp(amplitude: float) -> Dbtp:
    """A true peak's amplitude in dBTP."""
    return Dbtp(decibels(amplitude))

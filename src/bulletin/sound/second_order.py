"""Second order: the shelf and the high-pass of K-weighting, as second-order filters for any sample rate.

The standard gives the coefficients of its two filters for 48 kHz. For other rates they are derived from the same analogue
prototypes (values as in libebur128), with their gain at 48 kHz. libebur128 and ffmpeg keep the high-pass's numerator at
1, -2, 1 instead, and so read sound at 16 kHz 0.09 LU higher than the same sound at 48 kHz, at 22.05 kHz 0.05 LU.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.units import Hertz

Matrix = NDArray[np.float64]


class SecondOrder(NamedTuple):
    """A second-order filter as row vectors: s' = s·advance + x·drive, y = s·observe + x·direct."""

    advance: Matrix
    drive: Matrix
    observe: Matrix
    direct: float


def in_series(first: SecondOrder, second: SecondOrder) -> SecondOrder:
    """Both filters in series."""
    advance = np.block(
        [[first.advance, np.outer(first.observe, second.drive)], [np.zeros((2, 2)), second.advance]]
    )
    return SecondOrder(
        advance,
        np.concatenate([first.drive, first.direct * second.drive]),
        np.concatenate([first.observe * second.direct, second.observe]),
        first.direct * second.direct,
    )


def shelf(rate: Hertz) -> SecondOrder:
    """The first filter, a high shelf."""
    frequency, gain, quality = 1681.974450955533, 3.999843853973347, 0.7071752369554196
    high = 10 ** (gain / 20)
    return _second_order(frequency, quality, rate, high, high**0.4996667741545416, 1.0)


_HIGH_PASS = (38.13547087602444, 0.5003270373238773)
"""Frequency and quality."""


def high_pass(rate: Hertz) -> SecondOrder:
    """The second filter, a high-pass."""
    frequency, quality = _HIGH_PASS
    # The standard's numerator at 48 kHz, 1, -2, 1, is not the prototype's but this much above it.
    tangent = math.tan(math.pi * frequency / 48_000)
    return _second_order(frequency, quality, rate, 1 + tangent / quality + tangent**2, 0.0, 0.0)


def _second_order(
    frequency: float, quality: float, rate: Hertz, high: float, band: float, low: float
) -> SecondOrder:
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
    return SecondOrder(advance, 2 * np.array([a2, a3]), output[:2], high + float(output[2]))

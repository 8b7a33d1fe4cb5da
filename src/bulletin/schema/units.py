"""The units that numbers carry between rooms."""

from __future__ import annotations

from typing import NewType

Milliseconds = NewType("Milliseconds", int)
"""A length of time on the programme's clock, in thousandths of a second."""

Minutes = NewType("Minutes", int)
"""A length of time on a station's clock on the wall."""

Samples = NewType("Samples", int)
"""A length or a place in sound, counted in samples of one channel at the rate that goes with it."""

Hertz = NewType("Hertz", int)
"""Samples a second."""

Decibels = NewType("Decibels", float)
"""A ratio of amplitudes, 20·log10."""

Lufs = NewType("Lufs", float)
"""Loudness in LUFS (ITU-R BS.1770-4); differences of it are LU."""

Dbtp = NewType("Dbtp", float)
"""True peak in dB relative to full scale (ITU-R BS.1770-4, annex 2)."""

PROGRAMME_RATE = Hertz(44_100)
"""The rate at which every programme is mixed and its places are counted."""


def milliseconds_to_samples(time: Milliseconds, rate: Hertz = PROGRAMME_RATE) -> Samples:
    """The number of samples at `rate` that is nearest to `time`."""
    return Samples((time * rate + 500) // 1000)


def samples_to_seconds(length: Samples, rate: Hertz = PROGRAMME_RATE) -> float:
    """The time in seconds that `length` samples last at `rate`."""
    return length / rate

"""The units that numbers carry between rooms."""

from __future__ import annotations

from typing import NewType

Milliseconds = NewType("Milliseconds", int)
"""A duration in the programme, in thousandths of a second."""

Minutes = NewType("Minutes", int)
"""A duration of wall-clock time."""

Samples = NewType("Samples", int)
"""A length or position in sound, in samples of one channel, at the rate given beside it."""

Hertz = NewType("Hertz", int)
"""Samples a second."""

Decibels = NewType("Decibels", float)
"""A ratio of amplitudes, 20·log10."""

Lufs = NewType("Lufs", float)
"""Loudness in LUFS (ITU-R BS.1770-4); differences of it are LU."""

Dbtp = NewType("Dbtp", float)
"""True peak in dB relative to full scale (ITU-R BS.1770-4, annex 2)."""

PROGRAMME_RATE = Hertz(44_100)
"""The sample rate at which every programme is mixed; positions count in it."""


def milliseconds_to_samples(time: Milliseconds, rate: Hertz = PROGRAMME_RATE) -> Samples:
    """The duration in samples at `rate`, rounded to nearest."""
    return Samples((time * rate + 500) // 1000)


def samples_to_seconds(length: Samples, rate: Hertz = PROGRAMME_RATE) -> float:
    """The duration of `length` samples at `rate`, in seconds."""
    return length / rate

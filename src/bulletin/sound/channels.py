"""Channels: one channel ↔ two, and measurements over both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.episode import Loudness
from bulletin.schema.programme import Channels
from bulletin.schema.units import Hertz, Lufs
from bulletin.sound.ahead import prefetched
from bulletin.sound.decode import Sound
from bulletin.sound.loudness import dbtp, integrated
from bulletin.sound.meter import Meter
from bulletin.sound.peaks import PeakMeter

CENTRE = np.float32(0.5**0.5)
"""Factor from one channel to each of two. It keeps the loudness, which adds up the power of both."""


def columns(samples: Sound) -> list[Sound]:
    """The channels as contiguous arrays of shape (n,)."""
    return [samples] if samples.ndim == 1 else [np.ascontiguousarray(column) for column in samples.T]


def in_channels(samples: Sound, channels: Channels) -> Sound:
    """Convert to a number of channels: one is placed in the middle of two; two become their mean."""
    if samples.ndim == channels:
        return samples
    if channels == 1:
        mean: Sound = samples.mean(axis=1)
        return mean
    return np.repeat((samples * CENTRE)[:, None], 2, axis=1)


class LoudnessMeter:
    """Meter for blocks of one or two channels. Energies add up over the channels (BS.1770-4, equation 2)."""

    def __init__(self, rate: Hertz, hop: int = 0) -> None:
        self._rate = rate
        self._hop = hop
        self._meters: list[Meter] = []

    def feed(self, samples: Sound) -> None:
        """Add a block of shape (n,) or (n, 2)."""
        found = columns(samples)
        if not self._meters:
            self._meters = [Meter(self._rate, self._hop) for _ in found]
        for meter, column in zip(self._meters, found, strict=True):
            meter.feed(column)

    def energies(self) -> Sequence[float]:
        """Mean square of the weighted signal in each whole hop so far, summed over the channels."""
        return _together([meter.energies() for meter in self._meters])

    def take(self, *, last: bool = False) -> NDArray[np.float64]:
        """Energies of the whole hops since the last call; with `last`, close the last row first (see `Meter.energies`)."""
        if last:
            self.energies()
        together: NDArray[np.float64] = np.zeros(0)
        for number, meter in enumerate(self._meters):
            together = together + meter.take() if number else meter.take()
        return together

    def energies_to_gate(self) -> Sequence[float]:
        """Energies for integrated loudness (see `Meter.energies_to_gate`)."""
        return _together([meter.energies_to_gate() for meter in self._meters])

    def loudness(self) -> Lufs:
        """Integrated loudness of everything fed."""
        return integrated(self.energies_to_gate())


def _together(energies: list[Sequence[float]]) -> Sequence[float]:
    if len(energies) <= 1:
        return energies[0] if energies else []
    found: list[float] = np.sum(energies, axis=0).tolist()
    return found


def measure(rate: Hertz, blocks: Iterable[Sound]) -> Loudness:
    """Integrated loudness, and true peak of the higher channel, of sound in blocks, which another thread reads."""
    meter = LoudnessMeter(rate)
    peaks: list[PeakMeter] = []
    for block in prefetched(iter(blocks)):
        meter.feed(block)
        found = columns(block)
        peaks = peaks or [PeakMeter() for _ in found]
        for peak, column in zip(peaks, found, strict=True):
            peak.feed(column)
    highest = max((meter.peak for meter in peaks), default=0.0)
    return Loudness(integrated_lufs=meter.loudness(), true_peak_dbtp=dbtp(highest))

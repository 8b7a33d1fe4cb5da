"""Audition: measure everything about a finished file in one pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.units import Dbtp, Hertz, Lufs
from bulletin.sound.channel_peaks import ChannelPeaks
from bulletin.sound.decode import Sound
from bulletin.sound.loudness import dbtp, integrated
from bulletin.sound.meter import Meter
from bulletin.sound.outline import Outline
from bulletin.sound.short_term import Course, course, loudness_range
from bulletin.sound.silences import Silences

STEPS_A_SECOND = 20
"""The outline keeps the lowest and the highest sample of each 50 ms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audition:
    """What was measured. Times in seconds; levels by ITU-R BS.1770-4, over all channels."""

    rate: Hertz
    channels: int
    samples: int
    """Per channel."""
    integrated: Lufs
    short_term: Course
    """Loudness of the 3 s that end at each 100 ms, from the third second on."""
    loudness_range: float | None
    """LU, or None if there is too little to measure."""
    true_peak: Dbtp
    true_peak_at: float
    overs: tuple[tuple[float, Dbtp], ...]
    """Time and height of true peaks above the ceiling: the highest in each 100 ms."""
    silences: tuple[tuple[float, float], ...]
    """Start and end of each digital silence of a second or more."""
    clipped: int
    """Number of clipped runs (see `CLIPPED`), summed over the channels."""
    clipped_at: float | None
    """Time of the first of them."""
    lows: Sound
    """Lowest sample of each 50 ms; `highs` has the highest. Together, the outline of the wave."""
    highs: Sound
    bodies: Sound
    """RMS of each 50 ms."""

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.samples / self.rate


def audition(rate: Hertz, blocks: Iterable[NDArray[np.float32]], ceiling: Dbtp) -> Audition:
    """Measure blocks of samples of shape (n,) or (n, channels), full scale ±1.

    True peaks above `ceiling` (dBTP) are listed. Memory grows with the duration only by the results: energies, outline
    and lists. Passes on the exceptions of `blocks`.
    """
    meters: list[Meter] = []
    peaks: list[ChannelPeaks] = []
    rests = Silences(rate)
    outline = Outline(rate // STEPS_A_SECOND)
    count = 0
    for block in blocks:
        columns = block[:, None] if block.ndim == 1 else block
        if not meters:
            meters = [Meter(rate) for _ in range(columns.shape[1])]
            peaks = [ChannelPeaks(rate, 10 ** (ceiling / 20)) for _ in meters]
        for meter, peak, column in zip(meters, peaks, columns.T, strict=True):
            one = np.ascontiguousarray(column)
            meter.feed(one)
            peak.feed(one)
        rests.feed(columns)
        outline.feed(columns)
        count += len(columns)
    for peak in peaks:
        peak.close()
    energies = _together([np.asarray(meter.energies()) for meter in meters])
    # A single meter can measure less than one 400 ms block.
    loudness = meters[0].loudness() if len(meters) == 1 else integrated(energies)
    highest = max(peaks, key=lambda peak: peak.highest, default=ChannelPeaks(rate, 1.0))
    overs: dict[int, tuple[float, int]] = {}
    for peak in peaks:
        for tenth, over in peak.overs.items():
            overs[tenth] = max(overs.get(tenth, over), over)
    first = [peak.clipped_at for peak in peaks if peak.clipped]
    lows, highs, bodies = outline.closed()
    return Audition(
        rate=rate,
        channels=len(meters),
        samples=count,
        integrated=loudness,
        short_term=course(energies),
        loudness_range=loudness_range(energies),
        true_peak=dbtp(highest.highest),
        true_peak_at=highest.at / rate,
        overs=tuple((at / rate, dbtp(height)) for height, at in (overs[tenth] for tenth in sorted(overs))),
        silences=rests.closed(count),
        clipped=sum(peak.clipped for peak in peaks),
        clipped_at=min(first) / rate if first else None,
        lows=lows,
        highs=highs,
        bodies=bodies,
    )


def _together(channels: list[Course]) -> Course:
    """Energies summed over the channels: front channels have weight 1 (BS.1770-4, table 3)."""
    return np.sum(channels, axis=0) if channels else np.zeros(0)

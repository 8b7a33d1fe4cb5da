"""Audition: measure everything about a finished file in one pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.units import Dbtp, Hertz, Lufs
from bulletin.sound.decode import Sound
from bulletin.sound.loudness import HOPS_A_SECOND, Meter, dbtp, integrated
from bulletin.sound.peaks import REACH, true_peaks_above
from bulletin.sound.short_term import Course, course, loudness_range

QUIET = 4 / 32_768
"""Amplitude up to which sound is digital silence (-78 dBFS): 16-bit dither, also after an encoder."""

SHORTEST_SILENCE = 1.0
"""Seconds; shorter digital silences are not listed."""

FULL = 32_766 / 32_768
"""Samples of this amplitude or more are at full scale."""

CLIPPED = 3
"""Consecutive samples at full scale that count as clipping; one or two may be a peak."""

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
    peaks: list[_Peaks] = []
    rests = _Silences(rate)
    outline = _Outline(rate // STEPS_A_SECOND)
    count = 0
    for block in blocks:
        columns = block[:, None] if block.ndim == 1 else block
        if not meters:
            meters = [Meter(rate) for _ in range(columns.shape[1])]
            peaks = [_Peaks(rate, 10 ** (ceiling / 20)) for _ in meters]
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
    highest = max(peaks, key=lambda peak: peak.highest, default=_Peaks(rate, 1.0))
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


class _Peaks:
    """Of one channel: the highest true peak and its place, peaks above a level, and clipped runs."""

    def __init__(self, rate: Hertz, level: float) -> None:
        self._rate = rate
        self._level = level
        self._tail = np.zeros(2 * REACH, np.float32)
        # Place of the tail's first sample. Before the sound there is silence.
        self._at = -2 * REACH
        self._run = 0
        self.highest = 0.0
        self.at = 0
        self.overs: dict[int, tuple[float, int]] = {}
        """Tenth of a second → its highest peak above the level, and the place."""
        self.clipped = 0
        self.clipped_at = 0

    def feed(self, samples: Sound) -> None:
        """Add a block of samples."""
        self._find_runs(samples, self._at + len(self._tail))
        block = np.concatenate([self._tail, samples])
        places, heights = true_peaks_above(block, min(self._level, max(self.highest, 1e-6)))
        inside = (places >= REACH) & (places < len(block) - REACH)
        places, heights = places[inside], heights[inside]
        if len(heights) and heights.max() > self.highest:
            self.highest = float(heights.max())
            self.at = int(places[heights.argmax()]) + self._at
        above = heights > self._level
        self._keep_overs(places[above] + self._at, heights[above])
        self._tail = block[-2 * REACH :]
        self._at += len(block) - len(self._tail)

    def close(self) -> None:
        """Measure the last samples, with silence after them."""
        self.feed(np.zeros(REACH, np.float32))

    def _keep_overs(self, places: NDArray[np.intp], heights: Sound) -> None:
        order = np.argsort(-heights, kind="stable")
        # np.unique returns the first of equal tenths: the highest.
        tenths, chosen = np.unique(places[order] * HOPS_A_SECOND // self._rate, return_index=True)
        for tenth, index in zip(tenths.tolist(), order[chosen].tolist(), strict=True):
            over = float(heights[index]), int(places[index])
            self.overs[tenth] = max(self.overs.get(tenth, over), over)

    def _find_runs(self, samples: Sound, start: int) -> None:
        """Count the runs of samples at full scale, including runs across two blocks."""
        full = np.abs(samples) >= FULL
        if not full.any():
            self._run = 0
            return
        edges = np.flatnonzero(np.diff(np.concatenate([[False], full, [False]]).astype(np.int8)))
        for begin, end in edges.reshape(-1, 2).tolist():
            before = self._run if begin == 0 else 0
            if before < CLIPPED <= before + end - begin:
                self.clipped_at = self.clipped_at if self.clipped else start + begin - before
                self.clipped += 1
            self._run = before + end - begin
        if not full[-1]:
            self._run = 0


class _Silences:
    """Intervals in which no channel is above `QUIET`."""

    def __init__(self, rate: Hertz) -> None:
        self._rate = rate
        self._shortest = round(SHORTEST_SILENCE * rate)
        self._last = -1
        self._count = 0
        self._found: list[tuple[float, float]] = []

    def feed(self, columns: NDArray[np.float32]) -> None:
        """Add a block of samples, a column per channel."""
        # Channel by channel: numpy is slow along the short axis.
        heard = np.logical_or.reduce([np.abs(column) > QUIET for column in columns.T])
        loud = np.flatnonzero(heard) + self._count
        self._count += len(columns)
        if not len(loud):
            return
        edges = np.concatenate([[self._last], loud])
        for index in np.flatnonzero(np.diff(edges) > self._shortest).tolist():
            self._found.append(((int(edges[index]) + 1) / self._rate, int(edges[index + 1]) / self._rate))
        self._last = int(loud[-1])

    def closed(self, count: int) -> tuple[tuple[float, float], ...]:
        """All intervals found, with one at the end of the sound, if any."""
        if count - self._last > self._shortest:
            self._found.append(((self._last + 1) / self._rate, count / self._rate))
        return tuple(self._found)


class _Outline:
    """Lowest sample, highest sample and RMS of every step, over all channels."""

    def __init__(self, step: int) -> None:
        self._step = step
        self._rest: NDArray[np.float32] | None = None
        self._steps: list[Sound] = []

    def feed(self, columns: NDArray[np.float32]) -> None:
        """Add a block of samples, a column per channel."""
        block = columns if self._rest is None else np.concatenate([self._rest, columns])
        whole = len(block) // self._step * self._step
        self._keep(block[:whole].reshape(-1, self._step * block.shape[1]))
        self._rest = block[whole:]

    def closed(self) -> tuple[Sound, Sound, Sound]:
        """Arrays of lows, highs and RMS values; the last step may be shorter."""
        if self._rest is not None and len(self._rest):
            self._keep(self._rest.reshape(1, -1))
        self._rest = None
        lows, highs, bodies = np.concatenate([np.zeros((3, 0), np.float32), *self._steps], axis=1)
        return lows, highs, bodies

    def _keep(self, rows: NDArray[np.float32]) -> None:
        if len(rows):
            means = np.sqrt(np.mean(rows * rows, axis=1))
            self._steps.append(np.stack([rows.min(axis=1), rows.max(axis=1), means]).astype(np.float32))

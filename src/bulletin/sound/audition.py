"""Audition: a finished file listened to from end to end, once, and everything that is measured on the way."""

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
"""Digital silence: nothing above the dither of 16 bits and what an encoder makes of it (-78 dBFS)."""

SHORTEST_SILENCE = 1.0
"""Seconds of digital silence that are remembered."""

FULL = 32_766 / 32_768
"""A sample as high as this is at full scale."""

CLIPPED = 3
"""Samples at full scale, one after the other, that make a clipped place: one or two may be a peak."""

STEPS_A_SECOND = 20
"""The outline keeps the lowest and the highest sample of each 50 ms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audition:
    """What was heard. Times in seconds; levels after ITU-R BS.1770-4, of all channels together."""

    rate: Hertz
    channels: int
    samples: int
    """Of one channel."""
    integrated: Lufs
    short_term: Course
    """For each 100 ms, the loudness of the 3 s that end there; from the third second on."""
    loudness_range: float | None
    """LU; None where there is too little to measure."""
    true_peak: Dbtp
    true_peak_at: float
    overs: tuple[tuple[float, Dbtp], ...]
    """Where the true peak is above the ceiling: the highest within each 100 ms."""
    silences: tuple[tuple[float, float], ...]
    """Stretches of digital silence of a second and more: start and end."""
    clipped: int
    """Places where samples stand at full scale in a row, counted in each channel."""
    clipped_at: float | None
    """Where the first of them is."""
    lows: Sound
    """The lowest sample of each 50 ms, and `highs` the highest: the outline of the wave."""
    highs: Sound
    bodies: Sound
    """The root of the mean square of each 50 ms: what the ear hears of it."""

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.samples / self.rate


def audition(rate: Hertz, blocks: Iterable[NDArray[np.float32]], ceiling: Dbtp) -> Audition:
    """Listen to blocks of samples (full scale ±1; one channel, or a column for each), in memory that grows by the hour only.

    `ceiling` is the true peak in dBTP above which places are remembered. Raises what `blocks` raise.
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
    # One meter alone knows what to do with less than one block.
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
    """The energies of all channels added up: front channels have weight 1 (BS.1770-4, table 3)."""
    return np.sum(channels, axis=0) if channels else np.zeros(0)


class _Peaks:
    """The highest true peak of one channel and its place, the places above a level, and where it is clipped."""

    def __init__(self, rate: Hertz, level: float) -> None:
        self._rate = rate
        self._level = level
        self._tail = np.zeros(2 * REACH, np.float32)
        # The first sample of the tail; what is before the sound is silence.
        self._at = -2 * REACH
        self._row = 0
        self.highest = 0.0
        self.at = 0
        self.overs: dict[int, tuple[float, int]] = {}
        """By the tenth of a second: the highest, and its place."""
        self.clipped = 0
        self.clipped_at = 0

    def feed(self, samples: Sound) -> None:
        """Take in more samples."""
        self._find_rows(samples, self._at + len(self._tail))
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
        """Look at the end, after which nothing comes."""
        self.feed(np.zeros(REACH, np.float32))

    def _keep_overs(self, places: NDArray[np.intp], heights: Sound) -> None:
        order = np.argsort(-heights, kind="stable")
        # Of equal tenths the first is found: the highest.
        tenths, chosen = np.unique(places[order] * HOPS_A_SECOND // self._rate, return_index=True)
        for tenth, index in zip(tenths.tolist(), order[chosen].tolist(), strict=True):
            over = float(heights[index]), int(places[index])
            self.overs[tenth] = max(self.overs.get(tenth, over), over)

    def _find_rows(self, samples: Sound, start: int) -> None:
        """Remember the place of every row of samples at full scale, be it cut between two blocks."""
        full = np.abs(samples) >= FULL
        if not full.any():
            self._row = 0
            return
        edges = np.flatnonzero(np.diff(np.concatenate([[False], full, [False]]).astype(np.int8)))
        for begin, end in edges.reshape(-1, 2).tolist():
            before = self._row if begin == 0 else 0
            if before < CLIPPED <= before + end - begin:
                self.clipped_at = self.clipped_at if self.clipped else start + begin - before
                self.clipped += 1
            self._row = before + end - begin
        if not full[-1]:
            self._row = 0


class _Silences:
    """Stretches in which no channel holds anything above the dither."""

    def __init__(self, rate: Hertz) -> None:
        self._rate = rate
        self._shortest = round(SHORTEST_SILENCE * rate)
        self._last = -1
        self._count = 0
        self._found: list[tuple[float, float]] = []

    def feed(self, columns: NDArray[np.float32]) -> None:
        """Take in more samples, a column for each channel."""
        # Channel by channel: along the short side of an array numpy is slow.
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
        """All that were found, with the one at the end."""
        if count - self._last > self._shortest:
            self._found.append(((self._last + 1) / self._rate, count / self._rate))
        return tuple(self._found)


class _Outline:
    """The lowest and the highest sample of every step, over all channels, and the root of their mean square."""

    def __init__(self, step: int) -> None:
        self._step = step
        self._rest: NDArray[np.float32] | None = None
        self._steps: list[Sound] = []

    def feed(self, columns: NDArray[np.float32]) -> None:
        """Take in more samples, a column for each channel."""
        block = columns if self._rest is None else np.concatenate([self._rest, columns])
        whole = len(block) // self._step * self._step
        self._keep(block[:whole].reshape(-1, self._step * block.shape[1]))
        self._rest = block[whole:]

    def closed(self) -> tuple[Sound, Sound, Sound]:
        """All steps, the last one as short as it is."""
        if self._rest is not None and len(self._rest):
            self._keep(self._rest.reshape(1, -1))
        self._rest = None
        lows, highs, bodies = np.concatenate([np.zeros((3, 0), np.float32), *self._steps], axis=1)
        return lows, highs, bodies

    def _keep(self, rows: NDArray[np.float32]) -> None:
        if len(rows):
            means = np.sqrt(np.mean(rows * rows, axis=1))
            self._steps.append(np.stack([rows.min(axis=1), rows.max(axis=1), means]).astype(np.float32))

"""Stretch: time-stretch speech at its own pitch.

Waveform-similarity overlap-add (Verhelst and Roelands, ICASSP 1993), with as few joins as the change needs: where the
sound is similar to itself one lag later, that lag is left out or repeated with a crossfade. Between joins every sample
is the voice's own, so nothing is smeared and the pitch does not move. At 4 % there is a join about every quarter of a
second. A large change is made in several passes, so that joins never crowd.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from bulletin.schema.units import Hertz, Samples
from bulletin.sound.decode import Sound

SHORTEST_LAG_SECONDS = 0.0045
LONGEST_LAG_SECONDS = 0.0140
"""Range of lags tried: for any voice of 71 Hz or more it includes a whole number of periods."""

FADE_SECONDS = 0.010
"""Length of the crossfade at a join."""

SEARCHED_SECONDS = 0.4
"""The longest interval searched for one join."""

QUIET = 10 ** (-30 / 20)
"""Relative to the clip's loudest window: below this level any join is as good as another."""

MOST_AT_ONCE = 1.25
"""Factor of one pass: up to it each join has room, and a choice of places. More passes change the level more."""

LONGEST, SHORTEST = 1.5, 0.625
"""Factors on the length: beyond the slowest and the fastest rate, each with what a slot may change besides."""

_SEARCH_RATE = 5_500
"""Rate in Hz of the coarse search for a join, which is then refined to the sample."""

_STEP = 4
"""Samples at that rate from one place tried to the next."""


def stretched_length(length: int, rate: float) -> Samples:
    """How many samples `length` samples become at `rate` times the speed, rounded to the nearest."""
    return Samples(math.floor(length / rate + 0.5))


def stretch(samples: Sound, rate: Hertz, length: int) -> Sound:
    """Stretch `samples`, shape (n,), to exactly `length` samples at their pitch.

    Raises ValueError beyond `SHORTEST` and `LONGEST`. In each pass every moment stays within 25 ms of its place in an
    even stretch.
    """
    if not len(samples) * SHORTEST - 1 <= length <= len(samples) * LONGEST + 1:
        raise ValueError(f"{len(samples)} samples cannot be stretched to {length}")
    passes = _passes(len(samples), length)
    before = len(samples)
    for number in range(1, passes + 1):
        wanted = length if number == passes else round(before * (length / before) ** (number / passes))
        if wanted != len(samples):
            samples = _Stretching(samples, rate, wanted - len(samples)).result()
    return samples


def _passes(before: int, after: int) -> int:
    if not before or not after:
        return 1
    return max(1, math.ceil(abs(math.log(after / before)) / math.log(MOST_AT_ONCE) - 1e-9))


class _Stretching:
    """The stretching of one clip."""

    def __init__(self, samples: Sound, rate: Hertz, change: int) -> None:
        self._samples = samples
        self._rate = rate
        self._left = abs(change)
        self._removing = change < 0
        self._fade = max(1, min(round(FADE_SECONDS * rate), (len(samples) - self._left) // 2))
        self._coarseness = max(1, rate // _SEARCH_RATE)
        whole = len(samples) // self._coarseness * self._coarseness
        self._coarse = samples[:whole].reshape(-1, self._coarseness).mean(axis=1)
        self._floor = _loudest(samples, self._fade) * QUIET * QUIET
        self._parts: list[Sound] = []
        self._copied = 0

    def result(self) -> Sound:
        """The clip at its new length."""
        shortest, longest = (
            max(1, round(seconds * self._rate)) for seconds in (SHORTEST_LAG_SECONDS, LONGEST_LAG_SECONDS)
        )
        usual = (shortest + longest) // 2
        apart = len(self._samples) / self._left
        searched = round(SEARCHED_SECONDS * self._rate)
        done = reached = 0
        while self._left:
            last = self._left <= longest
            # The last join takes what is left; earlier ones take a lag that fits the voice, each where it is due.
            low, high = (self._left, self._left) if last else (shortest, min(longest, self._left - shortest))
            start, end = int(done * apart), len(self._samples) if last else int((done + usual) * apart)
            spare = 0 if last else max(0, end - start - searched) // 2
            place, lag = self._best(max(reached, start + spare), max(reached, end - spare), low, high)
            self._join(place, lag)
            self._left -= lag
            done += lag
            reached = self._copied if self._removing else place + lag + self._fade
        self._parts.append(self._samples[self._copied :])
        return np.concatenate(self._parts)

    def _best(self, start: int, end: int, low: int, high: int) -> tuple[int, int]:
        """The place between `start` and `end`, and the lag, at which the sound is most similar to itself."""
        last = min(end, len(self._samples)) - high - self._fade
        start = max(0, min(start, last))
        by = self._coarseness
        lags = slice(max(1, low // by), max(1, high // by) + 1)
        # Places are `_STEP` coarse samples apart, and the fade is a whole number of such steps.
        wide = max(1, self._fade // by // _STEP)
        first = -(-start // by)
        part = self._coarse[first : min(end, len(self._samples)) // by]
        steps = (len(part) - lags.stop + 1) // _STEP
        places = steps - wide + 1
        if places < 1:
            return start, low
        here = part[: steps * _STEP]
        there = sliding_window_view(part, len(here))[lags]
        unlike = _running(_energies(there - here), wide)
        around = _running(_energies(here[None, :]), wide) + _running(_energies(there), wide)
        quiet = self._floor * wide * _STEP + 1e-12
        cost = (unlike + quiet / 8) / (around + quiet)
        row, column = divmod(int(np.argmin(cost)), places)
        place = max(start, min((first + column * _STEP) * by, last))
        if low == high:
            return place, low
        return place, self._nearest(place, (lags.start + row) * by, low, high)

    def _nearest(self, place: int, about: int, low: int, high: int) -> int:
        """Refine a coarse lag to the sample."""
        lags = range(max(low, about - self._coarseness), min(high, about + self._coarseness) + 1)
        here = self._samples[place : place + self._fade]
        costs = [
            float(((self._samples[place + lag : place + lag + self._fade] - here) ** 2).sum()) for lag in lags
        ]
        return lags[int(np.argmin(costs))]

    def _join(self, place: int, lag: int) -> None:
        """Leave out or repeat the `lag` samples from `place` on."""
        earlier, later = (place, place + lag) if self._removing else (place + lag, place)
        rise = _rise(self._fade)
        going, coming = (
            self._samples[earlier : earlier + self._fade],
            self._samples[later : later + self._fade],
        )
        self._parts += [self._samples[self._copied : earlier], going + (coming - going) * rise]
        self._copied = later + self._fade


def _rise(length: int) -> Sound:
    return (0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / length)).astype(np.float32)


def _energies(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The energy of each step in each row."""
    steps = np.ascontiguousarray(rows).reshape(len(rows), -1, _STEP)
    energies: NDArray[np.float32] = np.einsum("ijk,ijk->ij", steps, steps)
    return energies


def _running(values: NDArray[np.float32], width: int) -> NDArray[np.float64]:
    """The running sum of `width` values in each row."""
    sums = np.cumsum(values, axis=1, dtype=np.float64)
    sums[:, width:] -= sums[:, :-width].copy()
    return sums[:, width - 1 :]


def _loudest(samples: Sound, width: int) -> float:
    """The mean square of the loudest window of `width` samples."""
    whole = len(samples) // width * width
    rows = samples[:whole].reshape(-1, width)
    return float((rows * rows).mean(axis=1).max(initial=0.0))

"""Speech: find where the voice begins and ends in a clip, and how loud it is."""

from __future__ import annotations

import numpy as np

from bulletin.schema.clip import SpeechFound
from bulletin.schema.units import Hertz, Samples
from bulletin.sound.decode import Sound
from bulletin.sound.meter import Meter

WINDOW_SECONDS = 0.005
BELOW_LOUDEST = 10 ** (-46 / 20)
"""Windows this far below the clip's loudest one are silence."""

FLOOR = 10 ** (-66 / 20)
"""Windows below this amplitude are silence too."""

KEEP_BEFORE_SECONDS = 0.012
KEEP_AFTER_SECONDS = 0.030
"""Kept on both sides of the speech: the breath of a plosive, the tail of a vowel."""


def find_speech(samples: Sound, rate: Hertz) -> SpeechFound:
    """Find the speech in `samples` of shape (n,). A clip without speech is taken whole.

    A change to what is found needs another `FOUND_BY`.
    """
    window = max(1, int(rate * WINDOW_SECONDS))
    count = len(samples) // window
    first, last = start, stop = 0, len(samples)
    if count:
        rows = samples[: count * window].reshape(count, window)
        levels = np.sqrt(np.einsum("ij,ij->i", rows, rows) / window)
        loud = np.flatnonzero(levels > max(FLOOR, float(levels.max()) * BELOW_LOUDEST))
        if len(loud):
            first, last = int(loud[0]) * window, (int(loud[-1]) + 1) * window
            start = max(0, first - int(rate * KEEP_BEFORE_SECONDS))
            stop = min(len(samples), last + int(rate * KEEP_AFTER_SECONDS))
    meter = Meter(rate)
    meter.feed(samples[start:stop])
    return SpeechFound(
        start=Samples(start),
        length=Samples(stop - start),
        before=Samples(first - start),
        after=Samples(stop - last),
        energies=tuple(meter.energies()),
    )

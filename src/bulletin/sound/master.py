"""Master: a programme on a reel → its samples at the target loudness, below the ceiling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bulletin.schema.programme import Channels
from bulletin.schema.units import PROGRAMME_RATE, Dbtp
from bulletin.sound.channels import measure as measure
from bulletin.sound.decode import Sound
from bulletin.sound.limiter import limited
from bulletin.sound.reel import Readable

CEILING = Dbtp(-1.0)
"""Highest true peak allowed in a finished file."""

CODEC_MARGIN = 0.5
"""dB by which the master stays below the ceiling: a lossy codec overshoots by 0.2 dB, of loud sound by more."""


@dataclass(frozen=True, slots=True)
class Master:
    """A reel's samples with `gain` (a factor) and no true peak above `ceiling`; read in blocks, some ahead, in threads."""

    reel: Readable
    gain: float
    ceiling: Dbtp

    @property
    def channels(self) -> Channels:
        """As the reel has them."""
        return self.reel.channels

    @property
    def length(self) -> int:
        """Samples of one channel."""
        return self.reel.length

    def __iter__(self) -> Iterator[Sound]:
        """All blocks, from the beginning."""
        return self.between(0, self.length)

    def between(self, start: int, stop: int) -> Iterator[Sound]:
        """The blocks of samples `start` to `stop` alone: to the bit the same as those of the whole are there."""
        if self.reel.is_silent(start, stop):
            shape = (stop - start,) if self.channels == 1 else (stop - start, self.channels)
            return iter([np.zeros(shape, np.float32)])
        return limited(
            self.reel.read, self.length, PROGRAMME_RATE, self.gain, self.ceiling, part=(start, stop)
        )

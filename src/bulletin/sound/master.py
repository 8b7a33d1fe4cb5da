"""Master: a programme on a reel → its samples at the target loudness, below the ceiling."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.schema.units import PROGRAMME_RATE, Dbtp
from bulletin.sound.channels import measure as measure
from bulletin.sound.decode import Sound
from bulletin.sound.limiter import limited
from bulletin.sound.reel import Reel

CEILING = Dbtp(-1.0)
"""Highest true peak allowed in a finished file."""

CODEC_MARGIN = 0.5
"""dB by which the master stays below the ceiling: a lossy codec overshoots by 0.2 dB, of loud sound by more."""


def master(reel: Reel, gain: float, ceiling: Dbtp) -> Iterator[Sound]:
    """Yield the reel's samples in blocks, with `gain` (a factor) and no true peak above `ceiling`."""
    return limited(reel.read, reel.length, PROGRAMME_RATE, gain, ceiling)

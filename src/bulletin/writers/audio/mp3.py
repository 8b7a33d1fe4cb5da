"""MP3: samples → a stream of constant or variable rate with an Info frame, so that every decoder gives the exact sample count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.formats import MP3_BIT_RATES
from bulletin.schema.mpeg import RATES
from bulletin.schema.units import Hertz
from bulletin.writers.audio.lame import Memory
from bulletin.writers.audio.mp3_sections import Rest, cuts_in, encode_sections
from bulletin.writers.audio.mp3_stream import Counts, Kind, expected, info_frame

BIT_RATE = 128


def write_mp3(
    blocks: Iterable[NDArray[np.float32]],
    rate: Hertz,
    path: Path,
    bit_rate: int = BIT_RATE,
    rests: Sequence[Rest] = (),
    variable: int | None = None,
    *,
    after: int = 0,
    foretold: int | None = None,
    tell: Callable[[int], None] | None = None,
    memory: Memory | None = None,
) -> int:
    """Encode samples of one channel, or of (samples, 2), full scale ±1, to `path`; returns how many there were.

    With `variable`, LAME's quality from 0 (best) to 9, the rate follows the sound and `bit_rate` is not used.
    In `rests`, where the samples are zero, the programme may be cut into sections that are encoded at once
    on several cores. The stream begins `after` so many bytes of the file, which stay.

    With `foretold`, the number of samples to come, a stream of constant rate can be read while it grows: its
    first frame says so from the beginning, the file has its full size, and `tell` is called, from this thread,
    with the number of samples that a decoder can read by now. Sections that `memory` recalls from an earlier file are
    taken from there. Raises ValueError for a rate or bit rate that MPEG-1 does not have; OSError where it cannot write.
    """
    if rate not in RATES or bit_rate not in MP3_BIT_RATES or variable not in (None, *range(10)):
        raise ValueError((rate, bit_rate, variable))
    coming = iter(blocks)
    head = next(coming, np.zeros(0, np.float32))
    kind = Kind(rate, bit_rate, variable, head.ndim)
    with path.open("r+b" if after else "wb") as file:
        file.seek(after)
        told = Counts() if foretold is None else expected(foretold, kind)
        first = info_frame(kind, told)
        file.write(first)
        file.truncate(after + len(first) + told.size)
        found = encode_sections(
            chain([head], coming), cuts_in(rests, rate), kind, file, tell or _nobody, memory or _Nothing()
        )
        file.truncate(after + len(first) + found.size)
        file.seek(after)
        file.write(info_frame(kind, found))
    return found.samples


def _nobody(samples: int) -> None:
    """Nobody wants to know how far the stream has grown."""


class _Nothing:
    """No file was there before, and nobody asks for the sections of this one."""

    empty = True

    def recall(self, digest: str) -> None:
        """Nothing."""

    def note(self, digest: str, size: int, became: str) -> None:
        """For nobody."""

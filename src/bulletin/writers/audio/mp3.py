"""MP3: samples → a stream of constant or variable rate with an Info frame, so that every decoder gives the exact sample count."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bulletin.containers.mpeg import RATES
from bulletin.schema.formats import MP3_BIT_RATES
from bulletin.schema.units import Hertz
from bulletin.writers.audio.mp3_slice import KnownSlices
from bulletin.writers.audio.mp3_slicing import PartReadable, Rest, cuts_in, encode_slices
from bulletin.writers.audio.mp3_stream import Counts, Kind, expected, info_frame

BIT_RATE = 128
"""kb/s by default."""


def write_mp3(
    blocks: Iterable[NDArray[np.float32]],
    rate: Hertz,
    path: Path,
    bit_rate: int = BIT_RATE,
    rests: Sequence[Rest] = (),
    variable: int | None = None,
    *,
    offset: int = 0,
    length: int | None = None,
    on_progress: Callable[[int], None] | None = None,
    known: KnownSlices | None = None,
    sections: Collection[int] = (),
) -> int:
    """Encode samples, (n,) or (n, 2), full scale ±1, to `path`; returns how many there were per channel.

    `variable` is LAME's quality of a variable rate, 0 (best) to 9; `bit_rate` (kb/s) is then not used. In `rests`, where
    all samples are zero, the programme may be cut into slices that are encoded at once on several cores. The stream
    begins at byte `offset` of the file, whose first bytes stay.

    `sections` are samples at which one begins, to be cut from what is before it.

    With `length`, the number of samples to come, a stream of constant rate can be read while it grows: its Info frame is
    right from the beginning, the file has its full size, and `on_progress` is called, from this thread, with the number
    of samples that a decoder can read by now. Slices that are `known` from an earlier file are taken from there; if `blocks`
    is `PartReadable`, those whose sound is known by what plays in them are not even read. Raises ValueError for a rate or bit rate that MPEG-1 does not have; OSError if it cannot write.
    """
    if rate not in RATES or bit_rate not in MP3_BIT_RATES or variable not in (None, *range(10)):
        raise ValueError((rate, bit_rate, variable))
    if isinstance(blocks, PartReadable):
        sound: Iterable[NDArray[np.float32]] = blocks
        channels = blocks.channels
    else:
        coming = iter(blocks)
        head = next(coming, np.zeros(0, np.float32))
        sound, channels = chain([head], coming), head.ndim
    kind = Kind(rate, bit_rate, variable, channels)
    with path.open("r+b" if offset else "wb") as file:
        file.seek(offset)
        planned = Counts() if length is None else expected(length, kind)
        first = info_frame(kind, planned)
        file.write(first)
        file.truncate(offset + len(first) + planned.size)
        found = encode_slices(
            sound,
            cuts_in(rests, rate, sections),
            kind,
            file,
            on_progress or (lambda _samples: None),
            known or _NoSlices(),
        )
        file.truncate(offset + len(first) + found.size)
        file.seek(offset)
        file.write(info_frame(kind, found))
    return found.samples


class _NoSlices:
    """No earlier file; the slices of this one are not noted."""

    empty = True

    def plays(self, start: int, stop: int) -> None:
        """Nothing is known of it."""

    def recall(self, digest: str) -> None:
        """None is known."""

    def note(self, digest: str, size: int, became: str, played: str) -> None:
        """Not kept."""

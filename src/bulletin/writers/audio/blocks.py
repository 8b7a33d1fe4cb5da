"""Blocks: the samples that writers get, in one or two channels, and the 16 bits that most formats hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Block = NDArray[np.float32]
"""Finished samples, full scale ±1, of shape (n,) or (n, channels)."""

SEED = 0x62756C6C
"""Of the dither, so that the same sound gives the same file."""

_AT_ONCE = 1 << 16
"""Most samples in a block handed on, so that memory stays flat."""


def shaped(blocks: Iterable[Block]) -> tuple[int, Iterator[Block]]:
    """The number of channels, and the sound in blocks of shape (n, channels). No block at all is one channel.

    Raises ValueError for more than two channels; the iterator raises it for a block of another number of channels.
    """
    rest = iter(blocks)
    first = next(rest, np.zeros(0, np.float32))
    channels = 1 if first.ndim == 1 else first.shape[1]
    if channels not in (1, 2):
        raise ValueError(first.shape)

    def agreeing() -> Iterator[Block]:
        for block in chain([first], rest):
            found = block.reshape(len(block), -1) if len(block) else np.zeros((0, channels), np.float32)
            if found.shape[1] != channels:
                raise ValueError(block.shape)
            for start in range(0, len(found), _AT_ONCE):
                yield found[start : start + _AT_ONCE]

    return channels, agreeing()


def in_16_bits(blocks: Iterable[Block]) -> Iterator[NDArray[np.int16]]:
    """The blocks as 16-bit samples, with triangular dither of ±1 step, clipped at full scale (1 is 32,768).

    Dither turns the rounding error into a steady hiss (half a step RMS, 96 dB below full scale); without it, a fade-out
    breaks up into a rattle. It is drawn sample by sample from PCG64 with a fixed seed, so the result does not change from
    run to run, nor with the size of the blocks.
    """
    bits = np.random.PCG64(SEED)
    for block in blocks:
        drawn = np.asarray(bits.random_raw(block.size), np.uint64)
        # The sum of two uniform distributions is a triangular one.
        halves = (drawn >> np.uint64(32)) + (drawn & np.uint64(0xFFFFFFFF))
        dither = halves.astype(np.float64) * 2.0**-32 - 1
        steps = block * np.float64(32768) + dither.reshape(block.shape)
        yield np.clip(np.rint(steps), -32768, 32767).astype("<i2")

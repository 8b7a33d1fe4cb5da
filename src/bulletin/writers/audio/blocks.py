"""Blocks: the samples that writers are given, one channel or several, and the 16 bits that most formats hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Block = NDArray[np.float32]
"""Finished samples, full scale ±1: one channel, or an array of (samples, channels)."""

SEED = 0x62756C6C
"""Of the dither: the same sound gives the same file."""

_AT_ONCE = 1 << 16
"""Samples handed on at one go: memory stays flat however large the blocks are that come in."""


def shaped(blocks: Iterable[Block]) -> tuple[int, Iterator[Block]]:
    """The number of channels, and the sound in arrays of (samples, channels). No block at all is one channel.

    Raises ValueError for more than two channels, at once or, as they come, for blocks that do not agree.
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

    Dither makes the error of rounding a steady hiss (half a step RMS, 96 dB below full scale) where a fade-out
    would otherwise break up into a rattle. It is drawn sample by sample from PCG64 with a fixed seed, so the
    result neither changes from run to run nor depends on how the sound is cut into blocks.
    """
    bits = np.random.PCG64(SEED)
    for block in blocks:
        drawn = np.asarray(bits.random_raw(block.size), np.uint64)
        # The sum of two even distributions is a triangular one.
        halves = (drawn >> np.uint64(32)) + (drawn & np.uint64(0xFFFFFFFF))
        dither = halves.astype(np.float64) * 2.0**-32 - 1
        steps = block * np.float64(32768) + dither.reshape(block.shape)
        yield np.clip(np.rint(steps), -32768, 32767).astype("<i2")

"""Resample: from one rate to another by soxr, with no delay and in flat memory. The home of soxr."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from bulletin.schema.units import Hertz, Samples
from bulletin.sound.decode import Sound

QUALITY = "HQ"
"""soxr's linear-phase filter of 20 bits.

Measured for 8,000 to 191,999 Hz → 44,100 Hz and 44,100 → 48,000 Hz, with frequencies as parts of the lower rate's
Nyquist frequency: level within 0.004 dB up to 0.85 and 0.01 dB up to 0.92, 3 dB down at 0.95. Images of any tone stay
below −130 dB, and of a tone from 1.002 on less than −125 dB is left.
"""

PORTION = 1 << 15
"""Samples given to soxr in one go. It buffers what it gets: larger portions take memory and are slower."""


def resampled_length(length: int, rate: Hertz, to: Hertz) -> Samples:
    """How many samples `length` samples at `rate` become at `to`, rounded up."""
    return Samples(-(-length * to // rate))


def resample(samples: Sound, rate: Hertz, to: Hertz) -> Sound:
    """`samples` at the rate `to`; exactly `resampled_length` of them.

    Shape (n,) or (n, channels). The first sample of both is at the same time; beyond its ends, sound is silence.
    """
    if rate == to or not len(samples):
        return samples
    whole = np.empty((resampled_length(len(samples), rate, to), *samples.shape[1:]), np.float32)
    at = 0
    for out in resampled([samples], rate, to):
        whole[at : at + len(out)] = out
        at += len(out)
    return whole


def resampled(blocks: Iterable[Sound], rate: Hertz, to: Hertz) -> Iterator[Sound]:
    """Blocks of any length at the rate `to`, in flat memory: together the same samples as `resample` of the whole.

    Blocks of shape (n,) or (n, channels); to the bit the same however the sound is cut into them.
    """
    if rate == to:
        yield from blocks
        return
    import soxr

    stream: soxr.ResampleStream | None = None
    read = written = 0
    for block in blocks:
        if stream is None:
            stream = soxr.ResampleStream(rate, to, 1 if block.ndim == 1 else block.shape[1], quality=QUALITY)
            # soxr rounds the length to the nearest sample; a little silence at the end makes enough to round up.
            silence = np.zeros((2 + 2 * rate // to, *block.shape[1:]), np.float32)
        read += len(block)
        for start in range(0, len(block), PORTION):
            out: Sound = stream.resample_chunk(np.ascontiguousarray(block[start : start + PORTION]))
            written += len(out)
            if len(out):
                yield out
    if stream is not None and read:
        yield stream.resample_chunk(silence, last=True)[: resampled_length(read, rate, to) - written]

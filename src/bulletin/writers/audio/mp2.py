"""MP2: samples → MPEG-1 layer II, which radio stations exchange, with an ID3 tag in front.

The format has no fields for delay and padding: the sound begins 481 samples late (10 ms at 48 kHz), and the last frame of
1,152 samples is filled up. Every decoder plays that, so players show a length that is as much too long.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import chain
from pathlib import Path

import numpy as np

from bulletin.containers.mpeg import RATES
from bulletin.schema.units import Hertz
from bulletin.writers.audio.blocks import Block, in_16_bits, shaped
from bulletin.writers.audio.facts import Facts
from bulletin.writers.audio.pyav import FLAG_BITEXACT, library
from bulletin.writers.audio.tags import tag_mp3

BIT_RATES = {
    1: (32, 48, 56, 64, 80, 96, 112, 128, 160, 192),
    2: (64, 96, 112, 128, 160, 192, 224, 256, 320, 384),
}
"""kb/s that layer II has, by the number of channels (ISO 11172-3, 2.4.2.3)."""

USUAL = {1: 192, 2: 256}
"""Default kb/s: what radio asks for in stereo, the most there is for one channel."""

DELAY = 481
"""Samples by which the decoded sound is late."""

_LAYOUTS = {1: "mono", 2: "stereo"}


def write_mp2(
    blocks: Iterable[Block], rate: Hertz, path: Path, facts: Facts | None = None, bit_rate: int | None = None
) -> int:
    """Encode samples (full scale ±1) to `path`; returns how many there were per channel.

    Raises EngineError (69) if PyAV is not installed; ValueError for a rate or bit rate (kb/s) that layer II does
    not have, more than two channels or no sound at all; OSError if it cannot write.
    """
    av = library("MP2")
    channels, sound = shaped(blocks)
    bit_rate = bit_rate or USUAL[channels]
    if rate not in RATES or bit_rate not in BIT_RATES[channels]:
        raise ValueError((rate, bit_rate))
    encoder = av.CodecContext.create("mp2", "w")
    encoder.sample_rate = rate
    encoder.layout = _LAYOUTS[channels]
    encoder.format = "s16"
    encoder.bit_rate = bit_rate * 1000
    encoder.time_base = Fraction(1, rate)
    encoder.flags |= FLAG_BITEXACT
    # The encoder holds back as many samples as it delays: silence pushes the end of the sound out.
    silence = np.zeros((DELAY, channels), np.int16)
    given = 0
    with path.open("wb") as file:
        for block in chain(in_16_bits(sound), [silence]):
            if not len(block):
                continue
            frame = av.AudioFrame.from_ndarray(block.reshape(1, -1), format="s16", layout=_LAYOUTS[channels])
            frame.sample_rate = rate
            frame.pts = given
            given += len(block)
            file.writelines(bytes(packet) for packet in encoder.encode(frame))
        file.writelines(bytes(packet) for packet in encoder.encode(None))
    count = given - DELAY
    if not count:
        raise ValueError(count)
    if facts is not None:
        # Radio's programs search for the first frame near the beginning, so no picture is put before it.
        tag_mp3(path, replace(facts, cover=None))
    return count

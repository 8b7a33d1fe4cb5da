"""FLAC: samples → 16 bits without loss in half the size of a WAV file, with comments, chapters and picture."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bulletin.schema.units import Hertz
from bulletin.writers.audio.blocks import Block, in_16_bits, shaped
from bulletin.writers.audio.comments import comment_flac
from bulletin.writers.audio.facts import Facts
from bulletin.writers.audio.libsndfile import Sink, encode


def write_flac(blocks: Iterable[Block], rate: Hertz, path: Path, facts: Facts | None = None) -> int:
    """Write samples (full scale ±1) to `path` with 16 bits and dither; returns how many there were per channel.

    The samples are the same as in a WAV file of the same sound. Raises ValueError for more than two channels, a picture
    over 16 MB or no sound at all; OSError if it cannot write.
    """
    channels, sound = shaped(blocks)
    with path.open("wb") as file:
        count = encode(in_16_bits(sound), rate, channels, Sink(file), format="FLAC", subtype="PCM_16")
    if not count:
        # libsndfile has left an empty file.
        raise ValueError(count)
    if facts is not None:
        comment_flac(path, facts)
    return count

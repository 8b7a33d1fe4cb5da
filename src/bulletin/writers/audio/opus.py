"""Opus: samples → an Ogg file of half an MP3's size, with comments, chapters and picture.

libsndfile encodes; `opus_pages` corrects its pages one by one.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bulletin.schema.units import Hertz
from bulletin.writers.audio.blocks import Block, shaped
from bulletin.writers.audio.comments import comment_header
from bulletin.writers.audio.facts import Facts
from bulletin.writers.audio.libsndfile import encode
from bulletin.writers.audio.opus_pages import CorrectedPages

BIT_RATES = {1: 64, 2: 96}
"""Default kb/s by the number of channels: speech with jingles, without artefacts."""

RATE = Hertz(48_000)
"""The codec's own rate, the only one that is written."""

_LOWEST, _HIGHEST = 6, 256
"""kb/s per channel at libsndfile's compression levels 1 and 0."""

_VENDOR = "libopus"
_TAGS = b"OpusTags"


def write_opus(
    blocks: Iterable[Block], rate: Hertz, path: Path, facts: Facts | None = None, bit_rate: int | None = None
) -> int:
    """Encode samples (full scale ±1) at 48 kHz to `path`; returns how many there were per channel.

    Decoders give exactly as many, as the file says how much the encoder put before and after them. Raises ValueError for
    another rate, more than two channels, a bit rate (kb/s) outside the codec's range, or no sound at all; OSError if it
    cannot write.
    """
    channels, sound = shaped(blocks)
    bit_rate = bit_rate or BIT_RATES[channels]
    if rate != RATE or not _LOWEST * channels <= bit_rate <= _HIGHEST * channels:
        raise ValueError((rate, bit_rate))
    compression = (_HIGHEST - bit_rate / channels) / (_HIGHEST - _LOWEST)
    header = None if facts is None else _TAGS + comment_header(_VENDOR, facts)
    with path.open("wb") as file:
        pages = CorrectedPages(file, header)
        encode(
            pages.filled(sound, channels),
            rate,
            channels,
            pages,
            format="OGG",
            subtype="OPUS",
            compression_level=compression,
        )
    if not pages.length:
        # libsndfile has left a file that no decoder opens.
        raise ValueError(pages.length)
    return pages.length

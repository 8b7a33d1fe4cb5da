"""Opus: samples → an Ogg file of half an MP3's size, with comments, chapters and picture.

Slices between silences are encoded several at once (`opus_slicing`, `opus_encoding`); `opus_pages` makes one stream of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from bulletin.schema.units import Hertz
from bulletin.writers.audio.blocks import Block, shaped
from bulletin.writers.audio.comments import comment_header
from bulletin.writers.audio.facts import Facts
from bulletin.writers.audio.opus_encoding import HIGHEST, LOWEST, RATE, encoder_here
from bulletin.writers.audio.opus_pages import PageWriter
from bulletin.writers.audio.opus_slicing import Rest, Settings, cuts_in, packets

BIT_RATES = {1: 64, 2: 96}
"""Default kb/s by the number of channels: speech with jingles, without artefacts."""

_VENDOR = "libopus"
_TAGS = b"OpusTags"
_NO_COMMENTS = len(_VENDOR).to_bytes(4, "little") + _VENDOR.encode() + bytes(4)


def write_opus(
    blocks: Iterable[Block],
    rate: Hertz,
    path: Path,
    facts: Facts | None = None,
    bit_rate: int | None = None,
    rests: Sequence[Rest] = (),
) -> int:
    """Encode samples (full scale ±1) at 48 kHz to `path`; returns how many there were per channel.

    Decoders give exactly as many, as the file says how much the encoder put before and after them. `rests` are the
    intervals of digital silence, in samples, at which it may be cut to be encoded on several cores. Raises ValueError for
    another rate, more than two channels, a bit rate (kb/s) outside the codec's range, or no sound at all; OSError if it
    cannot write.
    """
    channels, sound = shaped(blocks)
    bit_rate = bit_rate or BIT_RATES[channels]
    if rate != RATE or not LOWEST * channels <= bit_rate <= HIGHEST * channels:
        raise ValueError((rate, bit_rate))
    length = 0

    def counted() -> Iterator[Block]:
        nonlocal length
        for block in sound:
            length += len(block)
            yield block

    comments = _TAGS + (_NO_COMMENTS if facts is None else comment_header(_VENDOR, facts))
    settings = Settings(channels, bit_rate, encoder_here())
    with path.open("wb") as file, closing(packets(counted(), cuts_in(rests), settings)) as found:
        pages = PageWriter(file)
        head = next(found)
        pages.begin(head, comments)
        for packet in found:
            pages.add(packet)
        if not length:
            raise ValueError(length)
        pages.end(length + int.from_bytes(head[10:12], "little"))
    return length

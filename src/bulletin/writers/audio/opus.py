"""Opus: samples → an Ogg file of half an MP3's size, with comments, chapters and picture.

libsndfile encodes. Its pages are corrected here one by one, because it chooses the stream's serial number at random, does
not write our comments, and spoils the end of some files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import numpy as np

from bulletin.containers.ogg import LAST, Page, first_page, pages_of
from bulletin.schema.units import Hertz
from bulletin.writers.audio.blocks import Block, shaped
from bulletin.writers.audio.comments import comment_header
from bulletin.writers.audio.facts import Facts
from bulletin.writers.audio.libsndfile import Sink, encode

BIT_RATES = {1: 64, 2: 96}
"""Default kb/s by the number of channels: speech with jingles, without artefacts."""

RATE = Hertz(48_000)
"""The codec's own rate, the only one that is written."""

_LOWEST, _HIGHEST = 6, 256
"""kb/s per channel at libsndfile's compression levels 1 and 0."""

SERIAL = 0x62756C6C
"""The stream's serial number; a file has one stream."""

_VENDOR = "libopus"
_TAGS = b"OpusTags"
_FRAME = 960
"""Samples in one of libsndfile's packets: 20 ms."""


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
        pages = _Pages(file, header)
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


class _Pages(Sink):
    """Corrects an Ogg stream while it is written: its serial number, the packet of the comments, and its end.

    libsndfile (1.2.2) spoils up to half a frame at the end of the sound if the encoder's delay pushes it into another
    frame. So it gets whole frames, the last one filled up with silence, and the last page gets the right end.
    """

    def __init__(self, file: BinaryIO, header: bytes | None) -> None:
        super().__init__(file)
        self.length = 0
        self._header = header
        self._delay = 0
        self._waiting = bytearray()
        self._taken = 0
        self._number = 0

    def filled(self, sound: Iterable[Block], channels: int) -> Iterator[Block]:
        """The sound, counted, and the silence that fills up its last frame."""
        for block in sound:
            self.length += len(block)
            yield block
        if self.length:
            yield np.zeros((-(self.length + self._delay) % _FRAME, channels), np.float32)

    def put(self, data: bytes) -> None:
        """Take bytes from libsndfile, and write the pages that are whole."""
        self._waiting += data
        self._taken += len(data)
        while (page := first_page(self._waiting)) is not None:
            del self._waiting[: page.size]
            for corrected in self._corrected(page):
                super().put(corrected.to_bytes(SERIAL, self._number))
                self._number += 1

    def seek(self, *_: int) -> int:
        """Do nothing: libsndfile writes Ogg in order, and seeks only to get the length of the empty file."""
        return self._taken

    def tell(self) -> int:
        """The bytes that libsndfile has written."""
        return self._taken

    def _corrected(self, page: Page) -> list[Page]:
        if self._number == 0:
            self._delay = int.from_bytes(page.body[10:12], "little")
        if self._number == 1 and self._header is not None:
            # libsndfile's own comments are always one page; ours may be several.
            return pages_of(self._header)
        if page.flags & LAST:
            return [replace(page, granule=self.length + self._delay)]
        return [page]

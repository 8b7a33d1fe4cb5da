"""Opus: samples → half the size of an MP3, in an Ogg file with comments, chapters and picture.

libsndfile encodes. What it writes passes through here page by page, because it draws the stream's number by lot,
knows no comments of ours and spoils the end of some files.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np

from bulletin.schema.units import Hertz
from bulletin.writers.audio.blocks import Block, shaped
from bulletin.writers.audio.comments import comment_header
from bulletin.writers.audio.facts import Facts
from bulletin.writers.audio.libsndfile import Sink, encode

BIT_RATES = {1: 64, 2: 96}
"""kb/s that are taken where none is named, by the number of channels: speech with jingles, without artefacts."""

RATE = Hertz(48_000)
"""The codec's own rate, and the only one that is written."""

_LOWEST, _HIGHEST = 6, 256
"""kb/s a channel: what libsndfile's scale of compression from 1 to 0 means."""

SERIAL = 0x62756C6C
"""The number of the stream: one file has one stream."""

_VENDOR = "libopus"
_TAGS = b"OpusTags"
_HEADER = struct.Struct("<4sBBqIIIB")
_CONTINUED, _LAST = 1, 4
_MOST_SEGMENTS = 255
_FRAME = 960
"""Samples in a packet of libsndfile's: 20 ms."""


def write_opus(
    blocks: Iterable[Block], rate: Hertz, path: Path, facts: Facts | None = None, bit_rate: int | None = None
) -> int:
    """Encode samples (full scale ±1) at 48 kHz to `path`; returns how many there were a channel.

    Decoders give exactly as many: the file tells how much the encoder put before and after them. Raises
    ValueError for another rate, more than two channels, a bit rate (kb/s) beyond the codec's or no sound at all;
    OSError where it cannot write.
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
        # libsndfile leaves a file that no decoder opens.
        raise ValueError(pages.length)
    return pages.length


class _Pages(Sink):
    """Mends an Ogg stream as it is written: its serial number, the packet of the comments, and its end.

    libsndfile (1.2.2) spoils up to half a frame at the end of the sound where the encoder's delay pushes it into
    one frame more. So it is given whole frames, the last one filled with silence, and the place at which the sound
    ends is put right in the last page.
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
        """The sound, counted, and the silence that fills its last frame."""
        for block in sound:
            self.length += len(block)
            yield block
        if self.length:
            yield np.zeros((-(self.length + self._delay) % _FRAME, channels), np.float32)

    def put(self, data: bytes) -> None:
        """Take in what libsndfile writes, and write what pages are whole by now."""
        self._waiting += data
        self._taken += len(data)
        while (page := _first_page(self._waiting)) is not None:
            del self._waiting[: page.size]
            for mended in self._mended(page):
                super().put(mended.bytes_as(self._number))
                self._number += 1

    def seek(self, *_: int) -> int:
        """Nowhere: libsndfile writes Ogg from beginning to end, and asks how long the empty file is."""
        return self._taken

    def tell(self) -> int:
        """Where libsndfile takes itself to be."""
        return self._taken

    def _mended(self, page: _Page) -> list[_Page]:
        if self._number == 0:
            self._delay = int.from_bytes(page.body[10:12], "little")
        if self._number == 1 and self._header is not None:
            # libsndfile's own, always one page. Ours is as many as it takes.
            return _pages_of(self._header)
        if page.flags & _LAST:
            return [replace(page, granule=self.length + self._delay)]
        return [page]


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of an Ogg stream (RFC 3533, section 6), without its numbers."""

    flags: int
    granule: int
    segments: bytes
    body: bytes

    @property
    def size(self) -> int:
        """Bytes of the whole page."""
        return _HEADER.size + len(self.segments) + len(self.body)

    def bytes_as(self, number: int) -> bytes:
        """The page as it stands in the file, with the check sum over all of it."""
        head = [b"OggS", 0, self.flags, self.granule, SERIAL, number]
        rest = self.segments + self.body
        check = _crc32(_HEADER.pack(*head, 0, len(self.segments)) + rest)
        return _HEADER.pack(*head, check, len(self.segments)) + rest


def _first_page(data: bytearray) -> _Page | None:
    """The page at the beginning of `data`, if it is whole."""
    if len(data) < _HEADER.size:
        return None
    _, _, flags, granule, _, _, _, count = _HEADER.unpack_from(data)
    start = _HEADER.size + count
    segments = bytes(data[_HEADER.size : start])
    end = start + sum(segments)
    if len(segments) < count or len(data) < end:
        return None
    return _Page(flags, granule, segments, bytes(data[start:end]))


def _pages_of(packet: bytes) -> list[_Page]:
    """One packet of a header as pages of its own."""
    # A packet ends with a segment below 255 bytes, be it an empty one.
    lengths = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
    pages: list[_Page] = []
    start = 0
    for first in range(0, len(lengths), _MOST_SEGMENTS):
        segments = lengths[first : first + _MOST_SEGMENTS]
        body = packet[start : start + sum(segments)]
        start += len(body)
        # A page on which no packet ends has no place in time.
        granule = 0 if first + _MOST_SEGMENTS >= len(lengths) else -1
        pages.append(_Page(_CONTINUED if first else 0, granule, segments, body))
    return pages


_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def _crc32(data: bytes) -> int:
    """Ogg's check sum: polynomial 0x04C11DB7 from the highest bit down, beginning and ending plain.

    zlib's is the same one from the lowest bit up, turned over at both ends: mirrored, it does the work.
    """
    mirrored = zlib.crc32(data.translate(_MIRRORED), 0xFFFF_FFFF) ^ 0xFFFF_FFFF
    return int(f"{mirrored:032b}"[::-1], 2)

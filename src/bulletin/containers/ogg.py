"""Ogg: pages and their check sums (RFC 3533)."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import Final

CONTINUED, FIRST, LAST = 1, 2, 4
"""Flags of a page: its first packet began on the page before; it begins the stream; it ends it."""

LARGEST_PAGE: Final = 65_307
"""Bytes of the largest page: 27 of header, 255 segments of 255 bytes."""

_HEADER: Final = struct.Struct("<4sBBqIIIB")
_SIGN = b"OggS"
SIGN: Final = _SIGN + b"\0"
"""The first bytes of a page: the signature and the version."""

LARGEST_HEADER: Final = 27 + 255
"""Bytes of a page before its body, at most."""

MOST_SEGMENTS: Final = 255
"""Segments of a page."""

_FULL = 255
"""Bytes of a segment that is not the last of its packet."""


@dataclass(frozen=True, slots=True)
class PageHeader:
    """Where a page ends, without its body."""

    flags: int
    serial: int
    """The number of its stream."""
    segments: bytes
    """The sizes of the segments in its body."""

    @property
    def start(self) -> int:
        """Bytes before its body."""
        return _HEADER.size + len(self.segments)

    @property
    def size(self) -> int:
        """Bytes of the whole page."""
        return self.start + sum(self.segments)


def page_header(data: bytes) -> PageHeader | None:
    """The header of the page at the beginning of `data`; None if there is none, or not the whole of it."""
    if not data.startswith(SIGN) or len(data) < _HEADER.size:
        return None
    _, _, flags, _, serial, _, _, count = _HEADER.unpack_from(data)
    segments = data[_HEADER.size : _HEADER.size + count]
    return PageHeader(flags, serial, segments) if len(segments) == count else None


@dataclass(frozen=True, slots=True)
class Page:
    """A page without the numbers of its stream."""

    flags: int
    granule: int
    """The place in time at which its last whole packet ends; -1 if none ends on it."""
    segments: bytes
    """The sizes of the segments in `body`."""
    body: bytes

    @property
    def size(self) -> int:
        """Bytes of the whole page."""
        return _HEADER.size + len(self.segments) + len(self.body)

    def to_bytes(self, serial: int, number: int) -> bytes:
        """The bytes of the page in a file, as page `number` of the stream `serial`."""
        head = (_SIGN, 0, self.flags, self.granule, serial, number)
        rest = self.segments + self.body
        check = check_sum(_HEADER.pack(*head, 0, len(self.segments)) + rest)
        return _HEADER.pack(*head, check, len(self.segments)) + rest


def first_page(data: bytes | bytearray) -> Page | None:
    """The page at the beginning of `data`; None if it is not whole. Raises ValueError if no page begins there."""
    if not SIGN.startswith(data[:5]):
        raise ValueError(f"no Ogg page begins with {bytes(data[:5])!r}")
    if len(data) < _HEADER.size:
        return None
    _, _, flags, granule, _, _, _, count = _HEADER.unpack_from(data)
    start = _HEADER.size + count
    segments = bytes(data[_HEADER.size : start])
    end = start + sum(segments)
    if len(segments) < count or len(data) < end:
        return None
    return Page(flags, granule, segments, bytes(data[start:end]))


def last_page(end: bytes) -> Page | None:
    """The last page that begins in the last `LARGEST_PAGE` bytes of a file; None if there is none or it is cut off."""
    place = end.rfind(SIGN)
    return None if place < 0 else first_page(end[place:])


def segments_of(packet: bytes) -> bytes:
    """The sizes of a packet's segments. It ends with one below 255 bytes, even if that is empty."""
    return bytes([_FULL] * (len(packet) // _FULL) + [len(packet) % _FULL])


class Unpacked:
    """Takes the pages of one stream in their order, and gives the packets in them."""

    def __init__(self) -> None:
        self._open = b""

    def take(self, page: Page) -> list[bytes]:
        """The packets that end on this page."""
        found: list[bytes] = []
        place = 0
        for size in page.segments:
            self._open += page.body[place : place + size]
            place += size
            if size < _FULL:
                found.append(self._open)
                self._open = b""
        return found


def pages_of(packet: bytes) -> list[Page]:
    """One packet of a stream's header as pages of its own."""
    lengths = segments_of(packet)
    pages: list[Page] = []
    start = 0
    for first in range(0, len(lengths), MOST_SEGMENTS):
        segments = lengths[first : first + MOST_SEGMENTS]
        body = packet[start : start + sum(segments)]
        start += len(body)
        granule = 0 if first + MOST_SEGMENTS >= len(lengths) else -1
        pages.append(Page(CONTINUED if first else 0, granule, segments, body))
    return pages


_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def check_sum(data: bytes) -> int:
    """Ogg's CRC-32: polynomial 0x04C11DB7 from the highest bit down, initial value and final XOR 0.

    zlib's CRC has the same polynomial from the lowest bit up, inverted at both ends: with the bits of each byte and of
    the result mirrored, and both inversions undone, it gives the same.
    """
    mirrored = zlib.crc32(data.translate(_MIRRORED), 0xFFFF_FFFF) ^ 0xFFFF_FFFF
    return int(f"{mirrored:032b}"[::-1], 2)

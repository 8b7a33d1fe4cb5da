"""Opus pages: the packets of an Opus stream → the pages of an Ogg file (RFC 7845)."""

from __future__ import annotations

from typing import BinaryIO

from bulletin.containers.ogg import FIRST, LAST, MOST_SEGMENTS, Page, pages_of, segments_of
from bulletin.writers.audio.opus_encoding import FRAME

SERIAL = 0x62756C6C
"""The stream's serial number; a file has one stream."""

_PACKETS_A_PAGE = 50
"""A second of sound."""


class PageWriter:
    """Writes a stream's pages: header and comments first, then packets, then the end with its place in time."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._number = 0
        self._frames = 0
        self._packets: list[bytes] = []
        self._segments = b""

    def begin(self, head: bytes, comments: bytes) -> None:
        """Write the pages of the two headers."""
        self._write(Page(FIRST, 0, segments_of(head), head))
        for page in pages_of(comments):
            self._write(page)

    def add(self, packet: bytes) -> None:
        """Add a packet of one frame; writes a page when another one begins."""
        segments = segments_of(packet)
        if len(self._packets) == _PACKETS_A_PAGE or len(self._segments) + len(segments) > MOST_SEGMENTS:
            self._flush(0, self._frames * FRAME)
        self._packets.append(packet)
        self._segments += segments
        self._frames += 1

    def end(self, granule: int) -> None:
        """Write the last page, which ends at this sample of the decoder's output."""
        self._flush(LAST, granule)

    def _flush(self, flags: int, granule: int) -> None:
        self._write(Page(flags, granule, self._segments, b"".join(self._packets)))
        self._packets, self._segments = [], b""

    def _write(self, page: Page) -> None:
        self._file.write(page.to_bytes(SERIAL, self._number))
        self._number += 1

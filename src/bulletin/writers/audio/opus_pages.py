"""Opus pages: the Ogg stream that libsndfile writes → the same with our serial number, comments and exact end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

import numpy as np

from bulletin.containers.ogg import LAST, Page, first_page, pages_of
from bulletin.writers.audio.blocks import Block
from bulletin.writers.audio.libsndfile import Sink

SERIAL = 0x62756C6C
"""The stream's serial number; a file has one stream."""

_FRAME = 960
"""Samples in one of libsndfile's packets: 20 ms."""


class CorrectedPages(Sink):
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

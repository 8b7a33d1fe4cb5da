"""Window: the bytes of a file by their places, of which a part is in memory; and a part of a file as a file."""

from __future__ import annotations

import os
from typing import BinaryIO

_BLOCK = 1 << 20
"""Bytes read at once."""


class Window:
    """Random access to a file that is open for reading and can seek. Raises OSError where it cannot be read."""

    def __init__(self, file: BinaryIO | Span) -> None:
        self._file = file
        self._start = 0
        self._held = b""
        self._size = file.seek(0, 2)

    def __len__(self) -> int:
        return self._size

    def at(self, start: int, size: int) -> bytes:
        """`size` bytes from `start` on; fewer at the end of the file, none beyond it."""
        if start < self._start or start + size > self._start + len(self._held):
            if start >= self._size:
                return b""
            self._file.seek(start)
            self._start, self._held = start, self._file.read(max(size, _BLOCK))
        return self._held[start - self._start : start - self._start + size]

    def find(self, sought: bytes, start: int, stop: int) -> int:
        """The first place from `start` on, before `stop`, where `sought` begins; -1 if there is none."""
        while start < stop:
            near = self.at(start, min(_BLOCK, stop - start + len(sought) - 1))
            if len(near) < len(sought):
                return -1
            if (found := near.find(sought)) >= 0:
                return start + found
            start += len(near) - len(sought) + 1
        return -1


class Span:
    """The bytes from `start` to `stop` of a file as a file of its own, for reading. It has no name."""

    def __init__(self, file: BinaryIO, start: int, stop: int) -> None:
        self._file = file
        self._start = start
        self._place = 0
        self.size = stop - start
        self.read_up_to = 0
        """The end of the farthest bytes that were read."""

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none at the end."""
        left = max(0, self.size - self._place)
        self._file.seek(self._start + self._place)
        data = self._file.read(left if size < 0 else min(size, left))
        self._place += len(data)
        self.read_up_to = max(self.read_up_to, self._place)
        return data

    def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
        """Set the position; returns it."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self.size}[whence]
        self._place = max(0, base + place)
        return self._place

    def tell(self) -> int:
        """The position of the next byte."""
        return self._place

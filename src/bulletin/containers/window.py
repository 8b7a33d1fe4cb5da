"""Window: the bytes of a file by their places, of which a part is in memory."""

from __future__ import annotations

from typing import BinaryIO

_BLOCK = 1 << 20
"""Bytes read at once."""


class Window:
    """Random access to a file that is open for reading and can seek. Raises OSError where it cannot be read."""

    def __init__(self, file: BinaryIO) -> None:
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

"""Unpacking: a body that comes packed → its bytes, no more than so many of them. Pure."""

from __future__ import annotations

import zlib

_ENCODINGS = ("gzip", "x-gzip", "deflate")
_EITHER = zlib.MAX_WBITS | 32
"""gzip or zlib, told by the first bytes."""


class TooMuchError(Exception):
    """More bytes than may be."""


class Unpacking:
    """Takes a body block by block, and never holds more than `most` bytes of it, whatever it would become."""

    def __init__(self, encoding: str, most: int) -> None:
        """Raises ValueError for an encoding that was not asked for."""
        self._most = most
        self._unpacked = bytearray()
        encoding = encoding.strip().lower()
        if encoding not in ("", "identity", *_ENCODINGS):
            raise ValueError(encoding)
        self._packed = encoding in _ENCODINGS
        self._stream = zlib.decompressobj(_EITHER)
        self._begun = False

    def take(self, block: bytes) -> None:
        """Take the next bytes. Raises TooMuchError, and zlib.error if they cannot be unpacked."""
        if not self._packed:
            self._add(block)
            return
        while block:
            if self._stream.eof:
                # Another member follows; what is none is padding.
                if not block.startswith(b"\x1f\x8b"):
                    return
                self._stream = zlib.decompressobj(_EITHER)
            self._begun = True
            self._add(self._stream.decompress(block, self._most + 1 - len(self._unpacked)))
            block = self._stream.unconsumed_tail or self._stream.unused_data

    def whole(self) -> bytes:
        """All of it. Raises EOFError if the packed stream has no end."""
        if self._packed and self._begun and not self._stream.eof:
            raise EOFError
        return bytes(self._unpacked)

    def _add(self, found: bytes) -> None:
        self._unpacked += found
        if len(self._unpacked) > self._most:
            raise TooMuchError

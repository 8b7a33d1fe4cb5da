"""Ogg FLAC: a FLAC stream in Ogg pages → the same stream as a FLAC file ("Ogg FLAC mapping", RFC 9639, 10.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bulletin.containers import ogg
from bulletin.containers.window import Span, Window

_SIGN: Final = b"\x7fFLAC"
_BEFORE: Final = 9
"""Bytes of the first packet before FLAC's own signature: sign, version, number of header packets."""


def is_ogg_flac(file: Span) -> bool:
    """Whether the first page of an Ogg stream begins FLAC. Leaves the file at its beginning."""
    data = Window(file)
    page = ogg.page_header(data.at(0, ogg.LARGEST_HEADER))
    file.seek(0)
    return page is not None and data.at(page.start, len(_SIGN)) == _SIGN


def unwrapped(file: Span) -> Iterator[bytes]:
    """The bytes of the FLAC file in the first stream of an Ogg file, page by page. Raises OSError as the file does."""
    data = Window(file)
    place, serial = 0, None
    while (page := ogg.page_header(data.at(place, ogg.LARGEST_HEADER))) is not None:
        body = data.at(place + page.start, page.size - page.start)
        if serial is None:
            serial = page.serial
            body = body[_BEFORE:]
        if page.serial == serial:
            # Packets are the metadata blocks and frames as they are; where one ends does not matter.
            yield body
        place += page.size

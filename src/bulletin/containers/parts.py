"""Parts: where each sound file begins and ends in one that was joined of several (`cat a.mp3 b.mp3`).

Decoders play the first part, and report nothing. Chained Ogg streams (RFC 3533, 4) are parts, too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Final, Literal

from bulletin.containers import ogg, riff
from bulletin.containers.frames import frames_from, next_row
from bulletin.containers.kinds import BEGINNING, Container, container_of
from bulletin.containers.padding import end_of_padding, start_of_last_tags
from bulletin.containers.window import Span, Window
from bulletin.containers.xing import read_info

_FLAC_BEGINNINGS: Final = (b"fLaC\x00\x00\x00\x22", b"fLaC\x80\x00\x00\x22")
"""The signature and the header of the first metadata block: STREAMINFO, 34 bytes, perhaps the last (RFC 9639, 8.1)."""

_SOUND_CHUNKS: Final = (b"data", b"SSND")
_BOX: Final = 8
_LARGE_BOX: Final = 16


@dataclass(frozen=True, slots=True)
class Part:
    """One sound file in a file."""

    kind: Container
    start: int
    stop: int
    """The first byte after it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The sound files in a file, and what is neither sound nor padding."""

    found: tuple[Part, ...]
    """In their order; none if the file's kind is not known."""
    unexplained: int
    """Bytes behind the beginning of the first part that are in no part, no tag, and not zeros between them."""
    place: int
    """Where the first of them stands; 0 if there are none."""


def parts_of(file: BinaryIO) -> Parts:
    """Find the parts of a file. Reads all headers of frames, pages and chunks; raises OSError if it cannot.

    Zeros, tags and (before MPEG frames) up to 64 KiB of anything may stand before a part.
    """
    data = Window(file)
    found: list[Part] = []
    unexplained, first_unexplained = 0, 0
    place = _next_part(data, 0)
    while place < len(data):
        kind = container_of(data.at(place, BEGINNING))
        stop = place if kind is None else _STOPS[kind](file, data, place)
        if kind is not None and stop > place:
            found.append(Part(kind, place, stop))
            place = _next_part(data, stop)
            continue
        after = next_row(data, place + 1)
        if found:
            first_unexplained = first_unexplained or place
            unexplained += (after or len(data)) - place
        if after is None:
            break
        place = after
    return Parts(tuple(found), unexplained, first_unexplained)


def _next_part(data: Window, place: int) -> int:
    """The end of the padding at `place`. The size of an MP4 file's first box begins with zeros, which are no padding."""
    end = end_of_padding(data, place)
    boxes = range(max(place, end - 3), end)
    return next((box for box in boxes if container_of(data.at(box, BEGINNING)) == "mp4"), end)


def _mpeg(_: BinaryIO, data: Window, start: int) -> int:
    """Up to another Info frame, a frame of another rate or number of channels, or what is no frame."""
    stop, common = start, None
    for frame in frames_from(data, start):
        if common is None:
            common = frame.header.common
        elif frame.header.common != common or read_info(data.at(frame.start, frame.header.size)) is not None:
            break
        stop = frame.stop
    return min(stop, len(data))


def _flac(_: BinaryIO, data: Window, start: int) -> int:
    """Up to the next signature: the size of a FLAC frame is not known before it is decoded."""
    found = (data.find(beginning, start + 4, len(data)) for beginning in _FLAC_BEGINNINGS)
    return min((place for place in found if place >= 0), default=start_of_last_tags(data))


def _ogg(_: BinaryIO, data: Window, start: int) -> int:
    """Up to a page that begins a stream after pages that do not; lost pages are looked for."""
    stop = place = start
    begun = False
    while place < len(data):
        page = ogg.page_header(data.at(place, ogg.LARGEST_HEADER))
        if page is None:
            place = data.find(ogg.SIGN, place + 1, min(len(data), place + ogg.LARGEST_PAGE))
            if place < 0:
                break
            continue
        if page.flags & ogg.FIRST and begun:
            break
        begun = begun or not page.flags & ogg.FIRST
        stop = place = place + page.size
    return min(stop, len(data))


def _wave(file: BinaryIO, data: Window, start: int) -> int:
    return _chunks(file, data, start, "little")


def _aiff(file: BinaryIO, data: Window, start: int) -> int:
    return _chunks(file, data, start, "big")


def _chunks(file: BinaryIO, data: Window, start: int, order: Literal["little", "big"]) -> int:
    """Up to a chunk that is the first of another file, or what is no chunk."""
    stop = start + BEGINNING
    for number, chunk in enumerate(riff.chunks(Span(file, start, len(data)), order), 1):
        if not _is_name(chunk.name) or container_of(data.at(stop, BEGINNING)) is not None:
            break
        unknown = chunk.name == b"data" and chunk.size in riff.UNKNOWN
        end = start + chunk.start + chunk.size + chunk.size % 2
        if unknown or number == riff.MOST_CHUNKS:
            return len(data)
        if end > len(data) + 1 and chunk.name not in _SOUND_CHUNKS:
            break
        stop = end
    return min(stop, len(data))


def _mp4(_: BinaryIO, data: Window, start: int) -> int:
    """Up to the `ftyp` of another file, or what is no box (ISO/IEC 14496-12, 4.2)."""
    place = start
    while place < len(data):
        head = data.at(place, _LARGE_BOX)
        size, name = int.from_bytes(head[:4], "big"), head[4:_BOX]
        if size == 1:
            size = int.from_bytes(head[_BOX:], "big")
        elif size == 0:
            size = len(data) - place
        if not _is_name(name) or size < _BOX or (name == b"ftyp" and place > start):
            break
        place += size
    return min(place, len(data))


def _is_name(name: bytes) -> bool:
    """Whether these may name a chunk or a box; Apple's begin with ©."""
    return len(name) == 4 and name[1:].isascii() and name[1:].decode("ascii").isprintable()


_STOPS: Final[dict[Container, Callable[[BinaryIO, Window, int], int]]] = {
    "wave": _wave,
    "aiff": _aiff,
    "flac": _flac,
    "ogg": _ogg,
    "mp4": _mp4,
    "mpeg": _mpeg,
}
"""By kind: the first byte after the part that begins at a place; that place itself if none does."""

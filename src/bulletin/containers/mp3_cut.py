"""MP3 cut: pieces of an MP3 as frames of it, without encoding again.

Frames lean on those before them: on the overlap of the last one, and on up to 511 bytes of others (the bit reservoir). So a
piece begins three frames early, and its Info frame says how many samples of them players skip; it ends with the frame that
holds its last sample. More than three frames an Info frame cannot skip: below 80 kb/s, where frames are small, a piece
may begin with two frames of silence.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from bulletin.containers import id3
from bulletin.containers.mpeg import HEADER, KILOBITS, FrameHeader, frame_header
from bulletin.containers.window import Window
from bulletin.containers.xing import CONSTANT, VARIABLE, Info, read_info, seek_table, write_info

_EARLY: Final = 3
_DECODER_DELAY: Final = 529
"""Samples that every decoder of layer III gives before the first; players take them off along with the encoder's delay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mp3Piece:
    """A piece of an MP3: an Info frame, then the bytes from `start` to `stop` of the file."""

    info: bytes
    start: int
    stop: int


def cut_mp3(file: BinaryIO, times: Sequence[tuple[float, float]]) -> list[Mp3Piece]:
    """The pieces between these seconds from the start of the sound, in order.

    Raises ValueError for a file that does not begin with an Info frame, or is cut off; OSError if it cannot be read.
    """
    data = Window(file)
    first = id3.end_of_tags(data)
    head = data.at(first, HEADER)
    header = frame_header(head)
    info = read_info(data.at(first, header.size)) if header is not None else None
    if header is None or header.layer != 3 or info is None:
        raise ValueError("it has no Info frame")
    method = CONSTANT if b"Info" in data.at(first, header.size)[: header.side + 4] else VARIABLE
    places = _places(data, first + header.size, header)
    found: list[Mp3Piece] = []
    for begin, end in times:
        start = round(begin * header.rate) + info.delay + _DECODER_DELAY
        stop = round(end * header.rate) + info.delay + _DECODER_DELAY
        one = max(0, start // header.samples - _EARLY)
        other = min(len(places) - 1, -(-stop // header.samples))
        if other <= one:
            raise ValueError("it ends before")
        frames = other - one
        size = places[other] - places[one]
        delay = start - one * header.samples - _DECODER_DELAY
        padding = max(0, frames * header.samples - delay - (stop - start))
        inside = Info(frames=frames, size=size + header.size, delay=delay, padding=min(padding, 0xFFF))
        table = seek_table(
            [place - places[one] for place in places[one:other]], header.size, size + header.size
        )
        frame = write_info(head, inside, table, method=method, bit_rate=_bit_rate(head))
        found.append(Mp3Piece(info=frame, start=places[one], stop=places[other]))
    return found


def _places(data: Window, start: int, like: FrameHeader) -> array[int]:
    """The first byte of every whole frame from `start` on, and the byte after the last."""
    places = array("q", [start])
    place = start
    while True:
        header = frame_header(data.at(place, HEADER))
        if header is None or header.common != like.common or place + header.size > len(data):
            return places
        place += header.size
        places.append(place)


def _bit_rate(head: bytes) -> int:
    """The bit rate of a frame of MPEG-1 layer III in kb/s; 0 for other versions."""
    bits = int.from_bytes(head, "big")
    return KILOBITS[1, 3][(bits >> 12 & 15) - 1] if bits >> 19 & 3 == 3 else 0

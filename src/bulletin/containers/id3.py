"""ID3v2: the size of a tag, to skip it, the frames in it, and a tag of texts and chapters.

Layout: "ID3 tag version 2.3.0", 3.1 and 3.3, and "ID3 tag version 2.4.0 - Main Structure", 3.1 and 4. What the
frames mean is known to mutagen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bulletin.containers.window import Window

HEADER: Final = 10
"""Bytes of the header of a tag, of its footer, and of each frame in it."""

LARGEST: Final = (1 << 28) - 1
"""The largest synchsafe number of four bytes: the most bytes that a tag can hold."""

_FOOTER = 0x10
_TOP, _ORDERED = 2, 1
_NO_BYTES = b"\xff" * 4
"""In the place of a chapter's offset in bytes: it has none."""
_UNSYNCHRONISED, _EXTENDED = 0x80, 0x40


def synchsafe(number: int) -> bytes:
    """Write a number as four bytes of seven bits. Raises ValueError outside of 0 to `LARGEST`."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} does not fit 28 bits")
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def from_synchsafe(data: bytes) -> int:
    """Read bytes of seven bits each; their highest bits are ignored, as the standard asks."""
    number = 0
    for byte in data:
        number = number << 7 | byte & 0x7F
    return number


def tag_size(head: bytes) -> int:
    """Bytes of the whole tag that begins with these ten, header and footer included; 0 if none does."""
    if head[:3] != b"ID3" or len(head) < HEADER:
        return 0
    footer = HEADER if head[5] & _FOOTER else 0
    return HEADER + from_synchsafe(head[6:HEADER]) + footer


def end_of_tags(data: Window) -> int:
    """The place behind all tags at the beginning; beyond the end of `data` where the last one is cut off."""
    place = 0
    while size := tag_size(data.at(place, HEADER)):
        place += size
    return place


def split_frames(tag: bytes) -> list[bytes]:
    """The frames of a tag of version 2.3 or 2.4, each with its header, up to the padding.

    Raises ValueError if the tag or a frame is cut off, and for what is not supported: other versions,
    unsynchronisation and extended headers.
    """
    size = tag_size(tag[:HEADER])
    if not size or len(tag) < size:
        raise ValueError("no whole ID3 tag")
    version, flags = tag[3], tag[5]
    if version not in (3, 4) or flags & (_UNSYNCHRONISED | _EXTENDED):
        raise ValueError(f"ID3 version 2.{version} with flags {flags:#04x} is not supported")
    end = HEADER + from_synchsafe(tag[6:HEADER])
    frames: list[bytes] = []
    place = HEADER
    while place + HEADER <= end and tag[place]:
        length = tag[place + 4 : place + 8]
        stop = place + HEADER + (from_synchsafe(length) if version == 4 else int.from_bytes(length, "big"))
        if stop > end:
            raise ValueError(f"the ID3 frame at byte {place:,} is cut off")
        frames.append(tag[place:stop])
        place = stop
    return frames


def text_tag(texts: Mapping[str, str], chapters: Sequence[tuple[int, int, str]] = ()) -> bytes:
    """A tag of version 2.3 with these texts by the names of their frames, such as `TIT2`.

    `chapters` have beginning and end in milliseconds, and a title ("ID3v2 Chapter Frame Addendum", 1.0). Raises ValueError
    for more than 255 of them, which their list cannot count.
    """
    frames = [_text_frame(name, text) for name, text in texts.items()]
    if len(chapters) > 255:
        raise ValueError(f"{len(chapters)} chapters")
    names = [b"c%d\0" % number for number in range(len(chapters))]
    if chapters:
        frames.append(_frame("CTOC", b"toc\0" + bytes([_TOP | _ORDERED, len(names)]) + b"".join(names)))
    for name, (begin, end, title) in zip(names, chapters, strict=True):
        times = begin.to_bytes(4, "big") + end.to_bytes(4, "big") + _NO_BYTES * 2
        frames.append(_frame("CHAP", name + times + _text_frame("TIT2", title)))
    data = b"".join(frames)
    return b"ID3\3\0\0" + synchsafe(len(data)) + data


def _text_frame(name: str, text: str) -> bytes:
    return _frame(name, b"\1\xff\xfe" + text.encode("utf-16-le"))


def _frame(name: str, data: bytes) -> bytes:
    return name.encode("ascii") + len(data).to_bytes(4, "big") + bytes(2) + data

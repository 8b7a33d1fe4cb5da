"""A picture's size and colours, from its first bytes: what podcast directories ask of a cover."""

from __future__ import annotations

import struct
from dataclasses import dataclass

_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
"""JPEG's markers that are followed by the picture's size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a file says of itself."""

    suffix: str
    """.jpg or .png"""
    width: int
    height: int
    colours: int
    """Parts of a pixel's colour: 3 is RGB, 4 in a JPEG is print's CMYK."""


def picture_of(data: bytes) -> Picture | None:
    """What a JPEG or PNG says of itself; None for anything else, or if it is cut short."""
    if (
        data[:8] == b"\x89PNG\r\n\x1a\n"
        and data[12:16] == b"IHDR"
        and len(data) >= 33
        and data[-8:-4] == b"IEND"
    ):
        width, height, _, kind = struct.unpack(">IIBB", data[16:26])
        return Picture(suffix=".png", width=width, height=height, colours={0: 1, 4: 1}.get(kind, 3))
    if data[:2] != b"\xff\xd8" or b"\xff\xd9" not in data[-64:]:
        return None
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF or 0xD0 <= marker <= 0xD8 or marker == 0x01:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES:
            height, width, colours = struct.unpack(">HHB", data[at + 5 : at + 10])
            return Picture(suffix=".jpg", width=width, height=height, colours=colours)
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None

"""MPEG: the header of a frame of MP3 or MP2, as who writes, judges and checks such streams needs it. Pure.

Tables and header: ISO/IEC 11172-3, 2.4.1.3 and 2.4.2.3, and 13818-3, 2.4.2.3. The length of an ID3 tag: "ID3 tag
version 2.3.0", 3.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

KILOBITS: Final = {
    # By version 1 or 2 (2 is also 2.5) and layer.
    (1, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (1, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (2, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Bit rates in kb/s; the header counts them from 1."""

RATES: Final = (44_100, 48_000, 32_000)
"""Samples a second of version 1, as the header counts them; version 2 has half of them, 2.5 a quarter."""

HEADER = 4
"""Bytes of a header."""

LONG_FRAME = 1152
"""Samples of a frame; layer III of version 2 has half as many."""


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """What the header of a frame says."""

    layer: int
    rate: int
    """Samples a second."""
    samples: int
    """Samples of one channel that the frame decodes to."""
    size: int
    """Its bytes, header and all."""
    side: int
    """Bytes of header, check sum and side information (of layer III)."""
    likeness: int
    """The bits that all frames of a stream share."""


@lru_cache(maxsize=256)
def frame_header(head: bytes) -> FrameHeader | None:
    """What four bytes say, or None if they are no header. A stream has few different ones."""
    if len(head) < HEADER:
        return None
    bits = int.from_bytes(head, "big")
    version = {3: 1, 2: 2, 0: 2}.get(bits >> 19 & 3)
    layer = {1: 3, 2: 2}.get(bits >> 17 & 3)
    place, rates = bits >> 12 & 15, bits >> 10 & 3
    if bits >> 21 != 0x7FF or version is None or layer is None or place in (0, 15) or rates == 3:
        return None
    rate = RATES[rates] >> {3: 0, 2: 1, 0: 2}[bits >> 19 & 3]
    samples = LONG_FRAME // 2 if (version, layer) == (2, 3) else LONG_FRAME
    mono = bits >> 6 & 3 == 3
    side = {(1, True): 17, (1, False): 32, (2, True): 9, (2, False): 17}[version, mono]
    return FrameHeader(
        layer=layer,
        rate=rate,
        samples=samples,
        size=samples // 8 * KILOBITS[version, layer][place - 1] * 1000 // rate + (bits >> 9 & 1),
        side=HEADER + (0 if bits >> 16 & 1 else 2) + side,
        likeness=bits & 0xFFFE_0C00 | mono,
    )


def tag_size(head: bytes) -> int:
    """The bytes of the ID3 tag that begins with these ten; 0 if none does. Its length is written in sevens of bits."""
    if head[:3] != b"ID3" or len(head) < 10:
        return 0
    a, b, c, d = head[6:10]
    footer = 10 if head[5] & 0x10 else 0
    return 10 + (a << 21 | b << 14 | c << 7 | d) + footer

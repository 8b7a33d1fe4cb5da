"""MPEG audio: the header of an MP3 or MP2 frame, read and written.

Tables and header: ISO/IEC 11172-3, 2.4.1.3 and 2.4.2.3, and 13818-3, 2.4.2.3. Version 2.5 is Fraunhofer's extension
to lower rates.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

KILOBITS: Final = {
    (1, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (1, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (2, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Bit rates in kb/s by version (2 means 2.5 too) and layer; the header's index counts from 1."""

RATES: Final = (44_100, 48_000, 32_000)
"""Sampling rates of version 1 in Hz, in the order of the header's index; version 2 halves them, 2.5 quarters them."""

HEADER: Final = 4
"""Bytes of a header."""

FRAME: Final = 1152
"""Samples of a frame per channel; layer III of versions 2 and 2.5 has half as many."""

_SYNC = 0x7FF
_VERSIONS: Final = {3: 1, 2: 2, 0: 2}
_RATE_SHIFTS: Final = {3: 0, 2: 1, 0: 2}
_LAYERS: Final = {1: 3, 2: 2}
_MONO, _JOINT_STEREO = 3, 1
_SIDE: Final = {(1, True): 17, (1, False): 32, (2, True): 9, (2, False): 17}
"""Bytes of layer III's side information by version and whether there is one channel."""


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """What the header of a frame says."""

    layer: int
    """2 or 3."""
    rate: int
    """Sampling rate in Hz."""
    samples: int
    """Samples per channel in the frame."""
    size: int
    """Bytes of the whole frame."""
    crc: int
    """Bytes of the check sum behind the header: 0 or 2."""
    side: int
    """Bytes of header, check sum and (layer III's) side information."""
    common: int
    """The header's bits that all frames of a stream share: sync, version, layer, rate, and whether it is mono."""


@lru_cache(maxsize=256)
def frame_header(head: bytes) -> FrameHeader | None:
    """Parse the first four bytes of a frame; None if they are no header of layer II or III with a known bit rate."""
    if len(head) < HEADER:
        return None
    bits = int.from_bytes(head[:HEADER], "big")
    version, layer = _VERSIONS.get(bits >> 19 & 3), _LAYERS.get(bits >> 17 & 3)
    bit_rate, rate_index = bits >> 12 & 15, bits >> 10 & 3
    if bits >> 21 != _SYNC or version is None or layer is None or bit_rate in (0, 15) or rate_index == 3:
        return None
    rate = RATES[rate_index] >> _RATE_SHIFTS[bits >> 19 & 3]
    samples = FRAME // 2 if (version, layer) == (2, 3) else FRAME
    mono = bits >> 6 & 3 == _MONO
    crc = 0 if bits >> 16 & 1 else 2
    return FrameHeader(
        layer=layer,
        rate=rate,
        samples=samples,
        size=samples // 8 * KILOBITS[version, layer][bit_rate - 1] * 1000 // rate + (bits >> 9 & 1),
        crc=crc,
        side=HEADER + crc + _SIDE[version, mono],
        common=bits & 0xFFFE_0C00 | mono,
    )


def mp3_header(rate: int, bit_rate: int, channels: int) -> bytes:
    """The header of an MPEG-1 layer III frame without check sum and padding, two channels as joint stereo.

    Raises ValueError for a rate (Hz) or bit rate (kb/s) that MPEG-1 does not have.
    """
    mode = _MONO if channels == 1 else _JOINT_STEREO
    bit_rate_index = KILOBITS[1, 3].index(bit_rate) + 1
    bits = 0xFFFB_0000 | bit_rate_index << 12 | RATES.index(rate) << 10 | mode << 6
    return bits.to_bytes(HEADER, "big")

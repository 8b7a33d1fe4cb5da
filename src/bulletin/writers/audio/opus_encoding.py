"""Opus encoding: samples → the packets of a stream, by the faster of the two encoders that are here.

FFmpeg's libopus (PyAV, the extra `[formats]`) uses the processor's vector instructions: 95 seconds of speech in a second of
one core, where libsndfile's makes 37. Both encode at the same complexity (10), for music, at a variable rate that keeps to
its mean (the codec's default), and the files are of the same size.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

from bulletin.containers.ogg import Unpacked, first_page
from bulletin.schema.units import Hertz
from bulletin.writers.audio.blocks import Block
from bulletin.writers.audio.libsndfile import Sink, encode
from bulletin.writers.audio.pyav import FLAG_BITEXACT, found_library

RATE = Hertz(48_000)
"""The codec's own rate, the only one that is written."""

FRAME = 960
"""Samples in a packet: 20 ms."""

LOWEST, HIGHEST = 6, 256
"""kb/s per channel at libsndfile's compression levels 1 and 0."""

Fed = Callable[[Callable[[], int]], Iterator[Block]]
"""Gives the blocks to encode; gets a function that says how many samples the encoder puts before them.

Together they fill whole frames.
"""

Encoder = Callable[[Fed, int, float], tuple[bytes, list[bytes]]]
"""What is fed, its channels, kb/s → the stream's header (`OpusHead`) and its packets."""


@cache
def encoder_here() -> Encoder:
    """The fastest encoder that is installed; the same for every slice of a file."""
    library = found_library()
    return with_libsndfile if library is None or "libopus" not in library.codecs_available else with_pyav


def with_pyav(fed: Fed, channels: int, bit_rate: float) -> tuple[bytes, list[bytes]]:
    """Encode with FFmpeg's libopus. The last frame, which may be short, is filled with silence."""
    library = found_library()
    assert library is not None
    layout = {1: "mono", 2: "stereo"}[channels]
    context = library.CodecContext.create("libopus", "w")
    context.sample_rate, context.layout, context.format = RATE, layout, "flt"
    context.bit_rate, context.time_base = round(bit_rate * 1000), Fraction(1, RATE)
    context.flags |= FLAG_BITEXACT
    context.options = {
        "application": "audio",
        "frame_duration": "20",
        "vbr": "constrained",
        "compression_level": "10",
    }
    context.open()
    head = bytes(context.extradata)
    packets: list[bytes] = []
    for samples in _frames(fed(lambda: int.from_bytes(head[10:12], "little")), channels):
        frame = library.AudioFrame.from_ndarray(samples.reshape(1, -1), format="flt", layout=layout)
        frame.sample_rate = RATE
        packets += map(bytes, context.encode(frame))
    return head, packets


def with_libsndfile(fed: Fed, channels: int, bit_rate: float) -> tuple[bytes, list[bytes]]:
    """Encode with libsndfile, which is always there."""
    sink = _Packets()
    options: dict[str, Any] = {
        "format": "OGG",
        "subtype": "OPUS",
        "compression_level": (HIGHEST - bit_rate / channels) / (HIGHEST - LOWEST),
    }
    encode(fed(lambda: sink.delay), RATE, channels, sink, **options)
    # The first two packets are the header and the comments.
    return sink.packets[0], sink.packets[2:]


def _frames(blocks: Iterator[Block], channels: int) -> Iterator[Block]:
    held = np.zeros((0, channels), np.float32)
    for block in blocks:
        held = np.concatenate([held, block.reshape(-1, channels)]).astype(np.float32, copy=False)
        whole = len(held) // FRAME * FRAME
        yield from held[:whole].reshape(-1, FRAME, channels)
        held = held[whole:]
    if len(held):
        yield np.concatenate([held, np.zeros((FRAME - len(held), channels), np.float32)])


class _Packets(Sink):
    """Takes the Ogg stream that libsndfile writes apart."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO())
        self.packets: list[bytes] = []
        self._unpacked = Unpacked()
        self._waiting = bytearray()
        self._taken = 0

    @property
    def delay(self) -> int:
        """Samples that the encoder puts before the sound: the header's pre-skip."""
        return int.from_bytes(self.packets[0][10:12], "little")

    def put(self, data: bytes) -> None:
        """Take bytes from libsndfile."""
        self._waiting += data
        self._taken += len(data)
        while (page := first_page(self._waiting)) is not None:
            del self._waiting[: page.size]
            self.packets += self._unpacked.take(page)

    def seek(self, *_: int) -> int:
        """Do nothing: libsndfile writes Ogg in order, and seeks only to get the length of the empty file."""
        return self._taken

    def tell(self) -> int:
        """The bytes that libsndfile has written."""
        return self._taken

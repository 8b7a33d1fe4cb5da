"""LAME: encoders for the kinds of MP3 stream, and the key of their settings. The home of LAME."""

from __future__ import annotations

from functools import cache
from importlib import metadata
from typing import Protocol

from bulletin.containers.xing import VARIABLE
from bulletin.writers.audio.mp3_stream import Kind

QUALITY = 5
"""LAME's quality 5: full psychoacoustics with a faster noise shaping; 3 takes 7 % longer for speech, 2 more than twice as long."""

FEED = 1 << 15
"""Samples to encode at once: LAME slows down with more than 64 kB of them."""

SLICE_VERSION = 1
"""Version of how slices are encoded. Raise it with any change to the bytes that the same samples become."""


class Encoder(Protocol):
    """An encoder of one stream."""

    def encode(self, samples: bytes, /) -> bytes | bytearray:
        """Encode 16-bit samples, interleaved; returns the bytes that are ready."""

    def flush(self) -> bytes | bytearray:
        """End the stream; returns its last bytes."""


def encoder_of(kind: Kind) -> Encoder:
    """A new encoder for streams of this kind."""
    import lameenc

    encoder = lameenc.Encoder()
    if kind.variable is None:
        encoder.set_bit_rate(kind.bit_rate)
    else:
        encoder.set_vbr(VARIABLE)
        encoder.set_vbr_quality(kind.variable)
    encoder.set_in_sample_rate(kind.rate)
    encoder.set_out_sample_rate(kind.rate)
    encoder.set_channels(kind.channels)
    encoder.set_quality(QUALITY)
    encoder.silence()
    made: Encoder = encoder
    return made


def settings_key(kind: Kind) -> bytes:
    """What else than its samples decides the bytes of a slice: versions, quality, and the kind of stream."""
    rate = kind.bit_rate if kind.variable is None else f"V{kind.variable}"
    return f"{SLICE_VERSION} lameenc {_version()} {QUALITY} {kind.rate} {rate} {kind.channels}\n".encode()


@cache
def _version() -> str:
    """The version of the package with LAME; "" where there is no metadata, as in a frozen program."""
    try:
        return metadata.version("lameenc")
    except metadata.PackageNotFoundError:
        return ""

"""Joined: the parts of a sound file (see `containers.parts`), decoded one after another to one stream of samples."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, NamedTuple

import numpy as np

from bulletin.containers.ogg_flac import is_ogg_flac, unwrapped
from bulletin.containers.parts import Part, parts_of
from bulletin.containers.window import Span
from bulletin.schema.units import Hertz
from bulletin.sound.decode import Sound
from bulletin.sound.m4a import read_m4a
from bulletin.sound.quiet import quiet_libraries
from bulletin.sound.reading import BLOCK, one_channel
from bulletin.sound.resample import resampled

MOST_LEFT_OVER = 4_096
"""Bytes that may be neither sound nor tag nor padding: a frame that was cut off, and what some programs leave."""

MOST_UNREAD = 1 << 17
"""Bytes that may be left in a FLAC file when its last sample is read: tags, and what the decoder buffers."""

_UNKNOWN = (1 << 63) - 1
"""libsndfile's number of samples where a header does not say it."""

_IN_MEMORY = 1 << 23


class Header(NamedTuple):
    """What the header of a part says."""

    rate: Hertz
    channels: int
    frames: int
    """Samples per channel; 0 if that is not known."""


class LeftOverError(ValueError):
    """Part of a file would not be heard; with what, and where it stands."""


class Joined:
    """The parts of a file that is open for reading, as one stream: at their highest rate, in one or two channels."""

    def __init__(self, file: BinaryIO) -> None:
        """Open each part once. Raises LeftOverError, and as the decoders do."""
        self._file = file
        parts = parts_of(file)
        if parts.unexplained > MOST_LEFT_OVER:
            raise LeftOverError(
                f"{parts.unexplained:,} bytes from byte {parts.place:,} on are neither sound nor a tag"
            )
        self._parts: tuple[Part | None, ...] = parts.found or (None,)
        self.headers: list[Header] = []
        for part in self._parts:
            with ExitStack() as closing:
                self.headers.append(self._open(part, closing)[0])
        self.rate = max(header.rate for header in self.headers)
        self._stereo = any(header.channels == 2 for header in self.headers)

    def blocks(self) -> Iterator[Sound]:
        """The samples of all parts; of more than two channels, their mean. Raises as the constructor does."""
        for part, header in zip(self._parts, self.headers, strict=True):
            with ExitStack() as closing:
                _, found = self._open(part, closing)
                for block in resampled(found, header.rate, self.rate):
                    shaped = block if block.shape[1] == 2 else one_channel(block)
                    # A player gives the one channel to both loudspeakers.
                    yield np.stack([shaped, shaped], axis=1) if self._stereo and shaped.ndim == 1 else shaped

    def _open(self, part: Part | None, closing: ExitStack) -> tuple[Header, Iterator[Sound]]:
        """The header and the blocks of shape (n, channels) of one part; of the whole file, if it has no known parts."""
        size = self._file.seek(0, 2)
        span = Span(self._file, 0, size) if part is None else Span(self._file, part.start, part.stop)
        if part is not None and part.kind == "mp4":
            return _of_mp4(span, str(self._file.name))
        if part is not None and part.kind == "ogg" and is_ogg_flac(span):
            return _of_libsndfile(_as_flac(span, closing), closing)
        header, blocks = _of_libsndfile(span, closing)
        return header, _read_to_the_end(blocks, span) if part is not None and part.kind == "flac" else blocks


def _of_libsndfile(file: Span | IO[bytes], closing: ExitStack) -> tuple[Header, Iterator[Sound]]:
    import soundfile

    with quiet_libraries():
        opened = closing.enter_context(soundfile.SoundFile(file))

    def blocks() -> Iterator[Sound]:
        # soundfile's own `blocks` trusts the claimed length: of a file cut off, it returns uninitialised memory.
        while True:
            with quiet_libraries():
                block = opened.read(BLOCK, dtype="float32", always_2d=True)
            if not len(block):
                return
            yield block

    frames = opened.frames
    if frames == _UNKNOWN:
        # soundfile seeks after each read, which fails in a FLAC stream that does not say its length.
        opened.seekable = lambda: False
        frames = 0
    return Header(Hertz(opened.samplerate), opened.channels, frames), blocks()


def _of_mp4(span: Span, name: str) -> tuple[Header, Iterator[Sound]]:
    """The decoder's frames are short: many are joined to a block."""
    frames = read_m4a(span, name)
    rate, first = next(frames)

    def blocks() -> Iterator[Sound]:
        held: list[Sound] = [first]
        length = 0
        for _, block in frames:
            held.append(block)
            length += len(block)
            if length >= BLOCK:
                yield np.concatenate(held)
                held, length = [first], 0
        yield np.concatenate(held)

    return Header(rate, first.shape[1], 0), blocks()


def _as_flac(span: Span, closing: ExitStack) -> IO[bytes]:
    """A FLAC file of a FLAC stream in Ogg: libsndfile's decoder is often built without Ogg."""
    file: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  (`closing` closes it)
    closing.enter_context(file)
    file.writelines(unwrapped(span))
    file.seek(0)
    return file


def _read_to_the_end(blocks: Iterator[Sound], span: Span) -> Iterator[Sound]:
    """The blocks; LeftOverError if the decoder stops long before the end of the part."""
    yield from blocks
    left = span.size - span.read_up_to
    if left > MOST_UNREAD:
        raise LeftOverError(f"its sound ends {left:,} bytes before the file does")

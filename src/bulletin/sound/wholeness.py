"""Wholeness: whether a sound file is one, and ends where its header says. Decoders play what is there, and report nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import BinaryIO

from bulletin.containers import id3, ogg, riff
from bulletin.containers.kinds import BEGINNING, Container, container_of
from bulletin.containers.mpeg import HEADER, frame_header
from bulletin.containers.parts import Part, Parts, parts_of
from bulletin.containers.single import beside_the_sound
from bulletin.containers.window import Span, Window
from bulletin.containers.xing import read_info

LARGEST_ERROR = 4_096
"""Bytes that may be missing, but no more than one in a hundred: headers of old recorders claim a little too much."""


def is_cut(file: BinaryIO, known: Parts | None = None) -> bool:
    """Whether the end of a WAV, AIFF, Ogg or MP3 file, or of one joined to it, is missing, by its header.

    `known` are its parts, if they are. False where the header says nothing. Leaves the file at its beginning. A FLAC or MP4 file that is cut does not decode at all.
    """
    try:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        container = container_of(file.read(BEGINNING))
        parts = (parts_of(file) if known is None else known).found or (
            (Part(container, 0, size),) if container else ()
        )
        return any(
            part.kind in _CHECKS
            and _CHECKS[part.kind](Span(file, part.start, part.stop), part.stop - part.start)
            for part in parts
        )
    finally:
        file.seek(0)


def wrong_with(file: BinaryIO) -> str:
    """Why a file is not one whole sound, in words: more stands beside it, or its end is missing; empty if it is one."""
    # All frames of the file are walked once.
    parts = parts_of(file)
    return beside_the_sound(file, parts) or ("its end is missing" if is_cut(file, parts) else "")


def _wave(file: Span, size: int) -> bool:
    """By the size of the chunk `data`."""
    sound = next((chunk for chunk in riff.chunks(file) if chunk.name == b"data"), None)
    return sound is not None and sound.size not in riff.UNKNOWN and _lacks(sound.size, size - sound.start)


def _aiff(file: Span, size: int) -> bool:
    """By the size of the chunk `SSND`."""
    return any(
        chunk.name == b"SSND" and _lacks(chunk.size, size - chunk.start) for chunk in riff.chunks(file, "big")
    )


def _lacks(claimed: int, there: int) -> bool:
    return claimed - there > min(LARGEST_ERROR, claimed // 100)


def _ogg(file: Span, size: int) -> bool:
    """By the flag of the last page, and its length."""
    file.seek(max(0, size - ogg.LARGEST_PAGE))
    page = ogg.last_page(file.read())
    return page is None or not page.flags & ogg.LAST


def _mpeg(file: Span, size: int) -> bool:
    """By the count of bytes in an Info frame, counted from that frame's beginning."""
    data = Window(file)
    start = id3.end_of_tags(data)
    header = frame_header(data.at(start, HEADER))
    info = None if header is None else read_info(data.at(start, header.size))
    return info is not None and info.size is not None and _lacks(info.size, size - start)


_CHECKS: dict[Container, Callable[[Span, int], bool]] = {
    "wave": _wave,
    "aiff": _aiff,
    "ogg": _ogg,
    "mpeg": _mpeg,
}

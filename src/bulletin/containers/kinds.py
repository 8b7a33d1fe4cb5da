"""Kinds: which container a sound file is, by how it begins."""

from __future__ import annotations

from typing import Literal

BEGINNING = 12
"""Bytes of a file that `container_of` needs."""

Container = Literal["wave", "aiff", "flac", "ogg", "mp4", "mpeg"]


def container_of(beginning: bytes) -> Container | None:
    """The container of a file that begins with these `BEGINNING` bytes; None for anything else.

    MPEG has no signature: an ID3 tag or eleven set bits, which may be chance, count as `mpeg`.
    """
    if beginning[:4] in (b"RIFF", b"RF64", b"BW64") and beginning[8:12] == b"WAVE":
        return "wave"
    if beginning[:4] == b"FORM" and beginning[8:12] in (b"AIFF", b"AIFC"):
        return "aiff"
    if beginning[:4] == b"fLaC":
        return "flac"
    if beginning[:4] == b"OggS":
        return "ogg"
    if beginning[4:8] == b"ftyp":
        return "mp4"
    if beginning[:3] == b"ID3" or (beginning[:1] == b"\xff" and beginning[1:2] >= b"\xe0"):
        return "mpeg"
    return None

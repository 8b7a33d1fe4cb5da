"""Reading: what a finished file tells of itself, read back from it by the module that knows its format."""

from __future__ import annotations

from pathlib import Path

from bulletin.writers.audio.comments import read_flac, read_ogg
from bulletin.writers.audio.found import ReadBack
from bulletin.writers.audio.mp4 import read_m4a
from bulletin.writers.audio.riff import read_wave
from bulletin.writers.audio.tags import read_id3


def read_back(path: Path) -> ReadBack:
    """Read the tags of the file at `path`, by what it is and not by its name.

    Raises ValueError with what is wrong where there are tags that do not read; OSError if it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(12)
    if head[:4] in (b"RIFF", b"RF64") and head[8:] == b"WAVE":
        return read_wave(path)
    if head[:4] == b"fLaC":
        return read_flac(path)
    if head[:4] == b"OggS":
        return read_ogg(path)
    if head[4:8] == b"ftyp":
        return read_m4a(path)
    return read_id3(path)

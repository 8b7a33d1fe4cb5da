"""Reading: the tags of a finished file, read back by the module for its format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bulletin.containers.kinds import BEGINNING, Container, container_of
from bulletin.writers.audio.comments import read_flac, read_ogg
from bulletin.writers.audio.found import ReadBack
from bulletin.writers.audio.mp4 import read_m4a
from bulletin.writers.audio.tags import read_id3
from bulletin.writers.audio.wav_reading import read_wave

_READERS: dict[Container, Callable[[Path], ReadBack]] = {
    "wave": read_wave,
    "flac": read_flac,
    "ogg": read_ogg,
    "mp4": read_m4a,
}


def read_back(path: Path) -> ReadBack:
    """Read the tags of the file at `path`, by its bytes and not by its name.

    Raises ValueError with what is wrong if there are tags that cannot be read; OSError if the file cannot be read.
    """
    with path.open("rb") as file:
        container = container_of(file.read(BEGINNING))
    reader = read_id3 if container is None else _READERS.get(container, read_id3)
    return reader(path)

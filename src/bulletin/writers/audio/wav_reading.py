"""WAV reading: tags, chapters, levels and timers in the chunks of a WAV or RF64 file."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from pathlib import Path

from bulletin.containers import riff
from bulletin.writers.audio.broadcast_fields import (
    LEVELS,
    LEVELS_AT,
    NOT_MEASURED,
    TIMER,
    TIMERS,
    TIMERS_AT,
    VERSION_AT,
)
from bulletin.writers.audio.found import Mark, ReadBack, present

_FIELDS = {
    b"INAM": "title", b"IART": "station", b"IPRD": "programme", b"ICRD": "date", b"IGNR": "genre",
    b"ILNG": "language",
}  # fmt: skip

_CUE = struct.Struct("<I16xI")
"""The number of a cue point, and its sample."""

_LARGEST_CHUNK = 1 << 24
"""Bytes of a chunk that is read; a larger one is sound, or not written by us."""


def read_wave(path: Path) -> ReadBack:
    """Read the chunks of a WAV or RF64 file. Raises ValueError if one is cut off; OSError if it cannot be read."""
    chunks, rate = _chunks(path)
    fields: dict[str, str] = {}
    extra: dict[str, str] = {}
    cues = _Cues()
    levels: tuple[float | None, float | None] = (None, None)
    end: int | None = None
    broadcast = False
    for name, data in chunks:
        if name == b"bext" and len(data) >= LEVELS_AT + LEVELS.size:
            broadcast = True
            levels = _levels(data)
        elif name == b"cart" and len(data) >= TIMERS_AT + TIMERS * TIMER.size:
            broadcast = True
            end = _timers(data).get(b"AUDe")
        elif name == b"LIST" and data[:4] == b"INFO":
            _read_info(data[4:], fields, extra)
        elif name == b"cue " and len(data) >= 4:
            cues.read_places(data)
        elif name == b"LIST" and data[:4] == b"adtl":
            cues.read_titles(data[4:])
    if "DISCLOSURE" in extra:
        fields["disclosure"] = extra["DISCLOSURE"]
    return ReadBack(
        kind="riff" if chunks else "",
        fields=present(**fields),
        extra=extra,
        chapters=cues.chapters(rate) if rate else (),
        loudness=levels[0],
        true_peak=levels[1],
        ascii_only=broadcast,
        sound_end=end,
    )


def _chunks(path: Path) -> tuple[list[tuple[bytes, bytes]], int]:
    """Name and data of the chunks beside the sound and its format, and the sampling rate. Raises ValueError if one is cut off."""
    found: list[tuple[bytes, bytes]] = []
    rate = 0
    size_of_file = path.stat().st_size
    with path.open("rb") as file:
        for chunk in riff.chunks(file):
            if chunk.start + chunk.size > size_of_file:
                raise ValueError(f"the chunk {chunk.name.decode(errors='replace')!r} is cut off")
            if chunk.name == b"data" or chunk.size > _LARGEST_CHUNK:
                continue
            file.seek(chunk.start)
            data = file.read(chunk.size)
            if chunk.name == b"fmt " and chunk.size >= 8:
                rate = int.from_bytes(data[4:8], "little")
            elif chunk.name not in (b"ds64", b"JUNK"):
                found.append((chunk.name, data))
    return found, rate


def _read_info(data: bytes, fields: dict[str, str], extra: dict[str, str]) -> None:
    """Add what an INFO list holds to the fields and, from its comment, to the extra ones."""
    for name, value in riff.parts(data):
        text = value.rstrip(b"\0").decode(errors="replace")
        if name in _FIELDS:
            fields[_FIELDS[name]] = text
        elif name == b"ICMT":
            extra.update(_named(text))


@dataclass
class _Cues:
    """Cue points and their labels by number."""

    places: dict[int, int] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)

    def read_places(self, data: bytes) -> None:
        """Add the points of a `cue ` chunk; one that is cut off is left out."""
        self.places |= dict(_CUE.iter_unpack(data[4 : 4 + (len(data) - 4) // _CUE.size * _CUE.size]))

    def read_titles(self, data: bytes) -> None:
        """Add the labels of a list `adtl`."""
        for name, value in riff.parts(data):
            if name == b"labl" and len(value) >= 4:
                number = int.from_bytes(value[:4], "little")
                self.titles[number] = value[4:].rstrip(b"\0").decode(errors="replace")

    def chapters(self, rate: int) -> tuple[Mark, ...]:
        """A chapter for each point."""
        return tuple(
            Mark(start=place / rate, end=None, title=self.titles.get(number, ""))
            for number, place in self.places.items()
        )


def _levels(data: bytes) -> tuple[float | None, float | None]:
    """Integrated loudness and true peak of a `bext` chunk; None before version 2 and where not measured."""
    if int.from_bytes(data[VERSION_AT : VERSION_AT + 2], "little") < 2:
        return None, None
    integrated, _, peak, *_ = LEVELS.unpack_from(data, LEVELS_AT)
    loudness, true_peak = (None if value == NOT_MEASURED else value / 100 for value in (integrated, peak))
    return loudness, true_peak


def _timers(data: bytes) -> dict[bytes, int]:
    return dict(TIMER.iter_unpack(data[TIMERS_AT : TIMERS_AT + TIMERS * TIMER.size]))


def _named(text: str) -> dict[str, str]:
    """The lines of the form `NAME: value`."""
    pairs = (line.partition(": ") for line in text.splitlines())
    return {name: value for name, sign, value in pairs if sign and name.isupper()}

"""Broadcast WAV: samples → a WAV file with chunks for a station's archive (`bext`) and its automation (`cart`).

`bext` is version 2 of EBU Tech 3285, with loudness; `cart` is AES46-2002, version 01.01. Their text is ASCII: Hindi is
transliterated. So is the text of the INFO list and the markers, as programs disagree about its encoding.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from datetime import datetime, time
from pathlib import Path

from bulletin import __version__
from bulletin.containers import riff
from bulletin.schema.units import Hertz
from bulletin.writers.audio.blocks import Block
from bulletin.writers.audio.broadcast_fields import LEVELS, LEVELS_AT, NOT_MEASURED, TIMER, TIMERS
from bulletin.writers.audio.facts import Facts, Levels
from bulletin.writers.audio.wav import info_list, markers, write_wave
from bulletin.writers.audio.wording import in_ascii

FULL_SCALE = 32_768
"""The sample value of `cart`'s 0 dB reference."""


def write_broadcast(
    blocks: Iterable[Block], rate: Hertz, path: Path, facts: Facts, *, limit: int = riff.LARGEST
) -> int:
    """Write samples (full scale ±1) to `path` with 16 bits and dither; returns how many there were per channel.

    Radio wants 48 kHz. Above `limit` bytes the file is RF64. `write_levels` adds levels that are measured on the finished
    file. Raises ValueError for more than two channels; OSError if it cannot write.
    """

    def chunks(channels: int, count: int) -> bytes:
        known = _bext(facts, rate, channels) + _cart(facts, rate, count)
        return known + info_list(facts, in_ascii) + markers(facts, rate, in_ascii)

    return write_wave(blocks, rate, path, chunks, limit=limit)


def write_levels(path: Path, levels: Levels) -> None:
    """Write these levels into the broadcast file at `path`. Raises ValueError if it has no `bext` chunk."""
    with path.open("r+b") as file:
        start = next((chunk.start for chunk in riff.chunks(file) if chunk.name == b"bext"), None)
        if start is None:
            raise ValueError(path)
        file.seek(start + LEVELS_AT)
        file.write(_measured(levels))


def _bext(facts: Facts, rate: Hertz, channels: int) -> bytes:
    tags = facts.tags
    made = facts.made or datetime.combine(tags.day, time())
    mode = "mono" if channels == 1 else "stereo"
    # EBU R 98: algorithm, rate, bits, mode, free text.
    history = f"A=PCM,F={rate},W=16,M={mode},T=bulletin {__version__}; text to speech; TPDF dither"
    data = (
        _field(tags.title, 256)
        + _field(tags.station, 32)
        + _field(facts.reference, 32)
        + f"{made:%Y-%m-%d%H:%M:%S}".rjust(18, "0").encode()
        + struct.pack("<QH", 0, 2)  # begins at midnight; version
        + bytes(64)  # no UMID
        + _measured(facts.levels)
        + bytes(180)
        + _lines([history])
    )
    return riff.chunk(b"bext", data)


def _measured(levels: Levels) -> bytes:
    """The five loudness fields, in hundredths of LUFS, LU or dBTP."""
    values = (
        levels.integrated,
        levels.loudness_range,
        levels.true_peak,
        levels.momentary,
        levels.short_term,
    )
    return LEVELS.pack(*(_hundredths(value) for value in values))


def _hundredths(value: float | None) -> int:
    """A level in `bext`, which holds up to ±99.99."""
    if value is None or not -99.99 <= value <= 99.99:
        return NOT_MEASURED
    return round(value * 100)


def _cart(facts: Facts, rate: Hertz, count: int) -> bytes:
    tags, airing = facts.tags, facts.airing
    links = [
        source for source in tags.sources if source.startswith(("http://", "https://")) and source.isascii()
    ]
    notes = [in_ascii(f"{name}: {value}") for name, value in tags.provenance]
    notes += [in_ascii(f"SOURCE: {source}") for source in tags.sources]
    data = (
        b"0101"
        + _field(tags.title, 64)
        + _field(tags.station, 64)
        + _field(airing.cut, 64)
        + _field(airing.client, 64)
        + _field(airing.category, 64)
        + _field(airing.classification or tags.genre, 64)
        + _field(airing.out_cue, 64)
        + _moment(airing.starts)
        + _moment(airing.ends)
        + _field("bulletin", 64)
        + _field(__version__, 64)
        + _field(airing.user, 64)
        + struct.pack("<i", FULL_SCALE)
        + _timers(facts, rate, count)
        + bytes(276)
        + _field(links[0] if links else "", 1024)
        + _lines(notes)
    )
    return riff.chunk(b"cart", data)


def _timers(facts: Facts, rate: Hertz, count: int) -> bytes:
    """Marks in samples from the start: the sound, the part to talk over, and where the next item may begin."""
    airing = facts.airing
    marks: list[tuple[bytes, int]] = []
    if airing.segue is not None:
        marks += [(b"SEGs", round(airing.segue * rate)), (b"SEGe", count)]
    if airing.intro_end is not None:
        marks += [(b"INTs", 0), (b"INTe", round(airing.intro_end * rate))]
    marks += [(b"AUDs", 0), (b"AUDe", count)]
    packed = b"".join(TIMER.pack(name, min(place, count, 0xFFFF_FFFF)) for name, place in marks)
    return packed.ljust(TIMERS * TIMER.size, b"\0")


def _moment(moment: datetime | None) -> bytes:
    """A date and time in `cart`; zeros for no limit."""
    return bytes(18) if moment is None else f"{moment:%Y-%m-%d%H:%M:%S}".rjust(18, "0").encode()


def _lines(lines: list[str]) -> bytes:
    """Lines of ASCII to the end of a chunk, an even number of bytes.

    libsndfile (1.2.2) misreads RF64 after a `bext` or `cart` chunk of an odd size.
    """
    text = "".join(f"{line}\r\n" for line in lines)
    return (text if len(text) % 2 == 0 else f"{text[:-2]} \r\n").encode()


def _field(text: str, size: int) -> bytes:
    """A field of fixed length, filled up with zeros."""
    return in_ascii(text, size).encode().ljust(size, b"\0")

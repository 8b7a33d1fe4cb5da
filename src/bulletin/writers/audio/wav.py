"""WAV: samples → 16-bit PCM in a RIFF file, with tags and markers at its chapters.

Beyond 4 GB, the largest size of RIFF, the file becomes RF64 (EBU Tech 3306): the place of that standard's chunk `ds64` is
reserved from the beginning by a chunk `JUNK`, which readers skip.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from pathlib import Path

from bulletin import __version__
from bulletin.containers.riff import LARGEST, chunk, wave_form
from bulletin.schema.units import Hertz
from bulletin.writers.audio.blocks import Block, in_16_bits, shaped
from bulletin.writers.audio.facts import Facts
from bulletin.writers.audio.wording import clean, one_line

_WIDTH = 2

Chunks = Callable[[int, int], bytes]
"""A function (channels, samples) → the chunks before the sound. Their length does not depend on the samples."""


def write_wav(
    blocks: Iterable[Block],
    rate: Hertz,
    path: Path,
    facts: Facts | None = None,
    *,
    limit: int = LARGEST,
) -> int:
    """Write samples (full scale ±1) to `path` with 16 bits and dither; returns how many there were per channel.

    The facts are written to an INFO list, the chapters to a cue list with labels, all text in UTF-8. Above `limit` bytes
    the file is RF64. Raises ValueError for more than two channels; OSError if it cannot write.
    """
    chunks = b"" if facts is None else info_list(facts) + markers(facts, rate)
    return write_wave(blocks, rate, path, lambda _channels, _count: chunks, limit=limit)


def write_wave(
    blocks: Iterable[Block], rate: Hertz, path: Path, chunks: Chunks, *, limit: int = LARGEST
) -> int:
    """Write samples with these chunks before them; see `write_wav`."""
    channels, sound = shaped(blocks)
    count = 0
    with path.open("wb") as file:
        head = _head(rate, channels, 0, chunks(channels, 0), limit)
        file.write(head)
        for block in in_16_bits(sound):
            file.write(block.tobytes())
            count += len(block)
        file.seek(0)
        again = _head(rate, channels, count, chunks(channels, count), limit)
        assert len(again) == len(head)
        file.write(again)
    return count


def info_list(facts: Facts, worded: Callable[[str], str] = clean) -> bytes:
    """The INFO list: what is known of a bulletin, under RIFF's names.

    The format does not define an encoding. ffmpeg reads the text as UTF-8; MediaInfo and Windows read Latin-1, and show
    wrong letters. For them, `worded` turns the text to ASCII.
    """
    tags = facts.tags
    fields = (
        (b"INAM", one_line(tags.title)),
        (b"IART", one_line(tags.station)),
        (b"IPRD", one_line(tags.programme)),
        (b"ICRD", tags.day.isoformat()),
        (b"IGNR", one_line(tags.genre)),
        (b"ILNG", tags.language),
        (b"ISBJ", one_line(tags.dek)),
        (b"ICOP", one_line(tags.copyright)),
        (b"ITRK", one_line(tags.track)),
        (b"ISRC", one_line(" ".join(tags.sources))),
        (b"ISFT", f"bulletin {__version__}"),
    )
    written = [(name, worded(text)) for name, text in fields]
    written.append((b"ICMT", "\n".join(worded(f"{name}: {value}") for name, value in tags.provenance)))
    return chunk(
        b"LIST", b"INFO" + b"".join(chunk(name, text.encode() + b"\0") for name, text in written if text)
    )


def markers(facts: Facts, rate: Hertz, worded: Callable[[str], str] = clean) -> bytes:
    """A cue point where each chapter begins, and a list of labels with the chapters' titles."""
    places = [round(chapter.start * rate) for chapter in facts.chapters]
    if not places or max(places) > LARGEST:
        # At 48 kHz, after 24 hours.
        return b""
    points = b"".join(
        struct.pack("<II4sIII", number, place, b"data", 0, 0, place)
        for number, place in enumerate(places, start=1)
    )
    labels = b"".join(
        chunk(b"labl", struct.pack("<I", number) + worded(one_line(chapter.title)).encode() + b"\0")
        for number, chapter in enumerate(facts.chapters, start=1)
    )
    return chunk(b"cue ", struct.pack("<I", len(places)) + points) + chunk(b"LIST", b"adtl" + labels)


def _head(rate: Hertz, channels: int, count: int, chunks: bytes, limit: int) -> bytes:
    """Everything before the samples. Its length depends on `chunks` alone."""
    frame = channels * _WIDTH
    size = count * frame
    form = chunk(b"fmt ", struct.pack("<HHIIHH", 1, channels, rate, rate * frame, frame, 8 * _WIDTH))
    total = 4 + 36 + len(form) + len(chunks) + 8 + size
    if total <= limit:
        sizes = chunk(b"JUNK", bytes(28))
        return wave_form(total) + sizes + form + chunks + b"data" + struct.pack("<I", size)
    sizes = chunk(b"ds64", struct.pack("<QQQI", total, size, count, 0))
    return wave_form(None) + sizes + form + chunks + b"data" + struct.pack("<I", LARGEST)

"""M4A: samples → AAC in an MP4 file, with chapters, cover and exact bounds; its index comes first, for the web.

The file says twice where its sound begins and ends within the encoder's frames: in an edit list, which players follow to
the sample, and in iTunSMPB, which older programs of Apple's read. FFmpeg's own decoder uses its beginning and plays the
last frame whole, so it gives up to 1,023 more samples, of silence.

Chapters are written as a text track, which Apple's players read, and as Nero's `chpl` (255 at most), which others read;
libavformat writes both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from bulletin import __version__
from bulletin.errors import EngineError
from bulletin.schema.programme import Chapter
from bulletin.schema.units import Hertz
from bulletin.writers.audio.blocks import Block, shaped
from bulletin.writers.audio.facts import Facts
from bulletin.writers.audio.found import Mark, ReadBack, present
from bulletin.writers.audio.pyav import FLAG_BITEXACT, library
from bulletin.writers.audio.wording import clean, one_line, within

BIT_RATES = {1: 96, 2: 128}
"""Default kb/s by the number of channels."""

RATES = (32_000, 44_100, 48_000)

LOWEST, HIGHEST = 32, 256
"""kb/s per channel that are allowed."""

SEARCH = "fast"
"""How the encoder searches its step sizes.

Measured on a minute of speech with jingles at 64, 96 and 128 kb/s: three to four times as fast as its default
("twoloop"), and 10 to 18 dB less noise below 4 kHz.
"""

_DELAY = 1024
"""Samples the encoder puts before the sound."""

_FRAME = 1024
_LONGEST_TITLE = 255
"""Bytes of a chapter's title in `chpl`."""

_MOST_IN_LIST = 255
"""Chapters in `chpl`, which counts them in one byte. The text track has all of them."""

_OWN = "----:com.apple.iTunes:"
"""Prefix of the names of our own atoms."""

_LAYOUTS = {1: "mono", 2: "stereo"}


def write_m4a(
    blocks: Iterable[Block], rate: Hertz, path: Path, facts: Facts | None = None, bit_rate: int | None = None
) -> int:
    """Encode samples (full scale ±1) to `path`; returns how many there were per channel.

    Raises EngineError (69) if PyAV is not installed; ValueError for a rate or bit rate (kb/s) that is not
    allowed, more than two channels or no sound at all; OSError if it cannot write.
    """
    channels, sound = shaped(blocks)
    bit_rate = bit_rate or BIT_RATES[channels]
    if rate not in RATES or not LOWEST * channels <= bit_rate <= HIGHEST * channels:
        raise ValueError((rate, bit_rate))
    count = _encode(sound, rate, path, channels, bit_rate, facts)
    if not count:
        raise ValueError(count)
    _tag(path, facts, count)
    return count


def _encode(
    sound: Iterable[Block], rate: Hertz, path: Path, channels: int, bit_rate: int, facts: Facts | None
) -> int:
    av = library("M4A")
    options = {
        "movflags": "+faststart",
        # The unit of the edit list; the default of 1,000 would round to milliseconds.
        "movie_timescale": str(rate),
        "fflags": "+bitexact",
    }
    count = 0
    # FFmpeg never takes an absolute path for an address.
    with av.open(str(path.absolute()), "w", format="ipod", container_options=options) as container:
        stream = container.add_stream(
            "aac", rate=rate, layout=_LAYOUTS[channels], options={"aac_coder": SEARCH}
        )
        stream.bit_rate = bit_rate * 1000
        stream.codec_context.flags |= FLAG_BITEXACT
        if facts is not None:
            stream.metadata["language"] = facts.tags.language
            container.set_chapters(_chapters(facts.chapters))
        for block in sound:
            if not len(block):
                continue
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(block.T), format="fltp", layout=_LAYOUTS[channels]
            )
            frame.sample_rate = rate
            frame.time_base = Fraction(1, rate)
            frame.pts = count
            count += len(block)
            container.mux(stream.encode(frame))
        if count:
            container.mux(stream.encode(None))
    return count


def _chapters(chapters: tuple[Chapter, ...]) -> list[dict[str, Any]]:
    """Chapters for PyAV. A text track has no gaps: the first chapter begins with the file."""
    return [
        {
            "id": number,
            "start": round(chapter.start * 1000) if number else 0,
            "end": round(chapter.end * 1000),
            "time_base": Fraction(1, 1000),
            "metadata": {"title": within(one_line(chapter.title), _LONGEST_TITLE)},
        }
        for number, chapter in enumerate(chapters)
    ]


def _tag(path: Path, facts: Facts | None, count: int) -> None:
    """Write the tags; mutagen keeps the chapters, and corrects the offsets of the sound."""
    from mutagen.mp4 import MP4, AtomDataType, MP4Cover, MP4FreeForm

    def own(text: str) -> list[MP4FreeForm]:
        return [MP4FreeForm(text.encode(), AtomDataType.UTF8)]

    file = MP4(path)
    if file.tags is None:
        file.add_tags()
    assert file.tags is not None
    padding = -(_DELAY + count) % _FRAME
    bounds = f" 00000000 {_DELAY:08X} {padding:08X} {count:016X}" + " 00000000" * 8
    file.tags[f"{_OWN}iTunSMPB"] = own(bounds)
    file.tags["\xa9too"] = f"bulletin {__version__}"
    if facts is not None:
        tags = facts.tags
        texts = {
            "\xa9nam": one_line(tags.title),
            "\xa9ART": one_line(tags.station),
            "aART": one_line(tags.station),
            "\xa9alb": one_line(tags.programme),
            "\xa9day": tags.day.isoformat(),
            "\xa9gen": one_line(tags.genre),
            "\xa9lyr": clean(tags.written),
            "desc": one_line(tags.dek),
            "cprt": one_line(tags.copyright),
            "\xa9cmt": clean("\n".join(value for name, value in tags.provenance if name == "DISCLOSURE")),
        }
        file.tags.update({name: text for name, text in texts.items() if text})
        if track := _numbers(tags.track):
            file.tags["trkn"] = [track]
        own_facts = (*tags.provenance, ("SOURCE", "\n".join(tags.sources)), ("LANGUAGE", tags.language))
        for name, value in (*own_facts, ("WEBSITE", one_line(tags.link))):
            if value:
                file.tags[f"{_OWN}{name}"] = own(clean(value))
        if facts.cover is not None:
            kind = MP4Cover.FORMAT_PNG if facts.cover.media_type == "image/png" else MP4Cover.FORMAT_JPEG
            file.tags["covr"] = [MP4Cover(facts.cover.data, kind)]
    file.save()


def _numbers(track: str) -> tuple[int, int] | None:
    """`3` or `3/12` as two numbers of 16 bits; None for anything else."""
    found = re.fullmatch(r"(\d{1,5})(?:/(\d{1,5}))?", track.strip(), re.ASCII)
    if found is None:
        return None
    number, count = int(found[1]), int(found[2] or 0)
    return (number, count) if max(number, count) <= 0xFFFF else None


def read_m4a(path: Path) -> ReadBack:
    """Read tags, chapters and cover of an MP4 file. Raises ValueError with what is wrong with them."""
    from mutagen import MutagenError
    from mutagen.mp4 import MP4

    try:
        file = MP4(path)
    except MutagenError as error:
        raise ValueError(str(error)) from None
    tags: Any = file.tags or {}

    def first(name: str) -> str:
        values = tags.get(name) or [""]
        value = values[0]
        return value.decode(errors="replace") if isinstance(value, bytes) else str(value)

    extra = {name.removeprefix(_OWN).upper(): first(name) for name in tags if name.startswith(_OWN)}
    fields = present(
        title=first("\xa9nam"),
        station=first("\xa9ART"),
        programme=first("\xa9alb"),
        language=extra.get("LANGUAGE", ""),
        date=first("\xa9day"),
        genre=first("\xa9gen"),
        text=first("\xa9lyr"),
        disclosure=extra.get("DISCLOSURE") or first("\xa9cmt"),
    )
    covers = tags.get("covr") or []
    return ReadBack(
        kind="mp4",
        fields=fields,
        extra=extra,
        chapters=_marks(path, file.chapters or ()),
        cover=bytes(covers[0]) if covers else None,
    )


def _marks(path: Path, listed: Sequence[Any]) -> tuple[Mark, ...]:
    """The chapters of `chpl`; of the text track where that list is full. Raises ValueError if the track does not read."""
    marks = tuple(Mark(start=float(each.start), end=None, title=each.title) for each in listed)
    if len(marks) < _MOST_IN_LIST:
        return marks
    try:
        av = library("M4A")
    except EngineError:
        # Then the sound cannot be heard either, and chapters are not judged.
        return marks
    try:
        with av.open(str(path.absolute())) as container:
            found = container.chapters()
    except (av.FFmpegError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from None
    return tuple(
        Mark(
            start=float(each["start"] * each["time_base"]), end=None, title=each["metadata"].get("title", "")
        )
        for each in found
    )

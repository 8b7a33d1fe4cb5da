"""Reading: what a finished file tells of itself, read back from it, whoever wrote it."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TOLD = ("title", "station", "programme", "language", "date", "genre", "text", "disclosure")
"""What is told in words, by the names that the record has for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A chapter as the file has it; seconds. A format that knows no ends has none."""

    start: float
    end: float | None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """All that was found in a file beside its sound."""

    kind: str
    """`id3`, `vorbis`, `mp4`, `riff`, or empty where no tags are."""
    told: dict[str, str] = field(default_factory=dict)
    """Words by the names of `TOLD`; only those that are there."""
    more: dict[str, str] = field(default_factory=dict)
    """Further facts by their names in capitals: VOICE, SOURCE_SHA256, …"""
    chapters: tuple[Mark, ...] = ()
    contents: tuple[str, ...] | None = None
    """The chapters that the table of contents lists, by their ids; None where the format has none."""
    unlisted: tuple[str, ...] = ()
    """Ids of chapters that no table of contents lists."""
    cover: bytes | None = None
    length: float | None = None
    """Seconds, if a tag claims a length."""
    loudness: float | None = None
    """LUFS, if a `bext` chunk claims it; `true_peak` (dBTP) likewise."""
    true_peak: float | None = None
    ascii_only: bool = False
    """Whether the format's text is ASCII, so that Hindi is spelt by its sounds in it."""
    sound_end: int | None = None
    """The sample at which `cart`'s timer AUDe says the sound ends."""


def read_back(path: Path) -> ReadBack:
    """Read the tags of the file at `path`, by what it is and not by its name.

    Raises ValueError with what is wrong where there are tags that do not read; OSError if it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(12)
    if head[:4] in (b"RIFF", b"RF64") and head[8:] == b"WAVE":
        return _riff(path)
    if head[:4] == b"fLaC":
        return _flac(path)
    if head[:4] == b"OggS":
        return _ogg(path)
    if head[4:8] == b"ftyp":
        return _mp4(path)
    return _id3(path)


def _id3(path: Path) -> ReadBack:
    from mutagen import MutagenError
    from mutagen.id3 import ID3, ID3NoHeaderError

    try:
        # Untranslated: what stands in the file, not what a later version would call it.
        id3 = ID3(path, translate=False, load_v1=False)
    except ID3NoHeaderError:
        return ReadBack(kind="")
    except MutagenError as error:
        raise ValueError(str(error)) from None

    def first(*names: str) -> str:
        for name in names:
            for frame in id3.getall(name):
                text = str(frame)
                if text:
                    return text
        return ""

    more = {frame.desc.upper(): "\n".join(map(str, frame.text)) for frame in id3.getall("TXXX")}
    comment = next((str(frame) for frame in id3.getall("COMM") if not frame.desc), "")
    chapters = sorted(id3.getall("CHAP"), key=lambda frame: (frame.start_time, frame.element_id))
    tables = id3.getall("CTOC")
    listed = {name for table in tables for name in table.child_element_ids}
    top = next((table for table in tables if int(table.flags) & 1), None)
    told = {
        "title": first("TIT2"),
        "station": first("TPE1"),
        "programme": first("TALB"),
        "language": first("TLAN"),
        "date": first("TDRC") or _date(first("TYER"), first("TDAT")),
        "genre": first("TCON"),
        "text": first("USLT"),
        "disclosure": more.get("DISCLOSURE") or comment,
    }
    pictures = id3.getall("APIC")
    front = next((picture for picture in pictures if int(picture.type) == 3), None)
    picture = front or (pictures[0] if pictures else None)
    length = first("TLEN")
    return ReadBack(
        kind="id3",
        told=_there(told),
        more=more,
        chapters=tuple(
            Mark(
                start=frame.start_time / 1000,
                end=frame.end_time / 1000,
                title=next((str(sub) for sub in frame.sub_frames.getall("TIT2")), ""),
            )
            for frame in chapters
        ),
        contents=tuple(top.child_element_ids) if top is not None else (),
        unlisted=tuple(frame.element_id for frame in chapters if frame.element_id not in listed),
        cover=None if picture is None else bytes(picture.data),
        length=int(length) / 1000 if length.isdigit() else None,
    )


def _date(year: str, day: str) -> str:
    """ISO date of v2.3's TYER (YYYY) and TDAT (DDMM)."""
    if re.fullmatch(r"\d{4}", year) and re.fullmatch(r"\d{4}", day):
        return f"{year}-{day[2:]}-{day[:2]}"
    return year


def _flac(path: Path) -> ReadBack:
    from mutagen import MutagenError
    from mutagen.flac import FLAC

    try:
        flac = FLAC(path)
    except MutagenError as error:
        raise ValueError(str(error)) from None
    pictures = [(picture.type, bytes(picture.data)) for picture in flac.pictures]
    comments: Any = flac.tags or ()
    return _vorbis(comments, pictures)


def _ogg(path: Path) -> ReadBack:
    import base64

    from mutagen import MutagenError
    from mutagen.flac import Picture
    from mutagen.oggopus import OggOpus
    from mutagen.oggvorbis import OggVorbis

    for kind in (OggOpus, OggVorbis):
        try:
            tags: list[tuple[str, str]] = list(kind(path).tags or ())
        except MutagenError:
            continue
        try:
            found = [Picture(base64.b64decode(value)) for name, value in tags if _is_picture(name)]
        except (MutagenError, ValueError) as error:
            raise ValueError(str(error)) from None
        pictures = [(picture.type, bytes(picture.data)) for picture in found]
        return _vorbis([one for one in tags if not _is_picture(one[0])], pictures)
    raise ValueError("no comments of Opus or Vorbis are in it")


def _is_picture(name: str) -> bool:
    return name.upper() == "METADATA_BLOCK_PICTURE"


def _vorbis(pairs: Iterable[tuple[str, str]], pictures: list[tuple[int, bytes]]) -> ReadBack:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name.upper(), []).append(value)
    one = {name: "\n".join(values) for name, values in found.items()}
    numbers = sorted(name for name in one if re.fullmatch(r"CHAPTER\d{3}", name))
    told = {
        "title": one.pop("TITLE", ""),
        "station": one.pop("ARTIST", ""),
        "programme": one.pop("ALBUM", ""),
        "language": one.pop("LANGUAGE", ""),
        "date": one.pop("DATE", ""),
        "genre": one.pop("GENRE", ""),
        "text": one.pop("LYRICS", ""),
        "disclosure": one.get("DISCLOSURE") or one.pop("COMMENT", ""),
    }
    chapters = tuple(
        Mark(start=_seconds(one.pop(name)), end=None, title=one.pop(f"{name}NAME", "")) for name in numbers
    )
    front = next((data for kind, data in pictures if kind == 3), None)
    cover = front or (pictures[0][1] if pictures else None)
    return ReadBack(kind="vorbis", told=_there(told), more=one, chapters=chapters, cover=cover)


def _seconds(clock: str) -> float:
    """Seconds of hh:mm:ss.mmm. Raises ValueError for anything else."""
    found = re.fullmatch(r"(\d+):(\d\d):(\d\d(?:\.\d+)?)", clock.strip())
    if found is None:
        raise ValueError(f"a chapter begins at {clock!r}")
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3])


def _mp4(path: Path) -> ReadBack:
    from mutagen import MutagenError
    from mutagen.mp4 import MP4

    own = "----:com.apple.iTunes:"
    try:
        file = MP4(path)
    except MutagenError as error:
        raise ValueError(str(error)) from None
    tags: Any = file.tags or {}

    def first(name: str) -> str:
        values = tags.get(name) or [""]
        value = values[0]
        return value.decode(errors="replace") if isinstance(value, bytes) else str(value)

    more = {name[len(own) :].upper(): first(name) for name in tags if name.startswith(own)}
    told = {
        "title": first("\xa9nam"),
        "station": first("\xa9ART"),
        "programme": first("\xa9alb"),
        "language": more.get("LANGUAGE", ""),
        "date": first("\xa9day"),
        "genre": first("\xa9gen"),
        "text": first("\xa9lyr"),
        "disclosure": more.get("DISCLOSURE") or first("\xa9cmt"),
    }
    covers = tags.get("covr") or []
    return ReadBack(
        kind="mp4",
        told=_there(told),
        more=more,
        chapters=tuple(
            Mark(start=float(chapter.start), end=None, title=chapter.title) for chapter in file.chapters or ()
        ),
        cover=bytes(covers[0]) if covers else None,
    )


_INFO = {
    b"INAM": "title", b"IART": "station", b"IPRD": "programme", b"ICRD": "date", b"IGNR": "genre",
    b"ILNG": "language",
}  # fmt: skip

_NOT_MEASURED = 0x7FFF
_LEVELS_AT = 256 + 32 + 32 + 10 + 8 + 8 + 2 + 64
"""Bytes before the loudness fields of `bext` (EBU Tech 3285)."""

_TIMERS_AT = 4 + 7 * 64 + 36 + 3 * 64 + 4
"""Bytes before the timers of `cart` (AES46)."""

_LARGEST_CHUNK = 1 << 24
"""Bytes of a chunk that are read; what is larger is sound or none of ours."""


def _riff(path: Path) -> ReadBack:
    chunks, rate = _chunks(path)
    told: dict[str, str] = {}
    more: dict[str, str] = {}
    places: dict[int, int] = {}
    titles: dict[int, str] = {}
    levels: tuple[float | None, float | None] = (None, None)
    end: int | None = None
    broadcast = False
    for name, data in chunks:
        if name == b"bext" and len(data) >= _LEVELS_AT + 10:
            broadcast = True
            levels = _levels(data)
        elif name == b"cart" and len(data) >= _TIMERS_AT + 64:
            broadcast = True
            end = _timers(data).get(b"AUDe")
        elif name == b"LIST" and data[:4] == b"INFO":
            for part, value in _inside(data[4:]):
                text = value.rstrip(b"\0").decode(errors="replace")
                if part in _INFO:
                    told[_INFO[part]] = text
                elif part == b"ICMT":
                    more.update(_named(text))
        elif name == b"cue " and len(data) >= 4:
            places |= dict(struct.iter_unpack("<I16xI", data[4 : 4 + (len(data) - 4) // 24 * 24]))
        elif name == b"LIST" and data[:4] == b"adtl":
            for part, value in _inside(data[4:]):
                if part == b"labl" and len(value) >= 4:
                    titles[int.from_bytes(value[:4], "little")] = (
                        value[4:].rstrip(b"\0").decode(errors="replace")
                    )
    if "DISCLOSURE" in more:
        told["disclosure"] = more["DISCLOSURE"]
    chapters = tuple(
        Mark(start=place / rate, end=None, title=titles.get(number, "")) for number, place in places.items()
    )
    return ReadBack(
        kind="riff" if chunks else "",
        told=_there(told),
        more=more,
        chapters=chapters if rate else (),
        loudness=levels[0],
        true_peak=levels[1],
        ascii_only=broadcast,
        sound_end=end,
    )


def _chunks(path: Path) -> tuple[list[tuple[bytes, bytes]], int]:
    """The chunks of a RIFF or RF64 file but the sound, and its rate. Raises ValueError if a chunk is cut off."""
    found: list[tuple[bytes, bytes]] = []
    rate = 0
    long = None
    size_of_file = path.stat().st_size
    with path.open("rb") as file:
        file.seek(12)
        while len(head := file.read(8)) == 8:
            name, size = head[:4], int.from_bytes(head[4:], "little")
            if name == b"data" and size == 0xFFFF_FFFF and long is not None:
                size = long
            if file.tell() + size > size_of_file:
                raise ValueError(f"the chunk {name.decode(errors='replace')!r} is cut off")
            if name == b"data" or size > _LARGEST_CHUNK:
                file.seek(size + size % 2, 1)
                continue
            data = file.read(size)
            file.seek(size % 2, 1)
            if name == b"fmt " and size >= 8:
                rate = int.from_bytes(data[4:8], "little")
            elif name == b"ds64" and size >= 16:
                long = int.from_bytes(data[8:16], "little")
            elif name != b"JUNK":
                found.append((name, data))
    return found, rate


def _inside(data: bytes) -> Iterable[tuple[bytes, bytes]]:
    """The chunks within a LIST."""
    place = 0
    while place + 8 <= len(data):
        name, size = data[place : place + 4], int.from_bytes(data[place + 4 : place + 8], "little")
        yield name, data[place + 8 : place + 8 + size]
        place += 8 + size + size % 2


def _levels(data: bytes) -> tuple[float | None, float | None]:
    """Integrated loudness and true peak of a `bext` chunk of version 2."""
    if int.from_bytes(data[_LEVELS_AT - 66 : _LEVELS_AT - 64], "little") < 2:
        return None, None
    integrated, _, peak = struct.unpack_from("<3h", data, _LEVELS_AT)
    loudness, true_peak = (None if value == _NOT_MEASURED else value / 100 for value in (integrated, peak))
    return loudness, true_peak


def _timers(data: bytes) -> dict[bytes, int]:
    return dict(struct.iter_unpack("<4sI", data[_TIMERS_AT : _TIMERS_AT + 64]))


def _named(text: str) -> dict[str, str]:
    """Lines of the shape `NAME: value`."""
    pairs = (line.partition(": ") for line in text.splitlines())
    return {name: value for name, sign, value in pairs if sign and name.isupper()}


def _there(told: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in told.items() if text}

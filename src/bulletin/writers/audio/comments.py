"""Comments: the names and values (Vorbis comment header) and the picture of FLAC and Ogg files."""

from __future__ import annotations

import base64
import re
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bulletin.schema.edition import TimedSentence
from bulletin.writers.audio.facts import Cover, Facts
from bulletin.writers.audio.found import Mark, ReadBack, present
from bulletin.writers.audio.wording import clean, one_line
from bulletin.writers.timestamps import to_the_millisecond

MOST_CHAPTERS = 1000
"""Chapter numbers have three digits, from 000."""

LARGEST_COVER = (1 << 24) - 1024
"""Bytes: the size of a FLAC block has 24 bits, and the picture's header takes some of the block."""

_FRONT_COVER = 3

_PICTURE = "METADATA_BLOCK_PICTURE"
"""The comment with the picture in an Ogg file."""


def comments(facts: Facts) -> list[tuple[str, str]]:
    """Names and values, the text also with times; chapters last, as `CHAPTER000=00:00:00.000` and `CHAPTER000NAME=…`."""
    tags = facts.tags
    found = [
        ("TITLE", one_line(tags.title)),
        ("ARTIST", one_line(tags.station)),
        ("ALBUM", one_line(tags.programme)),
        ("DATE", tags.day.isoformat()),
        ("GENRE", one_line(tags.genre)),
        ("LANGUAGE", tags.language),
        ("TRACKNUMBER", one_line(tags.track)),
        ("SUBTITLE", one_line(tags.dek)),
        ("ORGANIZATION", one_line(tags.station)),
        ("COPYRIGHT", one_line(tags.copyright)),
        ("CONTACT", one_line(tags.link)),
        ("LYRICS", clean(tags.written)),
        ("SYNCEDLYRICS", _lrc(facts.sentences)),
        ("ENCODED-BY", "bulletin"),
    ]
    found += [("SOURCE", one_line(source)) for source in tags.sources]
    for name, value in tags.provenance:
        found.append((_name(name), clean(value)))
        if name == "DISCLOSURE":
            found.append(("COMMENT", clean(value)))
    for number, chapter in enumerate(facts.chapters[:MOST_CHAPTERS]):
        found.append((f"CHAPTER{number:03d}", to_the_millisecond(round(chapter.start * 1000))))
        found.append((f"CHAPTER{number:03d}NAME", one_line(chapter.title)))
    return [(name, value) for name, value in found if name and value]


def _lrc(lines: Sequence[TimedSentence]) -> str:
    """The text in LRC, the format of players of lyrics: `[mm:ss.cc]` before each sentence."""
    rows = []
    for line in lines:
        minutes, hundredths = divmod(round(line.start * 100), 6000)
        if text := one_line(line.written):
            rows.append(f"[{minutes:02d}:{hundredths // 100:02d}.{hundredths % 100:02d}]{text}")
    return "\n".join(rows)


def comment_header(vendor: str, facts: Facts) -> bytes:
    """The comment header of an Ogg stream: vendor, then each comment with its length; the picture is one of them."""
    found = [f"{name}={value}".encode() for name, value in comments(facts)]
    if facts.cover is not None:
        found.append(f"{_PICTURE}=".encode() + base64.b64encode(_picture(facts.cover)))
    sized = [struct.pack("<I", len(one)) + one for one in [vendor.encode(), *found]]
    return sized[0] + struct.pack("<I", len(found)) + b"".join(sized[1:])


def comment_flac(path: Path, facts: Facts) -> None:
    """Write comments and picture to the FLAC file at `path`. Raises ValueError if the picture is too large."""
    from mutagen.flac import FLAC, Picture, VCFLACDict

    flac = FLAC(path)
    if flac.tags is None:
        flac.add_tags()
    assert isinstance(flac.tags, VCFLACDict)
    flac.tags.clear()
    flac.clear_pictures()
    flac.tags.extend(comments(facts))
    if facts.cover is not None:
        if len(facts.cover.data) > LARGEST_COVER:
            raise ValueError(len(facts.cover.data))
        flac.add_picture(Picture(_picture(facts.cover)))
    flac.save()


def _picture(cover: Cover) -> bytes:
    """FLAC's picture block (RFC 9639, 8.8); width, height, depth and colours are left at 0."""
    kind = cover.media_type.encode()
    sized = struct.pack(">II", _FRONT_COVER, len(kind)) + kind + struct.pack(">I", 0)
    return sized + bytes(16) + struct.pack(">I", len(cover.data)) + cover.data


def _name(name: str) -> str:
    """A comment's name: printable ASCII without `=`."""
    return re.sub(r"[^ -<>-}]", "", name).upper()


def read_flac(path: Path) -> ReadBack:
    """Read the comments and picture of a FLAC file. Raises ValueError with what is wrong with them."""
    from mutagen import MutagenError
    from mutagen.flac import FLAC

    try:
        flac = FLAC(path)
    except MutagenError as error:
        raise ValueError(str(error)) from None
    pictures = [(picture.type, bytes(picture.data)) for picture in flac.pictures]
    comments: Any = flac.tags or ()
    return _read(comments, pictures)


def read_ogg(path: Path) -> ReadBack:
    """Read the same of an Ogg file with Opus or Vorbis. Raises ValueError with what is wrong with them."""
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
        return _read([one for one in tags if not _is_picture(one[0])], pictures)
    raise ValueError("no comments of Opus or Vorbis are in it")


def _is_picture(name: str) -> bool:
    return name.upper() == _PICTURE


def _read(pairs: Iterable[tuple[str, str]], pictures: list[tuple[int, bytes]]) -> ReadBack:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name.upper(), []).append(value)
    one = {name: "\n".join(values) for name, values in found.items()}
    numbers = sorted(name for name in one if re.fullmatch(r"CHAPTER\d{3}", name))
    fields = present(
        title=one.pop("TITLE", ""),
        station=one.pop("ARTIST", ""),
        programme=one.pop("ALBUM", ""),
        language=one.pop("LANGUAGE", ""),
        date=one.pop("DATE", ""),
        genre=one.pop("GENRE", ""),
        text=one.pop("LYRICS", ""),
        disclosure=one.get("DISCLOSURE") or one.pop("COMMENT", ""),
    )
    chapters = tuple(
        Mark(start=_seconds(one.pop(name)), end=None, title=one.pop(f"{name}NAME", "")) for name in numbers
    )
    front = next((data for kind, data in pictures if kind == _FRONT_COVER), None)
    cover = front or (pictures[0][1] if pictures else None)
    return ReadBack(
        kind="vorbis", fields=fields, extra=one, chapters=chapters, most_chapters=MOST_CHAPTERS, cover=cover
    )


def _seconds(time: str) -> float:
    """Seconds of hh:mm:ss.mmm. Raises ValueError for anything else."""
    found = re.fullmatch(r"(\d+):(\d\d):(\d\d(?:\.\d+)?)", time.strip())
    if found is None:
        raise ValueError(f"a chapter begins at {time!r}")
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3])

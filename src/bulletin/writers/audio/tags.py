"""Tags: the ID3 tag of an MP3 or MP2, written and read back. One of the homes of mutagen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bulletin.containers import id3 as container
from bulletin.errors import InputError, first_words
from bulletin.schema.edition import TimedSentence
from bulletin.schema.programme import Chapter
from bulletin.writers.audio.facts import Facts
from bulletin.writers.audio.found import Mark, ReadBack, present
from bulletin.writers.audio.wording import clean, one_line
from bulletin.writers.word_times import written_word_times

LATEST = 0xFFFF_FFFE
"""The last millisecond of a tag's times: 49.7 days, less one value that means "not known"."""

LARGEST = container.LARGEST
"""Bytes of a tag."""

_TOP_LEVEL = 2
"""The flag of the table of contents that is in no other."""

_MOST_CHILDREN = 255
"""Chapters in one table of contents, which counts them in one byte."""

_CHAPTER = "chp"
"""A chapter's element is named by this and its number."""

_UNKNOWN = 0xFFFF_FFFF
_UTF_16, _UTF_8, _LATIN = 1, 3, 0
_MILLISECONDS, _LYRICS = 2, 1
_FRONT_COVER = 3


def tag_mp3(path: Path, facts: Facts) -> None:
    """Write an ID3 tag with these facts to the front of `path`; replaces one that is there.

    Version 2.3 unless the facts say 2.4. Chapters are CHAP frames under a table of contents, or several tables from 256
    chapters on. The text is in USLT, and with times in SYLT: by word if the voice reported word times, else by sentence.
    Raises InputError (65) for what the format cannot hold: a chapter after 49 days, or more than 256 MB; OSError if it
    cannot write.
    """
    from mutagen.id3 import ID3

    id3 = ID3()
    later = facts.id3 == "2.4"
    for frame in _frames(facts, _UTF_8 if later else _UTF_16):
        id3.add(frame)
    _check_size(facts)
    if not later:
        id3.update_to_v23()
    id3.save(path, v1=0, v2_version=4 if later else 3)
    _chapters_in_order(path)


def _chapters_in_order(path: Path) -> None:
    """Move the chapters behind all other frames, in order: mutagen sorts by size, and some players do not sort at all."""
    with path.open("r+b") as file:
        head = file.read(container.HEADER)
        frames = container.split_frames(head + file.read(container.tag_size(head) - len(head)))
        frames.sort(key=_chapter_number)
        file.seek(container.HEADER)
        file.write(b"".join(frames))


def _chapter_number(frame: bytes) -> int:
    """The number of a CHAP frame; 0 for any other frame. The name of its element follows the frame's header."""
    if not frame.startswith(b"CHAP"):
        return 0
    return int(frame[container.HEADER :].partition(b"\0")[0].removeprefix(_CHAPTER.encode()))


def _frames(facts: Facts, encoding: int) -> Iterator[Any]:
    from mutagen import id3

    tags = facts.tags
    texts = {
        "TIT2": one_line(tags.title),
        "TIT3": one_line(tags.dek),
        "TPE1": one_line(tags.station),
        "TALB": one_line(tags.programme),
        "TLAN": tags.language,
        "TCON": one_line(tags.genre),
        "TRCK": one_line(tags.track),
        "TCOP": one_line(tags.copyright),
        "TENC": "bulletin",
    }
    for name, text in texts.items():
        if text:
            yield getattr(id3, name)(encoding=encoding, text=text)
    yield id3.TDRC(encoding=_LATIN, text=tags.day.isoformat())
    yield id3.USLT(encoding=encoding, lang=tags.language, desc="", text=clean(tags.written))
    # These frames hold one address each, in ASCII; all sources are in the text below.
    for name, address in (("WOAS", _first_address(tags.sources)), ("WORS", _first_address((tags.link,)))):
        if address:
            yield getattr(id3, name)(url=address)
    for name, value in (("SOURCE", "\n".join(tags.sources)), *tags.provenance):
        if value:
            yield id3.TXXX(encoding=encoding, desc=one_line(name), text=clean(value))
        if name == "DISCLOSURE":
            yield id3.COMM(encoding=encoding, lang=tags.language, desc="", text=clean(value))
    if facts.cover is not None:
        # Latin-1: with UTF-16, some players take the description for the start of the picture.
        yield id3.APIC(
            encoding=_LATIN, mime=facts.cover.media_type, type=_FRONT_COVER, desc="", data=facts.cover.data
        )
    if facts.sentences:
        yield id3.SYLT(
            encoding=encoding,
            lang=tags.language,
            format=_MILLISECONDS,
            type=_LYRICS,
            desc="",
            text=list(_timed(facts.sentences)),
        )
    yield from _chapters(facts.chapters, encoding, one_line(tags.title))


def _chapters(chapters: Sequence[Chapter], encoding: int, title: str) -> Iterator[Any]:
    """A frame for each chapter, and the table of contents that some players need to show them."""
    from mutagen.id3 import CHAP, CTOC, TIT2, CTOCFlags

    if not chapters:
        return

    def titled(text: str) -> list[Any]:
        return [TIT2(encoding=encoding, text=text)]

    names = []
    for number, chapter in enumerate(chapters, 1):
        names.append(f"{_CHAPTER}{number}")
        yield CHAP(
            element_id=names[-1],
            start_time=_milliseconds(chapter.start, f"chapter {number} {first_words(chapter.title)}"),
            end_time=_milliseconds(chapter.end, f"chapter {number} {first_words(chapter.title)}"),
            start_offset=_UNKNOWN,
            end_offset=_UNKNOWN,
            sub_frames=titled(one_line(chapter.title) or str(number)),
        )
    level = 0
    while len(names) > _MOST_CHILDREN:
        # More than one table can list: make tables of tables.
        groups = [names[start : start + _MOST_CHILDREN] for start in range(0, len(names), _MOST_CHILDREN)]
        level += 1
        names = [f"toc{level}.{number}" for number in range(1, len(groups) + 1)]
        for name, group in zip(names, groups, strict=True):
            yield CTOC(
                element_id=name, flags=CTOCFlags.ORDERED, child_element_ids=group, sub_frames=titled(title)
            )
    yield CTOC(
        element_id="toc",
        flags=CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED,
        child_element_ids=names,
        sub_frames=titled(title),
    )


def _timed(lines: Sequence[TimedSentence]) -> Iterator[tuple[str, int]]:
    """Text and milliseconds; a line feed begins each sentence but the first, as players of lyrics expect."""
    begin = ""
    for number, line in enumerate(lines, 1):
        where = f"sentence {number} {first_words(line.written)}"
        words = one_line(line.written).split()
        if not words:
            continue
        if line.words:
            times = written_word_times(words, line)
        else:
            words, times = [" ".join(words)], [line.start]
        for word, time in zip(words, times, strict=True):
            yield begin + word, _milliseconds(time, where)
            begin = " "
        begin = "\n"


def _milliseconds(seconds: float, where: str) -> int:
    time = round(seconds * 1000)
    if not 0 <= time <= LATEST:
        raise InputError(
            f"the time {seconds:,.0f} s is outside what the tags of an MP3 can name (0 to {LATEST / 1000:,.0f} s).",
            error_id="tags.time",
            source=where,
            remedy="Make several bulletins of it, or another format: --format flac",
        )
    return time


def _check_size(facts: Facts) -> None:
    tags = facts.tags
    letters = len(tags.written) + sum(len(line.written) for line in facts.sentences)
    letters += sum(len(chapter.title) for chapter in facts.chapters) + len(tags.title) + len(tags.dek)
    size = 2 * letters + (len(facts.cover.data) if facts.cover else 0)
    if size > LARGEST:
        raise InputError(
            f"text and cover take {size / 2**20:,.0f} MB; the tags of an MP3 hold {LARGEST / 2**20:,.0f} MB.",
            error_id="tags.size",
            source=first_words(tags.title),
            remedy="Make several bulletins of it, or another format: --format wav",
        )


def _first_address(texts: Sequence[str]) -> str:
    found = next((text for text in texts if text.startswith(("http://", "https://"))), "")
    return quote(one_line(found), safe=":/?#[]@!$&'()*+,;=%~")


def read_id3(path: Path) -> ReadBack:
    """Read the ID3 tag at the front of `path`. Raises ValueError with what is wrong with it."""
    from mutagen import MutagenError
    from mutagen.id3 import ID3, ID3NoHeaderError

    try:
        # Not translated: the frames that are in the file, not those of a later version.
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

    extra = {frame.desc.upper(): "\n".join(map(str, frame.text)) for frame in id3.getall("TXXX")}
    comment = next((str(frame) for frame in id3.getall("COMM") if not frame.desc), "")
    chapters = sorted(id3.getall("CHAP"), key=lambda frame: (frame.start_time, frame.element_id))
    contents = _contents(id3.getall("CTOC"))
    fields = present(
        title=first("TIT2"),
        station=first("TPE1"),
        programme=first("TALB"),
        language=first("TLAN"),
        date=first("TDRC") or _date(first("TYER"), first("TDAT")),
        genre=first("TCON"),
        text=first("USLT"),
        disclosure=extra.get("DISCLOSURE") or comment,
    )
    pictures = id3.getall("APIC")
    front = next((picture for picture in pictures if int(picture.type) == _FRONT_COVER), None)
    picture = front or (pictures[0] if pictures else None)
    length = first("TLEN")
    return ReadBack(
        kind="id3",
        fields=fields,
        extra=extra,
        chapters=tuple(
            Mark(
                start=frame.start_time / 1000,
                end=frame.end_time / 1000,
                title=next((str(sub) for sub in frame.sub_frames.getall("TIT2")), ""),
            )
            for frame in chapters
        ),
        contents=contents,
        unlisted=tuple(frame.element_id for frame in chapters if frame.element_id not in contents),
        cover=None if picture is None else bytes(picture.data),
        length=int(length) / 1000 if length.isdigit() else None,
    )


def _contents(tables: Sequence[Any]) -> tuple[str, ...]:
    """What the top table lists, with the entries of a table within it in that table's place ("ID3v2 Chapters", 3.2)."""
    within = {table.element_id: table.child_element_ids for table in tables}
    names = [next((table.element_id for table in tables if int(table.flags) & _TOP_LEVEL), "")]
    found: dict[str, None] = {}
    while names:
        name = names.pop()
        if name in within:
            # Taken out, so that a table that lists itself comes to an end.
            names += reversed(within.pop(name))
        elif name:
            found[name] = None
    return tuple(found)


def _date(year: str, day: str) -> str:
    """ISO date of v2.3's TYER (YYYY) and TDAT (DDMM)."""
    if re.fullmatch(r"\d{4}", year) and re.fullmatch(r"\d{4}", day):
        return f"{year}-{day[2:]}-{day[:2]}"
    return year

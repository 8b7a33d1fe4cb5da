"""Chapters, the text on its clock, the cover and the versions of ID3 tags, read by other programs than their writer."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from bulletin.errors import InputError
from bulletin.schema.formats import Id3
from bulletin.schema.programme import Chapter
from bulletin.schema.units import Hertz
from bulletin.writers.audio import tags as tags_module
from bulletin.writers.audio.facts import Cover, Facts
from bulletin.writers.audio.mp3 import write_mp3
from bulletin.writers.audio.tags import LATEST, tag_mp3
from tests.writers.editions import DIRTY, HARD, SMALL, line
from tests.writers.finished import FACTS, picture, probed, program, titled, told
from tests.writers.test_captions import words

VERSIONS: tuple[Id3, ...] = ("2.3", "2.4")


def tagged(facts: Facts = FACTS) -> Path:
    """Five seconds of silence with these facts."""
    path = Path("a.mp3").resolve()
    write_mp3([np.zeros(5 * 44_100, np.float32)], Hertz(44_100), path)
    tag_mp3(path, facts)
    return path


@dataclass(frozen=True)
class Frame:
    """A frame by the letter of the standard: version 2.4 counts its size in bytes of seven bits, 2.3 in whole ones."""

    name: str
    data: bytes


def number(data: bytes, bits: int) -> int:
    return sum(byte << (bits * place) for place, byte in enumerate(reversed(data)))


def frames(data: bytes, version: int) -> Iterator[Frame]:
    place = 0
    while place + 10 <= len(data) and data[place]:
        size = number(data[place + 4 : place + 8], 7 if version == 4 else 8)
        yield Frame(data[place : place + 4].decode("ascii"), data[place + 10 : place + 10 + size])
        place += 10 + size


def frames_of(path: Path) -> list[Frame]:
    """The frames of a file's tag."""
    data = path.read_bytes()
    assert data[:3] == b"ID3"
    return list(frames(data[10 : 10 + number(data[6:10], 7)], data[3]))


def text_of(frame: Frame) -> str:
    """What a frame of one text says."""
    encoding = {0: "latin-1", 1: "utf-16", 3: "utf-8"}[frame.data[0]]
    return frame.data[1:].decode(encoding).rstrip("\0")


@dataclass(frozen=True)
class ReadChapter:
    name: str
    start: int
    end: int
    offsets: bytes
    titles: list[str]


def chapter_of(frame: Frame, version: int) -> ReadChapter:
    name, _, rest = frame.data.partition(b"\0")
    within = list(frames(rest[16:], version))
    assert {one.name for one in within} <= {"TIT2"}
    return ReadChapter(
        name.decode("ascii"),
        number(rest[:4], 8),
        number(rest[4:8], 8),
        rest[8:16],
        [text_of(one) for one in within],
    )


@dataclass(frozen=True)
class Contents:
    name: str
    flags: int
    children: list[str]
    titles: list[str]


def contents_of(frame: Frame, version: int) -> Contents:
    name, _, rest = frame.data.partition(b"\0")
    flags, count, rest = rest[0], rest[1], rest[2:]
    children = []
    for _ in range(count):
        child, _, rest = rest.partition(b"\0")
        children.append(child.decode("ascii"))
    return Contents(name.decode("ascii"), flags, children, [text_of(one) for one in frames(rest, version)])


def all_chapters(path: Path) -> list[ReadChapter]:
    version = path.read_bytes()[3]
    return [chapter_of(frame, version) for frame in frames_of(path) if frame.name == "CHAP"]


def all_contents(path: Path) -> dict[str, Contents]:
    version = path.read_bytes()[3]
    found = [contents_of(frame, version) for frame in frames_of(path) if frame.name == "CTOC"]
    return {one.name: one for one in found}


@pytest.mark.parametrize("version", VERSIONS)
def test_each_chapter_has_its_times_and_its_title_by_the_letter_of_the_standard(version: Id3) -> None:
    found = sorted(all_chapters(tagged(replace(FACTS, id3=version))), key=lambda chapter: chapter.start)

    assert [(one.start, one.end, one.titles) for one in found] == [
        (round(one.start * 1000), round(one.end * 1000), [one.title]) for one in FACTS.chapters
    ]
    assert {one.offsets for one in found} == {b"\xff" * 8}


@pytest.mark.parametrize("version", VERSIONS)
def test_one_ordered_table_of_contents_at_the_top_lists_them_in_order(version: Id3) -> None:
    path = tagged(replace(FACTS, id3=version))
    chapters = {one.name: one.start for one in all_chapters(path)}
    (contents,) = all_contents(path).values()

    assert contents.flags == 3
    assert contents.titles == [FACTS.tags.title]
    assert [chapters[name] for name in contents.children] == [0, 1250, 3500]


@pytest.mark.parametrize(("version", "encodings"), [("2.3", {0, 1}), ("2.4", {0, 3})])
def test_texts_are_in_the_encoding_of_their_version(version: Id3, encodings: set[int]) -> None:
    found = {
        frame.data[0] for frame in frames_of(tagged(replace(FACTS, id3=version))) if frame.name[0] == "T"
    }

    assert found == encodings


@pytest.mark.parametrize(("version", "dates"), [("2.3", {"TYER", "TDAT"}), ("2.4", {"TDRC"})])
def test_the_date_is_in_the_frames_of_its_version(version: Id3, dates: set[str]) -> None:
    names = {frame.name for frame in frames_of(tagged(replace(FACTS, id3=version)))}

    assert names & {"TYER", "TDAT", "TIME", "TDRC", "TDRL"} == dates


def test_a_thousand_chapters_are_all_within_reach_of_the_table_at_the_top() -> None:
    chapters = tuple(
        Chapter(start=place / 250, end=(place + 1) / 250, title=f"{place}") for place in range(1000)
    )
    path = tagged(replace(FACTS, chapters=chapters))
    tables = all_contents(path)

    def leaves(name: str) -> list[str]:
        return (
            [leaf for child in tables[name].children for leaf in leaves(child)] if name in tables else [name]
        )

    (top,) = [name for name, table in tables.items() if table.flags & 2]
    starts = {one.name: one.start for one in all_chapters(path)}
    assert [starts[name] for name in leaves(top)] == [4 * place for place in range(1000)]
    assert max(len(table.children) for table in tables.values()) <= 255


def test_ffmpegs_library_reads_a_thousand_chapters() -> None:
    chapters = tuple(
        Chapter(start=place / 250, end=(place + 1) / 250, title=f"{place}") for place in range(1000)
    )

    assert len(told(tagged(replace(FACTS, chapters=chapters))).chapters) == 1000


def test_the_last_millisecond_that_a_tag_can_name_is_kept() -> None:
    last = Chapter(start=1.0, end=LATEST / 1000, title="क")
    (found,) = all_chapters(tagged(replace(FACTS, chapters=(last,))))

    assert found.end == 2**32 - 2


@pytest.mark.parametrize("end", [2**32 / 1000, 1e12])
def test_a_chapter_beyond_it_is_refused(end: float) -> None:
    with pytest.raises(InputError) as caught:
        tagged(replace(FACTS, chapters=(Chapter(start=0.0, end=end, title="बहुत लंबा"),)))

    assert (caught.value.code, caught.value.error_id) == (65, "tags.time")
    assert "बहुत लंबा" in caught.value.source


def test_more_than_a_tag_can_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tags_module.LARGEST == 256 * 2**20 - 1
    monkeypatch.setattr(tags_module, "LARGEST", 100_000)
    with pytest.raises(InputError) as caught:
        tagged(replace(FACTS, tags=replace(FACTS.tags, written="क" * 50_001)))

    assert (caught.value.code, caught.value.error_id) == (65, "tags.size")


def on_the_clock(path: Path) -> list[tuple[str, int]]:
    """What SYLT says when, by the letter of the standard."""
    (frame,) = [frame for frame in frames_of(path) if frame.name == "SYLT"]
    encoding, language, form, kind = frame.data[0], frame.data[1:4], frame.data[4], frame.data[5]
    assert (language, form, kind) == (b"hin", 2, 1)
    codec, width = {1: ("utf-16", 2), 3: ("utf-8", 1)}[encoding]
    rest = frame.data[6:]

    def text() -> str:
        nonlocal rest
        end = next(
            place for place in range(0, len(rest), width) if rest[place : place + width] == bytes(width)
        )
        found, rest = rest[:end], rest[end + width :]
        return found.decode(codec)

    assert text() == ""
    found = []
    while rest:
        shown = text()
        found.append((shown, number(rest[:4], 8)))
        rest = rest[4:]
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_the_text_is_on_the_clock_by_sentence(version: Id3) -> None:
    found = on_the_clock(tagged(replace(FACTS, sentences=SMALL.sentences, id3=version)))

    assert [(text.strip(), time) for text, time in found] == [
        (one.written, round(one.start * 1000)) for one in SMALL.sentences
    ]
    assert [text[0] == "\n" for text, _ in found] == [False] + [True] * (len(found) - 1)


def test_where_the_voice_tells_its_words_it_is_by_word_in_the_written_form() -> None:
    told_words = words("किराया पच्चीस रुपये है", 1.0, 1.5, 2.0, 2.5, 3.0)
    lines = (line("किराया ₹25 है।", start=1.0, end=3.0, words=told_words), line("नमस्ते।", start=4.0, segment=1))

    assert on_the_clock(tagged(replace(FACTS, sentences=lines))) == [
        ("किराया", 1000),
        (" ₹25", 1500),
        (" है।", 2500),
        ("\nनमस्ते।", 4000),
    ]


def test_a_sentence_without_anything_to_show_is_passed_over() -> None:
    lines = (line("\u200f", start=1.0), line("नमस्ते।", start=4.0, segment=1))

    assert on_the_clock(tagged(replace(FACTS, sentences=lines))) == [("नमस्ते।", 4000)]


@pytest.mark.parametrize("data", [picture(), b"\xff\xd8\xff" + bytes(100)], ids=["png", "jpeg"])
def test_the_cover_is_the_front_cover_as_it_was_given(data: bytes) -> None:
    (frame,) = [
        frame for frame in frames_of(tagged(replace(FACTS, cover=Cover(data=data)))) if frame.name == "APIC"
    ]
    kind = Cover(data=data).media_type.encode()

    assert frame.data == b"\0" + kind + b"\0\x03\0" + data


@pytest.mark.parametrize("title", HARD.values(), ids=HARD)
def test_another_library_reads_hard_titles_whole(title: str) -> None:
    found = told(tagged(titled(title)))
    expected = " ".join(title.split())

    assert found.tags["title"] == expected
    assert found.chapters[0][1] == expected


@pytest.mark.parametrize(("dirty", "clean"), DIRTY.values(), ids=DIRTY)
def test_another_library_reads_clean_titles(dirty: str, clean: str) -> None:
    found = told(tagged(titled(dirty)))

    assert (found.tags["title"], found.chapters[0][1]) == (clean, clean)


def test_a_chapter_without_a_title_has_its_number() -> None:
    chapters = tuple(
        Chapter(start=place, end=place + 1, title=title) for place, title in enumerate(("क", "\x07"))
    )

    assert [one.titles for one in all_chapters(tagged(replace(FACTS, chapters=chapters)))] == [["क"], ["2"]]


def test_a_bulletin_without_chapters_has_no_table_of_them() -> None:
    assert all_contents(tagged(replace(FACTS, chapters=()))) == {}


@pytest.mark.program
@program("ffprobe")
@pytest.mark.parametrize("version", VERSIONS)
def test_ffprobe_shows_chapters_and_cover(version: Id3) -> None:
    found = probed(tagged(replace(FACTS, id3=version, sentences=SMALL.sentences)))

    assert [
        (float(one["start_time"]), float(one["end_time"]), one["tags"]["title"]) for one in found["chapters"]
    ] == [(one.start, one.end, one.title) for one in FACTS.chapters]
    assert [one["codec_name"] for one in found["streams"]] == ["mp3", "png"]
    assert found["streams"][1]["tags"]["comment"] == "Cover (front)"


@pytest.mark.program
@program("mediainfo")
@pytest.mark.parametrize("version", VERSIONS)
def test_mediainfo_shows_cover_and_facts(version: Id3) -> None:
    command = [
        "mediainfo",
        "--Output=JSON",
        str(tagged(replace(FACTS, id3=version, sentences=SMALL.sentences))),
    ]
    tracks = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["media"]["track"]
    general = next(one for one in tracks if one["@type"] == "General")

    assert (general["Title"], general["Performer"], general["Album"], general["Cover"]) == (
        FACTS.tags.title, "आकाश FM", "समाचार", "Yes",
    )  # fmt: skip
    assert general["extra"]["VOICE"] == "tone:hum"

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bulletin.writers.audio.broadcast import write_broadcast
from bulletin.writers.audio.flac import write_flac
from bulletin.writers.audio.found import ReadBack
from bulletin.writers.audio.mp2 import write_mp2
from bulletin.writers.audio.mp4 import write_m4a
from bulletin.writers.audio.opus import write_opus
from bulletin.writers.audio.reading import read_back
from bulletin.writers.audio.wav import write_wav
from bulletin.writers.audio.wording import in_ascii
from tests.writers.finished import FACTS, FIVE_SECONDS, HARD_TITLES, RATE, TAGS, cut, murmur, titled

WRITERS: dict[str, tuple[str, Callable[..., int]]] = {
    "wav": ("x.wav", write_wav),
    "flac": ("x.flac", write_flac),
    "opus": ("x.opus", write_opus),
    "m4a": ("x.m4a", write_m4a),
    "mp2": ("x.mp2", write_mp2),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A file of each format that tells the same facts."""
    folder = tmp_path_factory.mktemp("reading")
    sound = murmur(FIVE_SECONDS)
    found = {}
    for form, (name, writer) in WRITERS.items():
        found[form] = folder / name
        writer(cut(sound), RATE, found[form], FACTS)
    found["broadcast"] = folder / "b.wav"
    write_broadcast(cut(sound), RATE, found["broadcast"], FACTS)
    return found


@pytest.mark.parametrize("form", list(WRITERS))
def test_each_format_gives_back_what_it_was_told(files: dict[str, Path], form: str) -> None:
    told = read_back(files[form]).fields
    assert told["title"] == TAGS.title
    assert told["station"] == TAGS.station
    assert told["programme"] == TAGS.programme
    assert told["date"] == TAGS.day.isoformat()
    assert told["genre"] == TAGS.genre
    assert told["disclosure"] == "यह बुलेटिन कृत्रिम आवाज़ में है।"


@pytest.mark.parametrize("form", [*WRITERS, "broadcast"])
def test_where_it_is_from_comes_back_by_its_names(files: dict[str, Path], form: str) -> None:
    found = read_back(files[form])
    disclosure = dict(TAGS.provenance)["DISCLOSURE"]
    assert found.extra["VOICE"] == "tone:hum"
    assert found.extra["DISCLOSURE"] == (in_ascii(disclosure) if found.ascii_only else disclosure)


@pytest.mark.parametrize("form", ["flac", "opus", "m4a", "mp2"])
def test_the_text_comes_back_where_there_is_room_for_it(files: dict[str, Path], form: str) -> None:
    assert read_back(files[form]).fields["text"] == TAGS.written


@pytest.mark.parametrize("form", ["wav", "flac", "opus", "m4a"])
def test_chapters_come_back_with_their_times(files: dict[str, Path], form: str) -> None:
    marks = read_back(files[form]).chapters
    assert [mark.title for mark in marks] == [chapter.title for chapter in FACTS.chapters]
    assert [mark.start for mark in marks] == pytest.approx(
        [chapter.start for chapter in FACTS.chapters], abs=0.001
    )


@pytest.mark.parametrize("form", ["flac", "opus", "m4a"])
def test_the_cover_comes_back_byte_for_byte(files: dict[str, Path], form: str) -> None:
    assert FACTS.cover is not None
    assert read_back(files[form]).cover == FACTS.cover.data


def test_a_broadcast_file_is_read_in_ascii_with_its_levels_and_timers(files: dict[str, Path]) -> None:
    found = read_back(files["broadcast"])
    assert found.ascii_only
    assert found.fields["title"] == in_ascii(TAGS.title)
    assert (found.loudness, found.true_peak) == (-23.04, -1.26)
    assert found.sound_end == FIVE_SECONDS
    assert [mark.title for mark in found.chapters] == [in_ascii(one.title) for one in FACTS.chapters]


def test_a_broadcast_file_that_was_not_measured_claims_no_levels(tmp_path: Path) -> None:
    from dataclasses import replace

    from bulletin.writers.audio.facts import Levels

    path = tmp_path / "x.wav"
    write_broadcast(cut(murmur(9_600)), RATE, path, replace(FACTS, levels=Levels()))
    assert read_back(path).loudness is None


def test_a_file_of_64_bit_sizes_is_read_as_a_small_one_is(files: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "x.wav"
    write_broadcast(cut(murmur(FIVE_SECONDS)), RATE, path, FACTS, limit=1)
    assert path.read_bytes()[:4] == b"RF64"
    assert read_back(path) == read_back(files["broadcast"])


@pytest.mark.parametrize("title", list(HARD_TITLES.values()), ids=list(HARD_TITLES))
def test_hard_titles_come_back_as_they_were(title: str, tmp_path: Path) -> None:
    path = tmp_path / "x.flac"
    write_flac(cut(murmur(9_600)), RATE, path, titled(title))
    assert read_back(path).fields["title"].split() == title.split()


def id3(path: Path, version: int, *frames: Any) -> ReadBack:
    from mutagen.id3 import ID3

    tags = ID3()
    for frame in frames:
        tags.add(frame)
    if version == 3:
        tags.update_to_v23()
    tags.save(path, v1=0, v2_version=version)
    return read_back(path)


def chapter(name: str, start: int, end: int, title: str) -> Any:
    from mutagen.id3 import CHAP, TIT2

    return CHAP(
        element_id=name, start_time=start, end_time=end, start_offset=0xFFFFFFFF, end_offset=0xFFFFFFFF,
        sub_frames=[TIT2(encoding=1, text=title)],
    )  # fmt: skip


@pytest.mark.parametrize("version", [3, 4])
def test_chapters_of_id3_come_back_in_order_with_their_table(tmp_path: Path, version: int) -> None:
    from mutagen.id3 import CTOC, TDRC, TLEN

    found = id3(
        tmp_path / "x.mp3",
        version,
        chapter("b", 1500, 3000, "किराया"),
        chapter("a", 0, 1500, "मुख्य"),
        CTOC(element_id="toc", flags=3, child_element_ids=["a", "b"], sub_frames=[]),
        TDRC(encoding=0, text="2026-03-05"),
        TLEN(encoding=0, text="3000"),
    )
    assert [(mark.start, mark.end, mark.title) for mark in found.chapters] == [
        (0.0, 1.5, "मुख्य"),
        (1.5, 3.0, "किराया"),
    ]
    assert (found.contents, found.unlisted) == (("a", "b"), ())
    assert found.fields["date"] == "2026-03-05"
    assert found.length == 3.0


def test_chapters_that_no_table_lists_are_named(tmp_path: Path) -> None:
    from mutagen.id3 import CTOC

    table = CTOC(element_id="toc", flags=3, child_element_ids=["a"], sub_frames=[])
    found = id3(tmp_path / "x.mp3", 3, chapter("a", 0, 9, "एक"), chapter("b", 9, 12, "दो"), table)
    assert found.unlisted == ("b",)
    assert id3(tmp_path / "y.mp3", 3, chapter("a", 0, 9, "एक")).contents == ()


def test_of_two_pictures_the_front_cover_is_taken(tmp_path: Path) -> None:
    from mutagen.id3 import APIC

    found = id3(
        tmp_path / "x.mp3",
        3,
        APIC(encoding=0, mime="image/png", type=4, desc="back", data=b"back"),
        APIC(encoding=0, mime="image/png", type=3, desc="front", data=b"front"),
    )
    assert found.cover == b"front"


def test_a_file_without_tags_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.mp3").write_bytes(b"\xff\xfb\x90\xc0" * 500)
    assert read_back(tmp_path / "x.mp3") == ReadBack(kind="")


def test_a_wave_file_whose_chunk_is_cut_off_is_told(files: dict[str, Path], tmp_path: Path) -> None:
    data = files["broadcast"].read_bytes()
    (tmp_path / "x.wav").write_bytes(data[: len(data) // 2])
    with pytest.raises(ValueError, match="'data' is cut off"):
        read_back(tmp_path / "x.wav")


@pytest.mark.parametrize("form", ["flac", "opus", "m4a", "broadcast", "wav"])
def test_no_broken_file_breaks_the_reader(files: dict[str, Path], tmp_path: Path, form: str) -> None:
    data = files[form].read_bytes()
    path = tmp_path / files[form].name
    for size in (0, 3, 11, 12, 40, 100, 1000, 5000):
        path.write_bytes(data[:size])
        try:
            found = read_back(path)
        except ValueError as error:
            assert str(error)
        else:
            assert isinstance(found, ReadBack)

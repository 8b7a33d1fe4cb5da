from __future__ import annotations

import struct
import sys
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from mutagen.mp4 import MP4

from bulletin.errors import EngineError
from bulletin.schema.programme import Chapter
from bulletin.schema.units import Hertz
from bulletin.writers.audio.blocks import Block
from bulletin.writers.audio.facts import Cover, Facts
from bulletin.writers.audio.mp4 import write_m4a
from tests.pairwise import grid
from tests.writers.finished import (
    FACTS,
    FFMPEG,
    FIVE_SECONDS,
    HARD_TITLES,
    RATE,
    TWO_SECONDS,
    Decoder,
    cut,
    loudness,
    murmur,
    offset_between,
    picture,
    probed,
    program,
    pyav,
    titled,
    told,
)

DECODERS = [pytest.param(pyav, id="PyAV"), FFMPEG]
"""Both play the last frame whole."""


def written(
    samples: Block,
    facts: Facts | None = FACTS,
    bit_rate: int | None = None,
    block: int = 30_000,
    rate: Hertz = RATE,
) -> Path:
    path = Path("a.m4a").resolve()
    assert write_m4a(cut(samples, block), rate, path, facts, bit_rate) == len(samples)
    return path


def atoms(data: bytes) -> dict[bytes, bytes]:
    """The atoms at the top of `data` by name, in their order; the first of each name."""
    found: dict[bytes, bytes] = {}
    place = 0
    while place < len(data):
        size, name = struct.unpack_from(">I4s", data, place)
        found.setdefault(name, data[place + 8 : place + size])
        place += size
    return found


def sound_track(path: Path) -> bytes:
    """The content of the first track, which is the sound's."""
    return atoms(atoms(path.read_bytes())[b"moov"])[b"trak"]


@pytest.mark.parametrize("length", [1, 1023, 1024, 1025, FIVE_SECONDS, FIVE_SECONDS + 333])
def test_the_edit_list_tells_where_the_sound_begins_and_how_long_it_is(length: int) -> None:
    edits = atoms(atoms(sound_track(written(murmur(length))))[b"edts"])[b"elst"]

    assert struct.unpack(">IIIiI", edits) == (0, 1, length, 1024, 0x10000)


@pytest.mark.parametrize("length", [1, 1024, 1025, FIVE_SECONDS + 333])
def test_another_library_reads_the_exact_duration(length: int) -> None:
    with av.open(str(written(murmur(length)))) as container:
        stream = container.streams.audio[0]
        assert stream.time_base is not None
        assert stream.duration is not None
        assert stream.duration * stream.time_base * RATE == length


@pytest.mark.parametrize("length", [1, 1023, 1024, 1025, FIVE_SECONDS])
def test_apples_own_mark_tells_the_same_bounds(length: int) -> None:
    value = bytes(MP4(written(murmur(length)))["----:com.apple.iTunes:iTunSMPB"][0]).decode()
    numbers = [int(number, 16) for number in value.split()]
    _, delay, padding, count, *rest = numbers

    assert (delay, count, rest) == (1024, length, [0] * 8)
    assert (delay + count + padding) % 1024 == 0
    assert 0 <= padding < 1024


@pytest.mark.parametrize(
    ("length", "channels", "decode"), grid([1, 1023, 1024, 1025, TWO_SECONDS], [1, 2], DECODERS)
)
def test_a_decoder_that_plays_whole_frames_gives_less_than_one_more(
    length: int, channels: int, decode: Decoder
) -> None:
    decoded = decode(written(murmur(length, channels)))

    assert decoded.shape[1:] == murmur(1, channels).shape[1:]
    assert len(decoded) == -(-length // 1024) * 1024


@pytest.mark.parametrize("decode", DECODERS)
def test_what_follows_the_sound_is_silence(decode: Decoder) -> None:
    length = FIVE_SECONDS + 100
    decoded = decode(written(murmur(length) * np.linspace(1, 0, length, dtype=np.float32)))

    assert len(decoded) > length
    assert np.abs(decoded[length:]).max() < 0.003


@pytest.mark.parametrize("facts", [None, FACTS], ids=["bare", "told"])
@pytest.mark.parametrize("decode", DECODERS)
def test_the_sound_stays_in_its_place(decode: Decoder, facts: Facts | None) -> None:
    samples = murmur(TWO_SECONDS)

    assert offset_between(samples, decode(written(samples, facts))[:TWO_SECONDS]) == 0


@pytest.mark.parametrize("length", [FIVE_SECONDS // 1024 * 1024, FIVE_SECONDS])
def test_none_of_the_sound_is_lost(length: int) -> None:
    samples = murmur(length)
    error = pyav(written(samples))[:length] - samples

    for end in (slice(None, 1000), slice(-1000, None)):
        assert 10 * np.log10(np.mean(samples[end] ** 2) / np.mean(error[end] ** 2)) > 20


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("bit_rate", [64, 96, 128, 192])
def test_the_sound_keeps_its_loudness(bit_rate: int, channels: int) -> None:
    samples = murmur(FIVE_SECONDS, channels)

    assert loudness(pyav(written(samples, bit_rate=bit_rate))) == pytest.approx(loudness(samples), abs=0.3)


@pytest.mark.parametrize("rate", [32_000, 44_100])
def test_other_rates_are_kept(rate: int) -> None:
    with av.open(str(written(murmur(2 * rate, rate=rate), rate=Hertz(rate)))) as container:
        stream = container.streams.audio[0]

        assert (stream.sample_rate, stream.duration) == (rate, 2 * rate)


def test_empty_blocks_are_nothing() -> None:
    samples, empty = murmur(5000), np.zeros(0, np.float32)
    whole = written(samples).read_bytes()
    write_m4a([empty, samples, empty], RATE, Path("b.m4a"), FACTS)

    assert Path("b.m4a").read_bytes() == whole


@pytest.mark.parametrize("facts", [None, FACTS], ids=["bare", "told"])
def test_the_index_stands_before_the_sound(facts: Facts | None) -> None:
    names = list(atoms(written(murmur(FIVE_SECONDS), facts).read_bytes()))

    assert names[0] == b"ftyp"
    assert names.index(b"moov") < names.index(b"mdat")


def test_it_calls_itself_an_m4a_without_a_time_of_making() -> None:
    data = atoms(written(murmur(1000)).read_bytes())

    assert data[b"ftyp"][:4] == b"M4A "
    assert struct.unpack_from(">III", atoms(data[b"moov"])[b"mvhd"]) == (0, 0, 0)
    assert b"Lavf" not in Path("a.m4a").read_bytes()


def test_each_fact_is_read_back_by_another_library() -> None:
    expected = {
        "title": FACTS.tags.title,
        "artist": "आकाश FM",
        "album": "समाचार",
        "date": "2026-03-05",
        "genre": "News",
        "language": "hin",
        "lyrics": "पहला अनुच्छेद।\n\nदूसरा अनुच्छेद।",
        "description": "12 किमी लंबी लाइन",
        "track": "3/12",
        "copyright": "2026 आकाश FM",
        "website": "https://akash.example/",
        "source": "https://example.com/metro\nmetro.txt",
        "voice": "tone:hum",
        "comment": "यह बुलेटिन कृत्रिम आवाज़ में है।",
    }
    found = told(written(murmur(1000))).tags

    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("track", "expected"),
    [("7", "7"), ("7/9", "7/9"), ("seven", None), ("70000", None), ("१", None), ("", None)],
    ids=ascii,
)
def test_a_track_is_told_where_it_is_a_number(track: str, expected: str | None) -> None:
    facts = replace(FACTS, tags=replace(FACTS.tags, track=track))

    assert told(written(murmur(1000), facts)).tags.get("track") == expected


CHAPTERS = [(chapter.start, chapter.title) for chapter in FACTS.chapters]


def test_the_chapters_of_apple_are_read_back() -> None:
    path = written(murmur(FIVE_SECONDS))
    # Without Nero's list, only the text track is left.
    path.write_bytes(path.read_bytes().replace(b"chpl", b"free"))

    assert told(path).chapters == CHAPTERS


def test_the_chapters_of_nero_are_read_back() -> None:
    found = MP4(written(murmur(FIVE_SECONDS))).chapters

    assert found is not None
    assert [(chapter.start, chapter.title) for chapter in found] == CHAPTERS


def test_a_bulletin_without_chapters_has_one_track() -> None:
    path = written(murmur(1000), replace(FACTS, chapters=()))
    with av.open(str(path)) as container:
        assert len(container.streams) == 2  # the other is the cover

    assert told(path).chapters == []


def test_three_hundred_chapters_are_all_in_the_text_track() -> None:
    many = tuple(Chapter(start=k / 100, end=(k + 1) / 100, title=f"भाग {k}") for k in range(300))
    found = told(written(murmur(FIVE_SECONDS), replace(FACTS, chapters=many))).chapters

    assert [title for _, title in found] == [chapter.title for chapter in many]


def test_a_chapter_without_a_title_spoils_no_other() -> None:
    first, *others = FACTS.chapters
    found = told(written(murmur(FIVE_SECONDS), replace(FACTS, chapters=(replace(first, title=""), *others))))

    assert found.chapters[1:] == CHAPTERS[1:]


def test_the_first_chapter_begins_with_the_file_in_both_lists() -> None:
    path = written(murmur(FIVE_SECONDS), replace(FACTS, chapters=FACTS.chapters[1:]))
    expected = [(0.0, CHAPTERS[1][1]), CHAPTERS[2]]
    nero = MP4(path).chapters

    assert told(path).chapters == expected
    assert nero is not None
    assert [(chapter.start, chapter.title) for chapter in nero] == expected


@pytest.mark.parametrize("title", HARD_TITLES.values(), ids=HARD_TITLES)
def test_a_chapters_title_is_cut_between_two_letters_where_it_is_too_long(title: str) -> None:
    _, found = told(written(murmur(FIVE_SECONDS), titled(title))).chapters[0]

    if len(title.encode()) <= 255:
        assert found == title
    else:
        assert 200 < len(found.encode()) <= 255
        assert found.endswith("…")
        assert title.startswith(found.removesuffix("…"))


@pytest.mark.parametrize("data", [picture(), picture(200), b"\xff\xd8\xff\xe0" + bytes(100)], ids=len)
def test_the_cover_is_read_back_as_it_was_given(data: bytes) -> None:
    (found,) = MP4(written(murmur(1000), replace(FACTS, cover=Cover(data=data))))["covr"]

    assert bytes(found) == data


def test_a_large_cover_leaves_the_sound_in_its_place() -> None:
    samples = murmur(FIVE_SECONDS)
    plain = pyav(written(samples, None))

    assert np.array_equal(pyav(written(samples, replace(FACTS, cover=Cover(data=picture(300))))), plain)


def test_a_tagger_can_change_the_file() -> None:
    path = written(murmur(FIVE_SECONDS))
    file = MP4(path)
    file["\xa9nam"] = "नया" * 1000
    file.save()
    found = told(path)

    assert (found.tags["title"], found.chapters) == ("नया" * 1000, CHAPTERS)


@pytest.mark.parametrize("rate", [22_050, 96_000])
def test_another_rate_is_refused(rate: int) -> None:
    with pytest.raises(ValueError, match=str(rate)):
        write_m4a([murmur(1000)], Hertz(rate), Path("a.m4a"))


@pytest.mark.parametrize(("bit_rate", "channels"), [(31, 1), (257, 1), (63, 2), (513, 2)])
def test_a_bit_rate_that_is_not_taken_is_refused(bit_rate: int, channels: int) -> None:
    with pytest.raises(ValueError, match=str(bit_rate)):
        write_m4a([murmur(1000, channels)], RATE, Path("a.m4a"), bit_rate=bit_rate)


@pytest.mark.parametrize("name", ["a:b.m4a", "http:x.m4a", "%d.m4a", "समाचार.m4a"])
def test_a_name_is_a_name_whatever_it_looks_like(name: str) -> None:
    if sys.platform == "win32" and ":" in name:
        pytest.skip("no such names on Windows")
    write_m4a([murmur(1000)], RATE, Path(name), FACTS)

    assert [path.name for path in Path().iterdir()] == [name]


def test_a_package_that_does_not_load_is_told_as_that(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("av.py").write_text("raise ImportError('libavcodec.so.62: cannot open shared object file')")
    monkeypatch.delitem(sys.modules, "av")
    monkeypatch.syspath_prepend(str(Path.cwd()))
    with pytest.raises(EngineError, match="libavcodec") as failure:
        write_m4a([murmur(1000)], RATE, Path("a.m4a"))

    assert (failure.value.code, failure.value.error_id) == (69, "formats.broken")


@pytest.mark.program
@program("ffprobe")
def test_ffprobe_shows_chapters_and_cover() -> None:
    found = probed(written(murmur(FIVE_SECONDS)))

    assert [(float(one["start_time"]), one["tags"]["title"]) for one in found["chapters"]] == CHAPTERS
    assert [one["codec_name"] for one in found["streams"]] == ["aac", "bin_data", "png"]


@pytest.mark.program
@program("ffprobe")
def test_ffprobe_reads_the_exact_duration() -> None:
    stream = probed(written(murmur(FIVE_SECONDS + 333)))["streams"][0]

    assert (stream["duration_ts"], stream["time_base"]) == (FIVE_SECONDS + 333, "1/48000")

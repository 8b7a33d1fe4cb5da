from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import soundfile
from mutagen.id3 import ID3
from mutagen.mp3 import MP3

from bulletin.schema.units import Hertz
from bulletin.writers.audio.facts import Facts, Tags
from bulletin.writers.audio.mp3 import write_mp3
from bulletin.writers.audio.tags import tag_mp3

TAGS = Tags(
    title="शहर में नई मेट्रो लाइन शुरू, किराया ₹25 से",
    station="आकाश FM",
    programme="समाचार",
    day=date(2026, 3, 5),
    language="hin",
    genre="News",
    written="पहला अनुच्छेद।\n\nदूसरा अनुच्छेद।",
    sources=("metro.txt",),
    provenance=(("VOICE", "tone:hum"), ("DISCLOSURE", "यह बुलेटिन कृत्रिम आवाज़ में है।")),
    dek="12 किमी लंबी लाइन",
    track="3/12",
    copyright="2026 आकाश FM",
    link="https://akash.example/",
)


def tagged(tags: Tags = TAGS) -> Path:
    """A quarter of a second of silence with these tags."""
    path = Path("a.mp3").resolve()
    write_mp3([np.zeros(11_025, np.float32)], Hertz(44_100), path)
    tag_mp3(path, Facts(tags=tags))
    return path


def read(tags: Tags = TAGS) -> ID3:
    return ID3(tagged(tags))


def size_of_tag(data: bytes) -> int:
    """ID3's size: four bytes of seven bits, without the ten bytes of the header."""
    return sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))


def frame_of(data: bytes, name: bytes) -> bytes:
    """The content of a frame, read by the letter of the ID3v2.3 standard."""
    place, end = 10, 10 + size_of_tag(data)
    while place < end and data[place]:
        size = int.from_bytes(data[place + 4 : place + 8], "big")
        if data[place : place + 4] == name:
            return data[place + 10 : place + 10 + size]
        place += 10 + size
    raise KeyError(name)


def test_the_file_begins_with_an_id3_tag_of_version_2_3() -> None:
    assert tagged().read_bytes()[:5] == b"ID3\x03\x00"


def test_the_title_is_utf_16_as_version_2_3_asks() -> None:
    content = frame_of(tagged().read_bytes(), b"TIT2")

    assert content[0] == 1
    assert content[1:].decode("utf-16").rstrip("\0") == TAGS.title


def test_the_date_is_in_the_frames_of_version_2_3() -> None:
    data = tagged().read_bytes()

    # Numbers are Latin-1, which is encoding 0; a zero byte may end them.
    assert [frame_of(data, name).removesuffix(b"\0") for name in (b"TYER", b"TDAT")] == [
        b"\x002026",
        b"\x000503",
    ]


def test_sound_follows_right_after_the_tag() -> None:
    data = tagged().read_bytes()
    start = 10 + size_of_tag(data)

    assert data[start : start + 2] == b"\xff\xfb"


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ("TIT2", TAGS.title),
        ("TPE1", TAGS.station),
        ("TALB", TAGS.programme),
        ("TDRC", "2026-03-05"),
        ("TIT3", "12 किमी लंबी लाइन"),
        ("TRCK", "3/12"),
        ("TCOP", "2026 आकाश FM"),
        ("WORS", "https://akash.example/"),
        ("TLAN", "hin"),
        ("TCON", "News"),
        ("USLT::hin", TAGS.written),
        ("TXXX:SOURCE", "metro.txt"),
        ("TXXX:VOICE", "tone:hum"),
        ("TXXX:DISCLOSURE", "यह बुलेटिन कृत्रिम आवाज़ में है।"),
        ("COMM::hin", "यह बुलेटिन कृत्रिम आवाज़ में है।"),
    ],
)
def test_each_fact_is_read_back_as_it_was_given(frame: str, expected: str) -> None:
    assert str(read()[frame]) == expected


@pytest.mark.parametrize(
    "title", ["शहर: क/ख", "क्\u200dया, ज्ञ, ऑ", "😀 समाचार", "ABC & <b>", "(17)", "क" * 5000], ids=ascii
)
def test_a_title_of_any_letters_is_read_back_whole(title: str) -> None:
    assert str(read(replace(TAGS, title=title))["TIT2"]) == title


@pytest.mark.parametrize(
    "sign", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800", "\u202e", "\ufeff"], ids=ascii
)
def test_control_characters_are_taken_out(sign: str) -> None:
    tags = read(
        replace(TAGS, title=f"समा{sign}चार", written=f"पाठ{sign}।", provenance=(("VOICE", f"a{sign}b"),))
    )

    assert [str(tags[name]) for name in ("TIT2", "USLT::hin", "TXXX:VOICE")] == ["समाचार", "पाठ।", "ab"]


@pytest.mark.parametrize("space", [" ", "\t", "\u00a0", "\u2009", "\u3000"], ids=ascii)
def test_words_stay_apart_whatever_space_parts_them(space: str) -> None:
    assert str(read(replace(TAGS, title=f"नई{space}दिल्ली"))["TIT2"]).split() == ["नई", "दिल्ली"]


def test_line_ends_of_the_text_stay() -> None:
    assert str(read(replace(TAGS, written="एक\nदो\n\nतीन"))["USLT::hin"]) == "एक\nदो\n\nतीन"


@pytest.mark.parametrize("frame", ["TIT3", "TRCK", "TCOP", "WORS", "WOAS"])
def test_what_is_not_known_has_no_frame(frame: str) -> None:
    assert frame not in read(replace(TAGS, dek="", track="", copyright="", link="akash"))


def test_an_address_is_told_as_the_source() -> None:
    assert (
        read(replace(TAGS, sources=("https://example.com/news",)))["WOAS"].url == "https://example.com/news"
    )


def test_an_address_in_devanagari_is_told_as_the_source() -> None:
    assert "WOAS" in read(replace(TAGS, sources=("https://example.com/समाचार",)))


@pytest.mark.parametrize("sources", [("a.txt", "b.txt"), ("https://a.example/1", "https://b.example/2")])
def test_every_source_of_a_bulletin_of_several_is_told(sources: tuple[str, ...]) -> None:
    shown = read(replace(TAGS, sources=sources)).pprint()

    assert all(source in shown for source in sources)


def test_tagging_again_replaces_the_tags() -> None:
    path = tagged()
    tag_mp3(path, Facts(tags=replace(TAGS, title="नया", sources=())))

    assert str(ID3(path)["TIT2"]) == "नया"
    assert "TXXX:SOURCE" not in ID3(path)
    assert path.read_bytes().count(b"ID3\x03") == 1


def test_tags_leave_the_sound_as_it_was() -> None:
    path = tagged(replace(TAGS, written="लंबा पाठ। " * 5000))

    assert soundfile.info(path).frames == 11_025
    info = MP3(path).info
    assert info is not None
    assert info.length == pytest.approx(0.25, abs=0.001)


def test_a_bulletin_without_a_title_is_tagged_all_the_same() -> None:
    assert str(read(replace(TAGS, title="", written=""))["TPE1"]) == TAGS.station

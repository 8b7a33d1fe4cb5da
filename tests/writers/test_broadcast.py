from __future__ import annotations

import json
import struct
import subprocess
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from wavinfo import WavInfoReader

from bulletin import __version__
from bulletin.schema.programme import Chapter
from bulletin.schema.units import Dbtp, Lufs
from bulletin.writers.audio.broadcast import write_broadcast, write_levels
from bulletin.writers.audio.facts import Airing, Facts, Levels
from bulletin.writers.audio.wav import write_wav
from tests.pairwise import grid
from tests.writers.finished import (
    DECODERS,
    FACTS,
    FIVE_SECONDS,
    HARD_TITLES,
    RATE,
    Decoder,
    cart,
    cut,
    murmur,
    program,
    titled,
)
from tests.writers.test_wav import STEP, chunks

NOTHING_MEASURED = 327.67
"""7FFFh, in hundredths."""

TITLE = "shahar men nai metro lain shuru, kiraya Rs 25 se"


def written(facts: Facts = FACTS, length: int = 1000, channels: int = 1, limit: int = 1 << 32) -> Path:
    path = Path("a.wav").resolve()
    assert write_broadcast(cut(murmur(length, channels)), RATE, path, facts, limit=limit) == length
    return path


def bext(path: Path) -> Any:
    """As wavinfo reads it."""
    return WavInfoReader(str(path)).bext


@pytest.mark.parametrize("decode", DECODERS)
@pytest.mark.parametrize("channels", [1, 2])
def test_a_decoder_gives_the_samples_that_were_written(channels: int, decode: Decoder) -> None:
    samples = murmur(FIVE_SECONDS, channels)
    decoded = decode(written(length=FIVE_SECONDS, channels=channels))

    assert decoded.shape == samples.shape
    assert np.abs(decoded - samples).max() < 1.6 * STEP


def test_the_sound_is_that_of_the_plain_file() -> None:
    plain = Path("plain.wav")
    write_wav([murmur(1000)], RATE, plain)

    assert dict(chunks(written()))[b"data"] == dict(chunks(plain))[b"data"]


def test_the_chunks_come_in_the_order_that_readers_want() -> None:
    names = [name for name, _ in chunks(written())]

    assert names == [b"JUNK", b"fmt ", b"bext", b"cart", b"LIST", b"cue ", b"LIST", b"data"]


def test_the_same_sound_gives_the_same_file() -> None:
    assert written().read_bytes() == written().read_bytes()


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("description", TITLE),
        ("originator", "aakash FM"),
        ("originator_ref", "INBUL00012026030507"),
        ("originator_date", "2026-03-05"),
        ("originator_time", "07:30:15"),
        ("time_reference", 0),
        ("version", 2),
        ("umid", bytes(64)),
        ("loudness_value", -23.04),
        ("loudness_range", 5.5),
        ("max_true_peak", -1.26),
        ("max_momentary_loudness", NOTHING_MEASURED),
        ("max_shortterm_loudness", NOTHING_MEASURED),
        (
            "coding_history",
            f"A=PCM,F=48000,W=16,M=mono,T=bulletin {__version__}; text to speech; TPDF dither\r\n",
        ),
    ],
)
def test_each_field_of_bext_is_read_back_by_another_library(field: str, expected: object) -> None:
    found = getattr(bext(written()), field)

    assert (found.replace(" \r", "\r") if isinstance(found, str) else found) == expected


def test_the_fields_of_bext_stand_where_the_standard_puts_them() -> None:
    data = dict(chunks(written()))[b"bext"]

    assert data[320:338] == b"2026-03-0507:30:15"
    assert struct.unpack_from("<IIH", data, 338) == (0, 0, 2)
    assert struct.unpack_from("<5h", data, 412) == (-2304, 550, -126, 0x7FFF, 0x7FFF)
    assert data[422:602] == bytes(180)
    assert data[602:].startswith(b"A=PCM,")


def test_stereo_is_told_in_the_coding_history() -> None:
    assert ",M=stereo," in bext(written(channels=2)).coding_history


def test_a_bulletin_of_an_unknown_hour_is_of_its_day() -> None:
    found = bext(written(replace(FACTS, made=None)))

    assert (found.originator_date, found.originator_time) == ("2026-03-05", "00:00:00")


@pytest.mark.parametrize("level", [float("nan"), float("inf"), -120.0, 100.0])
def test_a_level_that_bext_cannot_hold_counts_as_not_measured(level: float) -> None:
    found = bext(written(replace(FACTS, levels=Levels(integrated=Lufs(level)))))

    assert found.loudness_value == NOTHING_MEASURED


def test_levels_measured_on_the_finished_file_are_put_into_it() -> None:
    path = written(replace(FACTS, levels=Levels()))
    before = path.read_bytes()
    levels = Levels(
        integrated=Lufs(-22.97), momentary=Lufs(-19.5), short_term=Lufs(-20.25), true_peak=Dbtp(-3)
    )
    write_levels(path, levels)

    assert bext(path).loudness_value == -22.97
    assert path.read_bytes() == written(replace(FACTS, levels=levels)).read_bytes()
    assert path.read_bytes() != before


def test_levels_cannot_be_put_into_a_file_without_bext() -> None:
    write_wav([murmur(10)], RATE, Path("plain.wav"), FACTS)

    with pytest.raises(ValueError, match="plain"):
        write_levels(Path("plain.wav"), Levels())


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("version", "0101"),
        ("title", TITLE),
        ("artist", "aakash FM"),
        ("cut", "4711"),
        ("client", "Newsroom"),
        ("category", "NEWS"),
        ("classification", "Bulletin"),
        ("out_cue", "aakash FM, namaskar."),
        ("start_date", "2026-03-05"),
        ("start_time", "08:00:00"),
        ("end_date", "2026-03-05"),
        ("end_time", "20:00:00"),
        ("application", "bulletin"),
        ("application_version", __version__),
        ("user", "hourly"),
        ("reference", 32_768),
        ("url", "https://example.com/metro"),
        (
            "text",
            "VOICE: tone:hum\r\nDISCLOSURE: yah buletin kritrim aavaz men hai.\r\nSOURCE: https://example.com/metro\r\nSOURCE: metro.txt\r\n",
        ),
    ],
)
def test_each_field_of_cart_is_read_back_by_another_library(field: str, expected: object) -> None:
    found = cart(written())[field]

    assert (found.replace(" \r", "\r") if isinstance(found, str) else found) == expected


def test_the_timers_of_cart_are_samples_from_the_start() -> None:
    assert cart(written(length=FIVE_SECONDS))["timers"] == [
        ("SEGs", 216_000),
        ("SEGe", 240_000),
        ("INTs", 0),
        ("INTe", 36_000),
        ("AUDs", 0),
        ("AUDe", 240_000),
    ]


def test_only_the_timers_that_are_known_are_told() -> None:
    assert cart(written(replace(FACTS, airing=Airing())))["timers"] == [("AUDs", 0), ("AUDe", 1000)]


def test_no_timer_lies_behind_the_end() -> None:
    late = replace(FACTS, airing=Airing(intro_end=99.0, segue=99.0))

    assert dict(cart(written(late))["timers"])["SEGs"] == 1000


def test_a_bulletin_without_a_kill_date_has_empty_fields_for_it() -> None:
    found = cart(written(replace(FACTS, airing=Airing())))

    assert [found[name] for name in ("start_date", "start_time", "end_date", "end_time")] == [""] * 4


def test_the_cart_chunk_is_as_long_as_the_standard_says() -> None:
    data = dict(chunks(written()))[b"cart"]

    assert len(data) == 2048 + len(cart(Path("a.wav"))["text"])


@pytest.mark.parametrize("title", HARD_TITLES.values(), ids=HARD_TITLES)
def test_a_title_of_any_letters_is_ascii_within_its_fields(title: str) -> None:
    path = written(titled(title))

    assert 0 < len(bext(path).description) <= 256
    assert 0 < len(cart(path)["title"]) <= 64
    # Both readers decode strictly.
    found = WavInfoReader(str(path), info_encoding="ascii")
    assert found.info.title
    assert found.cues.to_dict()[1]["label"] == found.info.title


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ('A & B <b>"C"</b>', 'A & B <b>"C"</b>'),
        ("केवल देवनागरी में ज्ञान।", "keval devanagari men jnan."),
        ("“उद्धरण” — ‘और’…", "\"uddharan\" - 'aur'..."),
        ("😀 समाचार 新闻", "samachar"),
        ("Café Zürich, 10²", "Cafe Zurich, 102"),
        ("नुल १२", "nul 12"),
        ("\u094d\u200d", ""),
        ("समा\x00चार\x1b\ud800", "samachar"),
        ("दो\nपंक्तियाँ\tयहाँ", "do panktiyan yahan"),
    ],
    ids=ascii,
)
def test_hindi_is_spelt_by_its_sounds(title: str, expected: str) -> None:
    assert bext(written(titled(title))).description == expected


def test_a_long_title_ends_with_a_whole_word() -> None:
    found = bext(written(titled("समाचार " * 2000))).description

    assert 240 < len(found) <= 256
    assert set(found.split()) == {"samachar"}


def test_a_long_word_is_cut_at_the_end_of_its_field() -> None:
    assert bext(written(titled("a" * 10_000))).description == "a" * 256


def test_the_info_list_and_the_labels_are_ascii_too() -> None:
    found = WavInfoReader(str(written(length=FIVE_SECONDS)), info_encoding="ascii")

    assert found.info.title == TITLE
    assert [one["label"] for one in found.cues.to_dict().values()] == [
        "mukhy samachar",
        "kiraya & <samay>",
        "Sport",
    ]


@pytest.mark.parametrize(("decode", "channels", "voice"), grid(DECODERS, [1, 2], ["", "a", "ab"]))
def test_beyond_the_limit_of_riff_the_file_is_rf64_and_plays(
    decode: Decoder, channels: int, voice: str
) -> None:
    facts = replace(FACTS, tags=replace(FACTS.tags, provenance=(("VOICE", voice),)))
    path = written(facts, 20_000, channels, limit=1000)

    assert path.read_bytes()[:4] == b"RF64"
    assert len(decode(path)) == 20_000


def test_rf64_tells_the_same_of_the_bulletin() -> None:
    small = bext(written()).to_dict(), cart(written())
    path = written(limit=1000)

    assert path.read_bytes()[:4] == b"RF64"
    assert (bext(path).to_dict(), cart(path)) == small


def test_levels_are_put_into_rf64_as_well() -> None:
    path = written(limit=100)
    write_levels(path, Levels(integrated=Lufs(-18)))

    assert bext(path).loudness_value == -18


def test_a_date_of_the_first_centuries_keeps_the_width_of_its_field() -> None:
    early = replace(FACTS, made=datetime(26, 3, 5, 7, 30), tags=replace(FACTS.tags, day=date(26, 3, 5)))  # noqa: DTZ001

    assert bext(written(early)).originator_date == "0026-03-05"


def test_a_bulletin_without_chapters_has_no_markers() -> None:
    names = [name for name, _ in chunks(written(replace(FACTS, chapters=())))]

    assert b"cue " not in names


def test_a_thousand_chapters_are_a_thousand_markers() -> None:
    many = tuple(Chapter(start=k, end=k + 1, title=f"भाग {k}") for k in range(1000))
    cues = WavInfoReader(str(written(replace(FACTS, chapters=many)))).cues.to_dict()

    assert cues[1000] == {"frame": 999 * RATE, "label": "bhag 999"}


@pytest.mark.program
@program("mediainfo")
def test_mediainfo_reads_it() -> None:
    expected = {
        ("General", "Title"): TITLE,
        ("General", "Description"): TITLE,
        ("General", "Producer"): "aakash FM",
        ("General", "Encoded_Date"): "2026-03-05 07:30:15",
        ("Audio", "BitDepth"): "16",
        ("Audio", "SamplingCount"): "240000",
        ("Audio", "LoudnessValue"): "-23.04",
        ("Audio", "LoudnessRange"): "5.50",
        ("Audio", "MaxTruePeakLevel"): "-1.26",
    }
    command = ["mediainfo", "--Output=JSON", str(written(length=FIVE_SECONDS))]
    answer = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    tracks = {one["@type"]: {**one, **one.get("extra", {})} for one in answer["media"]["track"]}

    assert {(track, field): tracks[track].get(field) for track, field in expected} == expected


@pytest.mark.program
@program("mediainfo")
def test_mediainfo_shows_no_level_that_was_not_measured() -> None:
    command = ["mediainfo", "--Output=JSON", str(written())]
    answer = subprocess.run(command, capture_output=True, check=True).stdout

    assert b"LoudnessValue" in answer
    assert b"Momentary" not in answer

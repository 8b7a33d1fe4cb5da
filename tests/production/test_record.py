"""Records of episodes, read without trust."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bulletin.production.episode.conversion import episode_of, record_of, report_of
from bulletin.production.episode.fields import to_json
from bulletin.production.episode.record import (
    EpisodeRecord,
    RecordedFile,
    RecordedNotes,
    is_plain,
    left_record,
    read_record,
    record_bytes,
    record_of_document,
)
from bulletin.production.episode.rows import ChapterRow, LeftOutRow, SentenceRow
from bulletin.schema.edition import Edition, Link, TimedSentence
from bulletin.schema.episode import Episode, FallenBack, FileDetail, Loudness, Requests, Slotted
from bulletin.schema.programme import Chapter
from bulletin.schema.script import Script
from bulletin.schema.units import Dbtp, Lufs

NONSENSE: tuple[Any, ...] = (None, True, "x", [1], {"x": 1}, [{"start": "x"}], float("nan"), 10**400)

KEYS = [
    "schema",
    "title",
    "audio",
    "files",
    "details",
    "duration",
    "loudness",
    "voice",
    "fallback",
    "slot",
    "segments",
    "requests",
    "chapters",
    "seconds",
    "bulletin_version",
    "ingredients",
    "made_from",
    "article",
    "asked",
    "given",
    "voices",
    "gains",
    "encoded",
    "made",
    "date",
    "language",
    "dek",
    "station",
    "programme",
    "reader",
    "genre",
    "copyright",
    "link",
    "disclosure",
    "sources",
    "links",
    "lines",
    "notes",
    "left_out",
    "stories",
]
"""Of a record, in order."""


def record(**document: object) -> EpisodeRecord:
    return record_of_document(document)


SENTENCE = TimedSentence(
    start=0.12345,
    end=2.0,
    written="₹5।",
    spoken="पाँच रुपये।",
    role="body",
    story=0,
    segment=0,
    sentence=0,
)


def finished() -> Episode:
    """An episode in which everything that a record holds is there."""
    return Episode(
        audio=Path("out/news.mp3"),
        files={"mp3": Path("out/news.mp3"), "episode": Path("out/news.episode.json")},
        details={"mp3": FileDetail(size=5, media_type="audio/mpeg", sha256="ab")},
        duration=61.23456,
        loudness=Loudness(integrated_lufs=Lufs(-15.987), true_peak_dbtp=Dbtp(-1.234)),
        target=Lufs(-16.0),
        voice="espeak:hi",
        fallback=(FallenBack(title="एक", voice="tone:hum", reason="silence"),),
        slot=Slotted(
            asked=60.0,
            natural=63.5,
            pauses=0.9,
            rate=1.05,
            padding=0.0,
            paragraphs=1,
            left_out=("दो।",),
            stories=(1,),
            bare=("मेट्रो",),
        ),
        segments=4,
        requests=Requests(made=3, from_cache=2),
        chapters=(Chapter(start=0.0, end=61.23456, title="सब"),),
        title="मेट्रो",
        seconds={"total": 1.23456},
    )


def edition() -> Edition:
    return Edition(
        title="मेट्रो",
        made=datetime(2026, 11, 26, 6, 0, 0, tzinfo=UTC),
        published=date(2026, 11, 25),
        station="नगर",
        programme="समाचार",
        voice="espeak:hi",
        duration=61.23456,
        chapters=(),
        sentences=(SENTENCE,),
        links=(Link(title="बस"),),
        sources=("metro.txt",),
        identity="0123456789abcdef",
    )


def written() -> EpisodeRecord:
    script = Script(title="मेट्रो", language="hi", published=None, sources=("metro.txt",), segments=())
    return record_of(
        finished(),
        edition(),
        script,
        RecordedNotes(text="सार", html="<p>सार</p>"),
        ingredients="cd",
        encoded={"mp3": ["a 96 b"]},
        asked=["--slot", "1:00"],
    )


def test_a_record_holds_every_key_in_its_place() -> None:
    document = json.loads(record_bytes(written()))

    assert list(document) == KEYS
    assert document["files"] == {"mp3": "news.mp3", "episode": "news.episode.json"}
    assert document["details"] == {"mp3": {"bytes": 5, "type": "audio/mpeg", "sha256": "ab"}}
    assert document["loudness"] == {"integrated_lufs": -15.99, "true_peak_dbtp": -1.23, "target_lufs": -16.0}
    assert document["slot"] == {
        "asked": 60.0, "natural": 63.5, "levers": {"pauses": 0.9, "rate": 1.05, "paragraphs": 1, "padding": 0.0},
        "left_out": 1, "cut": ["दो।"], "stories": [1], "bare": ["मेट्रो"],
    }  # fmt: skip
    assert document["encoded"] == {"mp3": ["a 96 b"]}
    assert document["lines"] == [
        {"start": 0.123, "end": 2.0, "written": "₹5।", "spoken": "पाँच रुपये।", "role": "body", "story": 0}
    ]
    assert document["links"] == [{"title": "बस", "href": None}]


def test_what_is_printed_of_an_episode_has_whole_paths_and_says_whether_it_was_there() -> None:
    document = to_json(report_of(finished()))

    assert list(document) == [
        *KEYS[: KEYS.index("requests")],
        "unchanged",
        *KEYS[KEYS.index("requests") :][:3],
    ]
    assert (document["audio"], document["unchanged"]) == (str(Path("out/news.mp3")), False)


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "news.episode.json"
    path.write_bytes(record_bytes(written()))

    found = read_record(path)

    assert found.odd == {}
    assert found.words == written().words != ""
    assert record_bytes(found) == path.read_bytes()


def test_an_episode_is_known_again_by_its_record() -> None:
    path = Path("out/news.episode.json")

    found = episode_of(record_of_document(json.loads(record_bytes(written()))), path)

    assert (found.audio, found.files, found.details) == (
        finished().audio, finished().files, finished().details,
    )  # fmt: skip
    assert (found.slot, found.requests) == (finished().slot, Requests(made=0, from_cache=5))
    assert (found.duration, found.title, found.unchanged) == (61.235, "मेट्रो", True)


@pytest.mark.parametrize("key", [*KEYS[1:8], "segments", "requests", "chapters"])
def test_a_record_without_something_or_with_something_odd_is_of_no_episode(key: str) -> None:
    whole = json.loads(record_bytes(written()))
    without = {each: value for each, value in whole.items() if each != key}
    odd = {**whole, key: 5 if isinstance(whole[key], str | dict | list) else "x"}
    for document in [odd] if key in ("title", "voice") else [odd, without]:
        with pytest.raises(ValueError, match=r"of another kind|no files|without|missing"):
            episode_of(record_of_document(document), Path("out/news.episode.json"))


def test_a_list_of_numbers_is_read_whole_or_not_at_all() -> None:
    assert (record(outside=[3, 0]).outside, record(outside=[3, 0]).odd) == ((3, 0), {})
    assert (record(outside=[3, "x"]).outside, "outside" in record(outside=[3, "x"]).odd) == (None, True)


def test_what_a_record_says_is_read(tmp_path: Path) -> None:
    path = tmp_path / "news.episode.json"
    document = {"schema": "bulletin.episode/1", "title": " मेट्रो\n", "loudness": {"target_lufs": -16}}
    path.write_text(json.dumps(document), encoding="utf-8-sig")

    found = left_record(path)

    assert read_record(path) == found
    assert found.document == document
    assert found.title == " मेट्रो\n"
    assert found.loudness.target_lufs == -16


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"{", "JSON"),
        (b"\xff\xfe{\x00}\x00", "UTF-8"),
        (b"[" * 100_000, "JSON"),
        (b"[]", "object"),
        (b'{"schema": "bulletin.script/1"}', "schema"),
    ],
    ids=["broken", "of two bytes a letter", "too deep", "a list", "another document"],
)
def test_what_is_no_record_is_told_with_the_reason(tmp_path: Path, data: bytes, why: str) -> None:
    path = tmp_path / "news.episode.json"
    path.write_bytes(data)

    with pytest.raises(ValueError, match=why):
        read_record(path)


@pytest.mark.parametrize(
    "data", [None, b"{", b"[" * 100_000, b"[]"], ids=["none", "broken", "too deep", "a list"]
)
def test_a_record_that_cannot_be_read_says_nothing(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "news.episode.json"
    if data is not None:
        path.write_bytes(data)

    assert left_record(path) == EpisodeRecord()


@pytest.mark.parametrize("value", NONSENSE, ids=lambda value: f"{value}"[:12])
def test_a_value_of_another_kind_is_not_said_but_kept_apart(value: object) -> None:
    keys = ("files", "details", "lines", "chapters", "asked", "loudness", "duration", "slot", "published")
    found = record(**dict.fromkeys(keys, value))

    assert found.duration is None
    assert found.loudness.target_lufs is None
    assert found.detail("mp3") == RecordedFile()
    assert all(isinstance(name, str) for name in found.files.values())
    assert all((each.start, each.end, each.written) == (-1, -1, "") for each in found.sentences or ())
    assert all((each.start, each.end, each.title) == (-1, -1, "") for each in found.chapters or ())
    assert found.asked == ()
    assert ("duration" in found.odd) == (value is not None)


def test_odd_values_are_known_by_their_place() -> None:
    found = record(
        details={"mp3": {"bytes": "5", "type": "audio/mpeg"}}, files={"mp3": 5, "vtt": "a.vtt"}, asked=["--bed", 5]
    )  # fmt: skip

    assert found.odd == {"details.mp3.bytes": "5", "files.mp3": 5, "asked": ["--bed", 5]}
    assert (found.files, found.detail("mp3").media_type) == ({"vtt": "a.vtt"}, "audio/mpeg")


def test_sentences_and_chapters_come_with_their_times() -> None:
    found = record(
        lines=[{"start": 0, "end": 1.5, "written": "एक।"}, 7],
        chapters=[{"start": 0, "end": 9, "title": "सब"}],
        left_out=[{"written": "दो।", "reason": "kicker"}],
    )

    assert found.sentences == (SentenceRow(start=0, end=1.5, written="एक।"),)
    assert found.chapters == (ChapterRow(start=0, end=9, title="सब"),)
    assert found.left_out == (LeftOutRow(written="दो।", reason="kicker"),)
    assert EpisodeRecord().sentences is None


@pytest.mark.parametrize("name", ["metro.mp3", "समाचार 18:30.mp3", ".x", "a..b"])
def test_a_name_in_the_same_folder_is_plain(name: str) -> None:
    assert is_plain(name)


@pytest.mark.parametrize("name", ["", ".", "..", "/x", "a/b", "a/", "..\\x", "C:\\x", "C:x", "x\0"])
def test_a_name_that_leads_elsewhere_on_any_system_is_not_plain(name: str) -> None:
    assert not is_plain(name)

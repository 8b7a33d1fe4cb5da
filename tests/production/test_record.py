"""Records of episodes, read without trust."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bulletin.production.episode.record import (
    ChapterRow,
    Said,
    SentenceRow,
    is_plain,
    left_record,
    read_record,
)

NONSENSE: tuple[Any, ...] = (None, True, "x", [1], {"x": 1}, [{"start": "x"}], float("nan"), 10**400)


def said(**document: object) -> Said:
    return Said(document=document)


def test_what_a_record_says_is_read(tmp_path: Path) -> None:
    path = tmp_path / "news.episode.json"
    document = {"schema": "bulletin.episode/1", "title": " मेट्रो\n", "loudness": {"target_lufs": -16}}
    path.write_text(json.dumps(document), encoding="utf-8-sig")

    found = left_record(path)

    assert read_record(path) == found.document == document
    assert found.text("title") == "मेट्रो"
    assert found.number("loudness", "target_lufs") == -16


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

    assert left_record(path) == Said()


@pytest.mark.parametrize("value", NONSENSE, ids=lambda value: f"{value}"[:12])
def test_a_value_of_another_kind_is_not_said(value: object) -> None:
    keys = ("files", "details", "lines", "chapters", "sources", "loudness", "duration")
    found = said(**dict.fromkeys(keys, value))

    assert found.number("duration") is None
    assert found.number("loudness", "target_lufs") is None
    assert found.text("loudness", "x", "y") is None
    assert found.detail("mp3", "bytes") is None
    assert found.names == {}
    assert all((each.start, each.end, each.written) == (-1, -1, "") for each in found.lines or ())
    assert all((each.start, each.end, each.title) == (-1, -1, "") for each in found.chapters or ())
    assert found.sources == ()


def test_sentences_and_chapters_come_with_their_times() -> None:
    found = said(
        lines=[{"start": 0, "end": 1.5, "written": "एक।"}, 7],
        chapters=[{"start": 0, "end": 9, "title": "सब"}],
    )

    assert found.lines == (SentenceRow(start=0, end=1.5, written="एक।"),)
    assert found.chapters == (ChapterRow(start=0, end=9, title="सब"),)
    assert said().lines is None


@pytest.mark.parametrize("name", ["metro.mp3", "समाचार 18:30.mp3", ".x", "a..b"])
def test_a_name_in_the_same_folder_is_plain(name: str) -> None:
    assert is_plain(name)


@pytest.mark.parametrize("name", ["", ".", "..", "/x", "a/b", "a/", "..\\x", "C:\\x", "C:x", "x\0"])
def test_a_name_that_leads_elsewhere_on_any_system_is_not_plain(name: str) -> None:
    assert not is_plain(name)

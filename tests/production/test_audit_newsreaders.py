"""A bulletin with newsreaders: captions, record, chapters and levels; and what is found where a name is wrong."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.production.audit.captions import audit_captions
from bulletin.production.audit.chapters import audit_chapters_list
from bulletin.production.audit.episode import episodes_at
from bulletin.production.audit.newsreaders import without_names
from bulletin.production.audit.run import audit_episode
from bulletin.production.episode.conversion import episode_of
from bulletin.production.episode.record import read_record
from bulletin.production.episode.rows import SentenceRow
from bulletin.schema.audit import Finding
from bulletin.schema.edition import Edition
from bulletin.schema.units import Hertz
from bulletin.sound.meter import Meter
from bulletin.writers.audio.reading import read_back
from bulletin.writers.caption_reading import Caption
from bulletin.writers.sidecars import SIDECARS
from bulletin.writers.srt_reading import read_srt
from bulletin.writers.vtt_reading import read_vtt
from tests.command import run_here
from tests.tiers import by_tier
from tests.writers.editions import WHOLE, line, with_lines

WRITERS = {sidecar.kind: sidecar.write for sidecar in SIDECARS}
READ: dict[str, Callable[[bytes], list[Caption]]] = {"vtt": read_vtt, "srt": read_srt}
FORMATS = pytest.mark.parametrize("kind", READ)

RUNDOWN = """\
[bulletin]
title = "सुबह के समाचार"
headlines = 2

[[reader]]
name = "अनीता"
voice = "espeak:hi+f3"

[[reader]]
name = "रवि"
voice = "espeak:hi+m3"

[[story]]
source = "1.txt"

[[story]]
source = "2.txt"
"""
STORIES = (
    "पुल खुला\n\nनया पुल रविवार को खोल दिया गया।\n",
    "किराया बढ़ा\n\nकिराया सोमवार से बढ़ेगा।\n\nनया नियम\n\nपास पर छूट जारी रहेगी।\n",
)


def rows(edition: Edition) -> list[SentenceRow]:
    return [SentenceRow(written=each.written, reader=each.reader or None) for each in edition.sentences]


def fault(kind: str, edition: Edition, record: list[SentenceRow]) -> str:
    return without_names(READ[kind](WRITERS[kind](edition)), record, in_text=kind == "srt")[1]


@FORMATS
def test_right_names_are_no_fault(kind: str) -> None:
    assert fault(kind, WHOLE, rows(WHOLE)) == ""


@FORMATS
def test_the_name_of_another_newsreader_is_a_fault(kind: str) -> None:
    record = [replace(row, reader="मीना") if row.reader != "अनीता" else row for row in rows(WHOLE)]

    assert fault(kind, WHOLE, record).endswith(', and the record "मीना"')


@FORMATS
def test_captions_that_name_nobody_are_a_fault_where_the_record_does(kind: str) -> None:
    silent = replace(WHOLE, sentences=tuple(replace(each, reader="") for each in WHOLE.sentences))

    assert fault(kind, silent, rows(WHOLE)) == 'caption 1 names no one, and the record "अनीता"'


NAMES = st.sampled_from(["", "अनीता", "रवि", "<b>", "क: ख", "-->", "a & b", "{\\an8}", "7"]) | st.text(
    max_size=6
)


@FORMATS
@settings(deadline=None, max_examples=by_tier(12, 50))
@given(st.lists(st.tuples(NAMES, st.sampled_from(["एक।", "अनीता: दो।", "", "तीन " * 30])), max_size=5))
def test_any_names_are_read_back(kind: str, said: list[tuple[str, str]]) -> None:
    edition = with_lines(
        *(
            replace(line(text, start=9.0 * place, end=9.0 * place + 8), reader=name)
            for place, (name, text) in enumerate(said)
        )
    )

    assert fault(kind, edition, rows(edition)) == ""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a bulletin of two stories and two newsreaders, made once."""
    folder = tmp_path_factory.mktemp("newsreaders")
    (folder / "news.toml").write_text(RUNDOWN, "utf-8")
    for number, text in enumerate(STORIES, 1):
        (folder / f"{number}.txt").write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("BULLETIN_CACHE_DIR", str(folder / "cache"))
        made = run_here(
            [
                "make", "news.toml", "-o", "out/news.mp3", "--format", "mp3", "--format", "wav", "--no-cover",
                "--no-jingles", "--json",
            ]
        )  # fmt: skip
    assert made.returncode == 0, made.stderr
    (folder / "report.json").write_text(made.stdout, "utf-8")
    return folder / "out"


@dataclass(frozen=True)
class Bulletin:
    """A copy of it, to be damaged."""

    folder: Path

    def beside(self, suffix: str) -> Path:
        return self.folder / f"news.{suffix}"

    @property
    def record(self) -> Any:
        return json.loads(self.beside("episode.json").read_text("utf-8"))

    def edit(self, suffix: str, old: str, new: str) -> None:
        text = self.beside(suffix).read_text("utf-8")
        assert old in text
        self.beside(suffix).write_text(text.replace(old, new, 1), "utf-8")

    def faults(self) -> dict[str, Finding]:
        """What is wrong with captions and chapters; the sound is not decoded."""
        episode, *_ = episodes_at(self.beside("mp3"))
        duration = self.record["duration"]
        findings = [*audit_captions(episode, duration), *audit_chapters_list(episode, duration)]
        assert len(findings) == 3
        return {each.name: each for each in findings if each.ok is False}


@pytest.fixture
def news(made: Path, tmp_path: Path) -> Bulletin:
    shutil.copytree(made, tmp_path / "out")
    return Bulletin(tmp_path / "out")


def test_a_bulletin_with_newsreaders_has_no_fault(news: Bulletin) -> None:
    assert [each.name for each in audit_episode(news.beside("mp3")).report.findings if each.ok is False] == []


def test_a_wrong_name_in_webvtt_is_found(news: Bulletin) -> None:
    news.edit("vtt", "<v रवि>", "<v अनीता>")

    assert 'names "अनीता", and the record "रवि"' in news.faults()["vtt captions"].what


def test_a_wrong_name_in_srt_is_found(news: Bulletin) -> None:
    news.edit("srt", "रवि: ", "अनीता: ")

    assert 'names "अनीता", and the record "रवि"' in news.faults()["srt captions"].what


def test_a_section_that_the_list_has_as_a_story_is_found(news: Bulletin) -> None:
    news.edit("chapters.json", '"toc": false', '"toc": true')

    assert "is a story, and in the record a section" in news.faults()["chapters list"].what


def test_a_story_that_the_list_has_as_a_section_is_found(news: Bulletin) -> None:
    news.edit("chapters.json", '"title": "किराया बढ़ा (रवि)"', '"toc": false, "title": "किराया बढ़ा (रवि)"')

    assert "is a section within a story, and in the record a story" in news.faults()["chapters list"].what


def test_players_are_given_the_stories_alone(news: Bulletin) -> None:
    titles = [row["title"] for row in news.record["chapters"] if "level" not in row]

    assert [mark.title for mark in read_back(news.beside("mp3")).chapters] == titles
    assert len(read_back(news.beside("wav")).chapters) == len(titles)


def test_the_record_has_sections_below_their_story(news: Bulletin) -> None:
    assert [row["title"] for row in news.record["chapters"] if row.get("level") == 1] == ["नया नियम (रवि)"]


def test_an_episode_has_its_newsreaders_and_levels_back_from_its_record(news: Bulletin) -> None:
    path = news.beside("episode.json")
    episode = episode_of(read_record(path), path)

    assert episode.readers == ("अनीता", "रवि")
    assert 1 in [chapter.level for chapter in episode.chapters]
    assert [chapter.level for chapter in episode.chapters] == [
        row.get("level", 0) for row in news.record["chapters"]
    ]


def test_record_and_tags_name_the_newsreaders(news: Bulletin) -> None:
    record = news.record

    assert (record["readers"], record["reader"]) == (["अनीता", "रवि"], "अनीता और रवि")
    assert {row["reader"] for row in record["lines"]} == {"अनीता", "रवि"}
    assert read_back(news.beside("mp3")).extra["PERFORMER"] == "अनीता और रवि"


def test_what_make_prints_as_json_names_the_newsreaders(made: Path) -> None:
    assert json.loads((made.parent / "report.json").read_text("utf-8"))["readers"] == ["अनीता", "रवि"]


def test_newsreaders_in_two_voices_are_equally_loud(news: Bulletin) -> None:
    sound, rate = soundfile.read(news.beside("wav"), dtype="float32")
    record = news.record
    loudness = {}
    for reader in record["readers"]:
        meter = Meter(Hertz(rate))
        spoken = [row for row in record["lines"] if row["reader"] == reader]
        meter.feed(
            np.concatenate([sound[round(row["start"] * rate) : round(row["end"] * rate)] for row in spoken])
        )
        loudness[reader] = meter.loudness()

    assert len(set(record["voices"])) == 2
    assert abs(loudness["अनीता"] - loudness["रवि"]) < 1

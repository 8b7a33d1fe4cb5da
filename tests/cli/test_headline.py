"""An article whose headline is edited stays one episode: its files get the new name, and the feed the same item."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.command import run_here
from tests.production.episodes import BASE, feed

BODY = "\n\nराज्य सरकार ने आज नई योजना शुरू की।\n\nइससे हज़ारों किसानों को लाभ होगा।\n"


def make(article: Path) -> set[str]:
    """Make it into `out`; returns the names of the sound files there."""
    done = run_here(["make", article, "--voice", "tone", "--no-jingles", "--no-cover", "-o", "out/"])
    assert done.returncode == 0, done.stderr
    return {path.name for path in Path("out").glob("*.mp3")}


@pytest.fixture
def article(world: Path) -> Path:
    path = world / "in" / "a.txt"
    path.parent.mkdir()
    path.write_text("किसानों के लिए योजना" + BODY, encoding="utf-8")
    return path


def guids() -> list[str]:
    return re.findall(r"<guid[^>]*>([^<]+)<", Path("site", "feed.xml").read_text(encoding="utf-8"))


def publish() -> list[str]:
    """Publish all that is in `out`; returns the guids of the feed."""
    records = sorted(map(str, Path("out").glob("*.episode.json")))
    assert run_here(["publish", *records, "--feed", "site", "--base-url", BASE]).returncode == 0
    return guids()


def test_a_new_headline_replaces_the_files_and_keeps_the_item(article: Path, world: Path) -> None:
    feed(world / "site")
    (first,) = make(article)
    (guid,) = publish()
    Path("out", "mine.txt").write_text("mine", encoding="utf-8")
    changed = Path("out", Path(first).stem + ".srt")
    changed.write_text("edited", encoding="utf-8")
    article.write_text("किसानों को बड़ी राहत" + BODY, encoding="utf-8")

    (second,) = make(article)

    assert second != first
    assert {path.name for path in Path("out").iterdir() if not path.name.startswith(Path(second).stem)} == {
        "mine.txt", changed.name,
    }  # fmt: skip
    assert publish() == [guid]
    assert "किसानों को बड़ी राहत" in Path("site", "feed.xml").read_text(encoding="utf-8")


def test_other_news_in_the_same_file_leaves_the_earlier_bulletin(article: Path) -> None:
    make(article)
    article.write_text("शहर में बारिश\n\nशहर में आज तेज़ बारिश हुई।\n", encoding="utf-8")
    assert len(make(article)) == 2


def test_the_earlier_files_go_with_the_next_run_if_one_was_killed(article: Path) -> None:
    make(article)
    kept = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    article.write_text("किसानों को बड़ी राहत" + BODY, encoding="utf-8")
    (second,) = make(article)
    for name, data in kept.items():
        Path("out", name).write_bytes(data)
    assert make(article) == {second}


def test_an_article_that_was_moved_is_the_same_item(article: Path, world: Path) -> None:
    feed(world / "site")
    make(article)
    (guid,) = publish()
    moved = world / "archive" / "a.txt"
    moved.parent.mkdir()
    article.rename(moved)
    moved.write_text("किसानों को बड़ी राहत" + BODY, encoding="utf-8")
    make(moved)
    (record,) = Path("out").glob("*rahat*.episode.json")
    assert len(json.loads(record.read_text(encoding="utf-8"))["article"]) == 16
    assert publish() == [guid]


def test_the_summary_of_several_stories_is_all_of_their_headlines(article: Path, world: Path) -> None:
    feed(world / "site")
    other = world / "in" / "b.txt"
    other.write_text("शहर में बारिश\n\nसड़कों पर पानी भरा\n\nशहर में आज तेज़ बारिश हुई।\n", encoding="utf-8")
    run_here(["make", article, other, "--voice", "tone", "--no-jingles", "--no-cover", "-o", "out/"])
    (record,) = Path("out").glob("*.episode.json")
    summary = "किसानों के लिए योजना; शहर में बारिश"
    assert json.loads(record.read_text(encoding="utf-8"))["dek"] == summary
    publish()
    text = Path("site", "feed.xml").read_text(encoding="utf-8")
    assert text.count(f"<description><![CDATA[<p>{summary}</p>") == 1

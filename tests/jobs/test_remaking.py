"""Remaking: what a lexicon changes in an archive, and what the fall-back voice read: those sentences alone, guids kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bulletin.production.archive.impact import impacts
from bulletin.production.archive.index import NAME, Index
from bulletin.production.archive.texts import Said, packed, sentences_of, unpacked
from tests.conftest import Bulletin
from tests.jobs.test_batch import QUICK, _items, _new_feed, articles, told, write
from tests.standins.google import GoogleStandIn, status

__all__ = ["articles"]


def test_what_a_lexicon_changes_is_found_and_said_anew_and_nothing_else(
    articles: Path, bulletin: Bulletin
) -> None:
    _new_feed(bulletin)
    write(articles / "1.txt", 1, "आज Qwzx की बैठक हुई. मेट्रो चली.")
    bulletin("batch", articles, "--out", "out", "--feed", "podcast", *QUICK)
    items = _items()
    assert Path("out", NAME).exists()
    Path("words.tsv").write_text("QWZX\tक्वज़क्स\nअनदेखा\tअनदेखा\n", encoding="utf-8")

    found = bulletin("lexicon", "impact", "words.tsv", "--in", "out", "--json")
    episode, summary = map(json.loads, found.stdout.splitlines())
    assert Path(episode["record"]).name.endswith("1.episode.json")
    assert [one["written"] for one in episode["sentences"]] == ["आज Qwzx की बैठक हुई."]
    assert "क्वज़क्स" in episode["sentences"][0]["after"]
    assert 0 < episode["speech"] < 5
    assert (summary["searched"], summary["episodes"], summary["sentences"]) == (3, 1, 1)
    heard = bulletin("lexicon", "impact", "words.tsv", "--in", "out", "--plain").stdout
    assert "said now: " in heard

    said = bulletin("batch", "--remake", "words.tsv", "--out", "out", "--feed", "podcast", "--json")
    assert said.returncode == 0, said.stderr
    assert [Path(each["article"]).name for each in told(said)] == ["1.txt"]
    assert [(each["action"], each["guid"]) for each in told(said, "published")] in (
        [("replaced", items[1][1])],
        [("corrected", items[1][1])],
    )
    assert _items() == items
    assert "क्वज़क्स" in next(Path("out").glob("*1.episode.json")).read_text(encoding="utf-8")
    assert told(bulletin("batch", "--remake", "words.tsv", "--out", "out", "--json")) == []
    assert bulletin("lexicon", "impact", "words.tsv", "--in", "out").stdout == ""


def test_what_the_fall_back_voice_read_is_made_again_when_the_first_is_back(
    articles: Path, bulletin: Bulletin, google: GoogleStandIn
) -> None:
    options = (
        "--out",
        "out",
        "--voice",
        "gtts",
        "--fallback",
        "tone",
        "--no-cover",
        "--no-jingles",
        "--json",
    )
    google.plan(*[status(403)] * 40)
    first = bulletin("batch", articles, *options)
    assert [each["fallen_back"] > 0 for each in told(first)] == [True] * 3
    still = bulletin("batch", "--heal", *options)
    assert [each["id"] for each in told(still, "note")] == ["heal.voice"]
    google.plan()
    healed = bulletin("batch", "--heal", *options)
    assert [each["fallen_back"] for each in told(healed)] == [0] * 3
    assert told(bulletin("batch", "--heal", *options)) == []
    assert bulletin("check", *Path("out").glob("*.mp3")).returncode == 0


def _record(path: Path, *sentences: str) -> Path:
    rows = [{"written": text, "spoken": text} for text in sentences]
    lines = [{"written": text, "start": 1.0, "end": 3.5} for text in sentences]
    path.write_text(json.dumps({"stories": [{"segments": [{"sentences": rows}]}], "lines": lines}))
    return path


def test_an_index_follows_the_records_and_can_be_thrown_away(world: Path) -> None:
    first = _record(world / "a.episode.json", "मेट्रो चली।")
    _record(world / "b.episode.json", "बस चली।")
    with Index(world) as index:
        assert index.refresh() == 2
        assert [path.name for path, _ in index.with_words(["मेट्रो"])] == ["a.episode.json"]
    _record(first, "ट्रेन चली।", "और रुकी।")
    (world / "b.episode.json").unlink()
    (world / NAME).write_bytes(b"damaged" * 1000)
    for extra in ("-wal", "-shm"):
        (world / f"{NAME}{extra}").unlink(missing_ok=True)
    with Index(world) as index:
        assert index.refresh() == 1
        ((path, said),) = index.with_words(["रुकी"])
    assert path == first
    assert [(one.written, one.seconds) for one in said] == [("ट्रेन चली।", 2.5), ("और रुकी।", 2.5)]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"stories": 1}', '{"stories": [{"segments": [1]}]}', "{" * 9999]
)
def test_a_record_that_says_nothing_has_no_sentences(world: Path, text: str) -> None:
    (world / "a.episode.json").write_text(text)
    assert sentences_of(world / "a.episode.json") == []


def test_sentences_are_the_same_after_they_were_packed() -> None:
    said = [Said(written="₹5", spoken="पाँच रुपये", seconds=1.25)]
    assert unpacked(packed(said)) == said


def test_a_folder_or_lexicon_that_is_not_there_is_told(world: Path, bulletin: Bulletin) -> None:
    Path("words.tsv").write_text("कीव\tकीव\n", encoding="utf-8")
    assert bulletin("lexicon", "impact", "words.tsv", "--in", "nowhere").returncode == 66
    assert bulletin("lexicon", "impact", "none.tsv", "--in", ".").returncode == 66
    assert list(impacts(world, [Path("words.tsv")], lambda _: None)) == []

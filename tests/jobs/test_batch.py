"""Batch: a bulletin of each article, once; run again, what is new, changed, missing or failed. The real command."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.apps.jobs import processes
from bulletin.apps.jobs.database import NAME, Database
from bulletin.apps.jobs.job import Job, JobResult
from bulletin.apps.jobs.journal import Journal
from bulletin.apps.jobs.judging import How
from bulletin.apps.jobs.owner import owned
from bulletin.apps.jobs.rows import STATES, Looked
from bulletin.errors import DiskError
from bulletin.production.gathering.found import Found
from bulletin.production.recipe import Recipe
from bulletin.schema.failure import Failure
from tests.conftest import Bulletin
from tests.forking import start
from tests.jobs.test_processes import POISONOUS
from tests.standins.google import GoogleStandIn, status
from tests.standins.web import WebStandIn, page
from tests.tiers import by_tier

QUICK = ("--voice", "tone", "--no-cover", "--no-jingles", "--json")


def write(path: Path, number: int, text: str = "मेट्रो आज चली.") -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"शहर की खबर नंबर {number}\n{text}\n", encoding="utf-8")
    return path


@pytest.fixture
def articles(world: Path) -> Path:
    for number in range(3):
        write(world / "articles" / f"{number}.txt", number)
    return world / "articles"


def told(said: subprocess.CompletedProcess[str], kind: str = "article") -> list[dict[str, Any]]:
    found = [json.loads(line) for line in said.stdout.splitlines()]
    return [each for each in found if each["type"] == kind]


def states(said: subprocess.CompletedProcess[str]) -> dict[str, int]:
    (summary,) = told(said, "summary")
    return {state: number for state, number in summary["states"].items() if number}


def made(said: subprocess.CompletedProcess[str]) -> set[str]:
    return {
        Path(each["article"]).name for each in told(said) if each["state"] == "done" and not each["unchanged"]
    }


def test_run_again_it_makes_what_is_new_changed_missing_or_failed_and_nothing_else(
    articles: Path, bulletin: Bulletin
) -> None:
    (articles / "empty.txt").touch()
    first = bulletin("batch", articles, "--out", "out", *QUICK)
    assert (first.returncode, states(first)) == (3, {"done": 3, "failed": 1})
    assert made(first) == {"0.txt", "1.txt", "2.txt"}
    (failure,) = [each for each in told(first) if each["state"] == "failed"]
    assert (failure["id"], failure["code"], Path(failure["article"]).name) == ("text.empty", 65, "empty.txt")

    write(articles / "0.txt", 0, "मेट्रो कल चलेगी.")
    write(articles / "empty.txt", 9)
    write(articles / "new.txt", 4)
    (articles / "1.txt").touch()
    next(Path("out").glob("*-2.mp3")).unlink()
    again = bulletin("batch", articles, "--out", "out", *QUICK)
    assert (again.returncode, states(again)) == (0, {"done": 5})
    assert made(again) == {"0.txt", "2.txt", "empty.txt", "new.txt"}

    (articles / "new.txt").unlink()
    last = bulletin("batch", articles, "--out", "out", *QUICK)
    assert (last.returncode, told(last), states(last)) == (0, [], {"done": 4, "gone": 1})
    assert len(list(Path("out").glob("*.mp3"))) == 5


@pytest.mark.long
def test_an_article_with_another_headline_is_the_same_episode_under_a_new_name(
    articles: Path, bulletin: Bulletin
) -> None:
    bulletin("batch", articles, "--out", "out", *QUICK)
    write(articles / "0.txt", 77)
    assert made(bulletin("batch", articles, "--out", "out", *QUICK)) == {"0.txt"}
    names = [path.stem.rpartition("-")[2] for path in Path("out").glob("*.mp3")]
    assert sorted(names) == ["1", "2", "77"]


def test_a_poisonous_article_costs_itself_only_and_is_given_up_in_the_end(
    articles: Path, bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "COMMAND", (sys.executable, POISONOUS))
    write(articles / "1.txt", 1, "KILLS")
    for found in range(3):
        said = bulletin("batch", articles, "--out", "out", "--workers", "1", *QUICK)
        assert (said.returncode, states(said)) == (3, {"done": 2, "failed": 1})
        assert [each["id"] for each in told(said) if each["state"] == "failed"] == ["job.died"], found
    said = bulletin("batch", articles, "--out", "out", *QUICK)
    assert (said.returncode, told(said), told(said, "found")[0]["given_up"]) == (3, [], 1)
    write(articles / "1.txt", 1, "मेट्रो फिर चली.")
    assert made(bulletin("batch", articles, "--out", "out", *QUICK)) == {"1.txt"}


def test_one_process_works_in_a_folder_and_the_other_is_told_which(
    articles: Path, bulletin: Bulletin
) -> None:
    with owned(Path("out")):
        said = bulletin("batch", articles, "--out", "out", "--voice", "tone")
    assert said.returncode == 75
    assert f"(pid {os.getpid()} on " in said.stderr
    assert "[lock.owned]" in said.stderr


def test_sources_that_cannot_be_read_keep_no_other_back(articles: Path, bulletin: Bulletin) -> None:
    said = bulletin("batch", "nowhere", articles, "--out", "out", *QUICK)
    assert (said.returncode, states(said)) == (3, {"done": 3})
    assert [each["id"] for each in told(said, "source")] == ["source.missing"]
    alone = bulletin("batch", "nowhere", "--out", "out", *QUICK)
    assert alone.returncode == 66
    same = bulletin("batch", articles, "--out", articles, *QUICK)
    assert (same.returncode, "[batch.same_folder]" in same.stderr) == (65, True)
    assert bulletin("batch", "--out", "out").returncode == 2


def test_lists_and_feeds_are_sources_and_all_can_be_one_bulletin(
    articles: Path, bulletin: Bulletin, web: WebStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bulletin.readers.doors.manners.BETWEEN_SECONDS", 0.01)
    story = "<p>मेट्रो आज शुरू हुई और पहले दिन हज़ारों लोग आए, यह अधिकारियों ने बताया.</p>" * 3
    item = f"<item><guid>e1</guid><title>फ़ीड की खबर</title><pubDate>Sun, 29 Nov 2026 10:00:00 +0530</pubDate><description><![CDATA[{story}]]></description></item>"
    web.pages["/rss"] = page(f"<rss><channel>{item}</channel></rss>")
    web.pages["/page"] = page(f"<html><body><article><h1>पन्ने की खबर</h1>{story}</article></body></html>")
    Path("list.txt").write_text(f"{articles / '0.txt'}\n{web.address('/page')}\n{web.address('/none')}\n")
    said = bulletin("batch", web.address("/rss"), "--list", "list.txt", "--out", "out", *QUICK)
    assert (said.returncode, states(said)) == (3, {"done": 3, "failed": 1})
    assert [each["id"] for each in told(said) if each["state"] == "failed"] == ["url.missing"]
    assert next(Path("out").glob("2026-11-29-*.mp3")).exists()

    one = bulletin(
        "batch", articles, "--list", "list.txt", "--one", "--out", "one", "--voice", "tone", "--no-cover"
    )
    assert one.returncode == 66
    Path("list.txt").write_text("")
    one = bulletin("batch", articles, "--one", "--out", "one", "--voice", "tone", "--no-cover")
    assert one.returncode == 0
    assert len(one.stdout.splitlines()) == len(list(Path("one").glob("*.mp3"))) == 1


def _new_feed(bulletin: Bulletin) -> None:
    said = bulletin(
        "feed", "new", "podcast", "--title", "शहर", "--link", "https://example.org/", "--author", "रेडियो शहर",
        "--category", "News", "--image", "https://example.org/cover.jpg", "--base-url", "https://example.org/",
    )  # fmt: skip
    assert said.returncode == 0, said.stderr


def _items() -> list[tuple[str, str]]:
    """(title, guid) of each item, the oldest first."""
    text = Path("podcast/feed.xml").read_text(encoding="utf-8")
    found = re.findall(r"<item>.*?<title>(.*?)</title>.*?<guid[^>]*>(.*?)</guid>", text, re.DOTALL)
    return found[::-1]


def test_episodes_are_published_in_the_articles_order_and_keep_their_guids(
    articles: Path, bulletin: Bulletin
) -> None:
    _new_feed(bulletin)
    write(articles / "0.txt", 0, "मेट्रो आज चली. " * 12)
    first = bulletin("batch", articles, "--out", "out", "--feed", "podcast", *QUICK)
    assert first.returncode == 0
    items = _items()
    assert [title[-1] for title, _ in items] == ["0", "1", "2"]

    write(articles / "1.txt", 5, "मेट्रो कल चलेगी.")
    corrected = bulletin("batch", articles, "--out", "out", "--feed", "podcast", *QUICK)
    assert [each["action"] for each in told(corrected, "published")] == ["corrected"]
    assert [guid for _, guid in _items()] == [guid for _, guid in items]

    bulletin("feed", "withdraw", "podcast", items[1][1])
    write(articles / "1.txt", 5, "मेट्रो परसों चलेगी.")
    said = bulletin("batch", articles, "--out", "out", "--feed", "podcast", *QUICK)
    assert (said.returncode, [each["id"] for each in told(said, "held_back")]) == (0, ["publish.withdrawn"])
    assert len(_items()) == 2
    said = bulletin("batch", articles, "--out", "out", "--feed", "podcast", *QUICK)
    assert told(said, "held_back") == []


def test_a_batch_that_is_killed_at_any_moment_loses_and_repeats_nothing(
    articles: Path, bulletin: Bulletin
) -> None:
    _new_feed(bulletin)
    command = [
        sys.executable, "-m", "bulletin", "batch", str(articles), "--out", "out", "--feed", "podcast", *QUICK,
    ]  # fmt: skip
    for seconds in by_tier((0.9,), (0.15, 0.4, 0.7, 1.0, 1.3, 1.6)):
        with start(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        ) as run:
            time.sleep(seconds)
            run.send_signal(signal.SIGKILL)
    said = bulletin("batch", articles, "--out", "out", "--feed", "podcast", *QUICK)
    assert (said.returncode, states(said)) == (0, {"done": 3}), said.stderr
    assert len(list(Path("out").glob("*.mp3"))) == 3
    assert [title[-1] for title, _ in _items()] == ["0", "1", "2"]
    assert bulletin("check", *Path("out").glob("*.mp3")).returncode == 0


@pytest.mark.long
def test_a_signal_ends_a_batch_at_once_with_nothing_half_made(articles: Path) -> None:
    command = [sys.executable, "-m", "bulletin", "batch", str(articles), "--out", "out", "--voice", "tone"]
    with start(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True) as run:
        while not Path("out", NAME).exists():
            time.sleep(0.02)
        time.sleep(0.8)
        run.send_signal(signal.SIGTERM)
        began = time.monotonic()
        _, err = run.communicate(timeout=20)
        assert time.monotonic() - began < 2
    assert run.returncode == 143, err
    assert list(Path("out").glob(".bulletin-*")) == []
    for record in Path("out").glob("*.episode.json"):
        assert record.with_name(f"{record.name.partition('.')[0]}.mp3").exists()


def test_a_journal_that_is_damaged_or_newer_is_told_with_what_to_do(
    articles: Path, bulletin: Bulletin
) -> None:
    Path("out").mkdir()
    Path("out", NAME).write_bytes(b"no database at all" * 100)
    said = bulletin("batch", articles, "--out", "out", *QUICK)
    assert (said.returncode, "[journal.damaged]" in said.stderr) == (65, True)
    Path("out", NAME).unlink()
    Database(Path("out")).do("PRAGMA user_version = 99")
    said = bulletin("batch", articles, "--out", "out", *QUICK)
    assert (said.returncode, "[journal.version]" in said.stderr) == (65, True)


@pytest.mark.long
def test_a_service_that_is_busy_fails_what_it_must_and_the_same_command_goes_on(
    articles: Path, bulletin: Bulletin, google: GoogleStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BULLETIN_GTTS_SECONDS", "1")
    google.plan(*[status(429, **{"Retry-After": "600"})] * 60)
    options = ("--out", "out", "--voice", "gtts", "--no-cover", "--no-jingles", "--json")
    busy = bulletin("batch", articles, *options)
    assert busy.returncode == 75
    assert {(each["state"], each["code"], each["retry"]) for each in told(busy)} == {("failed", 75, True)}
    google.plan()
    said = bulletin("batch", articles, *options)
    assert (said.returncode, states(said)) == (0, {"done": 3}), said.stderr


def test_a_disk_that_is_full_is_told_and_what_is_done_stays_so(world: Path) -> None:
    Path("out").mkdir()
    database = Database(Path("out"))
    (pages,) = database.one("PRAGMA page_count")
    database.one(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(DiskError, match="no space left for the journal") as told_error:
        for number in range(10_000):
            database.do("INSERT INTO facts VALUES (?, ?)", str(number), "x" * 1000)
    assert told_error.value.code == 74
    (kept,) = Database(Path("out"), reading=True).one("SELECT COUNT(*) FROM facts")
    assert 0 < kept < 20


@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.sampled_from(["look", "begin", "fail", "gone", "run"])),
        max_size=30,
    )
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_each_article_is_counted_once_whatever_becomes_of_it(steps: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as name, Journal(Path(name)) as journal:
        known = set()
        journal.begin()
        for key, step in steps:
            job = Job(key=key, recipe=Recipe(sources=()))
            match step:
                case "look":
                    journal.look("r", [Found(key=key, source=key, stamp="1")], Looked(), How())
                    known.add(key)
                case "begin":
                    journal.began(key)
                case "fail":
                    journal.ended(JobResult(job=job, failure=Failure(code=65, error_id="x", what="x")))
                case "gone":
                    journal.removed(key)
                case _:
                    journal.begin()
        found = [row.state for row in map(journal.row, sorted(known)) if row is not None]
        assert journal.counts() == {state: found.count(state) for state in STATES}
        assert sum(journal.counts().values()) == len(known)

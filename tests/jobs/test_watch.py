"""Watch and run: bulletins as articles come, from files that are whole; ended at once; one watcher a folder."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bulletin.apps.jobs.journal import Journal
from bulletin.apps.jobs.judging import LONGEST_REST, MOST_ASKED, REST_SECONDS, How, judged
from bulletin.apps.jobs.quiet import QUIET_SECONDS, YOUNG_SECONDS, Quiet
from bulletin.apps.jobs.rows import Looked, Row
from bulletin.production.gathering.found import Found
from tests.conftest import Bulletin
from tests.forking import start
from tests.jobs.test_batch import QUICK, _items, _new_feed, told, write
from tests.standins.web import WebStandIn, page


def _old(path: Path) -> Path:
    """A file that nobody has written to for long."""
    os.utime(path, (1, 1))
    return path


def _until(true: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


@contextlib.contextmanager
def _watching(*arguments: object) -> Iterator[subprocess.Popen[Any]]:
    command = [sys.executable, "-m", "bulletin", "watch", *map(str, arguments), *QUICK]
    with (
        Path("told.jsonl").open("wb") as out,
        Path("said.txt").open("wb") as err,
        start(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def _told(kind: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in Path("told.jsonl").read_text().splitlines()]
    return [row for row in rows if row["type"] == kind]


def test_a_watcher_makes_what_comes_and_ends_at_once(world: Path, bulletin: Bulletin) -> None:
    inbox = world / "inbox"
    _old(write(inbox / "0.txt", 0))
    with _watching("inbox", "--out", "out", "--workers", "1") as process:
        _until(lambda: len(_told("summary")) == 1)
        write(inbox / ".1.part", 1).rename(inbox / "1.txt")
        _until(lambda: len(list(Path("out").glob("*.mp3"))) == 2)
        (inbox / "0.txt").unlink()
        _until(lambda: any(row["gone"] for row in _told("found")))
        status = bulletin("watch", "--out", "out", "--status", "--json")
        found = json.loads(status.stdout)
        assert (status.returncode, found["works"], found["states"]["gone"]) == (0, True, 1)
        assert f"pid {process.pid}" in found["owner"]
        second = bulletin("watch", "inbox", "--out", "out", *QUICK)
        assert (second.returncode, "[lock.owned]" in second.stderr) == (75, True)
        write(inbox / "2.txt", 2, "मेट्रो आज चली. " * 200)
        _until(lambda: any(row["new"] and row["articles"] == 1 for row in _told("found")[2:]))
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 143
        assert time.monotonic() - began < 2
    assert list(Path("out").glob(".bulletin-*")) == []
    assert all(row["at"].startswith("20") for row in _told("article"))
    assert "T" in Path("said.txt").read_text().split(" ")[0]
    assert bulletin("watch", "--out", "out", "--status").returncode == 69


def test_only_what_may_be_better_by_itself_is_tried_again(world: Path, bulletin: Bulletin) -> None:
    _old(write(world / "inbox" / "0.txt", 0)).write_text("")
    _old(world / "inbox" / "0.txt")
    watch = ("watch", "inbox", "--out", "out", "--once", *QUICK)
    first = bulletin(*watch)
    assert (first.returncode, [each["id"] for each in told(first)]) == (65, ["text.empty"])
    again = bulletin(*watch)
    assert (told(again), told(again, "found")[0]["given_up"]) == ([], 1)
    _old(write(world / "inbox" / "0.txt", 0))
    assert bulletin(*watch).returncode == 0


def test_a_file_that_grows_is_left_alone_until_it_rests(world: Path) -> None:
    now = [0.0]
    path = world / "a.txt"
    path.write_text("x")
    written = path.stat().st_mtime
    quiet = Quiet(clock=lambda: now[0], present=lambda: written + now[0])
    assert not quiet.is_quiet(str(path), "1")
    now[0] += 0.5
    assert not quiet.is_quiet(str(path), "2")
    now[0] += 0.9
    assert not quiet.is_quiet(str(path), "2")
    assert quiet.restless
    now[0] += QUIET_SECONDS
    assert quiet.is_quiet(str(path), "2")
    now[0] += YOUNG_SECONDS
    assert quiet.is_quiet(str(path), "3")
    path.unlink()
    assert not quiet.is_quiet(str(path), "3")


def _rss(web: WebStandIn, *items: tuple[str, str]) -> None:
    body = "".join(
        f"<item><guid>{name}</guid><title>खबर {name}</title><pubDate>Sun, 29 Nov 2026 10:00:00 +0530</pubDate>"
        f"<description><![CDATA[<p>{text} पहले दिन हज़ारों लोग आए, यह अधिकारियों ने बताया.</p>]]></description></item>"
        for name, text in items
    )
    web.pages["/rss"] = page(f"<rss><channel>{body}</channel></rss>")


def test_an_entry_that_changes_is_made_again_under_its_guid_as_a_correction(
    world: Path, bulletin: Bulletin, web: WebStandIn
) -> None:
    _new_feed(bulletin)
    watch = ("watch", web.address("/rss"), "--out", "out", "--feed", "podcast", "--once", *QUICK)
    _rss(web, ("b", "मेट्रो आज चली."), ("a", "बस आज चली."))
    assert bulletin(*watch).returncode == 0
    items = _items()
    assert [title[-1] for title, _ in items] == ["a", "b"]
    _rss(web, ("b", "मेट्रो कल चलेगी."))
    said = bulletin(*watch)
    assert [(each["action"], each["guid"]) for each in told(said, "published")] == [
        ("corrected", items[1][1])
    ]
    assert _items() == items
    web.pages["/rss"] = page(b"", 503)
    down = bulletin(*watch)
    assert (down.returncode, told(down, "source")[0]["state"]) == (75, "failed")


def _story(text: str) -> bytes:
    return (
        f"<html><body><article><h1>शहर में नया पुल बना</h1><p>{text} यह पुल नदी पर बना है और इससे लोगों को राहत मिलेगी।</p>"
        "<p>पुल पर दोनों ओर पैदल चलने की जगह है। काम दो साल में पूरा हुआ।</p></article></body></html>"
    ).encode()


def test_a_page_that_is_named_is_made_again_as_soon_as_it_changes(
    world: Path, bulletin: Bulletin, web: WebStandIn
) -> None:
    _new_feed(bulletin)
    watch = ("watch", web.address("/pul.html"), "--out", "out", "--feed", "podcast", "--once", *QUICK)
    web.pages["/pul.html"] = page(_story("इस पर 245 करोड़ रुपये लगे।"))
    assert bulletin(*watch).returncode == 0
    items = _items()
    assert told(bulletin(*watch), "published") == []
    web.pages["/pul.html"] = page(_story("इस पर 254 करोड़ रुपये लगे।"))

    published = told(bulletin(*watch), "published")

    assert [(each["action"], each["guid"]) for each in published] == [("corrected", items[0][1])]


def test_a_page_that_is_not_there_yet_is_asked_for_again_ever_more_seldom() -> None:
    found = Found(key="https://x/1", source="https://x/1", at_hand=True)
    file = Found(key="/a/1.txt", source="/a/1.txt", stamp="1")

    assert [_becomes(found, tries, rested=10) for tries in (1, 2, 3)] == ["waiting", "waiting", "waiting"]
    assert _becomes(found, 3, rested=0.9) == "failed"
    assert _becomes(found, MOST_ASKED, rested=10) == "failed"
    assert _becomes(file, 1, rested=10) == "failed"


def _becomes(found: Found, tries: int, rested: float) -> str:
    """What becomes of what failed so often with 66, after so many times its rest."""
    rest = min(LONGEST_REST, REST_SECONDS * 2 ** (tries - 1))
    row = SimpleNamespace(
        stamp=found.stamp, digest=found.stamp, state="failed", error="url.missing", code=66, tries=tries, version=0,
        at=time.time() - rested * rest,
    )  # fmt: skip
    return judged(cast("Row", row), found, How(patient=True), Looked()).state


def test_an_episode_that_the_feed_held_back_is_published_once_the_feed_is_put_right(
    world: Path, bulletin: Bulletin
) -> None:
    _new_feed(bulletin)
    _old(write(world / "inbox" / "0.txt", 0))
    watch = ("watch", "inbox", "--out", "out", "--feed", "podcast", "--once", *QUICK)
    wrong = bulletin(*watch, "--base-url", "https://elsewhere.example/")
    held = told(wrong, "held_back")
    assert (wrong.returncode, [each["id"] for each in held]) == (3, ["feed.address_differs"])
    assert told(wrong, "summary")[0]["held_back"] == 1
    assert len(_items()) == 0

    right = bulletin(*watch)

    assert (right.returncode, len(_items())) == (0, 1)


def test_runs_that_a_timer_starts_are_well_as_long_as_one_looked_not_long_ago(
    world: Path, bulletin: Bulletin
) -> None:
    _old(write(world / "inbox" / "0.txt", 0))
    assert bulletin("watch", "inbox", "--out", "out", "--once", *QUICK).returncode == 0
    assert bulletin("watch", "--out", "out", "--status").returncode == 0
    with Journal(world / "out") as journal:
        journal.note_fact("looked", str(time.time() - 4000))

    late = bulletin("watch", "--out", "out", "--status")
    hourly = bulletin("watch", "--out", "out", "--status", "--every", "3600")

    assert (late.returncode, late.stdout.startswith("it is late"), hourly.returncode) == (69, True, 0)


def test_what_failed_before_is_named_and_is_no_alarm_for_ever(world: Path, bulletin: Bulletin) -> None:
    _old(write(world / "inbox" / "0.txt", 0))
    _old(write(world / "inbox" / "1.txt", 1)).write_text("")
    _old(world / "inbox" / "1.txt")
    watch = ("watch", "inbox", "--out", "out", "--once", *QUICK)
    assert bulletin(*watch).returncode == 3

    again = bulletin(*watch)

    assert (again.returncode, "still failed: inbox/1.txt: nothing to read aloud" in again.stderr) == (0, True)


SHOW = """
sources = ["articles"]
out = "episodes"
station = "radio.toml"
feed = "../podcast"
keep_days = 1
"""


def test_a_show_in_a_file_is_made_from_anywhere_again_and_again(world: Path, bulletin: Bulletin) -> None:
    _new_feed(bulletin)
    for number in range(2):
        _old(write(world / "show" / "articles" / f"{number}.txt", number) if number else _first(world))
    (world / "show" / "radio.toml").write_text(
        'name = "रेडियो"\n[voices]\nmain = "tone"\n[sound]\njingles = false\n[cover]\nmade = false\n'
    )
    show = world / "show" / "show.toml"
    show.write_text(SHOW)
    foreseen = bulletin("run", show, "--dry-run")
    assert foreseen.returncode == 0
    assert [Path(line).name for line in foreseen.stdout.splitlines()] == ["0.txt", "1.txt"]
    assert not list((world / "show" / "episodes").glob("*.mp3"))
    first = bulletin("run", show)
    assert first.returncode == 0, first.stderr
    assert len(list((world / "show" / "episodes").glob("*.mp3"))) == len(_items()) == 2
    assert bulletin("run", show, "--dry-run").stdout == ""
    unused = world / "podcast" / "episodes" / "0123456789ab"
    unused.mkdir()
    (unused / "old.mp3").write_bytes(b"x" * 10)
    for path in (unused / "old.mp3", unused):
        _old(path)
    assert bulletin("run", show).stdout == ""
    assert not unused.exists()


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ('feed = "nofeed"', "feed.missing"),
        ('feed = "podcast"\nbase_url = "https://elsewhere.example/"', "feed.address_differs"),
    ],
)
def test_a_rehearsal_of_a_show_tells_what_would_keep_all_of_it_out_of_the_feed(
    world: Path, bulletin: Bulletin, line: str, error: str
) -> None:
    _new_feed(bulletin)
    _old(write(world / "articles" / "0.txt", 0))
    (world / "show.toml").write_text(f'sources = ["articles"]\nout = "episodes"\n{line}\n')

    said = bulletin("run", "show.toml", "--dry-run")

    assert (said.returncode != 0, f"[{error}]" in said.stderr) == (True, True), said.stderr


def _first(world: Path) -> Path:
    (world / "show").mkdir()
    return write(world / "show" / "articles" / "0.txt", 0)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('source = ["a"]', 'there is no key "source"'),
        ("every = 1", '"every" takes a whole number of seconds, 5 to 86400'),
        ("latest = true", '"latest" takes a whole number, 1 to 100'),
        ("sources = []\nlists = []", "a show needs sources"),
        ("keep_days = 3", "there is no feed"),
        ("[voices]\nmain = 'tone'", "station file"),
        ("out = ", "this is not TOML"),
    ],
)
def test_a_show_with_a_mistake_is_told_with_its_line(
    world: Path, bulletin: Bulletin, line: str, told: str
) -> None:
    path = world / "show.toml"
    kept = [] if "sources" in line else ['sources = ["a"]']
    path.write_text("\n".join([*kept, 'out = "o"' if not line.startswith("out") else "", line]))
    said = bulletin("run", "show.toml")
    assert (said.returncode, told in said.stderr) == (78, True), said.stderr


def test_a_new_show_is_one_that_can_be_read_and_takes_nobodys_place(world: Path, bulletin: Bulletin) -> None:
    assert bulletin("run", "--new", "show.toml").returncode == 0
    assert bulletin("run", "--new", "show.toml").returncode == 73
    _old(write(world / "articles" / "0.txt", 0))
    said = bulletin("run", "show.toml", "--dry-run")
    assert (said.returncode, said.stdout) == (0, f"{world / 'articles' / '0.txt'}\n")

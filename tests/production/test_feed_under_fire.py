"""Many publish to one feed, are killed, and are read meanwhile: nothing is lost, doubled, or seen half."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin.production.disk import commit
from bulletin.production.feeds import copying
from bulletin.production.feeds.audit import audit_feed
from bulletin.production.feeds.lock import feed_lock
from bulletin.production.feeds.options import PublishOptions
from bulletin.production.feeds.publishing import publish
from tests import feed_bench
from tests.production.episodes import episode, feed
from tests.tiers import by_tier


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_writers_that_are_killed_and_readers_at_once_lose_nothing_and_see_no_broken_feed(
    tmp_path: Path,
) -> None:
    found = feed_bench.fire(
        tmp_path, writers=3, readers=2, publishes=by_tier(5, 9), kills=2, seed=1, pause=0.01
    )
    wrong = (
        "broken_reads",
        "reads_with_fewer",
        "lost",
        "doubled",
        "guids_doubled",
        "failed_writers",
        "findings",
    )
    assert {name: found[name] for name in wrong} == dict.fromkeys(wrong, 0)
    assert found["reads"] > 0
    assert found["kills"] > 0


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_the_lock_of_a_run_that_was_killed_is_free_at_once(tmp_path: Path) -> None:
    show = feed(tmp_path / "show")
    hold = (
        "import sys, time\nfrom pathlib import Path\nfrom bulletin.production.feeds.lock import feed_lock\n"
        "with feed_lock(Path(sys.argv[1]), 5):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(show)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.send_signal(signal.SIGKILL)
    publish([episode(tmp_path / "out")], show, PublishOptions(lock_seconds=0))
    (show / "cover.jpg").write_bytes(b"a cover")
    assert audit_feed(show).faults == ()


def test_a_reader_that_reads_slowly_reads_one_feed_to_its_end(tmp_path: Path) -> None:
    show = feed(tmp_path / "show")
    publish([episode(tmp_path / "out", "n0")], show, PublishOptions(lock_seconds=5))
    whole = (show / "feed.xml").read_bytes()
    with (show / "feed.xml").open("rb") as slow:
        first = slow.read(100)
        publish([episode(tmp_path / "out", "n1")], show, PublishOptions(lock_seconds=5))
        assert first + slow.read() == whole


def test_adding_to_a_long_feed_changes_no_other_byte(tmp_path: Path) -> None:
    show = feed(tmp_path / "show")
    publish([episode(tmp_path / "out", "n0")], show, PublishOptions(date="2026-11-01T06:00:00+05:30"))
    feed_bench.grow(show, 300)
    before = (show / "feed.xml").read_bytes()
    publish([episode(tmp_path / "out", "n1")], show, PublishOptions(lock_seconds=5))
    after = (show / "feed.xml").read_bytes()
    head, _, items = before.partition(b"<item>")
    built = head.index(b"<lastBuildDate>"), head.index(b"</lastBuildDate>")
    assert after.startswith(head[: built[0]])
    assert after.endswith(b"</item>\n    <item>" + items)
    assert after.count(b"<item>") == 301


def test_whoever_cannot_wait_is_told_who_publishes(tmp_path: Path) -> None:
    show = feed(tmp_path / "show")
    command = [
        sys.executable,
        "-m",
        "bulletin",
        "publish",
        str(episode(tmp_path / "out")),
        "--feed",
        str(show),
    ]
    with feed_lock(show, 5):
        result = subprocess.run(
            [*command, "--lock-timeout", "0.2"], capture_output=True, check=False, timeout=60
        )
    assert result.returncode == 75
    assert result.stderr.decode().startswith(f"error: another bulletin (pid {os.getpid()} on ")
    assert (show / "feed.xml").read_bytes().count(b"<item>") == 0


@pytest.mark.parametrize("limit", [None, 4], ids=["all in the feed", "with an archive"])
def test_a_run_that_dies_before_any_file_gets_its_name_leaves_a_feed_that_is_right_and_the_next_finishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int | None
) -> None:
    class Killed(BaseException):
        pass

    real = commit.put_in_place
    folder = tmp_path / "first"
    show = feed(folder / "show")
    (show / "cover.jpg").write_bytes(b"a cover")
    old = [episode(folder / "out", f"n{number}", kinds=("mp3",)) for number in range(4)]
    publish(old, show, PublishOptions(limit=limit))
    publish([episode(folder / "out", "n4", kinds=("mp3",))], show, PublishOptions())
    new = [
        episode(folder / "out", "n5", kinds=("mp3",)),
        episode(folder / "out", "n0", audio=b"corrected", kinds=("mp3",), lines=[{"written": "नया"}]),
    ]
    for step in range(100):
        trial = tmp_path / f"trial{step}"
        shutil.copytree(show, trial)
        left = [step]

        def show_or_die(temporary: Path, path: Path, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            real(temporary, path)

        with monkeypatch.context() as patch:
            patch.setattr(commit, "put_in_place", show_or_die)
            try:
                publish(new, trial, PublishOptions(lock_seconds=5))
            except Killed:
                died = True
            else:
                died = False
        found = audit_feed(trial)
        # The index is renewed last: until the next run it may list less than the feed.
        assert {each.fault_id for each in found.faults} <= {"feed.left_out", "feed.index_stale"}
        assert found.items in (5, 6)
        publish(new, trial, PublishOptions(lock_seconds=5))
        assert (audit_feed(trial).faults, audit_feed(trial).items) == ((), 6)
        if not died:
            break
    assert step >= 5


def test_a_new_folders_name_is_on_the_disk_before_the_feed_names_what_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = feed(tmp_path / "show")
    steps: list[str] = []
    real_sync, real_show = commit.sync_folder, commit.put_in_place

    def synced(folder: Path) -> None:
        steps.append(folder.name)
        real_sync(folder)

    def shown(temporary: Path, path: Path) -> None:
        steps.append(path.name)
        real_show(temporary, path)

    monkeypatch.setattr(copying, "sync_folder", synced)
    monkeypatch.setattr(commit, "put_in_place", shown)
    publish([episode(tmp_path / "out", kinds=("mp3",))], show, PublishOptions(lock_seconds=5))
    assert steps == ["episodes", "metro.mp3", "metro.episode.json", "feed.xml", "index.html"]

"""Pruning: what no page names and no record needs goes, once it is old; nothing else ever does."""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path

import pytest

from bulletin.errors import BulletinError
from bulletin.production.feeds.audit import audit_feed
from bulletin.production.feeds.options import PublishOptions
from bulletin.production.feeds.pruning import Unused, prune_feed
from bulletin.production.feeds.publishing import publish
from tests.command import run_here
from tests.production.episodes import episode, feed

OPTIONS = PublishOptions(lock_seconds=5)


@pytest.fixture
def show(tmp_path: Path) -> Path:
    """A feed of three episodes with an archive; one was corrected twice, all of it ten days ago."""
    folder = feed(tmp_path / "show")
    (folder / "cover.jpg").write_bytes(b"a cover")
    publish([episode(tmp_path / "out", f"n{each}") for each in range(3)], folder, PublishOptions(limit=2))
    for sound in (b"second", b"third"):
        publish([episode(tmp_path / "out", "n0", audio=sound)], folder, OPTIONS)
    age(folder, 10)
    return folder


def age(show: Path, days: float) -> None:
    then = time.time() - days * 86_400
    for path in (*show.glob("episodes/*/*"), *show.glob("episodes/*")):
        os.utime(path, (then, then))


def pruned(show: Path, days: float = 7, *, dry_run: bool = False) -> list[str]:
    """The files that are told, which must all be there when the first is told."""
    told: list[Path] = []

    def tell(found: Unused) -> None:
        told.extend(found.paths)
        assert all(path.exists() for path in told)

    prune_feed(show, days, 5, dry_run=dry_run, tell=tell)
    assert all(path.exists() == dry_run for path in told)
    return [path.name for path in told]


def test_earlier_versions_go_and_nothing_that_a_page_names(show: Path) -> None:
    told = pruned(show, dry_run=True)
    assert told.count("n0.mp3") == 2
    assert {name.split(".")[0] for name in told} == {"n0"}
    before = audit_feed(show)
    assert before.unused > 0
    assert pruned(show) == told
    after = audit_feed(show)
    assert (after.faults, after.items, after.files, after.unused) == ((), 3, before.files, 0)
    assert len([*show.glob("episodes/*")]) == 3
    assert pruned(show, 0) == []


def test_what_was_replaced_lately_stays_though_its_files_are_old(show: Path, tmp_path: Path) -> None:
    pruned(show)
    publish([episode(tmp_path / "out", "n1", audio=b"new")], show, OPTIONS)
    assert pruned(show) == []
    age(show, 8)
    assert "n1.mp3" in pruned(show)


@pytest.mark.parametrize(
    "harm",
    [
        "the feed lost its items", "the feed lost its archive", "the feed got another address",
        "an item was lost", "the address is gone", "strangers' files",
    ],
)  # fmt: skip
def test_a_feed_that_was_edited_loses_no_file_that_is_needed(show: Path, harm: str) -> None:
    needed = {path for path in show.glob("episodes/*/*") if path.with_name("n0.superseded.json") != path}
    needed = {path for path in needed if not [*path.parent.glob("*.superseded.json")]}
    page = show / "feed.xml"
    text = page.read_text(encoding="utf-8")
    edited = {
        "the feed lost its items": re.sub(r"<item>.*</item>", "", text, flags=re.DOTALL),
        "the feed lost its archive": re.sub(r"<atom:link [^>]*prev-archive[^>]*/>", "", text),
        "the feed got another address": text.replace("https://example.org/podcast/feed.xml", "https://other.example/feed.xml"),
        "an item was lost": re.sub(r"<item>.*?</item>", "", text, count=1, flags=re.DOTALL),
        "the address is gone": re.sub(r"<atom:link [^>]*self[^>]*/>", "", text),
        "strangers' files": text,
    }[harm]  # fmt: skip
    page.write_text(edited, encoding="utf-8")
    for name in ("mine", "0123456789abc"):
        (show / "episodes" / name).mkdir()
        (show / "episodes" / name / "x.mp3").write_bytes(b"x")
        needed.add(show / "episodes" / name / "x.mp3")
    age(show, 10)
    pruned(show)
    assert all(path.exists() for path in needed)


@pytest.mark.parametrize("page", ["feed.xml", "archive-0001.xml"])
@pytest.mark.parametrize("left", ["", None])
def test_where_a_page_cannot_be_read_nothing_goes(show: Path, page: str, left: str | None) -> None:
    (show / page).unlink()
    if left is not None:
        (show / page).write_text(left, encoding="utf-8")
    with pytest.raises(BulletinError):
        pruned(show, 0)


def test_a_folder_that_is_a_link_is_left_alone(show: Path, tmp_path: Path) -> None:
    kept = tmp_path / "elsewhere"
    kept.mkdir()
    (kept / "x.mp3").write_bytes(b"x")
    (show / "episodes" / "0123456789ab").symlink_to(kept, target_is_directory=True)
    age(show, 10)
    pruned(show)
    assert (kept / "x.mp3").exists()


def test_the_command_lists_first_and_removes_then(show: Path, world: Path) -> None:
    shutil.move(show, world / "podcast")
    listed = run_here(["feed", "prune", "podcast", "--dry-run"])
    assert (listed.returncode, "would be removed" in listed.stderr) == (0, True)
    assert "feed prune podcast --dry-run" in run_here(["feed", "check", "podcast"]).stderr
    done = run_here(["feed", "prune", "podcast", "--keep-days", "9"])
    assert done.stdout == listed.stdout != ""
    assert not any(Path(line).exists() for line in done.stdout.splitlines())

"""The index of a feed's folder: it lists what the feed does, after every change of it, and no page of somebody's own is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.production.disk import commit
from bulletin.production.feeds.audit import audit_feed
from bulletin.production.feeds.moving import move_feed
from bulletin.production.feeds.options import PublishOptions
from bulletin.production.feeds.pruning import prune_feed
from bulletin.production.feeds.publishing import publish
from bulletin.production.feeds.repairing import repair_feed
from bulletin.production.feeds.restoring import restore
from bulletin.production.feeds.withdrawing import withdraw
from tests.command import run_here
from tests.production.episodes import BASE, episode, feed

OPTIONS = PublishOptions(lock_seconds=5)
OURS = b"<!doctype html><title>\xe0\xa4\xb9\xe0\xa4\xae\xe0\xa4\xbe\xe0\xa4\xb0\xe0\xa4\xbe</title>"


@pytest.fixture
def made(tmp_path: Path) -> list[Path]:
    """Three episodes."""
    return [episode(tmp_path / "out", f"n{number}", f"कड़ी {number}") for number in range(3)]


@pytest.fixture
def show(tmp_path: Path, made: list[Path]) -> Path:
    """A feed of two of them."""
    folder = feed(tmp_path / "show", link="")
    (folder / "cover.jpg").write_bytes(b"a cover")
    publish(made[:2], folder, OPTIONS)
    return folder


def page(show: Path) -> str:
    return (show / "index.html").read_text(encoding="utf-8")


def titles(show: Path) -> list[str]:
    return re.findall(r"<h3><a [^>]*>([^<]*)</a>", page(show))


def link(show: Path) -> str:
    return (show / "feed.xml").read_text(encoding="utf-8").partition("<link>")[2].partition("<")[0]


def findings(show: Path) -> list[str]:
    return [each.fault_id for each in audit_feed(show).faults]


def test_it_lists_the_episodes_in_the_feeds_order_with_their_pages_and_sounds_here(show: Path) -> None:
    assert titles(show) == ["कड़ी 1", "कड़ी 0"]
    assert "<h1>समाचार</h1>" in page(show)
    sounds, pages = (
        re.findall(r'data-src="([^"]*)"', page(show)),
        re.findall(r'<h3><a href="([^"]*)"', page(show)),
    )
    assert [Path(name).name for name in (*sounds, *pages)] == ["n1.mp3", "n0.mp3", "n1.html", "n0.html"]
    assert all((show / name).is_file() for name in (*sounds, *pages))
    assert "नई लाइन पर रोज़ 2 लाख लोग सफ़र करेंगे।" in page(show)
    assert "1 मिनट 1 सेकंड" in page(show)
    assert "example.org" not in page(show)
    assert findings(show) == []


def test_the_feed_points_to_it_unless_another_page_was_named(show: Path, tmp_path: Path) -> None:
    assert link(show) == f"{BASE}index.html"
    assert link(feed(tmp_path / "other")) == "https://example.org/"
    later = feed(tmp_path / "later", link="", base_url="")
    assert "<link>" not in (later / "feed.xml").read_text(encoding="utf-8")
    publish([episode(tmp_path / "out")], later, PublishOptions(base_url=BASE))
    assert link(later) == f"{BASE}index.html"
    move_feed(later, "https://new.example/p/", 5)
    assert link(later) == "https://new.example/p/index.html"


def test_it_changes_with_every_change_of_the_feed(show: Path, tmp_path: Path, made: list[Path]) -> None:
    publish([made[2]], show, OPTIONS)
    assert titles(show) == ["कड़ी 2", "कड़ी 1", "कड़ी 0"]
    publish([episode(tmp_path / "again", "n1", "कड़ी 1, सुधारी हुई", audio=b"other")], show, OPTIONS)
    assert titles(show) == ["कड़ी 2", "कड़ी 1, सुधारी हुई", "कड़ी 0"]
    withdraw(show, str(made[0]), 5)
    assert "कड़ी 0" not in page(show)
    restore(show, str(made[0]), 5)
    assert titles(show)[-1] == "कड़ी 0"
    before = page(show)
    move_feed(show, "https://new.example/p/", 5)
    assert page(show) == before
    assert findings(show) == []


@pytest.mark.parametrize(
    "run",
    [
        lambda show, made: publish(made[:1], show, OPTIONS),
        lambda show, made: prune_feed(show, 0, 5, dry_run=False, tell=print),
        lambda show, made: repair_feed(show, 5, dry_run=False),
        lambda show, made: move_feed(show, "https://new.example/", 5),
    ],
    ids=["publish", "prune", "repair", "move"],
)
@pytest.mark.parametrize(
    ("harm", "finding"),
    [
        (lambda show: (show / "index.html").unlink(), "feed.index_missing"),
        (
            lambda show: (show / "feed.xml").write_bytes(
                (show / "feed.xml").read_bytes().replace("कड़ी 1<".encode(), "कड़ी एक<".encode())
            ),
            "feed.index_stale",
        ),
    ],
    ids=["missing", "stale"],
)
def test_what_is_missing_or_stale_is_found_and_made_by_the_next_run(
    show: Path,
    made: list[Path],
    harm: Callable[[Path], object],
    finding: str,
    run: Callable[[Path, list[Path]], object],
) -> None:
    harm(show)
    assert findings(show) == [finding]
    run(show, made)
    assert findings(show) == []


def test_repair_says_that_it_makes_it(show: Path) -> None:
    (show / "index.html").unlink()
    told = repair_feed(show, 5, dry_run=True).done
    assert (told, (show / "index.html").exists()) == (("make: index.html, which lists the episodes",), False)
    assert repair_feed(show, 5, dry_run=False).done == told
    assert repair_feed(show, 5, dry_run=False).done == ()


@pytest.mark.parametrize("changed", [False, True])
def test_a_page_of_ones_own_stays_and_is_told_once(show: Path, made: list[Path], changed: bool) -> None:
    own = (
        (show / "index.html").read_bytes().replace("समाचार".encode(), "मेरे समाचार".encode())
        if changed
        else OURS
    )
    (show / "index.html").write_bytes(own)
    told = publish(made, show, OPTIONS).warnings
    assert [each for _, each in told] == ["feed.own_index"]
    assert publish(made, show, OPTIONS).warnings == ()
    withdraw(show, str(made[0]), 5)
    repair_feed(show, 5, dry_run=False)
    assert ((show / "index.html").read_bytes(), findings(show)) == (own, [])
    (show / "index.html").unlink()
    publish(made[1:], show, OPTIONS)
    assert titles(show) == ["कड़ी 2", "कड़ी 1"]
    assert sorted(path.name for path in show.iterdir() if "index" in path.name) == ["index.html"]


def test_a_link_to_a_page_elsewhere_stays(show: Path, tmp_path: Path, made: list[Path]) -> None:
    (tmp_path / "own.html").write_bytes(OURS)
    (show / "index.html").unlink()
    (show / "index.html").symlink_to(tmp_path / "own.html")
    publish(made, show, OPTIONS)
    assert (show / "index.html").is_symlink()
    assert (tmp_path / "own.html").read_bytes() == OURS


def test_an_episode_whose_sound_is_elsewhere_is_not_listed(show: Path, made: list[Path]) -> None:
    text = (show / "feed.xml").read_bytes()
    elsewhere = re.sub(rb'url="[^"]*n1\.mp3"', b'url="https://cdn.example/n1.mp3"', text)
    (show / "feed.xml").write_bytes(elsewhere)
    publish(made[2:], show, OPTIONS)
    assert titles(show) == ["कड़ी 2", "कड़ी 0"]


def test_episodes_of_one_title_are_told_apart_by_their_time(tmp_path: Path) -> None:
    show = feed(tmp_path / "show")
    made = [episode(tmp_path / "out", f"n{number}", "मुख्य समाचार") for number in range(2)]
    publish(made[:1], show, PublishOptions(date="2026-11-26T06:00:00+05:30"))
    publish(made[1:], show, PublishOptions(date="2026-11-26T07:00:00+05:30"))
    assert titles(show) == ["मुख्य समाचार (07:00)", "मुख्य समाचार (06:00)"]


def test_a_run_that_dies_before_it_leaves_a_feed_that_names_every_file(
    show: Path, made: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    put = commit.put_in_place

    def die(temporary: Path, path: Path) -> None:
        if path.name == "index.html":
            raise KeyboardInterrupt
        put(temporary, path)

    before = page(show)
    with monkeypatch.context() as patch:
        patch.setattr(commit, "put_in_place", die)
        with pytest.raises(KeyboardInterrupt):
            publish(made, show, OPTIONS)
    assert (page(show), findings(show)) == (before, ["feed.index_stale"])
    publish(made, show, OPTIONS)
    assert (len(titles(show)), findings(show)) == (3, [])


def test_a_withdrawal_takes_an_episode_from_it_before_its_files_go(
    show: Path, made: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def die(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".mp3" and not path.name.startswith("."):
            raise KeyboardInterrupt
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", die)
        with pytest.raises(KeyboardInterrupt):
            withdraw(show, str(made[0]), 5)
    assert titles(show) == ["कड़ी 1"]


def test_the_longest_list_has_three_hundred(show: Path) -> None:
    text = (show / "feed.xml").read_bytes()
    item = re.findall(rb"<item>.*?</item>", text, re.DOTALL)[0]
    more = b"".join(item.replace(b"<guid", f"<guid n='{number}'".encode()) for number in range(400))
    (show / "feed.xml").write_bytes(text.replace(b"</channel>", more + b"</channel>"))
    prune_feed(show, 0, 5, dry_run=False, tell=print)
    assert len(titles(show)) == 300


def test_a_feed_is_made_without_a_page_of_the_shows_own(world: Path) -> None:
    (world / "cover.jpg").write_bytes(b"")
    made = run_here(
        ["feed", "new", "podcast", "--title", "शहर", "--author", "रेडियो", "--category", "News", "--image",
         "https://example.org/cover.jpg", "--base-url", BASE]
    )  # fmt: skip
    assert made.returncode == 0
    assert link(world / "podcast") == f"{BASE}index.html"
    assert titles(world / "podcast") == []
    # Nothing to play: the player stays hidden.
    assert "<script>" not in page(world / "podcast")

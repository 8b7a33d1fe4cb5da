"""`bulletin feed` and `bulletin publish`, as they are called."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from bulletin.production.feeds.options import PublishOptions
from bulletin.production.feeds.publishing import publish
from tests.command import run_here
from tests.conftest import Bulletin
from tests.forking import start
from tests.production.episodes import BASE, cover, episode, feed

NEW = (
    "--title",
    'समाचार & "बात"',
    "--link",
    "https://example.org/",
    "--author",
    "रेडियो शहर",
    "--category",
    "daily news",
)


def test_a_feed_is_made_and_an_episode_published_in_two_commands(bulletin: Bulletin, world: Path) -> None:
    image = cover(world / "cover.jpg")
    made = bulletin("feed", "new", "podcast", *NEW, "--image", image)
    assert (made.returncode, made.stdout) == (0, f"{Path('podcast', 'feed.xml')}\n")
    episode(world / "output")
    published = bulletin("publish", "output/metro.mp3", "--feed", "podcast", "--base-url", BASE)
    assert published.returncode == 0
    assert published.stdout.startswith(f"{BASE}episodes/")
    assert published.stdout.endswith("/metro.mp3\n")
    assert published.stderr == "added: शहर में नई मेट्रो लाइन शुरू\n"
    again = bulletin("publish", "output/metro", "--feed", "podcast", "--json")
    assert json.loads(again.stdout)["episodes"][0]["action"] == "unchanged"
    assert again.stderr == "already published: शहर में नई मेट्रो लाइन शुरू\n"
    moved = bulletin("feed", "move", "podcast", "--base-url", "https://other.example")
    assert (moved.returncode, moved.stdout) == (0, "https://other.example/\n")


def test_what_cannot_be_published_is_told_in_three_lines(world: Path) -> None:
    result = run_here(["publish", "none.mp3", "--feed", "podcast"])
    assert result.returncode == 66
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == ["error", "  input", "  next"]


def test_one_bad_episode_is_told_in_three_lines_and_the_others_are_published(world: Path) -> None:
    feed(world / "podcast")
    episode(world / "output", "good")
    episode(world / "output", "bad", duration="long")
    result = run_here(["publish", "output/bad", "output/good", "output/none", "--feed", "podcast"])
    assert result.returncode == 3
    assert result.stdout.endswith("/good.mp3\n")
    told = [line.split(":")[0] for line in result.stderr.splitlines()]
    assert told == ["error", "  input", "  next", "error", "  input", "  next", "added"]
    assert run_here(["publish", "output/bad", "output/none", "--feed", "podcast"]).returncode == 65
    document = run_here(["publish", "output/bad", "output/good", "--feed", "podcast", "--json"]).stdout
    assert [each["id"] for each in json.loads(document)["left_out"]] == ["episode.invalid"]


def test_the_page_of_a_published_episode_plays_the_file_that_is_published(brief: Path, world: Path) -> None:
    feed(world / "podcast")
    run_here(
        [
        "make", brief, "--voice", "tone", "--no-jingles", "--no-cover", "-o", "news.wav", "--format", "wav",
        "--format", "mp3",
        ]
    )  # fmt: skip
    published = run_here(["publish", "news.wav", "--feed", "podcast", "--base-url", BASE])
    folder = world / "podcast" / "episodes" / published.stdout.split("/")[-2]
    assert 'src="news.mp3"' in (folder / "news.html").read_text(encoding="utf-8")
    assert json.loads((folder / "news.chapters.json").read_bytes())["fileName"] == "news.mp3"
    assert sorted(path.name for path in folder.iterdir() if path.suffix in (".mp3", ".wav")) == ["news.mp3"]


@pytest.mark.parametrize("folder", [".", "/", ""])
def test_a_folder_without_a_name_is_no_episode(world: Path, folder: str) -> None:
    result = run_here(["publish", folder, "--feed", "podcast"])
    assert (result.returncode, "[episode.missing]" in result.stderr) == (66, True)


def test_a_feed_is_checked_and_repaired(world: Path) -> None:
    show = feed(world / "podcast")
    (show / "cover.jpg").write_bytes(b"a cover")
    publish([episode(world / "output")], show, PublishOptions(lock_seconds=5))
    good = run_here(["feed", "check", "podcast"])
    assert (good.returncode, good.stdout) == (
        0,
        "ok: 1 episode, 7 files: all there, and as they were published\n",
    )
    page = show / "feed.xml"
    page.write_bytes(page.read_bytes().replace(b'length="', b'length="1'))
    wrong = run_here(["feed", "check", "podcast"]).stdout.splitlines()
    assert (wrong[0].split(":")[0], wrong[1].split(":")[0]) == ("fault", "  next")
    bad = run_here(["feed", "check", "podcast", "--json"])
    assert bad.returncode == 65
    assert [each["id"] for each in json.loads(bad.stdout)["findings"]] == ["item.length"]
    told = run_here(["feed", "repair", "podcast", "--dry-run"])
    assert told.stdout.startswith("mend: शहर में नई मेट्रो लाइन शुरू (urn:uuid:")
    assert run_here(["feed", "repair", "podcast"]).stdout == told.stdout
    assert run_here(["feed", "check", "podcast"]).returncode == 0


def test_a_feed_is_served_until_it_is_interrupted(world: Path) -> None:
    feed(world / "podcast")
    command = [sys.executable, "-m", "bulletin", "feed", "serve", "podcast", "--port", "0"]
    with start(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        with urllib.request.urlopen(address, timeout=5) as response:
            assert response.read().startswith(b"<?xml")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 130
        assert process.stderr is not None
        assert process.stderr.read().splitlines()[-1] == "stopped: interrupted. [signal.int]"

"""`bulletin feed` and `bulletin publish`, as they are called."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Bulletin
from tests.production.episodes import BASE, cover, episode

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
    assert published.stdout.startswith(f"{BASE}episodes/shahar-men-nai-metro-lain-shuru-")
    assert published.stderr == "added: शहर में नई मेट्रो लाइन शुरू\n"
    again = bulletin("publish", "output/metro", "--feed", "podcast", "--json")
    assert json.loads(again.stdout)["episodes"][0]["action"] == "unchanged"
    assert again.stderr == "already published: शहर में नई मेट्रो लाइन शुरू\n"
    moved = bulletin("feed", "move", "podcast", "--base-url", "https://other.example")
    assert (moved.returncode, moved.stdout) == (0, "https://other.example/\n")


def test_what_cannot_be_published_is_told_in_three_lines(bulletin: Bulletin, world: Path) -> None:
    result = bulletin("publish", "none.mp3", "--feed", "podcast")
    assert result.returncode == 66
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == ["error", "  input", "  next"]

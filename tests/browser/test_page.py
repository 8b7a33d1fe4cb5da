"""The page beside a bulletin, in a real Chromium: it plays, follows the voice, and can be used by everyone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.command import run_here

NODE = Path(os.environ.get("BULLETIN_TEST_NODE", "/tmp/bulletin-test-node")) / "node_modules"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not CHROMIUM, reason="chromium is missing (apt-get install chromium)"),
    pytest.mark.skipif(not shutil.which("node"), reason="node is missing"),
    pytest.mark.skipif(
        not (NODE / "playwright-core").is_dir() or not (NODE / "axe-core").is_dir(),
        reason="playwright-core and axe-core are missing (.ci/run installs them)",
    ),
]

STORIES = {
    "pul.txt": "नदी पर पुल खुला\n\nपुल AI Lab के पास है. लोग खुश हैं.\n\nआगे क्या\nकाम जारी है.",
    "mela.txt": "शहर में मेला लगा\n\nमेले में लोग आए. भीड़ बढ़ी.",
    "khel.txt": "टीम ने मैच जीता & <कप>\n\nदो गोल हुए.",
}
FORM = (
    "--headlines",
    3,
    "--recap",
    "--reader",
    "अनीता=tone",
    "--reader",
    "रवि=tone:hum",
    "--no-jingles",
    "--no-cover",
)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a browser found on the page of a short bulletin: it is opened once."""
    folder = tmp_path_factory.mktemp("page")
    for name, text in STORIES.items():
        (folder / name).write_text(text, encoding="utf-8")
    environment = {"BULLETIN_CACHE_DIR": str(folder / "cache")}
    for words in (
        ["make", *STORIES, *FORM, "-o", "news.mp3", "--at", "2026-11-29T07:00"],
        ["make", "khel.txt", *FORM, "-o", "later.mp3", "--at", "2026-11-29T08:00"],
        ["export", ".", "--as", "page", "-o", "pages"],
    ):
        ran = run_here(words, folder=folder, environment=environment)
        assert ran.returncode == 0, ran.stderr
    script = Path(__file__).with_name("page.mjs")
    tried = subprocess.run(
        [
            "node",
            str(script),
            str(NODE),
            CHROMIUM,
            str(folder / "news.html"),
            str(folder),
            str(folder / "pages" / "index.html"),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert tried.returncode == 0, tried.stderr
    result: dict[str, Any] = json.loads(tried.stdout)
    return result


def test_it_asks_for_nothing_but_its_sound_and_reports_no_error(found: dict[str, Any]) -> None:
    assert found["errors"] == []
    assert {Path(address).name for address in found["requests"]} == {
        "news.html",
        "news.mp3",
        "index.html",
        "later.mp3",
    }


def test_the_sentence_that_is_said_is_marked_at_any_time(found: dict[str, Any]) -> None:
    assert found["hidden"] is False
    assert [marked for _, marked in found["marks"]] == [said for said, _ in found["marks"]]


def test_the_mark_comes_with_the_voice(found: dict[str, Any]) -> None:
    # At twice the speed: the middle one, as a busy machine may hold a frame back.
    assert sorted(map(abs, found["lags"]))[len(found["lags"]) // 2] <= 50


def test_another_visit_finds_the_place_and_the_speed(found: dict[str, Any]) -> None:
    assert found["resumed"] == pytest.approx(found["paused"], abs=0.1)
    assert found["rate"] == 2


def test_buttons_keys_clicks_and_links_go_where_they_say(found: dict[str, Any]) -> None:
    rows = [f"{float(begin):.1f}" for begin in found["rows"]]
    after = next(story for story in map(float, found["stories"]) if story > float(found["rows"][3]) + 0.1)

    assert found["steps"] == {
        "next": rows[4],
        "before": rows[2],
        "on": f"{min(float(found['rows'][3]) + 15.1, found['length']):.1f}",
        "story": f"{after:.1f}",
        "click": rows[5],
        "link": f"{float(found['stories'][1]):.1f}",
        "enter": rows[3],
    }
    assert found["stayed"]


def test_keys_are_listed_and_those_outside_the_player_are_left_alone(found: dict[str, Any]) -> None:
    assert found["keys"]
    assert found["untouched"]


def test_the_tab_key_reaches_everything_in_order_and_one_sees_where_it_is(found: dict[str, Any]) -> None:
    names = [stop["name"] for stop in found["walk"]]
    player = [
        "sentence-back",
        "back",
        "play",
        "on",
        "sentence-on",
        "story-back",
        "story-on",
        "keys",
        "rate",
        "sleep",
    ]

    assert names[-len(player) :] == player
    assert names.count("SPAN") == 1, "one sentence is a stop"
    assert all(stop["outlined"] for stop in found["walk"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(found: dict[str, Any], scheme: str) -> None:
    assert found[f"axe {scheme}"] == []
    assert found[f"axe passes {scheme}"] > 20


def test_a_small_screen_and_a_large_script_lose_nothing(found: dict[str, Any]) -> None:
    assert (found["phone"], found["zoomed"]) == (0, 0)
    assert min(found["targets"]) >= 44


def test_its_words_are_the_readers_and_without_scripts_it_plays_too(found: dict[str, Any]) -> None:
    assert found["english"] == "Play"
    assert (found["plain"], found["plainPlayer"]) == (1, False)


def test_a_page_of_several_plays_one_after_the_other(found: dict[str, Any]) -> None:
    assert found["axe index"] == []
    assert found["second"] == "later.mp3"

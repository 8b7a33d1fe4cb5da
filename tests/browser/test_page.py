"""The page beside a bulletin, in a real Chromium: it plays, follows the voice, and can be used by everyone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .pages import a_day, pytestmark, tried  # noqa: F401  (what is skipped without a browser)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a browser found on the page of a short bulletin: it is opened once."""
    made = a_day(tmp_path_factory.mktemp("page"))
    return tried("page.mjs", made.page, made.folder, made.index)


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
        "link": f"{float(found['link']):.1f}",
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

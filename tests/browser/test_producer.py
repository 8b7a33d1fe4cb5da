"""A producer's morning in the studio: six stories, a name put right, another order, a bulletin, a correction, the feed.

In the middle of the making the studio is killed, and started again.
"""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.browser.pages import pytestmark as browser_marks
from tests.browser.test_studio import drive, started
from tests.command import run_here

EXAMPLES = Path(__file__).parents[2] / "examples" / "bulletin"
pytestmark = [*browser_marks, pytest.mark.long, pytest.mark.timeout(500)]

NAMES = ("1-pul", "2-bajat", "3-mausam", "4-metro", "5-kitab", "6-khel")


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a browser found before the kill and after it, and the folder of the studio."""
    folder = tmp_path_factory.mktemp("morning")
    (folder / "station.toml").write_text('name = "रेडियो शहर"\n[voices]\nmain = "tone"\n', "utf-8")
    given = folder / "given.json"
    told = {
        "stories": [(EXAMPLES / f"{name}.txt").read_text("utf-8") for name in NAMES],
        "named": "कोसी",
        "word": "कोसी",
        "as": "कोशी",
        "correction": "मौसम ने करवट ली\n\nआज दिन भर हल्की धूप रहेगी। रात में ठंड बढ़ेगी।",
        "copy": str(folder / "copy.mp3"),
    }
    given.write_text(json.dumps(told), "utf-8")
    with started(folder) as (address, process):
        before = drive("producer.mjs", address, "before", str(given))
        process.send_signal(signal.SIGKILL)
        process.wait()
    given.write_text(json.dumps({**told, "job": before["job"]}), "utf-8")
    with started(folder) as (address, _):
        after = drive("producer.mjs", address, "after", str(given))
    return {"before": before, "after": after, "folder": folder}


def test_every_page_is_without_error_and_open_to_everyone(morning: dict[str, Any]) -> None:
    for part in ("before", "after"):
        assert morning[part]["errors"] == []
        assert morning[part]["violations"] == []


def test_six_stories_are_pasted_and_a_name_is_said_as_it_should_be(morning: dict[str, Any]) -> None:
    assert morning["before"]["stories"] == 6
    assert morning["before"]["heard"] == 200
    assert (morning["folder"] / "words.tsv").read_text("utf-8") == "कोसी\tकोशी\n"


def test_the_order_is_changed_by_keyboard_and_stays(morning: dict[str, Any]) -> None:
    before, after = morning["before"]["ordered"]
    assert after == [before[4], *before[:4], before[5]]


def test_a_bulletin_outlives_the_studio_that_was_making_it(morning: dict[str, Any]) -> None:
    assert morning["after"]["before"] == morning["before"]["ordered"][1]
    assert morning["after"]["check"].startswith("सब वैसा है जैसा होना चाहिए")


def test_it_is_what_the_command_line_makes_of_the_same_to_the_byte(morning: dict[str, Any]) -> None:
    folder: Path = morning["folder"]
    (rundown,) = (folder / "rundowns").iterdir()
    words = ["make", f"rundowns/{rundown.name}", "--station", "station.toml", "--lexicon", "words.tsv"]
    made = run_here(
        [*words, "-o", "again/"], folder=folder, environment={"BULLETIN_CACHE_DIR": str(folder / "cache")}
    )
    assert made.returncode == 0, made.stderr
    (again,) = (folder / "again").glob("*.mp3")
    assert again.read_bytes() == (folder / "copy.mp3").read_bytes()


def test_a_story_is_replaced_and_the_episode_published(morning: dict[str, Any]) -> None:
    before, after = morning["after"]["before"], morning["after"]["after"]
    assert after == [*before[:2], "मौसम ने करवट ली", *before[3:]]
    feed = (morning["folder"] / "podcast" / "feed.xml").read_text("utf-8")
    assert feed.count("<item>") == 1
    assert "मौसम ने करवट ली" in feed


def test_nothing_half_made_is_left(morning: dict[str, Any]) -> None:
    hidden = [
        path
        for path in (morning["folder"] / "output").iterdir()
        if path.name.startswith(".") and path.is_file()
    ]
    assert [path.name for path in hidden if ".bulletin-" in path.name] == []

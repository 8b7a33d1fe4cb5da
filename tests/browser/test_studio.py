"""The studio in a real Chromium: by keyboard, in two windows, over reloads, on a narrow screen, without script."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.browser.pages import CHROMIUM, NODE, pytestmark  # noqa: F401  (what is skipped without a browser)

STORY = """शहर में मेट्रो की नई लाइन शुरू

रेलवे ने 3 नई लाइनें शुरू कीं। किराया ₹25 से शुरू है।

यात्री बोले
लोग खुश हैं। भीड़ घटी है।

यह भी पढ़ें: बस का किराया बढ़ा
"""


@contextmanager
def studio(folder: Path) -> Iterator[str]:
    """The real command, serving a folder at a free port; its address with the token."""
    with started(folder) as (address, _):
        yield address


@contextmanager
def started(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The same, with its process."""
    command = [
        sys.executable,
        "-m",
        "bulletin",
        "studio",
        "--folder",
        str(folder),
        "--port",
        "0",
        "--no-open",
    ]
    environment = {**os.environ, "BULLETIN_CACHE_DIR": str(folder / "cache")}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip(), process
        finally:
            process.terminate()
            process.wait(10)


def drive(script: str, *words: str) -> dict[str, Any]:
    """What a browser's script found."""
    tried = subprocess.run(
        ["node", str(Path(__file__).with_name(script)), str(NODE), CHROMIUM, *words],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert tried.returncode == 0, tried.stderr
    found: dict[str, Any] = json.loads(tried.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a browser found at the desk: it is opened once."""
    folder = tmp_path_factory.mktemp("studio")
    (folder / "station.toml").write_text('[voices]\nmain = "tone"\n', "utf-8")
    (folder / "story.txt").write_text(STORY, "utf-8")
    with studio(folder) as address:
        return drive("desk.mjs", address, str(folder / "story.txt"), str(folder))


def test_no_page_has_an_error_or_asks_for_anything_elsewhere(found: dict[str, Any]) -> None:
    assert found["errors"] == []
    assert found["elsewhere"] == []


def test_a_page_is_small(found: dict[str, Any]) -> None:
    # With the font, which only machines without one ask for.
    assert 0 < found["bytes"] < 100_000


def test_axe_finds_nothing_and_no_screen_is_wider_than_it_is(found: dict[str, Any]) -> None:
    assert found["violations"] == []
    assert max(found["wide"]) <= 0
    assert found["small"] == []


def test_what_is_typed_stays_over_a_reload(found: dict[str, Any]) -> None:
    assert found["typed"] == len(STORY)
    assert found["kept"] == "किराया ₹30 होगा।"


def test_a_change_is_told_and_the_keyboard_goes_on_from_it(found: dict[str, Any]) -> None:
    assert found["focused"] == "text"
    assert found["told"] == "वाक्य बदला गया।"
    assert found["back"] == "s1.1"


def test_a_sentence_is_heard(found: dict[str, Any]) -> None:
    assert found["heard"] == [200, "audio/wav"]


def test_undo_undoes_and_other_windows_see_it(found: dict[str, Any]) -> None:
    assert found["undone"] == found["before"]
    assert found["same"]


def test_a_window_that_shows_an_older_story_changes_nothing(found: dict[str, Any]) -> None:
    assert "studio.stale" in found["stale"]
    assert found["after"] == found["before"]


def test_a_sentence_can_be_moved_on_without_looking_for_its_button_again(found: dict[str, Any]) -> None:
    before = found["before"]
    assert found["moved"] == [[before[0], before[2], before[1], *before[3:]], "down"]
    assert found["read"] == "यह भी पढ़ें: बस का किराया बढ़ा"


def test_without_script_the_same_can_be_done(found: dict[str, Any]) -> None:
    assert found["plain"] == [["मेला लगा", "मेले में लोग आए।"], "वाक्य छोड़ा गया।"]

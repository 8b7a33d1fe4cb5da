"""Making in a real Chromium: followed, heard, looked at, changed and published, on a narrow screen and without script."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.pages import CHROMIUM, NODE, pytestmark  # noqa: F401  (what is skipped without a browser)
from tests.browser.test_studio import STORY, drive, studio


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a browser found while a bulletin was made: it is opened once."""
    folder = tmp_path_factory.mktemp("studio")
    (folder / "station.toml").write_text('[voices]\nmain = "tone"\n[sound]\njingles = false\n', "utf-8")
    (folder / "story.txt").write_text(STORY, "utf-8")
    with studio(folder) as address:
        return drive("making.mjs", address, str(folder / "story.txt"))


def test_no_page_has_an_error(found: dict[str, Any]) -> None:
    assert found["errors"] == []


def test_axe_finds_nothing_and_all_screens_and_fingers_are_wide_enough(found: dict[str, Any]) -> None:
    assert found["violations"] == []
    assert max(found["wide"]) <= 0
    assert found["small"] == []


def test_a_job_is_followed_over_a_reload_and_its_end_is_told(found: dict[str, Any]) -> None:
    assert found["told"] == "बुलेटिन बन गया।"
    assert found["lines"] > 8


def test_a_finished_bulletin_plays_from_a_chapter_and_is_checked_by_itself(found: dict[str, Any]) -> None:
    assert found["check"].startswith("सब वैसा है जैसा होना चाहिए")
    assert found["picture"] > 600
    assert found["seeked"]


def test_a_story_is_added_by_keyboard(found: dict[str, Any]) -> None:
    assert found["stories"] == 2


def test_without_script_a_job_leads_to_its_bulletin_too(found: dict[str, Any]) -> None:
    assert found["plain"] == ["बन गया।", 1]


def test_the_first_page_lists_what_is_made_and_what_was(found: dict[str, Any]) -> None:
    assert found["home"] == 3

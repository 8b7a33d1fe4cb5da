"""Rundowns and settings of the studio in a real Chromium: by keyboard, by mouse, narrow, dark, without script."""

from __future__ import annotations

from typing import Any

import pytest
import soundfile

from bulletin.production.drafts.folder import StudioFolder
from bulletin.production.drafts.stories import new_stories
from bulletin.production.setup.station import read_station
from tests.browser.pages import pytestmark as skipped
from tests.browser.test_studio import drive, studio
from tests.sound.heard import RATE, tone

# Two browsers, one after the other.
pytestmark = [*skipped, pytest.mark.timeout(500)]

STORIES = (
    "नदी पर नया पुल खुला\n\nपुल रविवार को खोल दिया गया।\n",
    "मेट्रो का किराया बढ़ा\n\nकिराया सोमवार से बढ़ेगा।\n\nपास पर छूट जारी रहेगी।\n",
    "टीम ने फाइनल जीता\n\nटीम ने दो गोल किए।\n",
)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a browser found at a rundown and the settings: each is opened once."""
    path = tmp_path_factory.mktemp("studio")
    (path / "station.toml").write_text('[voices]\nmain = "tone"\n[sound]\njingles = false\n', "utf-8")
    folder = StudioFolder.opened(path)
    for text in STORIES:
        new_stories(folder, text=text)
    soundfile.write(path / "hum.wav", tone(440, 1.0), RATE)
    with studio(path) as address:
        rundown = drive("rundown.mjs", address)
        settings = drive("settings.mjs", address, str(path / "hum.wav"))
    return {**rundown, "settings": settings, "station": read_station(path / "station.toml")}


def test_no_page_has_an_error_or_asks_for_anything_elsewhere(found: dict[str, Any]) -> None:
    for part in (found, found["settings"]):
        assert (part["errors"], part["elsewhere"]) == ([], [])


def test_axe_finds_nothing_and_all_of_it_fits_and_can_be_hit(found: dict[str, Any]) -> None:
    for part in (found, found["settings"]):
        assert (part["violations"], part["small"]) == ([], [])
        assert max(part["wide"]) <= 0


def test_a_story_is_moved_by_keyboard_which_stays_with_it_over_a_reload(found: dict[str, Any]) -> None:
    first, second, third = found["stories"]
    assert found["up"] == [[first, third, second], True]
    assert found["top"] == [third, first, second]


def test_a_story_is_dragged_and_other_windows_see_it(found: dict[str, Any]) -> None:
    third, first, second = found["top"]
    assert found["dragged"] == [first, second, third]
    assert found["seen"] == found["dragged"]
    assert found["undone"] == found["top"]


def test_a_wrong_value_is_told_at_its_field_which_has_the_keyboard(found: dict[str, Any]) -> None:
    focused, value, told = found["wrong"]
    assert (focused, value, "no length of time" in told) == ("story-longest", "soon", True)
    assert found["settings"]["wrong"] == ["set-sound-slot", "soon"]


def test_a_slot_is_shown_beside_the_total(found: dict[str, Any]) -> None:
    assert "0:20" in found["total"]


def test_a_jingle_is_judged_and_kept_and_a_voice_heard(found: dict[str, Any]) -> None:
    assert "x.wav" in found["settings"]["refused"]
    assert found["station"].own_jingles["intro"].name.startswith("intro-")
    assert found["settings"]["heard"] == [200, "audio/wav"]
    assert (found["settings"]["open"], found["station"].slot) == (True, 300.0)


def test_without_script_the_same_can_be_done(found: dict[str, Any]) -> None:
    before, after, told = found["plain"]
    assert (after, told) == ([before[1], before[0], before[2]], "ख़बर नीचे की गई।")
    assert found["settings"]["named"] == found["station"].name == "नगर"

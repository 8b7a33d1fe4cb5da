from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from PIL import Image

from bulletin.schema.programme import Chapter
from bulletin.writers.plot.drawing import draw
from bulletin.writers.plot.figure import BAND, COURSE, LEFT, RIGHT, WAVE, WIDTH, Figure, times_of
from tests.tiers import by_tier

SECONDS = 180
RED = (196, 0, 26)


def figure(seconds: float = SECONDS, chapters: int = 3) -> Figure:
    """A programme that swells and rests."""
    steps = np.arange(round(seconds * 20))
    swell = (0.4 + 0.4 * np.sin(steps / 40)).astype(np.float32)
    course = -16 + 3 * np.sin(np.arange(round((seconds - 3) * 10) + 1) / 50)
    return Figure(
        title="26 दिन के सत्र में पेश होंगे 14 विधेयक, डेटा सुरक्षा और बिजली कानून पर सरकार का जोर",
        under_title="आकाश FM · समाचार · 2026-03-05 · news.mp3",
        duration=seconds,
        lows=-swell,
        highs=swell,
        bodies=swell * np.float32(0.25),
        short_term=course,
        integrated=-16.0,
        loudness_range=4.2,
        target=-16.0,
        true_peak=-1.2,
        true_peak_at=100.0,
        ceiling=-1.0,
        chapters=[
            Chapter(
                start=number * seconds / chapters, end=(number + 1) * seconds / chapters, title=f"खंड {number}"
            )
            for number in range(chapters)
        ],
    )


@cache
def usual() -> bytes:
    """The picture of a programme without a fault."""
    return draw(figure())


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.mode, picture.width) == ("PNG", "RGB", WIDTH)
    return picture


def height(found: Figure) -> int:
    return opened(draw(found)).height


def pixels(data: bytes) -> np.ndarray:
    return np.asarray(opened(data), np.int16)


def count(picture: np.ndarray, colour: tuple[int, int, int]) -> int:
    return int((np.abs(picture - np.array(colour)).sum(axis=2) < 30).sum())


def test_it_is_higher_for_more_chapters_and_not_without_end() -> None:
    heights = [
        height(figure(seconds=20, chapters=chapters)) for chapters in by_tier((1, 70, 90), (1, 3, 70, 90))
    ]
    assert heights[:-1] == sorted(set(heights))
    assert heights[-1] == heights[-2]


def test_the_same_programme_is_drawn_the_same() -> None:
    assert draw(figure()) == usual()


def test_a_peak_above_the_ceiling_is_red_and_one_below_is_not() -> None:
    assert count(pixels(usual()), RED) == 0
    over = replace(figure(), true_peak=-0.3, overs=[(100.0, -0.3)])
    assert count(pixels(draw(over)), RED) > 200


def test_a_hole_is_marked_at_its_place() -> None:
    whole, holed = pixels(usual()), pixels(draw(replace(figure(), holes=[(90.0, 99.0)])))
    # The line of facts above the panels tells of it as well.
    changed = np.flatnonzero(np.abs(whole - holed)[420:].any(axis=(0, 2)))
    assert changed[0] == pytest.approx(LEFT + (RIGHT - LEFT) / 2, abs=3)
    assert changed[-1] == pytest.approx(LEFT + (RIGHT - LEFT) * 99 / 180, abs=3)


def test_what_it_shows_is_told_in_words_for_those_who_do_not_see_it() -> None:
    with opened(usual()) as picture:
        picture.load()
        told = picture.text  # type: ignore[attr-defined]
    assert told["Title"] == figure().title
    assert told["Description"].startswith(
        "3:00 · -16.0 LUFS · range 4.2 LU; peak -1.2 dBTP at 1:40; 0:00 खंड 0"
    )


def test_a_louder_programme_has_a_higher_wave() -> None:
    eighth = np.float32(0.125)
    loud = figure()
    soft = replace(loud, lows=loud.lows * eighth, highs=loud.highs * eighth, bodies=loud.bodies * eighth)
    dark = (127, 155, 181)
    assert count(pixels(usual()), dark) > 3 * count(pixels(draw(soft)), dark)


def test_an_unknown_target_has_no_line_and_no_word() -> None:
    assert not np.array_equal(pixels(usual()), pixels(draw(replace(figure(), target=None))))


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"chapters": []}, id="without chapters"),
        pytest.param({"title": "", "under_title": ""}, id="without a title"),
        pytest.param({"title": "क" * 5000}, id="a word without end"),
        pytest.param({"title": "😀 \u202e x\u0000\ud800 漢字"}, id="signs that no font of ours has"),
        pytest.param({"loudness_range": None, "short_term": np.zeros(0)}, id="shorter than a window"),
        pytest.param(
            {"integrated": -99.0, "short_term": np.full(50, -99.0), "true_peak": -120.0}, id="silence"
        ),
        pytest.param(
            {
                "lows": np.zeros(0, np.float32),
                "highs": np.zeros(0, np.float32),
                "bodies": np.zeros(0, np.float32),
            },
            id="no sound",
        ),
        pytest.param({"duration": 0.0}, id="no time"),
        pytest.param({"chapters": [Chapter(start=-5.0, end=1e9, title="?")]}, id="a chapter out of bounds"),
    ],
)
def test_whatever_comes_is_drawn(changed: dict[str, object]) -> None:
    assert height(replace(figure(), **changed)) > BAND + WAVE + COURSE  # type: ignore[arg-type]


@pytest.mark.parametrize("seconds", [4, 59, 900, 10_800, 86_400])
def test_any_length_has_two_to_eight_times_on_its_axis(seconds: int) -> None:
    times = times_of(figure(seconds))
    assert times[0] == 0
    assert times[-1] <= seconds
    assert 2 <= len(times) <= 8

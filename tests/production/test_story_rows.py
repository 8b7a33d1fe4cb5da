"""The stories of a record: every one in full, and read back as they were."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bulletin.production.episode.fields import from_json, to_json
from bulletin.production.episode.stories import StoryRow, script_of_rows, story_rows
from bulletin.readers import read_text
from bulletin.schema.rundown import Item
from bulletin.schema.script import Script
from bulletin.script import write_script

TEXT = """\
City Metro: शहर में मेट्रो शुरू, किराया ₹25
संवाददाता, लखनऊ

मेट्रो सोमवार को चली. पहले दिन 9 लोग आए.

किराया
किराया कम है.
यह भी पढ़ें: शहर में नई बसें
"""


@pytest.fixture
def script() -> Script:
    articles = [read_text(TEXT.encode(), "metro.txt"), read_text(TEXT.encode(), "a/b.txt")]
    items = [
        Item(headline="मेट्रो चली", reader="अनीता"),
        Item(
            priority=8,
            may_drop=True,
            longest=40.0,
            before="अब आगे।",
            after="बस।",
            sting=Path("x/spot.wav"),
            reserve=True,
        ),
    ]
    return write_script(articles, items=items)


def rows(script: Script) -> tuple[StoryRow, ...]:
    document = json.loads(json.dumps(to_json(story_rows(script, script, ["metro.txt", "b.txt"]))))
    return tuple(StoryRow(**from_json(StoryRow, row, {})) for row in document)


def test_what_is_read_back_says_the_same_and_leaves_out_the_same(script: Script) -> None:
    found = script_of_rows(rows(script), script.title, "", "hi", date(2026, 11, 29))

    for one, other in zip(script.segments, found.segments, strict=True):
        assert (one.role, one.story, one.written, one.line, one.pause_after) == (
            other.role, other.story, other.written, other.line, other.pause_after,
        )  # fmt: skip
        assert [(each.written, each.spoken, each.pause_after) for each in one.sentences] == [
            (each.written, each.spoken, each.pause_after) for each in other.sentences
        ]
    assert found.left_out == script.left_out


def test_what_the_rundown_said_of_a_story_is_read_back_and_of_its_sound_the_name(script: Script) -> None:
    first, second = script_of_rows(rows(script), script.title, "", "hi", None).stories

    assert (first.headline, first.reader, first.on_air) == ("मेट्रो चली", "अनीता", True)
    assert (second.priority, second.may_drop, second.longest, second.reserve) == (8, True, 40.0, True)
    assert (second.before, second.after, second.sting, second.source) == (
        "अब आगे।",
        "बस।",
        Path("spot.wav"),
        "b.txt",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"segments": []},
        {"segments": [{"role": "poem", "sentences": [{"written": "x", "spoken": "x"}]}]},
        {"segments": [{"role": "body", "sentences": []}]},
        {"segments": [{"role": "body", "sentences": [{}]}], "left_out": [{"reason": "whim"}]},
    ],
)
def test_a_row_that_is_no_story_is_refused(wrong: dict[str, object]) -> None:
    row = StoryRow(**from_json(StoryRow, wrong, {}))

    with pytest.raises(ValueError, match=r"story|segment|left out"):
        script_of_rows([row], "x", "", "hi", None)

"""Edits of a bulletin's stories: one replaced, dropped, moved, added, or said anew; the others stay as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.language.lexicon import Lexicon, read_entries
from bulletin.readers import read_text
from bulletin.schema.rundown import Item
from bulletin.schema.script import Script
from bulletin.script import Diction, write_script
from bulletin.script.edits import added_story, moved_story, said_anew, with_story, without_story

NAMES = ["अ", "आ", "इ", "ई", "उ"]


def stories(count: int) -> Script:
    articles = [
        read_text(
            f"खबर {NAMES[number]} आई\n\nयह बात {NAMES[number]} की है.\n\nकीव में.".encode(), f"{number}.txt"
        )
        for number in range(count)
    ]
    return write_script(
        articles, items=[Item(headline=f"पंक्ति {number}", priority=number + 1) for number in range(count)]
    )


def new() -> Script:
    return write_script([read_text("नई खबर आई\n\nनई बात हुई.".encode(), "new.txt")])


def titles(script: Script) -> list[str]:
    return [story.title for story in script.stories]


def check(script: Script) -> None:
    """Check that stories, sources, segments and their numbers agree."""
    assert list(script.sources) == [story.source for story in script.stories]
    assert [segment.story for segment in script.segments] == sorted(
        segment.story for segment in script.segments
    )
    for number, story in enumerate(script.stories):
        own = [segment for segment in script.segments if segment.story == number]
        assert own[0].written == story.title
        assert all(segment.id.startswith(f"s{number}-") for segment in own)


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 4), st.data())
def test_every_edit_changes_its_story_and_no_other(count: int, data: st.DataObject) -> None:
    script = stories(count)
    at, to = data.draw(st.integers(0, count - 1)), data.draw(st.integers(0, count - 1))
    told = titles(script)
    replaced = with_story(script, at, new())
    moved = moved_story(script, at, to)
    added = added_story(script, to, new())

    assert titles(replaced) == [*told[:at], "नई खबर आई", *told[at + 1 :]]
    assert titles(added) == [*told[:to], "नई खबर आई", *told[to:]]
    rest = [title for title in told if title != told[at]]
    assert titles(moved) == [*rest[:to], told[at], *rest[to:]]
    for each in (replaced, moved, added):
        check(each)
    if count > 1:
        check(without_story(script, at))
        assert titles(without_story(script, at)) == rest


def test_a_replaced_story_keeps_its_priority_and_loses_the_line_of_its_old_headline() -> None:
    story = with_story(stories(2), 1, new()).stories[1]

    assert (story.priority, story.headline, story.source) == (2, "", "new.txt")


def test_a_bulletin_keeps_its_only_story() -> None:
    with pytest.raises(ValueError, match="needs a story"):
        without_story(stories(1), 0)


def test_only_sentences_with_the_word_are_said_anew() -> None:
    entries, _ = read_entries("कीव\tकीयेव")
    diction = Diction(lexicon=Lexicon([entries]).rule())
    script = stories(2)
    said, count = said_anew(script, ["कीव"], diction)

    assert count == 2
    assert [one.spoken for segment in said.segments for one in segment.sentences if "कीव" in one.written] == [
        "कीयेव में।"
    ] * 2
    others = [(a, b) for a, b in zip(script.segments, said.segments, strict=True) if "कीव" not in a.written]
    assert all(one is other for one, other in others)


def test_a_word_that_is_said_so_already_changes_nothing() -> None:
    script = stories(1)

    assert said_anew(script, ["कीव"], Diction()) == (script, 0)
    assert said_anew(replace(script, segments=()), ["कीव"], Diction())[1] == 0

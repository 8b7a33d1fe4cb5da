"""Chapters by story: what a player's "next" goes by."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bulletin.schema.programme import Chapter, by_story, with_whole_stories

LENGTHS = st.lists(st.floats(min_value=0.001, max_value=1000), min_size=1, max_size=20)


@st.composite
def chapters(draw: st.DrawFn) -> tuple[Chapter, ...]:
    """Chapters without gaps, the first of which is a story."""
    lengths = draw(LENGTHS)
    levels = [0, *draw(st.lists(st.integers(0, 1), min_size=len(lengths) - 1, max_size=len(lengths) - 1))]
    found, start = [], 0.0
    for number, (length, level) in enumerate(zip(lengths, levels, strict=True)):
        found.append(Chapter(start=start, end=start + length, title=str(number), level=level))
        start += length
    return tuple(found)


@given(chapters())
def test_stories_fill_the_same_time_without_gaps(found: tuple[Chapter, ...]) -> None:
    stories = by_story(found)

    assert (stories[0].start, stories[-1].end) == (0, found[-1].end)
    assert all(one.end == other.start for one, other in pairwise(stories))


@given(chapters())
def test_stories_are_the_chapters_of_level_nought(found: tuple[Chapter, ...]) -> None:
    assert [one.title for one in by_story(found)] == [one.title for one in found if not one.level]


@given(chapters())
def test_with_whole_stories_every_section_lies_within_its_story(found: tuple[Chapter, ...]) -> None:
    whole = with_whole_stories(found)
    story = whole[0]
    for one in whole:
        story = story if one.level else one
        assert story.start <= one.start < one.end <= story.end


@given(chapters())
def test_with_whole_stories_only_the_ends_of_stories_change(found: tuple[Chapter, ...]) -> None:
    assert [(one.start, one.title, one.level) for one in with_whole_stories(found)] == [
        (one.start, one.title, one.level) for one in found
    ]
    assert tuple(one for one in with_whole_stories(found) if not one.level) == by_story(found)

"""Edits: a bulletin's stories with one replaced, dropped, moved or added. Pure.

Stories are counted from 0, as in `Script.stories`. A script here has the stories alone, without announcements.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bulletin.schema.script import Script, Segment
from bulletin.script.joining import joined
from bulletin.script.write import Diction, segment_of


def with_story(script: Script, number: int, new: Script) -> Script:
    """Return the script with the first story of `new` in the place of story `number`.

    It keeps the newsreader and the priority. The lines, the sound and the limit that the rundown gave the old one go with
    it, and a slot does not drop it: whoever replaces a story wants it heard.
    """
    taken = script.stories[number]
    told = replace(
        taken, title=new.stories[0].title, source=new.stories[0].source, published=new.stories[0].published,
        headline=new.stories[0].headline, before="", after="", sting=None, longest=None, may_drop=False,
    )  # fmt: skip
    order = [(script, place) for place in range(len(script.stories))]
    order[number] = (replace(new, stories=(told, *new.stories[1:])), 0)
    return joined(script, order)


def without_story(script: Script, number: int) -> Script:
    """Return the script without a story. Raises ValueError for the only one."""
    order = [(script, place) for place in range(len(script.stories)) if place != number]
    if not order:
        raise ValueError("a bulletin needs a story")
    return joined(script, order)


def moved_story(script: Script, number: int, to: int) -> Script:
    """Return the script with a story at another place."""
    order = [(script, place) for place in range(len(script.stories))]
    order.insert(to, order.pop(number))
    return joined(script, order)


def added_story(script: Script, at: int, new: Script) -> Script:
    """Return the script with the first story of `new` before story `at`, or behind all."""
    order = [(script, place) for place in range(len(script.stories))]
    order.insert(at, (new, 0))
    return joined(script, order)


def one_story(script: Script, number: int) -> Script:
    """Return a bulletin of one of the stories alone, under that story's title and of its day."""
    alone = joined(script, [(script, number)])
    story = alone.stories[0]
    return replace(alone, title=story.title, published=story.published or script.published, summary="")


def said_anew(script: Script, words: Sequence[str], diction: Diction) -> tuple[Script, int]:
    """Return the script with each sentence that has one of these words, in whatever case, as `diction` says it, and how many those are."""
    count = 0
    sought = [word.casefold() for word in words]
    segments: list[Segment] = []
    for segment in script.segments:
        touched = [
            any(word in sentence.written.casefold() for word in sought) for sentence in segment.sentences
        ]
        if any(touched):
            fresh = _anew(segment, diction)
            sentences = tuple(
                new if is_touched and new.spoken != old.spoken else old
                for is_touched, new, old in zip(touched, fresh.sentences, segment.sentences, strict=True)
            )
            count += sum(one != other for one, other in zip(sentences, segment.sentences, strict=True))
            segment = replace(segment, sentences=sentences)
        segments.append(segment)
    return replace(script, segments=tuple(segments)), count


def _anew(segment: Segment, diction: Diction) -> Segment:
    from bulletin.schema.article import Passage

    passage = Passage(text=segment.written, line=segment.line)
    written: list[tuple[str, str | None]] = [(sentence.written, None) for sentence in segment.sentences]
    return segment_of(segment.id, segment.role, segment.story, passage, segment.voice, written, diction)


def names_of_stories(script: Script) -> Mapping[int, str]:
    """Return the titles by the numbers that a person gives, counted from 1."""
    return {number: story.title for number, story in enumerate(script.stories, start=1)}

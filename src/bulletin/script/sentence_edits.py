"""Sentence edits: a script with one of its sentences changed, said otherwise, moved or cut, or a line read after all. Pure.

A sentence is named by its place: its segment's index in `Script.segments`, and its own in that segment. An edit of a
place that there is not raises IndexError.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bulletin.language.characters import speaks
from bulletin.language.sentences import split
from bulletin.schema.article import NO_TEXT, LeftOut, Passage
from bulletin.schema.script import Role, Script, Segment, StoryLeftOut
from bulletin.script.sheet.writing import is_edited
from bulletin.script.write import Diction, segment_of

BY_HAND = "by-hand"
"""The rule of that."""

TEXT_ROLES: tuple[Role, ...] = ("headline", "dek", "heading", "body")
"""What a segment of a story can be."""


class Place(NamedTuple):
    """Where a sentence is."""

    segment: int
    sentence: int


Said = tuple[str, str | None]
"""A sentence as written, and its spoken form if a person wrote one."""


def with_text(script: Script, place: Place, text: str, diction: Diction) -> Script:
    """Return the script with another text in the place of a sentence; without any, the sentence is cut.

    A text of several sentences becomes several. A spoken form that a person wrote goes with the old text.
    """
    sentences = [(part, None) for part in split(" ".join(text.split())) if speaks(part)]
    if not sentences:
        return without_sentence(script, place, diction)
    segment = _segment(script, place)
    said = _said(segment)
    said[place.sentence : place.sentence + 1] = sentences
    return _with_segment(script, place.segment, _again(segment, said, diction))


def with_spoken(script: Script, place: Place, spoken: str, diction: Diction) -> Script:
    """Return the script with a sentence said as a person wants it; as the rules say it for an empty text."""
    segment = _segment(script, place)
    said = _said(segment)
    said[place.sentence] = (said[place.sentence][0], " ".join(spoken.split()) or None)
    return _with_segment(script, place.segment, _again(segment, said, diction))


def without_sentence(script: Script, place: Place, diction: Diction) -> Script:
    """Return the script without a sentence, which is then among what is left out."""
    segment = _segment(script, place)
    written = segment.sentences[place.sentence].written
    row = StoryLeftOut(
        story=segment.story, passage=LeftOut(text=written, line=segment.line, reason="cut", rule=BY_HAND)
    )
    script = replace(script, left_out=(*script.left_out, row))
    said = _said(segment)
    del said[place.sentence]
    return _with_segment(script, place.segment, _again(segment, said, diction) if said else None)


def with_left_out(script: Script, number: int, diction: Diction) -> Script:
    """Return the script with a line that was left out as the last paragraph of its story. Raises ValueError for one without a text."""
    row = script.left_out[number]
    text = row.passage.text
    if row.passage.reason in NO_TEXT or not speaks(text):
        raise ValueError("there is no text to read in it")
    own = [place for place, segment in enumerate(script.segments) if segment.story == row.story]
    at = own[-1] + 1 if own else len(script.segments)
    segment = segment_of(
        _new_id(script, row.story), "body", row.story, Passage(text=text, line=row.passage.line), "",
        [(part, None) for part in split(text)], diction,
    )  # fmt: skip
    left_out = tuple(one for place, one in enumerate(script.left_out) if place != number)
    segments = (*script.segments[:at], segment, *script.segments[at:])
    return replace(script, segments=segments, left_out=left_out)


def with_role(script: Script, number: int, role: Role) -> Script:
    """Return the script with a segment in another role."""
    segment = script.segments[number]
    return _with_segment(script, number, replace(segment, role=role))


def moved_sentence(script: Script, place: Place, by: int, diction: Diction) -> tuple[Script, Place]:
    """Return the script with a sentence one place up (`by` -1) or down (1), and where it is then.

    At the edge of its paragraph it goes into the next one of the story; a headline's or heading's sentences stay in it.
    """
    segment = _segment(script, place)
    to = place.sentence + by
    said = _said(segment)
    if 0 <= to < len(said):
        said.insert(to, said.pop(place.sentence))
        changed = _with_segment(script, place.segment, _again(segment, said, diction))
        return changed, Place(place.segment, to)
    near = place.segment + by
    while 0 <= near < len(script.segments) and script.segments[near].role == "heading":
        near += by
    if segment.role != "body" or not 0 <= near < len(script.segments):
        return script, place
    other = script.segments[near]
    if other.role != "body" or other.story != segment.story:
        return script, place
    taken = said.pop(place.sentence)
    others = _said(other)
    at = len(others) if by < 0 else 0
    others.insert(at, taken)
    script = _with_segment(script, near, _again(other, others, diction))
    script = _with_segment(script, place.segment, _again(segment, said, diction) if said else None)
    gone = not said and near > place.segment
    return script, Place(near - gone, at)


def moved_segment(script: Script, number: int, by: int) -> tuple[Script, int]:
    """Return the script with a segment one place up or down within its story, and its number then."""
    segment = script.segments[number]
    to = number + by
    if not 0 <= to < len(script.segments) or script.segments[to].story != segment.story:
        return script, number
    segments = list(script.segments)
    segments.insert(to, segments.pop(number))
    return replace(script, segments=tuple(segments)), to


def _segment(script: Script, place: Place) -> Segment:
    if not (0 <= place.segment < len(script.segments)):
        raise IndexError("there is no such segment")
    segment = script.segments[place.segment]
    if not (0 <= place.sentence < len(segment.sentences)):
        raise IndexError("there is no such sentence")
    return segment


def _said(segment: Segment) -> list[Said]:
    return [
        (sentence.written, sentence.spoken if is_edited(sentence) else None) for sentence in segment.sentences
    ]


def _again(segment: Segment, said: Sequence[Said], diction: Diction) -> Segment:
    """The segment made of other sentences."""
    passage = Passage(text=" ".join(written for written, _ in said), line=segment.line)
    made = segment_of(segment.id, segment.role, segment.story, passage, segment.voice, said, diction)
    return replace(made, reader=segment.reader)


def _with_segment(script: Script, number: int, segment: Segment | None) -> Script:
    """The script with another segment in a place, or with none; titles follow a headline that they were."""
    before = script.segments[number]
    kept = () if segment is None else (segment,)
    changed = replace(script, segments=(*script.segments[:number], *kept, *script.segments[number + 1 :]))
    if before.role != "headline" or segment is None or segment.role != "headline":
        return changed
    old, new = " ".join(before.written.split()), " ".join(segment.written.split())
    stories = tuple(
        replace(story, title=new) if place == before.story and story.title == old else story
        for place, story in enumerate(script.stories)
    )
    return replace(changed, title=new if script.title == old else script.title, stories=stories)


def _new_id(script: Script, story: int) -> str:
    taken = {segment.id for segment in script.segments}
    number = 1
    while f"s{story}-kept-{number}" in taken:
        number += 1
    return f"s{story}-kept-{number}"

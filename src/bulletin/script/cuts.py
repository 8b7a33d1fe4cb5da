"""Cuts: which paragraphs of a bulletin to leave out first when time is short, and the script without them. Pure.

News is written so that it can be cut from the end: the last paragraph of the last section of the least important story
matters least; of two stories of one priority the later. Each story keeps its headline, dek and first paragraph, and the
bulletin its announcements. A section without paragraphs loses its heading too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import chain, product

from bulletin.schema.article import LeftOut
from bulletin.schema.rundown import USUAL_PRIORITY
from bulletin.schema.script import Script, StoryLeftOut


def least_important(script: Script) -> tuple[int, ...]:
    """Return the indices in `script.segments` of the paragraphs that may be cut, the least important first."""
    return tuple(place for section in _cuttable(script) for place in reversed(section))


def other_cuts(script: Script, cuts: int) -> Iterator[tuple[int, ...]]:
    """Yield other sets of cuts, for when the `cuts` least important paragraphs are too many and one fewer too few.

    First the end of one more section together with as many of the least important paragraphs as possible; then
    the ends of any sections, those of important ones last.
    """
    order, sections = least_important(script), _cuttable(script)
    tried = {frozenset(order[:number]) for number in range(len(order) + 1)}

    def ends(section: list[int]) -> list[list[int]]:
        return [section[start:] for start in range(len(section), -1, -1)]

    near = (
        [order[:number], end]
        for number in range(cuts - 1, -1, -1)
        for section in sections
        for end in ends(section)
    )
    far = product(*(ends(section) for section in reversed(sections)))
    for parts in chain(near, far):
        found = frozenset(chain.from_iterable(parts))
        if found not in tried:
            tried.add(found)
            yield tuple(sorted(found))


def gone_with(script: Script, cut: Collection[int]) -> frozenset[int]:
    """Return the indices of the segments to drop with these paragraphs: also headings left without any."""
    gone = set(cut)
    for section in script.sections():
        bodies = [place for place in section.places if script.segments[place].role == "body"]
        if bodies and gone.issuperset(bodies):
            gone.update(place for place in section.places if script.segments[place].role == "heading")
    return frozenset(gone)


def ends_of(script: Script, story: int) -> tuple[int, ...]:
    """Return the indices of the paragraphs that may be cut of one story to shorten it, the last first."""
    bodies = [
        place
        for place, segment in enumerate(script.segments)
        if segment.story == story and segment.role == "body"
    ]
    return tuple(reversed(bodies[1:]))


def without(script: Script, gone: Collection[int], rule: str = "slot") -> Script:
    """Return the script without the segments at these indices, listed as left out with the reason `cut`."""
    cut = [
        StoryLeftOut(
            story=segment.story,
            # After everything that is still spoken of its line, as its end is cut.
            passage=LeftOut(text=segment.written, line=segment.line, reason="cut", rule=rule, after=True),
        )
        for place, segment in enumerate(script.segments)
        if place in gone
    ]
    kept = tuple(segment for place, segment in enumerate(script.segments) if place not in gone)
    # Stable: what was left out after the spoken part of a line stays after what is cut of it.
    left_out = sorted(
        [*cut, *script.left_out], key=lambda item: (item.story, item.passage.line, item.passage.after)
    )
    return replace(script, segments=kept, left_out=tuple(left_out) if cut else script.left_out)


def _cuttable(script: Script) -> list[list[int]]:
    """Return the indices of the paragraphs that may be cut, by section, the least important section first."""
    fixed = {number for number, story in enumerate(script.stories) if not story.may_cut}
    first: set[int] = set()
    seen: set[int] = set()
    for place, segment in enumerate(script.segments):
        if segment.role == "body" and segment.story not in seen:
            seen.add(segment.story)
            first.add(place)
    bodies = (
        [place for place in section.places if script.segments[place].role == "body" and place not in first]
        for section in script.sections()
        if section.story not in fixed
    )
    return sorted(
        (section for section in bodies if section),
        key=lambda section: (_priority(script, script.segments[section[0]].story), section[0]),
        reverse=True,
    )


def _priority(script: Script, story: int) -> int:
    return script.stories[story].priority if story < len(script.stories) else USUAL_PRIORITY

"""Cuts: which paragraphs of a bulletin to leave out first when time is short, and the script without them. Pure.

News is written so that it can be cut from the end: the last paragraph of the last section of the least important story
matters least; of two stories of one priority the later. Each story keeps its headline, dek and the paragraph that tells
it: the first of prose, as points of a list, reference numbers and the like before it are no news; those go first of all.
The bulletin keeps its announcements. A section without paragraphs loses its heading too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import chain, product

from bulletin.schema.article import LeftOut
from bulletin.schema.rundown import USUAL_PRIORITY
from bulletin.schema.script import Script, StoryLeftOut

PROSE = 24
"""Characters of a paragraph that tells something, without spaces; a shorter one is a point of a list, a date, a number."""

_ENDS = re.compile("[.।॥|৷?!…][\"”’'»)\\]]*$")
_POINT = re.compile(r"[-–—•●▪■*#>]|[(\[]?[0-9०-९]{1,3}[.)\]:]\s")
"""What a point of a list begins with."""


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
    """Return the indices of the paragraphs that may be cut of one story to shorten it: points before its news, then the last."""
    bodies = _bodies(script).get(story, [])
    told = _told(script, bodies)
    before = [place for place in bodies if place < told]
    return (*reversed(before), *reversed([place for place in bodies if place > told]))


def left_bare(script: Script, gone: Collection[int]) -> tuple[int, ...]:
    """Return the stories that lose paragraphs with the segments at these indices, and keep a single one of several."""
    return tuple(
        story
        for story, bodies in _bodies(script).items()
        if len(bodies) > 1 and len([place for place in bodies if place not in gone]) == 1
    )


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
    """Return the indices of the paragraphs that may be cut, by section, the least important section first.

    Points before the news of a story are less important than all its sections.
    """
    fixed = {number for number, story in enumerate(script.stories) if not story.may_cut}
    told = {story: _told(script, bodies) for story, bodies in _bodies(script).items()}
    groups: list[tuple[tuple[int, int, bool, int], list[int]]] = []
    for section in script.sections():
        if section.story in fixed or section.story not in told:
            continue
        news = told[section.story]
        bodies = [place for place in section.places if script.segments[place].role == "body"]
        rank = _priority(script, section.story)
        for after in (False, True):
            part = [place for place in bodies if (place > news if after else place < news)]
            if part:
                # Stories do not overlap, so that the place of the news stands for the story.
                groups.append(((rank, news, not after, part[0]), part))
    return [part for _, part in sorted(groups, reverse=True)]


def _bodies(script: Script) -> dict[int, list[int]]:
    """The paragraphs of each story: their indices, in order."""
    found: dict[int, list[int]] = {}
    for place, segment in enumerate(script.segments):
        if segment.role == "body":
            found.setdefault(segment.story, []).append(place)
    return found


def _told(script: Script, bodies: list[int]) -> int:
    """The index of the paragraph that tells a story: the first of prose, of sentences, or of all where there are none."""
    texts = [script.segments[place].written.strip() for place in bodies]
    said = [place for place, text in zip(bodies, texts, strict=True) if _is_sentence(text)]
    prose = (place for place in said if len("".join(script.segments[place].written.split())) >= PROSE)
    return next(prose, (said or bodies or [0])[0])


def _is_sentence(text: str) -> bool:
    """Whether a paragraph ends as a sentence, and is no point of a list."""
    return bool(_ENDS.search(text)) and not _POINT.match(text)


def _priority(script: Script, story: int) -> int:
    return script.stories[story].priority if story < len(script.stories) else USUAL_PRIORITY

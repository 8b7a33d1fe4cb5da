"""Chapters: a script's sections → what opens each in the programme: its title, its level, and its sting. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import takewhile

from bulletin.schema.programme import Chapter, Jingle, own_sting
from bulletin.schema.script import HEADLINE_LISTS, Script, ScriptSection, Segment
from bulletin.schema.units import Samples, samples_to_seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How a section begins."""

    title: str
    level: int
    """1 for a section within one of several stories, else 0."""
    sting: Jingle


def section_openings(
    script: Script, places: Sequence[int], jingles: Collection[Jingle]
) -> dict[int, Opening]:
    """Return how each section but the first begins, by its first segment, where only `places` are heard.

    A title names who reads, where that is not the same all through.
    """
    sections = script.sections(places)
    stories = {section.story for section in sections}
    several = len(stories) > 1
    several_read = _several_read(script)
    begun = {
        script.segments[place].story
        for section in sections[:1]
        for place in section.places
        if script.segments[place].role not in ("opening", *HEADLINE_LISTS)
    }
    found: dict[int, Opening] = {}
    for section in sections[1:]:
        first = script.segments[section.places[0]]
        is_frame = first.role in HEADLINE_LISTS
        within = several and not is_frame and (first.role == "heading" and section.story in begun)
        begun |= set() if is_frame else {section.story}
        own = own_sting(section.story)
        found[section.places[0]] = Opening(
            title=_title(script, section) + (_reader(script, section) if several_read else ""),
            level=int(within),
            sting=own if own in jingles and not within and not is_frame else "sting",
        )
    return found


def first_title(script: Script, places: Sequence[int]) -> str:
    """The title of the first chapter, where only `places` are heard: the bulletin's own.

    Where the first of several stories is told in it, and the bulletin has another title or newsreaders, it is that
    story's, with who reads it.
    """
    sections = script.sections(places)
    segments = [script.segments[place] for section in sections[:1] for place in section.places]
    headline = next((segment for segment in segments if segment.role == "headline"), None)
    if headline is None or len({section.story for section in sections}) < 2:
        return script.title
    if not _several_read(script) and _one_line(headline) == script.title:
        return script.title
    return _title(script, sections[0]) + (f" ({headline.reader})" if _several_read(script) else "")


def is_next_headline(before: Segment, segment: Segment) -> bool:
    """Whether these are two headlines, with the earcon between them; an announcement is none."""
    return (
        segment.role in HEADLINE_LISTS
        and segment.role == before.role
        and before.id != before.role
        and segment.id.removeprefix(f"{segment.role}-").isdigit()
    )


def chapters_of(starts: Sequence[tuple[int, str, int]], length: int) -> tuple[Chapter, ...]:
    """Return chapters from their starts in samples, titles and levels; each lasts until the next."""
    ends = [start for start, *_ in starts[1:]] + [length]
    return tuple(
        Chapter(
            start=samples_to_seconds(Samples(start)),
            end=samples_to_seconds(Samples(end)),
            title=title,
            level=level,
        )
        for (start, title, level), end in zip(starts, ends, strict=True)
    )


def _several_read(script: Script) -> bool:
    return len({segment.reader for segment in script.segments if segment.reader}) > 1


def _reader(script: Script, section: ScriptSection) -> str:
    reader = next((name for place in section.places if (name := script.segments[place].reader)), "")
    return f" ({reader})" if reader else ""


def _title(script: Script, section: ScriptSection) -> str:
    """A section's title: its headings, a story's headline, or the first words of a story that has none."""
    segments = [script.segments[place] for place in section.places]
    if segments[0].role in HEADLINE_LISTS:
        return _one_line(segments[0]).rstrip(" ।.:")
    titles = list(takewhile(lambda segment: segment.role == "heading", segments))
    if not titles:
        # A line before a story is not its title.
        titles = [segment for segment in segments if segment.role == "headline"][:1] or segments[:1]
    return ": ".join(_one_line(segment).rstrip(":") for segment in titles)


def _one_line(segment: Segment) -> str:
    return " ".join(segment.written.split())

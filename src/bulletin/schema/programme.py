"""A programme: what plays when. Numbers only; the sound itself is elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bulletin.schema.units import Decibels, Samples

Jingle = str
"""A jingle by its kind, or `sting-N` for the sound that story N has in place of the sting."""

Part = str
"""Any music of a programme: a jingle, or `bed` for what plays under the voice."""

KINDS: tuple[Jingle, ...] = ("intro", "earcon", "sting", "outro")
"""The kinds of jingle a programme has a place for."""

PARTS: tuple[Part, ...] = (*KINDS, "bed")
"""All kinds of music."""


STEP = Samples(1152)
"""Samples of an MP3 frame. In a bulletin of several stories each segment begins on a multiple of it, so that one which is as it
was gives the same frames wherever it stands."""


def own_sting(story: int) -> Jingle:
    """The name of the sound that a story has in place of the sting."""
    return f"sting-{story}"


Channels = Literal[1, 2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One thing that plays: a clip of speech or a jingle, from `start` for `length`.

    Positions and lengths are in samples at the programme's rate.
    """

    start: Samples
    length: Samples
    clip: str = ""
    """The clip's key in the cache; empty for a jingle."""
    jingle: Jingle | None = None
    trim_start: Samples = Samples(0)
    """How much of the clip's beginning is skipped, at the clip's own rate."""
    trim_length: Samples = Samples(0)
    """How much of the clip plays from there, at the clip's own rate."""
    stretched: Samples = Samples(0)
    """The length it is time-stretched to, at the clip's own rate; the pitch stays."""
    gain: Decibels = Decibels(0.0)
    fade_in: Samples = Samples(0)
    fade_out: Samples = Samples(0)
    """Lengths of a jingle's fades, within its length; those of clips are constant (see `sound.render`)."""
    ducked: Decibels = Decibels(0.0)
    """How much lower a jingle plays while somebody speaks."""
    segment: int = -1
    """The script's segment it speaks, or -1."""
    sentence: int = -1

    @property
    def end(self) -> Samples:
        """The sample after its last."""
        return Samples(self.start + self.length)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bed:
    """Music under the voice, from `start` for `length`; looped where it is too short."""

    start: Samples
    length: Samples
    gain: Decibels
    """Where nobody speaks."""
    ducked: Decibels
    """How much lower it plays while somebody speaks."""
    fade_in: Samples
    fade_out: Samples

    @property
    def end(self) -> Samples:
        """The sample after its last."""
        return Samples(self.start + self.length)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A part of the programme with a title; times in seconds."""

    start: float
    end: float
    title: str
    level: int = 0
    """0 for a story and what stands beside the stories; 1 for a section within one of several stories."""


def by_story(chapters: Sequence[Chapter]) -> tuple[Chapter, ...]:
    """The chapters of level 0 alone, each as long as all that is within it: what a player's "next" goes by."""
    found: list[Chapter] = []
    for chapter in chapters:
        if chapter.level and found:
            found[-1] = replace(found[-1], end=chapter.end)
        else:
            found.append(chapter)
    return tuple(found)


def with_whole_stories(chapters: Sequence[Chapter]) -> tuple[Chapter, ...]:
    """All chapters, those of level 0 as long as all that is within them: for lists that know of levels."""
    stories = iter(by_story(chapters))
    return tuple(
        chapter if chapter.level and place else next(stories) for place, chapter in enumerate(chapters)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What plays when, in order of start. `length` is the whole, in samples at the programme's rate."""

    cues: tuple[Cue, ...]
    chapters: tuple[Chapter, ...]
    length: Samples
    channels: Channels = 1
    bed: Bed | None = None

    @property
    def rests(self) -> tuple[tuple[Samples, Samples], ...]:
        """The intervals in which nothing plays, each from its first sample to the one after its last."""
        found: list[tuple[Samples, Samples]] = []
        reached = Samples(0)
        for start, end in merged([*self.cues, *([self.bed] if self.bed else [])]):
            if start > reached:
                found.append((reached, start))
            reached = end
        if reached < self.length:
            found.append((reached, self.length))
        return tuple(found)

    @property
    def speech(self) -> tuple[tuple[Samples, Samples], ...]:
        """The intervals in which somebody speaks, each from its first sample to the one after its last."""
        return merged([cue for cue in self.cues if cue.jingle is None])


def merged(playing: Sequence[Cue | Bed]) -> tuple[tuple[Samples, Samples], ...]:
    """The intervals in which any of these play, in order; intervals that touch are joined."""
    found: list[tuple[Samples, Samples]] = []
    for one in sorted(playing, key=lambda one: one.start):
        if found and one.start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], one.end))
        else:
            found.append((one.start, one.end))
    return tuple(found)

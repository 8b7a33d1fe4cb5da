"""A programme: what plays when. Numbers only; the sound itself is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bulletin.schema.units import Decibels, Samples

Jingle = Literal["intro", "sting", "outro"]
"""The kinds of jingle a programme has a place for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One thing that plays: a clip of speech or a jingle, from `start` for `length`.

    Places and lengths are in samples at the programme's rate.
    """

    start: Samples
    length: Samples
    clip: str = ""
    """The clip's key in the store, or empty for a jingle."""
    jingle: Jingle | None = None
    trim_start: Samples = Samples(0)
    """How much of the clip's beginning is left out, at the clip's own rate."""
    trim_length: Samples = Samples(0)
    """How much of the clip plays from there, at the clip's own rate."""
    gain: Decibels = Decibels(0.0)
    segment: int = -1
    """The script's segment it speaks, or -1."""
    sentence: int = -1

    @property
    def end(self) -> Samples:
        """The sample after its last."""
        return Samples(self.start + self.length)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A stretch of the programme with a title; times in seconds."""

    start: float
    end: float
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What plays when, in order of start. `length` is the whole, in samples at the programme's rate."""

    cues: tuple[Cue, ...]
    chapters: tuple[Chapter, ...]
    length: Samples

    @property
    def rests(self) -> tuple[tuple[Samples, Samples], ...]:
        """The stretches in which nothing plays, each from its first sample to the one after its last."""
        found: list[tuple[Samples, Samples]] = []
        reached = Samples(0)
        for cue in sorted(self.cues, key=lambda cue: cue.start):
            if cue.start > reached:
                found.append((reached, cue.start))
            reached = max(reached, cue.end)
        if reached < self.length:
            found.append((reached, self.length))
        return tuple(found)

"""Playhead: the place up to which a programme is arranged, and what was put into it so far."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from bulletin.schema.pace import Pace
from bulletin.schema.programme import STEP, Cue
from bulletin.schema.units import PROGRAMME_RATE, Milliseconds, milliseconds_to_samples

SHORTEST_PAUSE = Milliseconds(60)
"""No pause is shortened below this, where two pieces would run into each other."""


@dataclass(slots=True)
class Playhead:
    """The current place in the programme, and its cues and chapters so far."""

    pace: Pace
    now: int = 0
    cues: list[Cue] = field(default_factory=list)
    chapters: list[tuple[int, str, int]] = field(default_factory=list)
    """Where each begins, its title and its level."""

    def rest(self, pause: Milliseconds) -> None:
        """Go on by a rest that keeps its length at any pace."""
        self.now += milliseconds_to_samples(pause)

    def pause(self, pause: Milliseconds) -> None:
        """A rest that the pace changes."""
        paced = max(min(pause, SHORTEST_PAUSE), pause * self.pace.pauses)
        self.now += math.floor(paced * PROGRAMME_RATE / 1000 + 0.5)

    def step(self, more: int) -> None:
        """To the next multiple of `STEP`, and so many further."""
        self.now = (-(-self.now // STEP) + more) * STEP

    def step_nearby(self) -> None:
        """To the nearest multiple of `STEP`, so that pauses stay as long on the whole."""
        self.now = (self.now + STEP // 2) // STEP * STEP

"""A pace: how a programme is drawn out or together so that it lasts a given time."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.schema.units import Samples


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What is done to a programme's time. The default does nothing."""

    pauses: float = 1.0
    """By how much the pauses of the script are multiplied."""
    rate: float = 1.0
    """How many times as fast the voice speaks."""
    padding: Samples = Samples(0)
    """For how long music plays alone before the end, at the programme's rate."""
    tail: Samples = Samples(0)
    """What numbers left over: silence behind the last sound, a few milliseconds, at the programme's rate."""


NATURAL_PACE = Pace()
"""As the table of pauses and the voices have it."""

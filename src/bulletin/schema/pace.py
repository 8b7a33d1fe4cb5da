"""A pace: how a programme is drawn out or together so that it lasts a given time; and such a time as people write it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.schema.units import Samples

LONGEST_SLOT = 24 * 60 * 60
"""Seconds."""

_CLOCK = re.compile(r"(?:(\d{1,2}):(?=\d\d:))?(\d{1,3}):(\d\d(?:\.\d{1,3})?)")
_SECONDS = re.compile(r"(\d{1,5}(?:\.\d{1,3})?) ?s?")


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


def slot_of(text: str) -> float:
    """The seconds that a slot like 5:00, 1:00:00, 4:59.5, 300 or 300s lasts. Raises ValueError, as a sentence."""
    clock, seconds = _CLOCK.fullmatch(text.strip()), _SECONDS.fullmatch(text.strip())
    if clock is not None and float(clock[3]) < 60 and (clock[1] is None or int(clock[2]) < 60):
        value = int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + float(clock[3])
    elif seconds is not None:
        value = float(seconds[1])
    else:
        raise ValueError(f"{text} is no length of time; write 5:00, 1:00:00 or 300s")
    if not 0 < value <= LONGEST_SLOT:
        raise ValueError(f"{text} is outside of 0:01 to {LONGEST_SLOT // 3600}:00:00")
    return value


def slot_text(seconds: float) -> str:
    """A length of time as `slot_of` reads it: 5:00, 1:00:00, 4:59.5; to the thousandth."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    part = f".{thousandths:03d}".rstrip("0") if thousandths else ""
    return f"{hours}:{minutes:02d}:{rest:02d}{part}" if hours else f"{minutes}:{rest:02d}{part}"

"""A pace: how a programme is lengthened or shortened to last a given time; and reading such a time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.schema.units import Samples

LONGEST_SLOT = 24 * 60 * 60
"""Seconds."""

_COLONS = re.compile(r"(?:(\d{1,2}):(?=\d\d:))?(\d{1,3}):(\d\d(?:\.\d{1,3})?)")
_NUMBER = re.compile(r"(\d{1,5}(?:\.\d{1,3})?) ?(|s|sec|seconds?|m|min|minutes?)")

FEWEST_SECONDS = 60
"""A number without a unit is seconds from here on, and minutes below: nobody asks for a bulletin of five seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Changes to a programme's timing. The default changes nothing."""

    pauses: float = 1.0
    """The factor on the script's pauses."""
    rate: float = 1.0
    """The factor on the voice's speed."""
    padding: Samples = Samples(0)
    """How long music plays alone before the end, at the programme's rate."""
    between: int = 0
    """Steps of `schema.programme.STEP` that are added to the silences between stories and sections, spread evenly; below 0 they
    are shortened."""
    tail: Samples = Samples(0)
    """Silence after the last sound, at the programme's rate: the few milliseconds that rounding leaves."""


NATURAL_PACE = Pace()
"""Pauses and voices as they are."""


def slot_of(text: str) -> float:
    """Seconds of a slot written as 5:00, 1:00:00, 4:59.5, 300s or 5 min. Raises ValueError with a sentence.

    A number without a unit is minutes below `FEWEST_SECONDS`, else seconds.
    """
    colons, number = _COLONS.fullmatch(text.strip()), _NUMBER.fullmatch(text.strip())
    if colons is not None and float(colons[3]) < 60 and (colons[1] is None or int(colons[2]) < 60):
        value = int(colons[1] or 0) * 3600 + int(colons[2]) * 60 + float(colons[3])
    elif number is not None:
        value = float(number[1])
        if number[2].startswith("m") or (not number[2] and value < FEWEST_SECONDS):
            value *= 60
    else:
        raise ValueError(f"{text} is no length of time; write 5:00, 1:00:00 or 300s")
    if not 0 < value <= LONGEST_SLOT:
        raise ValueError(f"{text} is outside of 0:01 to {LONGEST_SLOT // 3600}:00:00")
    return value


def is_bare(text: str) -> bool:
    """Whether a slot is written without a unit, so that it may be meant otherwise than it is read."""
    number = _NUMBER.fullmatch(text.strip())
    return number is not None and not number[2]


def slot_text(seconds: float) -> str:
    """A duration as `slot_of` reads it: 5:00, 1:00:00, 4:59.5; to the thousandth."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    part = f".{thousandths:03d}".rstrip("0") if thousandths else ""
    return f"{hours}:{minutes:02d}:{rest:02d}{part}" if hours else f"{minutes}:{rest:02d}{part}"

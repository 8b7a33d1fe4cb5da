"""Design: what a cover is drawn from, its margins and its bars. Numbers only, relative to the side of the square; pure."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a cover is drawn from."""

    station: str
    programme: str
    title: str
    day: date | None
    """None for the cover of a whole show."""
    ground: str = ""
    accent: str = ""


MARGIN = 0.075

ROOM = 1 - 2 * MARGIN
"""The width of a row."""

BARS = 44


def bars_of(text: str) -> tuple[float, ...]:
    """The heights of the bars at the foot, 0 to 1: like a voice's waveform, another for every text."""
    digest = hashlib.sha512(text.encode(errors="replace")).digest()
    phrases = 2 + digest[-1] % 3
    heights = []
    for place in range(BARS):
        swell = 0.35 + 0.65 * abs(math.sin(math.pi * (place + 0.5) * phrases / BARS))
        heights.append(round(max(0.12, swell * (0.3 + 0.7 * digest[place] / 255)), 3))
    return tuple(heights)

"""Parameters: a manner (relative rate, semitones) → espeak-ng's own parameters. Pure."""

from __future__ import annotations

from bisect import bisect_left

from bulletin.schema.manner import Manner

_RATES: tuple[tuple[float, int], ...] = (
    (0.468, 80), (0.499, 90), (0.557, 100), (0.613, 110), (0.669, 120), (0.732, 130), (0.791, 140),
    (0.846, 150), (0.907, 160), (0.953, 168), (1.0, 175), (1.04, 182), (1.09, 190), (1.148, 200),
    (1.207, 210), (1.269, 220), (1.357, 235), (1.441, 250), (1.525, 265), (1.592, 280), (1.678, 300),
    (1.761, 320), (1.834, 340), (1.906, 360), (1.994, 380), (2.087, 400),
)  # fmt: skip
"""Speed relative to 175, and the value of espeakRATE ("words a minute") that gives it. Measured over two news articles
with espeak-ng 1.52's Hindi voice, whose speed is not in proportion to the value."""

_PITCHES: tuple[tuple[float, int], ...] = (
    (-5.93, 1), (-5.15, 10), (-4.10, 20), (-2.75, 30), (-1.53, 40), (0.0, 50), (1.75, 60), (3.51, 70),
    (5.35, 80), (7.30, 90),
)  # fmt: skip
"""Semitones above the natural voice, and the value of espeakPITCH that gives them: from the median fundamental."""


def parameters(manner: Manner) -> dict[str, int]:
    """The parameters `rate` and `pitch` of a worker's request; none for the natural manner."""
    found: dict[str, int] = {}
    if manner.rate != 1.0:
        found["rate"] = _between(_RATES, manner.rate)
    if manner.pitch != 0.0:
        found["pitch"] = _between(_PITCHES, manner.pitch)
    return found


def _between(table: tuple[tuple[float, int], ...], wanted: float) -> int:
    """The value at `wanted` on the straight line between two rows; the first or last row beyond them."""
    place = bisect_left([row[0] for row in table], wanted)
    if place == 0:
        return table[0][1]
    if place == len(table):
        return table[-1][1]
    (low, below), (high, above) = table[place - 1], table[place]
    return round(below + (above - below) * (wanted - low) / (high - low))

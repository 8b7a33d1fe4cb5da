"""Figure: what is drawn of a programme, and where on the picture it stands. Numbers only; pure.

Sizes are in pixels of a picture 1,200 wide, chosen so that every letter can be read where it is shown as wide as a
telephone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.programme import Chapter
from bulletin.writers.lettering.drawing import ROW

WIDTH = 1200
MARGIN = 48
LEFT = 150
"""Where the panels begin: the scale of loudness stands before them."""
RIGHT = WIDTH - MARGIN

TITLE, FACTS, LABEL, LIST = 52, 42, 34, 40
"""Sizes of letters."""

WAVE, COURSE, BAND, GAP = 300, 400, 64, 36
"""Heights of the panels and of the chapters' bands, and the space between them."""

MOST_LISTED = 60
TITLE_ROWS = 4
LISTED_ROWS = 2
MARK = 34
"""Room for the mark of the highest peak, above the wave."""
ROOM_FOR_NAMES = 150
"""A chapter's band that is wider has its name written in it, as far as it goes; others have their number."""

PAPER, INK, FAINT, GRID = "#ffffff", "#16202a", "#5a6672", "#d5dbe1"
SOUND, BODY, SHORT_TERM, WHOLE, ALARM = "#7f9bb5", "#1f3c58", "#0b6fb8", "#b3470b", "#c4001a"
TINTS = ("#cfe4f5", "#fbe3c5", "#d5efdc", "#efd9ee", "#f7efb9", "#dcdff5", "#f6d8d2", "#d3eeee")
"""Of the chapters, in turn: neighbours differ in lightness too, for eyes that tell no colours."""

Colour = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What is drawn. Times in seconds, levels in LUFS, LU and dBTP."""

    title: str
    under_title: str
    duration: float
    lows: NDArray[np.float32]
    """The lowest sample of each step, and `highs` the highest; all steps are equally long."""
    highs: NDArray[np.float32]
    bodies: NDArray[np.float32]
    """The root of the mean square of each step: what the ear hears of it."""
    short_term: NDArray[np.float64]
    """For each 100 ms, the loudness of the 3 s that end there; from the third second on."""
    integrated: float
    loudness_range: float | None
    target: float | None
    """None where it is not known."""
    true_peak: float
    true_peak_at: float
    ceiling: float
    overs: Sequence[tuple[float, float]] = ()
    """Places above the ceiling, and how high."""
    holes: Sequence[tuple[float, float]] = ()
    """Where a piece is missing."""
    chapters: Sequence[Chapter] = ()


def times_of(figure: Figure) -> NDArray[np.float64]:
    """The times on the axis, in seconds: eight at most, at a step that one counts in."""
    return np.arange(0, figure.duration + 0.001, nice_step(figure.duration, 7, _TIME_STEPS))


def nice_step(span: float, most: int, steps: Sequence[float]) -> float:
    """The first of `steps` with which a span has at most so many; the last one if none is large enough."""
    return next((step for step in steps if span / step <= most), steps[-1])


_TIME_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600)


def signed(level: float) -> str:
    """With a minus as long as a plus."""
    return f"{level:.1f}".replace("-", "−")


def timestamp(seconds: float) -> str:
    """m:ss, or h:mm:ss."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def row_of(size: int) -> int:
    """The height of a row of text: Devanagari has signs above and below its letters."""
    return round(size * ROW)


def across(figure: Figure, seconds: float) -> float:
    """Where a time is, from left to right."""
    share = seconds / figure.duration if figure.duration > 0 else 0.0
    return LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0)


def levels_of(figure: Figure) -> tuple[float, float]:
    """The lowest and the highest level that is drawn, both on the grid of 6 LU."""
    middle = figure.integrated if figure.integrated > -70 else -23.0
    known = (
        figure.short_term[figure.short_term > middle - 30] if len(figure.short_term) else figure.short_term
    )
    highest = max([middle + 3, *([float(known.max())] if len(known) else [])])
    # The lead-in and the end are soft: the lowest twentieth of a programme may fall off.
    lowest = min([middle - 7, *([float(np.quantile(known, 0.05)) - 1] if len(known) else [])])
    return 6 * math.floor(max(lowest, middle - 30) / 6), 6 * math.ceil(highest / 6)


def down(levels: tuple[float, float], level: float, top: float) -> float:
    """Where a level is, from the top down, between the lowest and the highest."""
    low, high = levels
    return top + COURSE * min(max((high - level) / (high - low), 0.0), 1.0)

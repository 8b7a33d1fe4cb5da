"""Shapes: everything of a plot but its text, drawn twice as large; reduced afterwards, it is smooth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bulletin.writers.plot.figure import (
    ALARM,
    BAND,
    BODY,
    COURSE,
    FAINT,
    GRID,
    INK,
    LEFT,
    LIST,
    MARGIN,
    RIGHT,
    SHORT_TERM,
    SOUND,
    TINTS,
    WAVE,
    WHOLE,
    Colour,
    Figure,
    across,
    down,
    levels_of,
    row_of,
    times_of,
)

if TYPE_CHECKING:
    from PIL import ImageDraw

SCALE = 2

Box = tuple[float, float, float, float]


class Shapes:
    """Everything but text, twice as large."""

    def __init__(self, pen: ImageDraw.ImageDraw, figure: Figure) -> None:
        self._pen = pen
        self._figure = figure

    def bands(self, top: float, *panels: tuple[float, float]) -> None:
        """The chapters: a band on top, a breath of its colour behind the panels, a line where one begins."""
        for number, chapter in enumerate(self._figure.chapters):
            left, right = (across(self._figure, time) for time in (chapter.start, chapter.end))
            tint = TINTS[number % len(TINTS)]
            self._box((left, top, right, top + BAND), tint)
            for upper, lower in panels:
                self._box((left, upper, right, lower), _lighter(tint))
            if number:
                for upper, lower in ((top, top + BAND), *panels):
                    self._line([(left, upper), (left, lower)], "#9aa5b0", 1.5)

    def wave(self, top: float) -> None:
        """The wave, a column a pixel, full scale from edge to edge; the peak, what is over the ceiling, and holes."""
        figure, middle, half = self._figure, top + WAVE / 2, WAVE / 2
        for start, end in figure.holes:
            left, right = across(figure, start), across(figure, end)
            self._box((left, top, max(right, left + 3), top + WAVE), "#f2b8bd")
        for level in (1.0, 0.5, -0.5, -1.0):
            y = middle - level * half
            self._line([(LEFT, y), (RIGHT, y)], GRID, 1)
        columns = (RIGHT - LEFT) * SCALE
        lows, highs, bodies = _columns(figure, columns)
        for colour, below, above in ((SOUND, lows, highs), (BODY, -bodies, bodies)):
            for column, (low, high) in enumerate(zip(below, above, strict=True)):
                x = LEFT + column / SCALE
                upper, lower = (middle - min(max(float(side), -1.0), 1.0) * half for side in (high, low))
                self._line([(x, upper), (x, max(lower, upper + 0.5))], colour, 1 / SCALE)
        for at, _ in figure.overs:
            x = across(figure, at)
            self._line([(x, top), (x, top + 18)], ALARM, 2)
        x = across(figure, figure.true_peak_at)
        alarm = round(figure.true_peak, 2) > figure.ceiling
        mark = [(x, top - 4), (x - 14, top - 30), (x + 14, top - 30)]
        self._pen.polygon([_doubled(point) for point in mark], fill=ALARM if alarm else WHOLE)

    def course(self, top: float) -> None:
        """Short-term loudness over its grid, with the whole programme's and the target's lines."""
        figure = self._figure
        low, high = levels = levels_of(figure)
        for level in np.arange(low, high + 1, 6):
            y = down(levels, float(level), top)
            self._line([(LEFT, y), (RIGHT, y)], GRID, 1)
        points = [
            (across(figure, 3 + 0.1 * place), down(levels, level, top)) for place, level in self._thinned()
        ]
        if len(points) > 1:
            bottom = top + COURSE
            outline = [(points[0][0], bottom), *points, (points[-1][0], bottom)]
            self._pen.polygon([_doubled(point) for point in outline], fill="#a9cfec")
            self._line(points, SHORT_TERM, 3)
        if figure.target is not None:
            self._dashes(down(levels, figure.target, top), INK)
        y = down(levels, figure.integrated, top)
        self._line([(LEFT, y), (RIGHT, y)], WHOLE, 3)
        self._line([(LEFT, top + COURSE), (RIGHT, top + COURSE)], FAINT, 2)
        self._times(top + COURSE)

    def chips(self, top: float, rows: Sequence[int]) -> None:
        """The colours beside the list of chapters."""
        y = top
        for number, count in enumerate(rows):
            self._pen.rounded_rectangle(
                _doubled_box((MARGIN, y + 4, MARGIN + 76, y + row_of(LIST) - 2)),
                radius=10 * SCALE,
                fill=TINTS[number % len(TINTS)],
            )
            y += count * row_of(LIST) + 14

    def _thinned(self) -> list[tuple[int, float]]:
        """The course, at most two values a pixel: the highest and the lowest of those that share one."""
        levels = self._figure.short_term
        stride = max(1, len(levels) // (RIGHT - LEFT))
        if stride == 1:
            return [(place, float(level)) for place, level in enumerate(levels)]
        found = []
        for begin in range(0, len(levels), stride):
            part = levels[begin : begin + stride]
            ends = sorted({int(part.argmin()), int(part.argmax())})
            found += [(begin + place, float(part[place])) for place in ends]
        return found

    def _times(self, y: float) -> None:
        for time in times_of(self._figure):
            x = across(self._figure, float(time))
            self._line([(x, y), (x, y + 12)], FAINT, 2)

    def _dashes(self, y: float, colour: Colour) -> None:
        for x in range(LEFT, RIGHT, 24):
            self._line([(x, y), (min(x + 14, RIGHT), y)], colour, 2)

    def _box(self, box: Box, colour: Colour) -> None:
        self._pen.rectangle(_doubled_box(box), fill=colour)

    def _line(self, points: Sequence[tuple[float, float]], colour: Colour, width: float) -> None:
        self._pen.line(
            [_doubled(point) for point in points],
            fill=colour,
            width=max(1, round(width * SCALE)),
            joint="curve",
        )


def _columns(figure: Figure, count: int) -> tuple[NDArray[np.float32], ...]:
    """The wave's lowest, highest and body in each of so many columns."""
    steps = len(figure.lows)
    if not steps:
        return (np.zeros(count, np.float32),) * 3
    starts = np.arange(count) * steps // count
    if steps < count:
        return figure.lows[starts], figure.highs[starts], figure.bodies[starts]
    squares = np.add.reduceat(figure.bodies**2, starts) / np.diff(np.append(starts, steps))
    return (
        np.minimum.reduceat(figure.lows, starts),
        np.maximum.reduceat(figure.highs, starts),
        np.sqrt(squares),
    )


def _doubled(point: tuple[float, float]) -> tuple[float, float]:
    return point[0] * SCALE, point[1] * SCALE


def _doubled_box(box: Box) -> Box:
    left, top, right, bottom = (side * SCALE for side in box)
    return left, top, max(right - 1, left), bottom


def _lighter(colour: Colour) -> Colour:
    """Two thirds of the way to white."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{255 - (255 - part) // 3:02x}" for part in parts)

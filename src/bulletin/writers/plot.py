"""Plot: one picture of a finished programme: its wave, its loudness as it runs, its peaks and its chapters.

Sizes are in pixels of a picture 1,200 wide, chosen so that every letter can be read where it is shown as wide as a
telephone. Shapes are drawn twice as large and reduced, which smooths them; text is drawn as it stands.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bulletin.writers.audio.wording import one_line
from bulletin.writers.lettering import ROW, cut, width, wrapped, write

if TYPE_CHECKING:
    from PIL import Image, ImageDraw
    from PIL.PngImagePlugin import PngInfo

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

_PAPER, _INK, _FAINT, _GRID = "#ffffff", "#16202a", "#5a6672", "#d5dbe1"
_SOUND, _BODY, _COURSE, _WHOLE, _ALARM = "#7f9bb5", "#1f3c58", "#0b6fb8", "#b3470b", "#c4001a"
_TINTS = ("#cfe4f5", "#fbe3c5", "#d5efdc", "#efd9ee", "#f7efb9", "#dcdff5", "#f6d8d2", "#d3eeee")
"""Of the chapters, in turn: neighbours differ in lightness too, for eyes that tell no colours."""

_SCALE = 2

Colour = str
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A stretch with a title; seconds."""

    start: float
    end: float
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
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


def draw(sheet: Sheet) -> bytes:
    """The picture, as PNG. It is the higher the more chapters there are."""
    from PIL import Image, ImageDraw

    listed = sheet.chapters[:MOST_LISTED]
    title = wrapped(sheet.title, TITLE, WIDTH - 2 * MARGIN, TITLE_ROWS, "Bold")
    entries = [wrapped(chapter.title, LIST, RIGHT - LEFT - 150, LISTED_ROWS) for chapter in listed]
    top = MARGIN + len(title) * _row(TITLE) + _row(LABEL) + 2 * _row(FACTS) + GAP
    wave = top + BAND + MARK
    course = wave + WAVE + GAP + _row(LABEL)
    axis = course + COURSE
    below = axis + _row(LABEL) + GAP
    rows = sum(len(entry) for entry in entries)
    more = len(sheet.chapters) - len(listed)
    height = below + rows * _row(LIST) + len(entries) * 14 + (_row(LIST) if more else 0) + MARGIN

    large = Image.new("RGB", (WIDTH * _SCALE, height * _SCALE), _PAPER)
    shapes = _Shapes(ImageDraw.Draw(large), sheet)
    shapes.bands(top, (top + BAND, wave + WAVE), (course, axis))
    shapes.wave(wave)
    shapes.course(course)
    shapes.chips(below, [len(entry) for entry in entries])
    picture = large.reduce(_SCALE)

    y = float(MARGIN)
    for row in title:
        write(picture, (MARGIN, y), row, TITLE, _INK, "Bold")
        y += _row(TITLE)
    write(picture, (MARGIN, y), cut(sheet.under_title, LABEL, WIDTH - 2 * MARGIN), LABEL, _FAINT)
    y += _row(LABEL)
    for facts, colour in _facts(sheet):
        write(picture, (MARGIN, y), facts, FACTS, colour)
        y += _row(FACTS)
    _number_bands(picture, sheet, top)
    _name_wave(picture, sheet, wave)
    _name_course(picture, sheet, course)
    _name_times(picture, sheet, axis)
    _list_chapters(picture, sheet, entries, below, more)
    data = io.BytesIO()
    picture.save(data, "PNG", pnginfo=_in_words(sheet))
    return data.getvalue()


def _in_words(sheet: Sheet) -> PngInfo:
    """The picture's title and what it shows, as text in the file: for those who do not see it, and for archives."""
    from PIL.PngImagePlugin import PngInfo

    facts = [text.replace("\u2212", "-") for text, _ in _facts(sheet)]
    chapters = [f"{_clock(one.start)} {one.title}" for one in sheet.chapters[:MOST_LISTED]]
    info = PngInfo()
    for name, text in (("Title", sheet.title), ("Description", "; ".join([*facts, *chapters]))):
        info.add_itxt(name, one_line(text), lang="", tkey="")
    return info


def nice_step(span: float, most: int, steps: Sequence[float]) -> float:
    """The first of `steps` with which a span has at most so many; the last one if none is large enough."""
    return next((step for step in steps if span / step <= most), steps[-1])


_TIME_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600)


def _facts(sheet: Sheet) -> list[tuple[str, Colour]]:
    reach = "" if sheet.loudness_range is None else f" · range {sheet.loudness_range:.1f} LU"
    first = f"{_clock(round(sheet.duration))} · {_signed(sheet.integrated)} LUFS{reach}"
    high = round(sheet.true_peak, 2) > sheet.ceiling
    second = f"peak {_signed(sheet.true_peak)} dBTP at {_clock(sheet.true_peak_at)}"
    second += f", above {_signed(sheet.ceiling)}" if high else ""
    if sheet.holes:
        second += f" · {len(sheet.holes)} hole{'' if len(sheet.holes) == 1 else 's'}"
    return [(first, _INK), (second, _ALARM if high or sheet.holes else _INK)]


def _signed(level: float) -> str:
    """With a minus as long as a plus."""
    return f"{level:.1f}".replace("-", "−")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def _row(size: int) -> int:
    """The height of a row of text: Devanagari has signs above and below its letters."""
    return round(size * ROW)


def _across(sheet: Sheet, seconds: float) -> float:
    """Where a time is, from left to right."""
    share = seconds / sheet.duration if sheet.duration > 0 else 0.0
    return LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0)


def _levels(sheet: Sheet) -> tuple[float, float]:
    """The lowest and the highest level that is drawn, both on the grid of 6 LU."""
    middle = sheet.integrated if sheet.integrated > -70 else -23.0
    known = sheet.short_term[sheet.short_term > middle - 30] if len(sheet.short_term) else sheet.short_term
    highest = max([middle + 3, *([float(known.max())] if len(known) else [])])
    # The lead-in and the end are soft: the lowest twentieth of a programme may fall off.
    lowest = min([middle - 7, *([float(np.quantile(known, 0.05)) - 1] if len(known) else [])])
    return 6 * math.floor(max(lowest, middle - 30) / 6), 6 * math.ceil(highest / 6)


def _down(levels: tuple[float, float], level: float, top: float) -> float:
    """Where a level is, from the top down, between the lowest and the highest."""
    low, high = levels
    return top + COURSE * min(max((high - level) / (high - low), 0.0), 1.0)


class _Shapes:
    """Everything but text, twice as large."""

    def __init__(self, pen: ImageDraw.ImageDraw, sheet: Sheet) -> None:
        self._pen = pen
        self._sheet = sheet

    def bands(self, top: float, *panels: tuple[float, float]) -> None:
        """The chapters: a band on top, a breath of its colour behind the panels, a line where one begins."""
        for number, chapter in enumerate(self._sheet.chapters):
            left, right = (_across(self._sheet, time) for time in (chapter.start, chapter.end))
            tint = _TINTS[number % len(_TINTS)]
            self._box((left, top, right, top + BAND), tint)
            for upper, lower in panels:
                self._box((left, upper, right, lower), _lighter(tint))
            if number:
                for upper, lower in ((top, top + BAND), *panels):
                    self._line([(left, upper), (left, lower)], "#9aa5b0", 1.5)

    def wave(self, top: float) -> None:
        """The wave, a column a pixel, full scale from edge to edge; the peak, what is over the ceiling, and holes."""
        sheet, middle, half = self._sheet, top + WAVE / 2, WAVE / 2
        for start, end in sheet.holes:
            left, right = _across(sheet, start), _across(sheet, end)
            self._box((left, top, max(right, left + 3), top + WAVE), "#f2b8bd")
        for level in (1.0, 0.5, -0.5, -1.0):
            y = middle - level * half
            self._line([(LEFT, y), (RIGHT, y)], _GRID, 1)
        columns = (RIGHT - LEFT) * _SCALE
        lows, highs, bodies = _columns(sheet, columns)
        for colour, below, above in ((_SOUND, lows, highs), (_BODY, -bodies, bodies)):
            for column, (low, high) in enumerate(zip(below, above, strict=True)):
                x = LEFT + column / _SCALE
                upper, lower = (middle - min(max(float(side), -1.0), 1.0) * half for side in (high, low))
                self._line([(x, upper), (x, max(lower, upper + 0.5))], colour, 1 / _SCALE)
        for at, _ in sheet.overs:
            x = _across(sheet, at)
            self._line([(x, top), (x, top + 18)], _ALARM, 2)
        x = _across(sheet, sheet.true_peak_at)
        alarm = round(sheet.true_peak, 2) > sheet.ceiling
        mark = [(x, top - 4), (x - 14, top - 30), (x + 14, top - 30)]
        self._pen.polygon([_doubled(point) for point in mark], fill=_ALARM if alarm else _WHOLE)

    def course(self, top: float) -> None:
        """Short-term loudness over its grid, with the whole programme's and the target's lines."""
        sheet = self._sheet
        low, high = levels = _levels(sheet)
        for level in np.arange(low, high + 1, 6):
            y = _down(levels, float(level), top)
            self._line([(LEFT, y), (RIGHT, y)], _GRID, 1)
        points = [
            (_across(sheet, 3 + 0.1 * place), _down(levels, level, top)) for place, level in self._thinned()
        ]
        if len(points) > 1:
            bottom = top + COURSE
            outline = [(points[0][0], bottom), *points, (points[-1][0], bottom)]
            self._pen.polygon([_doubled(point) for point in outline], fill="#a9cfec")
            self._line(points, _COURSE, 3)
        if sheet.target is not None:
            self._dashes(_down(levels, sheet.target, top), _INK)
        y = _down(levels, sheet.integrated, top)
        self._line([(LEFT, y), (RIGHT, y)], _WHOLE, 3)
        self._line([(LEFT, top + COURSE), (RIGHT, top + COURSE)], _FAINT, 2)
        self._times(top + COURSE)

    def chips(self, top: float, rows: Sequence[int]) -> None:
        """The colours beside the list of chapters."""
        y = top
        for number, count in enumerate(rows):
            self._pen.rounded_rectangle(
                _doubled_box((MARGIN, y + 4, MARGIN + 76, y + _row(LIST) - 2)),
                radius=10 * _SCALE,
                fill=_TINTS[number % len(_TINTS)],
            )
            y += count * _row(LIST) + 14

    def _thinned(self) -> list[tuple[int, float]]:
        """The course, at most two values a pixel: the highest and the lowest of those that share one."""
        levels = self._sheet.short_term
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
        step = nice_step(self._sheet.duration, 7, _TIME_STEPS)
        for time in np.arange(0, self._sheet.duration + 0.001, step):
            x = _across(self._sheet, float(time))
            self._line([(x, y), (x, y + 12)], _FAINT, 2)

    def _dashes(self, y: float, colour: Colour) -> None:
        for x in range(LEFT, RIGHT, 24):
            self._line([(x, y), (min(x + 14, RIGHT), y)], colour, 2)

    def _box(self, box: Box, colour: Colour) -> None:
        self._pen.rectangle(_doubled_box(box), fill=colour)

    def _line(self, points: Sequence[tuple[float, float]], colour: Colour, width: float) -> None:
        self._pen.line(
            [_doubled(point) for point in points],
            fill=colour,
            width=max(1, round(width * _SCALE)),
            joint="curve",
        )


def _columns(sheet: Sheet, count: int) -> tuple[NDArray[np.float32], ...]:
    """The wave's lowest, highest and body in each of so many columns."""
    steps = len(sheet.lows)
    if not steps:
        return (np.zeros(count, np.float32),) * 3
    starts = np.arange(count) * steps // count
    if steps < count:
        return sheet.lows[starts], sheet.highs[starts], sheet.bodies[starts]
    squares = np.add.reduceat(sheet.bodies**2, starts) / np.diff(np.append(starts, steps))
    return np.minimum.reduceat(sheet.lows, starts), np.maximum.reduceat(sheet.highs, starts), np.sqrt(squares)


def _doubled(point: tuple[float, float]) -> tuple[float, float]:
    return point[0] * _SCALE, point[1] * _SCALE


def _doubled_box(box: Box) -> Box:
    left, top, right, bottom = (side * _SCALE for side in box)
    return left, top, max(right - 1, left), bottom


def _lighter(colour: Colour) -> Colour:
    """Two thirds of the way to white."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{255 - (255 - part) // 3:02x}" for part in parts)


def _number_bands(picture: Image.Image, sheet: Sheet, top: float) -> None:
    """Number and title in each band that has room for them."""
    for number, chapter in enumerate(sheet.chapters, start=1):
        left, right = (_across(sheet, time) for time in (chapter.start, chapter.end))
        room = right - left - 16
        named = room > ROOM_FOR_NAMES
        text = cut(f"{number}. {chapter.title}", LABEL, room) if named else str(number)
        # A number alone stands in the middle, and may fill its band.
        x = left + 8 if named else (left + right - width(text, LABEL)) / 2
        if width(text, LABEL) <= right - left - 4:
            write(picture, (x, top + (BAND - _row(LABEL)) / 2), text, LABEL, _INK)


def _name_wave(picture: Image.Image, sheet: Sheet, top: float) -> None:  # noqa: ARG001  (all take the same)
    for level, text in ((1.0, "0 dB"), (0.5, "−6")):
        y = top + WAVE / 2 * (1 - level)
        write(picture, (LEFT - 14, y - _row(LABEL) / 2), text, LABEL, _FAINT, from_right=True)


def _name_course(picture: Image.Image, sheet: Sheet, top: float) -> None:
    low, high = levels = _levels(sheet)
    words = [("short-term loudness, LUFS", _COURSE), (f"whole {_signed(sheet.integrated)}", _WHOLE)]
    if sheet.target is not None:
        words.append((f"target {sheet.target:g}".replace("-", "−"), _INK))
    x = float(LEFT)
    for text, colour in words:
        write(picture, (x, top - _row(LABEL) - 6), text, LABEL, colour)
        x += width(text, LABEL) + 44
    for level in range(int(low), int(high) + 1, 6):
        y = _down(levels, level, top)
        write(picture, (LEFT - 14, y - _row(LABEL) / 2), _signed(level)[:-2], LABEL, _FAINT, from_right=True)


def _name_times(picture: Image.Image, sheet: Sheet, top: float) -> None:
    step = nice_step(sheet.duration, 7, _TIME_STEPS)
    for time in np.arange(0, sheet.duration + 0.001, step):
        x = _across(sheet, float(time))
        text = _clock(float(time))
        half = width(text, LABEL) / 2
        write(picture, (min(x - half, RIGHT - 2 * half), top + 12), text, LABEL, _FAINT)


def _list_chapters(
    picture: Image.Image, sheet: Sheet, entries: Sequence[Sequence[str]], top: float, more: int
) -> None:
    y = float(top)
    for number, (chapter, rows) in enumerate(zip(sheet.chapters, entries, strict=False), start=1):
        text = str(number)
        write(picture, (MARGIN + 38 - width(text, LABEL) / 2, y + 4), text, LABEL, _INK)
        write(picture, (LEFT + 120, y), _clock(chapter.start), LIST, _FAINT, from_right=True)
        for row in rows:
            write(picture, (LEFT + 150, y), row, LIST, _INK)
            y += _row(LIST)
        y += 14
    if more:
        write(picture, (LEFT + 150, y), f"and {more} more", LIST, _FAINT)

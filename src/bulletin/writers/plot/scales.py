"""Scales: the text of a plot: what its bands, lines and axes mean, and the list of its chapters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bulletin.writers.lettering.drawing import write
from bulletin.writers.lettering.fitting import cut, width
from bulletin.writers.plot.figure import (
    BAND,
    FAINT,
    INK,
    LABEL,
    LEFT,
    LIST,
    MARGIN,
    RIGHT,
    ROOM_FOR_NAMES,
    SHORT_TERM,
    WAVE,
    WHOLE,
    Figure,
    across,
    down,
    levels_of,
    row_of,
    signed,
    times_of,
    timestamp,
)

if TYPE_CHECKING:
    from PIL import Image


def number_bands(picture: Image.Image, figure: Figure, top: float) -> None:
    """Number and title in each band that has room for them."""
    for number, chapter in enumerate(figure.chapters, start=1):
        left, right = (across(figure, time) for time in (chapter.start, chapter.end))
        room = right - left - 16
        named = room > ROOM_FOR_NAMES
        text = cut(f"{number}. {chapter.title}", LABEL, room) if named else str(number)
        # A number alone stands in the middle, and may fill its band.
        x = left + 8 if named else (left + right - width(text, LABEL)) / 2
        if width(text, LABEL) <= right - left - 4:
            write(picture, (x, top + (BAND - row_of(LABEL)) / 2), text, LABEL, INK)


def name_wave(picture: Image.Image, top: float) -> None:
    """The levels before the wave."""
    for level, text in ((1.0, "0 dB"), (0.5, "−6")):
        y = top + WAVE / 2 * (1 - level)
        write(picture, (LEFT - 14, y - row_of(LABEL) / 2), text, LABEL, FAINT, from_right=True)


def name_course(picture: Image.Image, figure: Figure, top: float) -> None:
    """The levels before the course of the loudness, and above it what its lines mean."""
    low, high = levels = levels_of(figure)
    words = [("short-term loudness, LUFS", SHORT_TERM), (f"whole {signed(figure.integrated)}", WHOLE)]
    if figure.target is not None:
        words.append((f"target {figure.target:g}".replace("-", "−"), INK))
    x = float(LEFT)
    for text, colour in words:
        write(picture, (x, top - row_of(LABEL) - 6), text, LABEL, colour)
        x += width(text, LABEL) + 44
    for level in range(int(low), int(high) + 1, 6):
        y = down(levels, level, top)
        write(picture, (LEFT - 14, y - row_of(LABEL) / 2), signed(level)[:-2], LABEL, FAINT, from_right=True)


def name_times(picture: Image.Image, figure: Figure, top: float) -> None:
    """The times under the axis."""
    for time in times_of(figure):
        x = across(figure, float(time))
        text = timestamp(float(time))
        half = width(text, LABEL) / 2
        write(picture, (min(x - half, RIGHT - 2 * half), top + 12), text, LABEL, FAINT)


def list_chapters(
    picture: Image.Image, figure: Figure, entries: Sequence[Sequence[str]], top: float, more: int
) -> None:
    """Number, time and title of each chapter, `entries` being the titles in rows; and how many `more` there are."""
    y = float(top)
    for number, (chapter, rows) in enumerate(zip(figure.chapters, entries, strict=False), start=1):
        text = str(number)
        write(picture, (MARGIN + 38 - width(text, LABEL) / 2, y + 4), text, LABEL, INK)
        write(picture, (LEFT + 120, y), timestamp(chapter.start), LIST, FAINT, from_right=True)
        for row in rows:
            write(picture, (LEFT + 150, y), row, LIST, INK)
            y += row_of(LIST)
        y += 14
    if more:
        write(picture, (LEFT + 150, y), f"and {more} more", LIST, FAINT)

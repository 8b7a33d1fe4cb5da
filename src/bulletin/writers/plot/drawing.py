"""Drawing: the plot of a programme as a PNG file: its figure laid out, shapes first, then the text as it stands."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from bulletin.writers.audio.wording import one_line
from bulletin.writers.lettering.drawing import write
from bulletin.writers.lettering.fitting import cut, wrapped
from bulletin.writers.plot.figure import (
    ALARM,
    BAND,
    COURSE,
    FACTS,
    FAINT,
    GAP,
    INK,
    LABEL,
    LEFT,
    LIST,
    LISTED_ROWS,
    MARGIN,
    MARK,
    MOST_LISTED,
    PAPER,
    RIGHT,
    TITLE,
    TITLE_ROWS,
    WAVE,
    WIDTH,
    Colour,
    Figure,
    row_of,
    signed,
    timestamp,
)
from bulletin.writers.plot.scales import list_chapters, name_course, name_times, name_wave, number_bands
from bulletin.writers.plot.shapes import SCALE, Shapes

if TYPE_CHECKING:
    from PIL.PngImagePlugin import PngInfo


def draw(figure: Figure) -> bytes:
    """The picture, as PNG. It is the higher the more chapters there are."""
    from PIL import Image, ImageDraw

    listed = figure.chapters[:MOST_LISTED]
    title = wrapped(figure.title, TITLE, WIDTH - 2 * MARGIN, TITLE_ROWS, "Bold")
    entries = [wrapped(chapter.title, LIST, RIGHT - LEFT - 150, LISTED_ROWS) for chapter in listed]
    top = MARGIN + len(title) * row_of(TITLE) + row_of(LABEL) + 2 * row_of(FACTS) + GAP
    wave = top + BAND + MARK
    course = wave + WAVE + GAP + row_of(LABEL)
    axis = course + COURSE
    below = axis + row_of(LABEL) + GAP
    rows = sum(len(entry) for entry in entries)
    more = len(figure.chapters) - len(listed)
    height = below + rows * row_of(LIST) + len(entries) * 14 + (row_of(LIST) if more else 0) + MARGIN

    large = Image.new("RGB", (WIDTH * SCALE, height * SCALE), PAPER)
    shapes = Shapes(ImageDraw.Draw(large), figure)
    shapes.bands(top, (top + BAND, wave + WAVE), (course, axis))
    shapes.wave(wave)
    shapes.course(course)
    shapes.chips(below, [len(entry) for entry in entries])
    picture = large.reduce(SCALE)

    y = float(MARGIN)
    for row in title:
        write(picture, (MARGIN, y), row, TITLE, INK, "Bold")
        y += row_of(TITLE)
    write(picture, (MARGIN, y), cut(figure.under_title, LABEL, WIDTH - 2 * MARGIN), LABEL, FAINT)
    y += row_of(LABEL)
    for facts, colour in _facts(figure):
        write(picture, (MARGIN, y), facts, FACTS, colour)
        y += row_of(FACTS)
    number_bands(picture, figure, top)
    name_wave(picture, wave)
    name_course(picture, figure, course)
    name_times(picture, figure, axis)
    list_chapters(picture, figure, entries, below, more)
    data = io.BytesIO()
    picture.save(data, "PNG", pnginfo=_in_words(figure))
    return data.getvalue()


def _in_words(figure: Figure) -> PngInfo:
    """The picture's title and what it shows, as text in the file: for those who do not see it, and for archives."""
    from PIL.PngImagePlugin import PngInfo

    facts = [text.replace("\u2212", "-") for text, _ in _facts(figure)]
    chapters = [f"{timestamp(one.start)} {one.title}" for one in figure.chapters[:MOST_LISTED]]
    info = PngInfo()
    for name, text in (("Title", figure.title), ("Description", "; ".join([*facts, *chapters]))):
        info.add_itxt(name, one_line(text), lang="", tkey="")
    return info


def _facts(figure: Figure) -> list[tuple[str, Colour]]:
    reach = "" if figure.loudness_range is None else f" · range {figure.loudness_range:.1f} LU"
    first = f"{timestamp(round(figure.duration))} · {signed(figure.integrated)} LUFS{reach}"
    high = round(figure.true_peak, 2) > figure.ceiling
    second = f"peak {signed(figure.true_peak)} dBTP at {timestamp(figure.true_peak_at)}"
    second += f", above {signed(figure.ceiling)}" if high else ""
    if figure.holes:
        second += f" · {len(figure.holes)} hole{'' if len(figure.holes) == 1 else 's'}"
    return [(first, INK), (second, ALARM if high or figure.holes else INK)]

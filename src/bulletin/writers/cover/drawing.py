"""Drawing: a cover from its words. One of the homes of Pillow.

A band, the station, the headline as large as it fits, a waveform in bars and the date at the foot. Flat colours stay
small as JPEG; the headline can be read on a thumbnail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin.writers.audio.wording import one_line
from bulletin.writers.cover.colours import colours_of
from bulletin.writers.cover.design import BARS, MARGIN, ROOM, Wanted, bars_of
from bulletin.writers.cover.headline import HEADLINE_TOP, LEADING, headline_of
from bulletin.writers.lettering.drawing import write
from bulletin.writers.lettering.families import Weight
from bulletin.writers.lettering.fitting import cut, width
from bulletin.writers.timestamps import day_in_hindi

if TYPE_CHECKING:
    from PIL import Image

SIDE = 3000
"""Pixels: the largest that podcast directories accept."""

_RINGS_FROM = (1.0, 0.0)
_RINGS = (0.86, 0.62, 0.38)
"""The centre and radii of the rings, relative to the side of the square, as everything here."""

_BAND = (0.0755, 0.0125)
"""Top and height."""

_STATION = (0.1, 0.062)
_PROGRAMME = (0.186, 0.04)
_DAY = (0.893, 0.036)
"""Top of the row, and size of its letters."""

_VOICE = (0.815, 0.055)
"""The centre line of the bars, and their largest reach above and below it."""


def draw(wanted: Wanted, side: int = SIDE) -> Image.Image:
    """The cover as a picture of `side` by `side` pixels. The same words give the same picture."""
    from PIL import Image, ImageDraw

    colours = colours_of(wanted.station, wanted.ground, wanted.accent)
    picture = Image.new("RGB", (side, side), colours.ground)
    pen = ImageDraw.Draw(picture)
    left, room = MARGIN * side, ROOM * side

    x, y = (part * side for part in _RINGS_FROM)
    for reach, colour in zip(_RINGS, colours.rings, strict=True):
        radius = reach * side
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), colour)
    top, height = _BAND
    pen.rectangle((left, top * side, left + room, (top + height) * side), colours.accent)
    title, station, programme = (one_line(text) for text in (wanted.title, wanted.station, wanted.programme))
    title = next(filter(_can_be_drawn, (title, programme, station)), "")
    rows: tuple[tuple[str, tuple[float, float], str, Weight], ...] = (
        (station, _STATION, colours.ink, "Bold"),
        (programme, _PROGRAMME, colours.accent, "Regular"),
        (day_in_hindi(wanted.day) if wanted.day else "", _DAY, colours.ink, "Regular"),
    )
    for text, (top, size), colour, weight in rows:
        row = cut(_without_gaps(text), size * side, room, weight)
        write(picture, (left, top * side), row, size * side, colour, weight)

    headline = headline_of(title, lambda text: width(text, 1.0, "Bold"))
    size = headline.size * side
    for number, row in enumerate(headline.rows):
        place = (left, HEADLINE_TOP * side + number * LEADING * size)
        write(picture, place, cut(row, size, room, "Bold"), size, colours.ink, "Bold")

    middle, reach = _VOICE
    step = room / (BARS - 0.5)
    for number, bar in enumerate(bars_of(f"{wanted.station}\n{title}\n{wanted.day}")):
        start = left + number * step
        box = (start, (middle - bar * reach) * side, start + step / 2, (middle + bar * reach) * side)
        pen.rounded_rectangle(box, step / 4, colours.accent)
    return picture


def _can_be_drawn(text: str) -> bool:
    """Whether the fonts have any letter of it."""
    return any(width(word, 1.0, "Bold") > 0 for word in text[:200].split())


def _without_gaps(text: str) -> str:
    """The text without words that cannot be drawn, which would leave double spaces."""
    return " ".join(word for word in text[:1000].split() if width(word, 1.0) > 0)

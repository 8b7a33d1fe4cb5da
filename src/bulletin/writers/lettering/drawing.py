"""Drawing: a row of text → its letters on a picture, drawn by HarfBuzz."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin.writers.lettering.families import Weight, families_of
from bulletin.writers.lettering.shaping import LONGEST, Row, shaped

if TYPE_CHECKING:
    from PIL import Image


ROW = 1.5
"""The height of a row, relative to the size of its letters: Devanagari has signs above and below."""

ASCENT = 1.1
"""From a row's top to its baseline, relative to the size of its letters."""


def write(
    picture: Image.Image,
    place: tuple[float, float],
    text: str,
    size: float,
    colour: str,
    weight: Weight = "Regular",
    *,
    from_right: bool = False,
) -> None:
    """Draw one row of text on a picture; `place` is its upper left corner, or with `from_right` its upper right one."""
    row = shaped(text[:LONGEST], weight)
    left = place[0] - (row.width * size if from_right else 0)
    base = place[1] + ASCENT * size
    drawn = _drawn(row, size, weight, left % 1, base % 1)
    if drawn is None:
        return
    mask, x, y = drawn
    x, y = int(left // 1) + x, int(base // 1) + y
    picture.paste(colour, (x, y, x + mask.width, y + mask.height), mask)


def _drawn(row: Row, size: float, weight: Weight, x: float, y: float) -> tuple[Image.Image, int, int] | None:
    """The coverage mask of the letters, and its offset from the start of the baseline."""
    import uharfbuzz
    from PIL import Image

    raster = uharfbuzz.RasterDraw()
    for glyph in row.glyphs:
        family = families_of(weight)[glyph.family]
        scale = size / family.em
        # HarfBuzz's y axis points up from the baseline.
        raster.transform = (scale, 0, 0, scale, x + glyph.x * size, glyph.y * size - y)
        raster.draw_glyph(family.font, glyph.number)
    found = raster.render()
    extents = None if found is None else found.extents
    if extents is None or not extents.width or not extents.height:
        return None
    mask = Image.frombuffer(
        "L", (extents.width, extents.height), bytes(found.buffer), "raw", "L", extents.stride, -1
    )
    return mask, extents.x_origin, -extents.y_origin - extents.height

"""Lettering: text in pictures, shaped and drawn by HarfBuzz, which comes with bulletin.

Pillow shapes Devanagari only where the system has the library FriBiDi; elsewhere its signs stand in the wrong places
and its conjuncts fall apart. HarfBuzz's own package does both halves of the work, and the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

from bulletin.writers.letters import letters

if TYPE_CHECKING:
    from PIL import Image

Weight = Literal["Regular", "Bold"]

FAMILIES = ("NotoSansDevanagari", "NotoSansLatin")
"""The first that has a letter draws it; what none of them has is left out."""

ROW = 1.5
"""The height of a row by the size of its letters: Devanagari has signs above and below."""

ASCENT = 1.1
"""From a row's top to its base line, by the size of its letters."""

LONGEST = 2000
"""Letters of a row that are looked at."""

_NOT_DRAWN = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A shape of a font, and where it goes; in the font's units, a size of 1 being as many as the font's em."""

    family: int
    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class _Row:
    glyphs: tuple[_Glyph, ...]
    width: float
    """By the size of the letters."""


def width(text: str, size: float, weight: Weight = "Regular") -> float:
    """How wide a row of text is, in pixels, with letters of `size`."""
    return _shaped(text[:LONGEST], weight).width * size


def cut(text: str, size: float, room: float, weight: Weight = "Regular") -> str:
    """As much of one row as fits, with an ellipsis if that is not all; no letter is cut from its signs."""
    if len(text) <= LONGEST and width(text, size, weight) <= room:
        return text
    whole = list(letters(text[:LONGEST]))
    low, high = 0, len(whole)
    while low < high:
        middle = (low + high + 1) // 2
        fits = width("".join(whole[:middle]).rstrip() + "…", size, weight) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    return "".join(whole[:low]).rstrip() + "…"


def wrapped(text: str, size: float, room: float, most: int, weight: Weight = "Regular") -> list[str]:
    """Rows of whole words that fit, at most so many; the last ends in an ellipsis if more does not fit."""
    words = text.split()
    rows: list[str] = []
    while words and len(rows) < most - 1:
        count = 1
        while count < len(words) and width(" ".join(words[: count + 1]), size, weight) <= room:
            count += 1
        rows.append(cut(" ".join(words[:count]), size, room, weight))
        words = words[count:]
    if words:
        rows.append(cut(" ".join(words[:LONGEST]), size, room, weight))
    return rows or [""]


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
    """Draw one row of text on a picture: `place` is the row's upper left corner, or its upper right one."""
    row = _shaped(text[:LONGEST], weight)
    left = place[0] - (row.width * size if from_right else 0)
    base = place[1] + ASCENT * size
    drawn = _drawn(row, size, weight, left % 1, base % 1)
    if drawn is None:
        return
    mask, x, y = drawn
    x, y = int(left // 1) + x, int(base // 1) + y
    picture.paste(colour, (x, y, x + mask.width, y + mask.height), mask)


def _drawn(row: _Row, size: float, weight: Weight, x: float, y: float) -> tuple[Image.Image, int, int] | None:
    """How much of each pixel the letters cover, and where that is from the base line's beginning."""
    import uharfbuzz
    from PIL import Image

    raster = uharfbuzz.RasterDraw()
    for glyph in row.glyphs:
        family = _families(weight)[glyph.family]
        scale = size / family.em
        # HarfBuzz counts from the base line up.
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


@lru_cache(maxsize=2048)
def _shaped(text: str, weight: Weight) -> _Row:
    import uharfbuzz

    glyphs: list[_Glyph] = []
    at = 0.0
    for number, run in _runs(text, weight):
        family = _families(weight)[number]
        buffer = uharfbuzz.Buffer()
        buffer.add_str(run)
        buffer.guess_segment_properties()
        # Letters of right to left scripts are in none of our fonts; the signs between words must not turn a row.
        buffer.direction = "ltr"
        uharfbuzz.shape(family.font, buffer)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            x, y = at + position.x_offset / family.em, position.y_offset / family.em
            glyphs.append(_Glyph(number, info.codepoint, x, y))
            at += position.x_advance / family.em
    return _Row(tuple(glyphs), at)


def _runs(text: str, weight: Weight) -> Sequence[tuple[int, str]]:
    """The text in stretches that one family can draw. A letter that the last family has stays with it."""
    found: list[tuple[int, str]] = []
    families = _families(weight)
    for letter in letters(" ".join(text.split())):
        signs = {ord(sign) for sign in letter if sign not in _NOT_DRAWN}
        last = found[-1][0] if found else 0
        able = [last, *range(len(families))]
        chosen = next((number for number in able if signs <= families[number].signs), None)
        if chosen is None:
            continue
        if found and chosen == last:
            found[-1] = (last, found[-1][1] + letter)
        else:
            found.append((chosen, letter))
    return found


@dataclass(frozen=True, slots=True)
class _Family:
    font: Any
    em: int
    signs: frozenset[int]


@lru_cache(maxsize=2)
def _families(weight: Weight) -> tuple[_Family, ...]:
    import uharfbuzz

    found = []
    for name in FAMILIES:
        data = (resources.files("bulletin.writers") / "fonts" / f"{name}-{weight}.ttf").read_bytes()
        face = uharfbuzz.Face(data)
        found.append(_Family(uharfbuzz.Font(face), face.upem, frozenset(face.unicodes)))
    return tuple(found)

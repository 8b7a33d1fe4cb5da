"""Lettering: text in pictures, shaped and drawn by HarfBuzz, which comes with bulletin.

Pillow shapes Devanagari only where the system has FriBiDi; elsewhere signs are misplaced and conjuncts fall apart.
HarfBuzz's own package shapes and draws, with the same result on every machine.
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
"""The first family that has a letter draws it; a letter that none has is left out."""

ROW = 1.5
"""The height of a row, relative to the size of its letters: Devanagari has signs above and below."""

ASCENT = 1.1
"""From a row's top to its baseline, relative to the size of its letters."""

LONGEST = 2000
"""Letters of a row that are considered."""

_NOT_DRAWN = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A glyph and its position, in em."""

    family: int
    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class _Row:
    glyphs: tuple[_Glyph, ...]
    width: float
    """In em."""


def width(text: str, size: float, weight: Weight = "Regular") -> float:
    """The width of a row of text in pixels, with letters of `size`."""
    return _shaped(text[:LONGEST], weight).width * size


def cut(text: str, size: float, room: float, weight: Weight = "Regular") -> str:
    """As much of a row as fits in `room`, with an ellipsis if that is not all; no letter is cut from its signs."""
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
    """The text in rows of whole words, at most `most`; the last ends in an ellipsis if not everything fits."""
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
    """Draw one row of text on a picture; `place` is its upper left corner, or with `from_right` its upper right one."""
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
    """The coverage mask of the letters, and its offset from the start of the baseline."""
    import uharfbuzz
    from PIL import Image

    raster = uharfbuzz.RasterDraw()
    for glyph in row.glyphs:
        family = _families(weight)[glyph.family]
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
        # No font here has right-to-left letters; neutral signs must not turn the row.
        buffer.direction = "ltr"
        uharfbuzz.shape(family.font, buffer)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            x, y = at + position.x_offset / family.em, position.y_offset / family.em
            glyphs.append(_Glyph(number, info.codepoint, x, y))
            at += position.x_advance / family.em
    return _Row(tuple(glyphs), at)


def _runs(text: str, weight: Weight) -> Sequence[tuple[int, str]]:
    """The text in runs that one family can draw. A letter stays with the last family if that has it."""
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

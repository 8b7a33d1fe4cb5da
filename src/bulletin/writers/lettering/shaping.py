"""Shaping: a row of text → its glyphs with their positions and its width in em, by HarfBuzz.

Pillow shapes Devanagari only where the system has FriBiDi; elsewhere signs are misplaced and conjuncts fall apart.
HarfBuzz's own package comes with bulletin and gives the same result on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bulletin.writers.lettering.families import Weight, families_of
from bulletin.writers.letters import letters

LONGEST = 2000
"""Letters of a row that are considered."""

_NOT_DRAWN = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph and its position, in em."""

    family: int
    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Row:
    """A shaped row of text."""

    glyphs: tuple[Glyph, ...]
    width: float
    """In em."""


@lru_cache(maxsize=2048)
def shaped(text: str, weight: Weight) -> Row:
    """Shape a row of text; letters that no font has are left out."""
    import uharfbuzz

    glyphs: list[Glyph] = []
    at = 0.0
    for number, run in _runs(text, weight):
        family = families_of(weight)[number]
        buffer = uharfbuzz.Buffer()
        buffer.add_str(run)
        buffer.guess_segment_properties()
        # No font here has right-to-left letters; neutral signs must not turn the row.
        buffer.direction = "ltr"
        uharfbuzz.shape(family.font, buffer)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            x, y = at + position.x_offset / family.em, position.y_offset / family.em
            glyphs.append(Glyph(number, info.codepoint, x, y))
            at += position.x_advance / family.em
    return Row(tuple(glyphs), at)


def _runs(text: str, weight: Weight) -> Sequence[tuple[int, str]]:
    """The text in runs that one family can draw. A letter stays with the last family if that has it."""
    found: list[tuple[int, str]] = []
    families = families_of(weight)
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

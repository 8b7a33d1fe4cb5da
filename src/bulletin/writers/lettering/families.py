"""Families: a weight → the fonts that come with bulletin, opened for HarfBuzz."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

Weight = Literal["Regular", "Bold"]

FAMILIES = ("NotoSansDevanagari", "NotoSansLatin")
"""The first family that has a letter draws it; a letter that none has is left out."""


@dataclass(frozen=True, slots=True)
class Family:
    """A font of one script: its units to an em, and the characters it has."""

    font: Any
    em: int
    signs: frozenset[int]


@lru_cache(maxsize=2)
def families_of(weight: Weight) -> tuple[Family, ...]:
    """The fonts of a weight, in the order of FAMILIES; opened once."""
    import uharfbuzz

    found = []
    for name in FAMILIES:
        data = (resources.files("bulletin.writers") / "fonts" / f"{name}-{weight}.ttf").read_bytes()
        face = uharfbuzz.Face(data)
        found.append(Family(uharfbuzz.Font(face), face.upem, frozenset(face.unicodes)))
    return tuple(found)

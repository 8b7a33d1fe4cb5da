"""Colours: the name of a station, or its own choice → the colours of its covers, and their contrast. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Each as `#rrggbb`."""

    ground: str
    accent: str
    ink: str
    """Of the text."""

    rings: tuple[str, ...]
    """Of the rings in the background, from the outermost: each a little nearer to the ink than the ground."""


PAIRS = (
    ("#0b2545", "#f4b942"),
    ("#4a0d17", "#ff9b71"),
    ("#0d3b3e", "#d9f26b"),
    ("#20194d", "#ff8fb1"),
    ("#123524", "#f2c14e"),
    ("#33203a", "#ffc2a6"),
    ("#101f3c", "#ff9f1c"),
    ("#1d2b36", "#7ae7c7"),
    ("#4a1942", "#ffd166"),
    ("#1b263b", "#9ad9ff"),
    ("#5a1a17", "#ffdca1"),
    ("#002f49", "#f0e3b2"),
)
"""Pairs of ground and accent. White on each ground has a contrast of at least 12 to 1, its accent 7 to 1 (WCAG 2.2)."""

DARK, LIGHT = "#14141a", "#ffffff"

RING_STRENGTHS = (0.025, 0.05, 0.08)
"""The share of ink in the rings: so little that text on them stays readable."""

_STANDS_OUT = 3.0
"""The least contrast of an accent."""


def colours_of(station: str, ground: str = "", accent: str = "") -> Colours:
    """The colours of a station: its own, or a pair chosen by a hash of its name."""
    pair = PAIRS[hashlib.sha256(station.encode(errors="replace")).digest()[0] % len(PAIRS)]
    chosen = ground or pair[0]
    ink = LIGHT if contrast(chosen, LIGHT) >= contrast(chosen, DARK) else DARK
    if not accent:
        # A pair's accent is for its own ground; on another ground with too little contrast the ink replaces it.
        accent = pair[1] if contrast(chosen, pair[1]) >= _STANDS_OUT else ink
    rings = tuple(mixed(chosen, ink, part) for part in RING_STRENGTHS)
    return Colours(ground=chosen, accent=accent, ink=ink, rings=rings)


def mixed(one: str, other: str, part: float) -> str:
    """A colour `part` of the way from one to the other."""
    values = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(first + (second - first) * part):02x}" for first, second in values)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    def linear(value: int) -> float:
        part = value / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[place : place + 2], 16)) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

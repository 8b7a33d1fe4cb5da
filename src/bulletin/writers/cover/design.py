"""Design: the layout and colours of a cover. Numbers only, relative to the side of the square; pure."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bulletin.language.phrases import cost_of_break

Measure = Callable[[str], float]
"""The width of a row of text, in em."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a cover is drawn from."""

    station: str
    programme: str
    title: str
    day: date | None
    """None for the cover of a whole show."""
    ground: str = ""
    accent: str = ""


MARGIN = 0.075
ROOM = 1 - 2 * MARGIN
"""The width of a row."""

HEADLINE_TOP, HEADLINE_HEIGHT = 0.272, 0.46
SIZES = (0.2, 0.17, 0.145, 0.132, 0.12, 0.109, 0.099, 0.09, 0.082, 0.075)
"""Sizes of the headline's letters, largest first. The smallest is 11 pixels on a cover of 150."""

LEADING = 1.36
"""The distance of rows, in em."""

MOST_SIGNS = 1200
"""Characters of a headline that are considered; more never fit."""

_EVEN = 12.0
"""The cost of space left in a row, times the square of its share."""
_BREAK = 0.08
_WORST_BREAK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The rows of the headline, and the size of their letters by the side of the square."""

    rows: tuple[str, ...]
    size: float


def headline_of(title: str, measure: Measure) -> Headline:
    """The headline at the largest size that fits, in rows of similar width, broken between phrases.

    A word without drawable letters is left out. A headline that does not fit at the smallest size ends in an ellipsis;
    a word wider than a row is cut when it is drawn.
    """
    words = [word for word in title[:MOST_SIGNS].split() if measure(word) > 0]
    widths = [measure(word) for word in words]
    space = measure("अ अ") - 2 * measure("अ")
    if len(title) <= MOST_SIGNS:
        for size in SIZES:
            ends = _best_ends(words, widths, space, ROOM / size, _most_rows(size))
            if ends is not None:
                starts = [0, *ends]
                rows = [" ".join(words[start:end]) for start, end in zip(starts, ends, strict=False)]
                return Headline(rows=tuple(rows), size=size)
    size = SIZES[-1]
    rows = _filled(words, measure, ROOM / size, _most_rows(size))
    return Headline(rows=tuple(rows), size=size)


def _most_rows(size: float) -> int:
    return int(HEADLINE_HEIGHT / (LEADING * size))


def _best_ends(
    words: Sequence[str], widths: Sequence[float], space: float, room: float, most: int
) -> list[int] | None:
    """Where each row ends, in as few rows as possible; None if that is more than `most`, or a word is too wide."""
    count = len(words)
    costs = [0.0] + [math.inf] * count
    came: list[list[int]] = []
    while costs[count] == math.inf and len(came) < most:
        # With one more row: the cost of setting so many words, and where the last row begins.
        before, costs, begins = costs, [math.inf] * (count + 1), [0] * (count + 1)
        for end in range(1, count + 1):
            breaking = _BREAK * min(cost_of_break(words, end), _WORST_BREAK) if end < count else 0.0
            width = -space
            for begin in range(end - 1, -1, -1):
                width += widths[begin] + space
                if width > room:
                    break
                cost = before[begin] + breaking + _EVEN * (1 - width / room) ** 2
                if cost < costs[end]:
                    costs[end], begins[end] = cost, begin
        came.append(begins)
    if costs[count] == math.inf:
        return None
    ends: list[int] = []
    end = count
    for begins in reversed(came):
        ends.append(end)
        end = begins[end]
    return ends[::-1]


def _filled(words: Sequence[str], measure: Measure, room: float, most: int) -> list[str]:
    """Rows filled one after the other, at most `most`, with an ellipsis for what is left."""
    rows: list[str] = []
    left = list(words)
    while left and len(rows) < most:
        last = len(rows) == most - 1
        count = 1
        while count < len(left) and measure(" ".join(left[: count + 1]) + ("…" if last else "")) <= room:
            count += 1
        rows.append(" ".join(left[:count]))
        left = left[count:]
    return [*rows[:-1], f"{rows[-1].rstrip(',:;–—-')}…"] if left else rows


BARS = 44


def bars_of(text: str) -> tuple[float, ...]:
    """The heights of the bars at the foot, 0 to 1: like a voice's waveform, another for every text."""
    digest = hashlib.sha512(text.encode(errors="replace")).digest()
    phrases = 2 + digest[-1] % 3
    heights = []
    for place in range(BARS):
        swell = 0.35 + 0.65 * abs(math.sin(math.pi * (place + 0.5) * phrases / BARS))
        heights.append(round(max(0.12, swell * (0.3 + 0.7 * digest[place] / 255)), 3))
    return tuple(heights)

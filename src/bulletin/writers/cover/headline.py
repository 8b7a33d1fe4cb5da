"""Headline: a title → the rows and the size of its letters on a cover. Numbers only; pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bulletin.language.phrases import cost_of_break
from bulletin.writers.cover.design import ROOM

Measure = Callable[[str], float]
"""The width of a row of text, in em."""

HEADLINE_TOP, HEADLINE_HEIGHT = 0.272, 0.46

SIZES = (0.2, 0.17, 0.145, 0.132, 0.12, 0.109, 0.099, 0.09, 0.082, 0.075, 0.066, 0.058, 0.056, 0.048)
"""Sizes of the headline's letters, largest first. 0.058 is 9 pixels on a cover of 150, in five rows; the last two have six and
seven, for headlines that would else lose their end."""

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

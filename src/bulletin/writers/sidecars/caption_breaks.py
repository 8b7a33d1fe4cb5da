"""Caption breaks: a sentence → where its captions end, and where their second lines begin.

A sentence that needs more room than one caption has becomes several, cut where a reader would pause: after punctuation,
before conjunctions, between phrases; never inside a letter with its signs, a number, or an abbreviation and its name.
"""

from __future__ import annotations

from bulletin.writers.sidecars.tokens import WIDEST, Tokens

_CUE = 25
_LINE = 4

_LINE_BREAK = 0.8
"""The cost of a break within a caption, relative to one between two captions."""

_THIN = 16
"""Columns below which a caption is too short to read; each column less costs `_FOR_THIN`."""

_FOR_THIN = 6

_UNEVEN = 0.5
"""The cost of each column by which two lines differ, and `_TOP_HEAVY` more where the upper one is longer."""

_TOP_HEAVY = 0.2


def cues_of(sentence: Tokens) -> list[tuple[int, int, int]]:
    """The captions by their tokens: first, the first of the second line (or the end), end."""
    count = len(sentence.tokens)
    if sentence.width(0, count) <= WIDEST:
        return [(0, count, count)]
    ends = _best_ends(sentence)
    return [
        (first, _best_middle(sentence, first, end), end) for first, end in zip([0, *ends], ends, strict=False)
    ]


def _best_ends(sentence: Tokens) -> list[int]:
    """Where each caption ends: the shortest path over lines, two of which may be one caption.

    Takes time in proportion to the tokens times those that a line holds.
    """
    tokens, widths, costs, joined = sentence.tokens, sentence.widths, sentence.costs, sentence.joined
    count = len(tokens)
    never = float("inf")
    # For each place: the price when a caption ends there, and when the first line of one does.
    ended, broken = [0.0] + [never] * count, [never] * (count + 1)
    came: list[int] = [0] * (count + 1)  # where the caption that ends here begins
    opened: list[int] = [0] * (count + 1)  # where the caption whose first line ends here begins
    wide: list[int] = [0] * (count + 1)  # and how wide that line is
    for end in range(1, count + 1):
        width = -1
        closing = 0.0 if end == count else float(costs[end])
        for begin in range(end - 1, -1, -1):
            width += widths[begin] + (0 if begin + 1 < end and joined[begin + 1] else 1)
            if width > WIDEST:
                break
            alone = ended[begin] + _CUE + _LINE
            if (price := alone + closing + _for_thin(width)) < ended[end]:
                ended[end], came[end] = price, begin
            if end < count and (price := alone + _LINE_BREAK * closing) < broken[end]:
                broken[end], opened[end], wide[end] = price, begin, width
            second = broken[begin] + _LINE + closing + _for_thin(wide[begin] + width)
            if second < ended[end]:
                ended[end], came[end] = second, opened[begin]
    ends: list[int] = []
    end = count
    while end > 0:
        ends.append(end)
        end = came[end]
    return ends[::-1]


def _for_thin(width: int) -> float:
    return max(0, _THIN - width) * _FOR_THIN


def _best_middle(sentence: Tokens, first: int, end: int) -> int:
    """Where the second line of a caption begins; its end if one line is enough."""
    if sentence.width(first, end) <= WIDEST:
        return end
    best, cheapest = end, float("inf")
    for middle in range(first + 1, end):
        upper, lower = sentence.width(first, middle), sentence.width(middle, end)
        if upper > WIDEST or lower > WIDEST:
            continue
        price = _LINE_BREAK * sentence.costs[middle] + _UNEVEN * abs(upper - lower)
        price += _TOP_HEAVY * max(upper - lower, 0)
        if price < cheapest:
            best, cheapest = middle, price
    return best

"""Slot: plan how a programme lasts a given time. Numbers only, pure.

In this order: the pauses; the speaking rate, without a change of pitch; leaving out whole paragraphs, least important
first; and for a programme that is too short, music.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count

from bulletin.schema.pace import NATURAL_PACE, Pace
from bulletin.schema.units import Milliseconds, Samples, milliseconds_to_samples

SHORTEST_PAUSES, LONGEST_PAUSES = 0.6, 1.5
SLOWEST, FASTEST = 0.96, 1.04
"""Speaking rates that nobody hears as hurried or drawn out; 1 is natural."""

SLACK = milliseconds_to_samples(Milliseconds(50))
"""Up to this, missing time is silence at the end; beyond it, music."""

_GRID = 1_000_000
"""Pauses and rate are multiples of one part in this, so that a plan can be written down and repeated exactly."""

_NEAR = 4
"""Steps by which rounding may move a length off a straight line."""

Length = Callable[[int, Pace], int]
"""(cuts, pace) → samples that a programme lasts with that many of its least important paragraphs cut, at that pace.

More cuts, shorter pauses or a faster rate never make it longer; padding and tail add exactly their own length.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to meet the slot."""

    cuts: int
    """Paragraphs left out."""
    pace: Pace


class NoFitError(Exception):
    """The slot cannot be met. `shorter` and `longer` are the nearest lengths in samples that can be met, or None."""

    def __init__(self, shorter: Samples | None, longer: Samples | None, cuts: int = 0) -> None:
        super().__init__(shorter, longer)
        self.shorter = shorter
        self.longer = longer
        self.cuts = cuts
        """The fewest cuts with which the programme can be shorter than the slot, if it can be."""


_FASTEST = Pace(pauses=SHORTEST_PAUSES, rate=FASTEST)
_SLOWEST = Pace(pauses=LONGEST_PAUSES, rate=SLOWEST)


def fitted(length: Length, slot: int, *, cuts: int, padding: Callable[[int], int]) -> Plan:
    """The plan with which a programme lasts exactly `slot` samples.

    Up to `cuts` paragraphs may be left out; `padding(length)` is how many samples of music may be added to a programme of
    that length. Raises NoFitError.
    """
    gone = _cuts(length, slot, cuts)
    longest = length(gone, _SLOWEST)
    longest += max(padding(longest), SLACK)
    if slot > longest:
        raise NoFitError(Samples(longest), Samples(length(gone - 1, _FASTEST)) if gone else None, gone)
    pace = _paced(lambda pace: length(gone, pace), slot)
    missing = Samples(slot - length(gone, pace))
    filled = replace(pace, padding=missing) if missing > SLACK else replace(pace, tail=missing)
    return Plan(cuts=gone, pace=filled)


def _cuts(length: Length, slot: int, most: int) -> int:
    """The fewest cuts with which the programme can be as short as the slot. Raises NoFitError."""
    if length(most, _FASTEST) > slot:
        raise NoFitError(None, Samples(length(most, _FASTEST)))
    return _least(0, most, lambda cuts: length(cuts, _FASTEST) <= slot)


def _paced(length: Callable[[Pace], int], slot: int) -> Pace:
    """The pace nearest to the natural one at which the programme is as long as the slot or slightly shorter."""
    natural = length(NATURAL_PACE)
    if slot == natural:
        return NATURAL_PACE
    limit = SHORTEST_PAUSES if slot < natural else LONGEST_PAUSES
    furthest = length(Pace(pauses=limit))
    if slot == furthest:
        return Pace(pauses=limit)
    if min(furthest, natural) < slot < max(furthest, natural):
        short, long = sorted([(_GRID, natural - slot), (round(limit * _GRID), furthest - slot)])
        pauses = _last_within(short, long, lambda step: length(Pace(pauses=step / _GRID)) - slot)
        return Pace(pauses=pauses / _GRID)

    def over(step: int) -> int:
        return length(Pace(pauses=limit, rate=step / _GRID)) - slot

    slow, fast = round(SLOWEST * _GRID), round(FASTEST * _GRID)
    if furthest > slot:
        rate = _last_within((fast, over(fast)), (_GRID, furthest - slot), over)
    elif (slowest := over(slow)) > 0:
        rate = _last_within((_GRID, furthest - slot), (slow, slowest), over)
    else:
        rate = slow
    return Pace(pauses=limit, rate=rate / _GRID)


def _last_within(within: tuple[int, int], beyond: tuple[int, int], over: Callable[[int], int]) -> int:
    """The last integer, from `within` towards `beyond`, at which `over` is not above 0.

    Both ends are given with what `over` is there. It is nearly a straight line, so a third of a bisection's guesses are
    enough: two of three lie a little beyond where the line would be 0, the further the longer one end has stayed.
    """
    (inside, at_inside), (outside, at_outside) = within, beyond
    forward = 1 if outside > inside else -1
    nudge, last = _NEAR, 0
    for number in count(1):
        if abs(outside - inside) <= 1:
            break
        if number % 3:
            part = -at_inside / (at_outside - at_inside)
            guess = inside + round((outside - inside) * part) + forward * (nudge if last <= 0 else -nudge)
        else:
            # Where it is a stair, guesses by the line would go on for long.
            guess = (inside + outside) // 2
        first, final = sorted((inside + forward, outside - forward))
        guess = min(max(guess, first), final)
        value = over(guess)
        if value <= 0:
            inside, at_inside = guess, value
        else:
            outside, at_outside = guess, value
        side = 1 if value > 0 else -1
        nudge = nudge * 4 if side == last else _NEAR
        last = side
    return inside


def _least(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The least integer from `low` to `high` for which `holds` is true, by bisection; it must be true for `high`."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low

"""Pairwise: of a grid of cases, the fewest in which every two values of two axes meet, or each value is met."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import combinations, product
from typing import Any

import pytest

from tests.tiers import by_tier


def grid(*axes: Sequence[Any]) -> list[Any]:
    """As `pairwise` in the long form; in the short one each value is in one case at least."""
    return fewest(axes, by_tier(1, 2))


def pairwise(*axes: Sequence[Any]) -> list[Any]:
    """Cases for `parametrize` in which every two values of two axes meet."""
    return fewest(axes, 2)


def fewest(axes: Sequence[Sequence[Any]], together: int) -> list[Any]:
    """Cases in which so many values of different axes meet, chosen one after another: each time the one with most that
    are still missing.

    A value may be a `pytest.param` with an id and marks, which its cases get.
    """
    params = [[value if hasattr(value, "marks") else pytest.param(value) for value in axis] for axis in axes]
    places = list(product(*(range(len(axis)) for axis in params)))
    missing = {met for case in places for met in _met(case, together)}
    chosen: list[tuple[int, ...]] = []
    while missing:
        best = max(places, key=lambda case: sum(met in missing for met in _met(case, together)))
        chosen.append(best)
        missing.difference_update(_met(best, together))
    return [_case([axis[place] for axis, place in zip(params, case, strict=True)]) for case in sorted(chosen)]


def _met(case: tuple[int, ...], together: int = 2) -> list[tuple[tuple[int, int], ...]]:
    return list(combinations(enumerate(case), together))


def _case(values: list[Any]) -> Any:
    return pytest.param(
        *(value.values[0] for value in values),
        id="-".join(str(value.id or value.values[0]) for value in values),
        marks=[mark for value in values for mark in value.marks],
    )


def covering(
    axes: Sequence[Sequence[Any]],
    *,
    seed: int,
    exclude: Callable[[Any, Any], bool] = lambda *_: False,
    tries: int = 8,
) -> list[tuple[Any, ...]]:
    """Rows with a value of each axis in which every two values of two axes meet, for grids too large for `pairwise`.

    Greedy, as AETG (Cohen and others, 1997): each row begins with a pair that is still missing and takes, axis by axis in
    a random order, the value that adds most missing pairs; the best of some tries is kept. `exclude` says which two
    values never meet.
    """
    chance = random.Random(seed)
    barred = {
        ((a, i), (b, j))
        for (a, one), (b, other) in combinations(enumerate(axes), 2)
        for i, first in enumerate(one)
        for j, second in enumerate(other)
        if exclude(first, second)
    }
    missing = {
        ((a, i), (b, j))
        for (a, one), (b, other) in combinations(enumerate(axes), 2)
        for i in range(len(one))
        for j in range(len(other))
    } - barred
    rows: list[tuple[Any, ...]] = []
    while missing:
        start = min(missing)
        found = [_row(axes, start, missing, barred, chance) for _ in range(tries)]
        best = max(found, key=lambda row: sum(pair in missing for pair in _met(row)))
        missing.difference_update(_met(best))
        rows.append(tuple(axis[place] for axis, place in zip(axes, best, strict=True)))
    return rows


def _row(
    axes: Sequence[Sequence[Any]],
    start: tuple[tuple[int, int], tuple[int, int]],
    missing: set[Any],
    barred: set[Any],
    chance: random.Random,
) -> tuple[int, ...]:
    row = dict(start)
    rest = [axis for axis in range(len(axes)) if axis not in row]
    chance.shuffle(rest)
    for axis in rest:
        places = list(range(len(axes[axis])))
        chance.shuffle(places)

        def pairs(place: int, axis: int = axis) -> list[Any]:
            return [tuple(sorted([(axis, place), other])) for other in row.items()]

        allowed = [place for place in places if not any(pair in barred for pair in pairs(place))]
        row[axis] = max(allowed, key=lambda place: sum(pair in missing for pair in pairs(place)))
    return tuple(row[axis] for axis in range(len(axes)))

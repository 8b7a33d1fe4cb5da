"""Pairwise: of a grid of cases, the fewest in which every two values of two axes meet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from typing import Any

import pytest


def pairwise(*axes: Sequence[Any]) -> list[Any]:
    """Cases for `parametrize`, chosen one after another: each time the one with most pairs that are still missing.

    A value may be a `pytest.param` with an id and marks, which its cases get.
    """
    params = [[value if hasattr(value, "marks") else pytest.param(value) for value in axis] for axis in axes]
    grid = list(product(*(range(len(axis)) for axis in params)))
    missing = {pair for case in grid for pair in _pairs(case)}
    chosen: list[tuple[int, ...]] = []
    while missing:
        best = max(grid, key=lambda case: sum(pair in missing for pair in _pairs(case)))
        chosen.append(best)
        missing.difference_update(_pairs(best))
    return [_case([axis[place] for axis, place in zip(params, case, strict=True)]) for case in sorted(chosen)]


def _pairs(case: tuple[int, ...]) -> list[tuple[tuple[int, int], ...]]:
    return list(combinations(enumerate(case), 2))


def _case(values: list[Any]) -> Any:
    return pytest.param(
        *(value.values[0] for value in values),
        id="-".join(str(value.id or value.values[0]) for value in values),
        marks=[mark for value in values for mark in value.marks],
    )

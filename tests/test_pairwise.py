"""Pairwise grids leave out no pair."""

from __future__ import annotations

from itertools import combinations, product

from tests.pairwise import pairwise


def test_every_two_values_meet() -> None:
    axes = ("abcdef", (1, 2, 3, 4), ("x", "y", "z"))
    cases = [case.values for case in pairwise(*axes)]
    for (one, first), (other, second) in combinations(enumerate(axes), 2):
        assert {(case[one], case[other]) for case in cases} == set(product(first, second))
    assert len(cases) < 30 < 6 * 4 * 3

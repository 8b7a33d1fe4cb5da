"""Pairwise grids leave out no pair."""

from __future__ import annotations

from itertools import combinations, product

from tests.pairwise import covering, fewest, pairwise


def test_every_two_values_meet() -> None:
    axes = ("abcdef", (1, 2, 3, 4), ("x", "y", "z"))
    cases = [case.values for case in pairwise(*axes)]
    for (one, first), (other, second) in combinations(enumerate(axes), 2):
        assert {(case[one], case[other]) for case in cases} == set(product(first, second))
    assert len(cases) < 30 < 6 * 4 * 3


def test_in_short_each_value_is_in_a_case() -> None:
    axes = ("abcdef", (1, 2, 3, 4), ("x", "y", "z"))
    cases = [case.values for case in fewest(axes, 1)]
    assert [{case[place] for case in cases} for place in range(3)] == [set(axis) for axis in axes]
    assert len(cases) == 6


def test_a_covering_meets_every_two_values_but_those_that_exclude_each_other() -> None:
    axes = ("abc", (1, 2), "xyz")
    rows = covering(axes, seed=1, exclude=lambda one, other: (one, other) == ("a", 1))
    for (one, first), (other, second) in combinations(enumerate(axes), 2):
        assert {(row[one], row[other]) for row in rows} == set(product(first, second)) - {("a", 1)}

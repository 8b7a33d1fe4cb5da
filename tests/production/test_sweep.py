"""What `make` makes is as its record claims, whatever was asked for, and a fault's remedy makes the same again."""

from __future__ import annotations

import random

import pytest

from tests.sweep.cases import alone
from tests.sweep.trial import Case, tried
from tests.sweep.values import Given, axes
from tests.sweep.world import SOURCES, prepare
from tests.tiers import by_tier

SEED = 1
NAMES = ("an edited script", "a name with a dash")
CASES = [each for each in alone() if each.given]


def test_every_row_of_the_table_of_settings_is_swept() -> None:
    assert [key for key, axis in axes().items() if not axis] == []


@pytest.mark.parametrize(
    "case",
    [
        *(Case(source) for source in SOURCES if source.name in by_tier(NAMES[:1], NAMES)),
        Case(given=(Given("voices.headline", "espeak", by_option=False),)),
        *random.Random(SEED).sample(CASES, by_tier(1, 3)),
    ],
    ids=str,
)
def test_an_episode_has_no_false_fault_and_its_remedy_makes_the_same(case: Case) -> None:
    prepare()
    outcome = tried(case)

    assert (outcome.refused, outcome.wrong) == ("", [])

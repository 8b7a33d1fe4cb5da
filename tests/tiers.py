"""Tiers: what `scripts/test` tries in short, and `scripts/test long` in full.

`scripts/test` stays below three minutes on two cores. Whatever takes long because it has many cases, many trials or a
large input has a short form there, which tries the same promise on a few; `pytest.mark.long` marks what has none, and
tests/long.txt lists what takes long by itself, because another test tries its promise at less cost. `scripts/test long` tries
all of it, and is what CI runs.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

LONG = bool(os.environ.get("BULLETIN_TEST_LONG"))
"""Whether this is the long form."""

Value = TypeVar("Value")


def by_tier(short: Value, long: Value) -> Value:
    """A number of trials, a size or a list of cases: `short` for `scripts/test`, `long` for `scripts/test long`."""
    return long if LONG else short


def chosen(cases: dict[str, Value], *names: str) -> dict[str, Value]:
    """All cases in the long form, in the short one those of these names."""
    return cases if LONG else {name: cases[name] for name in names}


def long_rows() -> list[tuple[str, str]]:
    """The rows of tests/long.txt: a test, and what the names of its cases have in them; "" for all cases."""
    lines = Path(__file__).with_name("long.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.partition(" ~ ") for line in lines if line and not line.startswith("#")]
    return [(test, case) for test, _, case in rows]


def is_listed(name: str, rows: dict[str, list[str]]) -> bool:
    """Whether a test, as pytest names it, is in one of these rows: cases by test."""
    test, _, case = name.partition("[")
    return any(part in case for part in rows.get(test, ()))

"""The fault bench in short: some trials of every part. The whole of it is scripts/faults."""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path

import pytest

from tests.faults.bench import ROOT, Bench
from tests.faults.rows import PARTS, Row, rows
from tests.tiers import long_rows

MARK = "pytest.mark.long"

LONG_PARTS = frozenset({"falsehoods", "weather", "damage", "crowds", "sweep"})
"""Only `scripts/test long` runs these: each row that names one is tried by tests as well."""


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.long if name in LONG_PARTS else ()) for name in PARTS]
)
def test_every_promise_is_kept(name: str, tmp_path: Path) -> None:
    findings = PARTS[name](Bench(tmp_path / "bench", seed=1, short=True))

    assert findings.wrong == []
    if not findings.trials:
        pytest.skip("; ".join(findings.skipped))


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: row.name)
def test_what_a_row_of_the_table_names_is_there(row: Row) -> None:
    assert row.proofs
    for proof in row.tests:
        file, _, words = proof.partition(" -k ")
        assert any(words in name for name in _tests_of(file)), proof


def test_each_row_is_tried_without_the_long_form() -> None:
    assert [row.name for row in rows() if LONG_PARTS.issuperset(row.parts) and not _tried_in_short(row)] == []


def _tried_in_short(row: Row) -> bool:
    proofs = [proof.partition(" -k ") for proof in row.tests]
    return any(words in name for file, _, words in proofs for name in _tests_of(file, long=False))


@lru_cache
def _tests_of(file: str, *, long: bool = True) -> tuple[str, ...]:
    """The names of a file's tests; if not `long`, without those that are long: by mark, with their file, or as listed."""
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    if not long and any(isinstance(node, ast.Assign) and MARK in ast.unparse(node) for node in tree.body):
        return ()
    tests = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    listed = {
        name.rpartition("::")[2]
        for name, case in long_rows()
        if not case and name.startswith(f"tests/{file}::")
    }
    return tuple(
        test.name
        for test in tests
        if test.name.startswith("test_")
        and (long or not (test.name in listed or MARK in map(ast.unparse, test.decorator_list)))
    )

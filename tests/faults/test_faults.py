"""The fault bench in short: some trials of every part. The whole of it is scripts/faults."""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path

import pytest

from tests.faults.bench import ROOT, Bench
from tests.faults.rows import PARTS, Row, rows


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", PARTS)
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


@lru_cache
def _tests_of(file: str) -> tuple[str, ...]:
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    names = (node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return tuple(name for name in names if name.startswith("test_"))

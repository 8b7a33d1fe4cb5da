"""The quick tier, tests/quick.txt: what it names is there, and no pure room is forgotten; and the long form."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests import tiers
from tests.conftest import PURE_ROOMS

ROOT = Path(__file__).parents[1]
CONTRACT = ROOT / "src" / "bulletin" / "testing" / "engines.py"
LINES = [
    line
    for line in (ROOT / "tests" / "quick.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("line", LINES)
def test_what_the_quick_tier_names_is_there(line: str) -> None:
    path, _, test = line.removeprefix("not ").partition("::")
    assert (ROOT / path).exists()
    if test:
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert test in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_what_is_left_out_would_have_been_in() -> None:
    inside = [line for line in LINES if not line.startswith("not ")]
    outside = [line.removeprefix("not ").partition("::")[0] for line in LINES if line.startswith("not ")]
    assert [path for path in outside if not any(path.startswith(folder) for folder in inside)] == []


def test_every_pure_room_is_in_it() -> None:
    assert {f"tests/{room}" for room in PURE_ROOMS} <= set(LINES)


@pytest.mark.parametrize(("long", "number", "names"), [(True, 9, ["a", "b"]), (False, 2, ["b"])])
def test_the_long_form_has_all_and_the_short_one_what_is_chosen(
    monkeypatch: pytest.MonkeyPatch, long: bool, number: int, names: list[str]
) -> None:
    monkeypatch.setattr(tiers, "LONG", long)

    assert tiers.by_tier(2, 9) == number
    assert list(tiers.chosen({"a": 1, "b": 2}, "b")) == names


@pytest.mark.parametrize(("test", "case"), tiers.long_rows())
def test_what_the_long_form_alone_runs_is_there(test: str, case: str) -> None:
    path, *names = test.split("::")
    # A class may have its tests from the contract that all engines are held to.
    texts = [(ROOT / path).read_text(encoding="utf-8"), CONTRACT.read_text(encoding="utf-8")]
    for name in names:
        assert any(
            f"def {name}(" in text or f"class {name}(" in text or f"class {name}:" in text for text in texts
        )


def test_no_row_of_the_long_form_is_in_another() -> None:
    rows = tiers.long_rows()
    whole = {test for test, case in rows if not case}

    assert len(set(rows)) == len(rows)
    assert [test for test, case in rows if case and test in whole] == []


def test_a_row_may_name_some_of_a_tests_cases() -> None:
    rows = {"a.py::test_b": ["kills", "disks"], "a.py::test_c": [""]}

    assert tiers.is_listed("a.py::test_b[all kills-3]", rows)
    assert tiers.is_listed("a.py::test_c[x]", rows)
    assert tiers.is_listed("a.py::test_c", rows)
    assert not tiers.is_listed("a.py::test_b[signals]", rows)
    assert not tiers.is_listed("a.py::test_d", rows)


@pytest.mark.long
def test_what_is_marked_long_is_left_to_the_long_form() -> None:
    assert tiers.LONG

"""Error messages: each has three lines wherever it is raised."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "bulletin"


@cache
def calls() -> list[tuple[str, dict[str, ast.expr]]]:
    """Every place where an error of ours is made, with what it is told by name."""
    return list(_calls())


def _calls() -> Iterator[tuple[str, dict[str, ast.expr]]]:
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        # An engine's tests raise errors of their own making.
        if "testing" in path.parts or "error_id" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                told = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
                if "error_id" in told:
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}", told


def test_every_error_says_which_input_and_what_to_do() -> None:
    assert [place for place, told in calls() if not {"source", "remedy"} <= told.keys()] == []


def test_no_error_has_an_empty_line() -> None:
    empty = [
        place
        for place, told in calls()
        for value in told.values()
        if isinstance(value, ast.Constant) and value.value == ""
    ]
    assert empty == []

"""The map, ARCHITECTURE.md: it names what is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "bulletin"
MAP = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`([\w/.]+)`", MAP)
NAMES = {name.strip("/") for name in NAMED}


def test_every_room_is_on_the_map() -> None:
    rooms = {path.parent.name for path in SOURCE.glob("*/__init__.py")} - {"apps", "testing"}
    assert rooms - NAMES == set()


def test_every_room_and_module_of_production_is_on_the_map() -> None:
    folder = SOURCE / "production"
    rooms = {path.parent.name for path in folder.glob("*/__init__.py")}
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "produce"}
    assert (rooms | modules) - NAMES == set()


def test_every_file_on_the_map_is_there() -> None:
    paths = [name.split(".py")[0] + ".py" for name in NAMED if name.endswith(".py")]
    anywhere = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py")}
    assert [path for path in paths if not any(there.endswith(path) for there in anywhere)] == []


def test_the_map_is_short() -> None:
    assert len(MAP.encode()) < 8_800


def test_every_room_says_what_comes_in_and_what_goes_out() -> None:
    for path in (SOURCE / "production").rglob("__init__.py"):
        assert re.match(r'"""[A-Z][a-z]+: ', path.read_text(encoding="utf-8")), path


def test_no_module_is_longer_than_one_can_read() -> None:
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCE.rglob("*.py"))
    assert lengths[-1] <= 300
    assert lengths[len(lengths) // 2] <= 80


def test_long_regular_expressions_are_verbose_and_commented() -> None:
    found = []
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text if "re." in text else "")):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args:
                pattern = _literal(node.args[0])
                verbose = any(flag in ast.unparse(node) for flag in ("re.VERBOSE", "re.X"))
                if len(pattern) > 120 and not (verbose and "#" in pattern):
                    found.append(f"{path.relative_to(SOURCE)}:{node.lineno} {len(pattern)}")
    assert found == []


def _literal(pattern: ast.expr) -> str:
    """What is written out of a pattern, whether or not other texts are put into it."""
    parts = [node.value for node in ast.walk(pattern) if isinstance(node, ast.Constant)]
    return "".join(part for part in parts if isinstance(part, str))

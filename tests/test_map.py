"""The map, ARCHITECTURE.md: it names what is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
MAP = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
NAMED = {name.strip("/") for name in re.findall(r"`([\w/.]+)`", MAP)}


def test_every_room_is_on_the_map() -> None:
    rooms = {path.parent.name for path in (ROOT / "src" / "bulletin").glob("*/__init__.py")} - {
        "apps",
        "testing",
    }
    assert rooms - NAMED == set()


def test_every_module_of_production_is_on_the_map() -> None:
    folder = ROOT / "src" / "bulletin" / "production"
    modules = {path.stem for path in (*folder.glob("*.py"), *folder.glob("feeds/*.py"))} - {"__init__"}
    assert modules - NAMED == set()

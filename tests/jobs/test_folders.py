"""Folders: what changes in them is told at once; where the system does not tell, that is said."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from bulletin.apps.jobs.folders import Folders


def test_a_file_that_comes_is_told(world: Path) -> None:
    folders = Folders([world], deep=False)
    found: set[Path] = set()
    end = time.monotonic() + 20
    while not found and time.monotonic() < end:
        # Watching begins in a thread, some moment after this.
        (world / f"{time.monotonic_ns()}.txt").write_text("x")
        found = folders.changed(0.3)
    folders.close()
    assert found
    assert {path.parent.resolve() for path in found} == {world.resolve()}


def test_where_nothing_is_told_it_says_why(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    folders = Folders([world], deep=False)
    assert folders.changed(10) == set()
    assert "watchfiles" in folders.broken


def test_nothing_is_watched_where_there_is_no_folder() -> None:
    folders = Folders([], deep=False)
    assert folders.changed(0.01) == set()
    assert folders.broken == ""

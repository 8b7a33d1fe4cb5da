"""The example show, made and published as its README line says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SHOW = Path(__file__).parents[2] / "examples" / "show"


@pytest.mark.skipif(sys.platform == "win32", reason="the example's script is one for a POSIX shell")
def test_the_example_show_is_published_and_a_second_run_keeps_every_identity(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = world / "bin" / "bulletin"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bulletin "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")

    def published() -> str:
        subprocess.run([SHOW / "publish", "show"], cwd=world, check=True, capture_output=True, timeout=100)
        return (world / "show" / "site" / "feed.xml").read_text(encoding="utf-8")

    first, again = published(), published()

    guids = re.findall(r"<guid[^>]*>([^<]+)</guid>", first)
    assert len(set(guids)) == len(list((SHOW / "articles").glob("*.txt"))) == 3
    assert re.findall(r"<guid[^>]*>([^<]+)</guid>", again) == guids
    assert re.findall(r"<enclosure[^>]*>", again) == re.findall(r"<enclosure[^>]*>", first)

"""The example show, made and published as its README line says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import run_here

SHOW = Path(__file__).parents[2] / "examples" / "show"

COMMAND = """\
#!/bin/sh
printf '%s\\n' "$@" >"$CALLS"
exit "$(cat "$CODES")"
"""
"""A `bulletin` that has a process of the test's run it: a dozen starts of the real one would take most of the time."""

ENDED = "the script has ended"


@pytest.mark.skipif(sys.platform == "win32", reason="the example's script is one for a POSIX shell")
def test_the_example_show_is_published_and_a_second_run_keeps_every_identity(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = world / "example"
    shutil.copytree(SHOW, show)
    for article in (show / "articles").glob("*.txt"):
        # What it takes to read all of it out says nothing of the show: a headline and a sentence are a bulletin.
        lines = [line for line in article.read_text(encoding="utf-8").splitlines() if line]
        article.write_text("\n\n".join(lines[:2]) + "\n", encoding="utf-8")
    command, calls, codes = world / "bin" / "bulletin", world / "calls", world / "codes"
    command.parent.mkdir()
    command.write_text(COMMAND, encoding="utf-8")
    command.chmod(0o755)
    for variable, pipe in (("CALLS", calls), ("CODES", codes)):
        os.mkfifo(pipe)
        monkeypatch.setenv(variable, str(pipe))
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")

    def published() -> str:
        line = f'"$0" show; code=$?; echo "{ENDED}" >"$CALLS"; exit "$code"'
        with subprocess.Popen(["sh", "-c", line, show / "publish"], cwd=world) as script:
            while (words := calls.read_text(encoding="utf-8").splitlines()) != [ENDED]:
                result = run_here(words)
                codes.write_text(str(result.returncode), encoding="utf-8")
                assert result.returncode == 0, result.stderr
        assert script.returncode == 0
        return (world / "show" / "site" / "feed.xml").read_text(encoding="utf-8")

    first, again = published(), published()

    guids = re.findall(r"<guid[^>]*>([^<]+)</guid>", first)
    assert len(set(guids)) == len(list((SHOW / "articles").glob("*.txt"))) == 3
    assert re.findall(r"<guid[^>]*>([^<]+)</guid>", again) == guids
    assert re.findall(r"<enclosure[^>]*>", again) == re.findall(r"<enclosure[^>]*>", first)

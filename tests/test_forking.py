"""Forking: a forked process is one like any other, and where another Python is asked for, one is started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import forking
from tests.forking import start

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process adopt another's child")

COMMAND = [sys.executable, "-m", "bulletin"]


def told(run: subprocess.Popen[bytes]) -> tuple[int, bytes, bytes]:
    """How a process ended, and what it printed."""
    out, err = run.communicate(timeout=60)
    return run.returncode, out, err


@linux
@pytest.mark.parametrize("arguments", [["script", "metro.txt"], ["script", "no-such.txt"], ["nothing"]])
def test_it_prints_and_ends_as_a_started_one_does(article: Path, arguments: list[str]) -> None:
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    forked = start([*COMMAND, *arguments], **options)
    assert type(forked) is not subprocess.Popen
    assert told(forked) == told(subprocess.Popen([*COMMAND, *arguments], **options))  # type: ignore[call-overload]


@linux
def test_it_has_the_folder_and_the_environment_it_was_given(article: Path, tmp_path: Path) -> None:
    (tmp_path / "words.tsv").write_text("मेट्रो\tरेल\n", encoding="utf-8")
    options = {
        "cwd": tmp_path / "world",
        "env": {**os.environ, "BULLETIN_LEXICON": str(tmp_path / "words.tsv")},
    }
    code, out, _ = told(start([*COMMAND, "script", article.name], stdout=subprocess.PIPE, **options))
    assert (code, "रेल" in out.decode()) == (0, True)


@linux
def test_it_is_our_child_and_dies_of_a_signal() -> None:
    run = start([*COMMAND, "feed", "serve", "."])
    assert f"PPid:\t{os.getpid()}\n" in Path(f"/proc/{run.pid}/status").read_text()
    run.send_signal(signal.SIGKILL)
    assert run.wait(10) == -signal.SIGKILL


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ([*COMMAND, "--version"], {"env": {**os.environ, "PYTHONPATH": "elsewhere"}}),
        ([*COMMAND, "--version"], {"umask": 0o77}),
        ([sys.executable, "-c", "print('bulletin')"], {}),
    ],
    ids=["another environment", "another option", "another program"],
)
def test_what_it_cannot_be_is_started(command: list[str], options: dict[str, object]) -> None:
    run = start(command, stdout=subprocess.PIPE, **options)
    assert type(run) is subprocess.Popen
    code, out, _ = told(run)
    assert (code, out[:8]) == (0, b"bulletin")


@linux
def test_after_its_server_was_killed_a_program_begins_all_the_same() -> None:
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    assert told(start([*COMMAND, "--version"], **options))[0] == 0
    server = forking._server((), forking.COMMAND)
    server._process.kill()
    server._process.wait()

    assert told(start([*COMMAND, "--version"], **options))[0] == 0
    forked = start([*COMMAND, "--version"], **options)
    assert type(forked) is not subprocess.Popen
    assert told(forked)[0] == 0

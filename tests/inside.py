"""The command line within the tests' own process, for tests of what a command says and does.

It is parsed, run and ended as the real command is; only signals stay pytest's. Tests of what a process is (signals, terminals,
pipes) start the real one.
"""

from __future__ import annotations

import io
import subprocess
from contextlib import redirect_stderr, redirect_stdout

import pytest

from bulletin.apps.cli import ending
from bulletin.apps.cli.main import cli


def call(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `bulletin` with these arguments."""
    words = [str(argument) for argument in arguments]
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr("sys.argv", ["bulletin", *words])
        patch.setattr(ending, "_watch_signals", lambda: None)
        code = ending.run(cli)
    return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())

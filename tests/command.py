"""The `bulletin` command as tests run it: in this process, or in one of its own."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bulletin.apps.cli.exits import run
from bulletin.apps.cli.main import cli
from bulletin.apps.signals import EXIT_CODES
from tests.forking import start

Completed = subprocess.CompletedProcess[str]


def run_here(
    arguments: Sequence[object],
    *,
    stdin: bytes | None = None,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    terminal: bool = False,
) -> Completed:
    """Run the command in this process, which saves the start of another: for what a command does and prints.

    Whatever the process itself is part of (signals, closed pipes, terminals, start-up, threads that wait, memory) is
    tested by `run_apart`. With `terminal`, it takes what it prints to for terminals.
    """
    words = [str(argument) for argument in arguments]
    out, err = (_stream(kind=_Terminal if terminal else io.TextIOWrapper) for _ in range(2))
    with _as_in_a_process(words, stdin, out, err, folder, environment):
        code = run(cli)
        out.flush()
        err.flush()
    return subprocess.CompletedProcess(words, code, _text(out), _text(err))


def run_apart(
    arguments: Sequence[object],
    *,
    stdin: bytes | None = None,
    timeout: float = 100,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Completed:
    """Run the command in a process of its own, as a shell does; its modules may be imported already (`forking`)."""
    with start(
        [sys.executable, "-m", "bulletin", *(str(argument) for argument in arguments)],
        stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={**os.environ, **(environment or {})},
    ) as process:
        try:
            out, err = process.communicate(stdin, timeout)
        except BaseException:
            process.kill()
            raise
    return subprocess.CompletedProcess(process.args, process.returncode, out.decode(), err.decode())


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def _stream(data: bytes = b"", kind: type[io.TextIOWrapper] = io.TextIOWrapper) -> io.TextIOWrapper:
    return kind(io.BytesIO(data), encoding="utf-8", errors="surrogateescape")


def _text(stream: io.TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


@contextlib.contextmanager
def _as_in_a_process(
    words: list[str],
    stdin: bytes | None,
    out: io.TextIOWrapper,
    err: io.TextIOWrapper,
    folder: Path | None,
    environment: Mapping[str, str] | None,
) -> Iterator[None]:
    """Set what a process starts with, and put back what was there."""
    before = (sys.argv, sys.stdin, sys.stdout, sys.stderr, sys.unraisablehook)
    handlers = {number: signal.getsignal(number) for number in EXIT_CODES}
    variables, place = dict(os.environ), Path.cwd()
    try:
        sys.argv = ["bulletin", *words]
        sys.stdin, sys.stdout, sys.stderr = _stream(stdin or b""), out, err
        os.environ.update(environment or {})
        if folder is not None:
            os.chdir(folder)
        yield
    finally:
        sys.argv, sys.stdin, sys.stdout, sys.stderr, sys.unraisablehook = before
        for number, handler in handlers.items():
            signal.signal(number, handler)
        os.environ.clear()
        os.environ.update(variables)
        os.chdir(place)

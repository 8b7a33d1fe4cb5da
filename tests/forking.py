"""Forking: programs of this Python in processes of their own, which begin with their modules imported.

To import what speaks and encodes takes a process half a second, and most tests that start one are not about its start.
So each of these programs is forked from a process that has imported its modules and has done nothing else
(`forkserver`). It is a real process and a child of this one: with its own memory, standard streams, environment and
folder, and it ends in any way that a process can. Where that cannot be, it is started as usual: on other systems
than Linux, and with an environment or options that would make another Python of it.
"""

from __future__ import annotations

import atexit
import ctypes
import functools
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from importlib import util
from pathlib import Path
from typing import Any

COMMAND = (
    "bulletin.apps.cli.make",
    "bulletin.apps.cli.progress",
    "bulletin.apps.cli.terminal",
    "bulletin.engines.espeak.engine",
    "bulletin.engines.gtts.engine",
    "bulletin.engines.gtts.session",
    "bulletin.engines.tone",
    "bulletin.production.produce",
    "bulletin.production.finish.finishing",
    "bulletin.production.wording.episodes",
)
"""What the command imports in a usual run."""

NEURAL = ("numpy", "onnxruntime", "piper", "piper.phonemize_espeak")
"""What workers with neural voices import, where it is installed."""

ESPEAK = ("ctypes", "json", "threading", "queue")
"""What espeak-ng's workers import."""

FAULTS = str(Path(__file__).parent / "faults")
"""The folder of programs in which the command runs with something changed."""

COUNT_AT_THE_START = ("PYTHON", "LC_", "LANG", "LD_", "MALLOC_")
"""Beginnings of the names of variables that count at the start of a process."""

ENVIRONMENT = dict(os.environ)
"""Of the servers: what was set before any test."""

BYTECODE = "PYTHONDONTWRITEBYTECODE"
"""One of them that can be set later, too."""

OPTIONS = {"stdin", "stdout", "stderr", "cwd", "env", "start_new_session", "text", "encoding"}
"""Of `subprocess.Popen`: those that a forked process can be given."""

_SUBREAPER = 36
"""prctl's number (linux/prctl.h): processes whose parents end become ours."""

_Popen = subprocess.Popen


def start(command: Sequence[str | Path], **options: Any) -> subprocess.Popen[Any]:
    """As `subprocess.Popen`: forked if that can be, started if not."""
    words = [str(word) for word in command]
    environment: dict[str, str] = dict(options.get("env") or os.environ)
    alike = set(options) <= OPTIONS and _at_the_start(environment) == _at_the_start(ENVIRONMENT)
    server = _server_for(words) if alike else None
    try:
        folder = str(Path(options.get("cwd") or ".").absolute())
    except FileNotFoundError:
        # The one we are in is gone; only a process that is started can begin there.
        server = None
    if server is None:
        return _Popen(words, **options)
    try:
        return _Forked(server, words, environment, folder, options)
    except (BrokenPipeError, ConnectionResetError, ValueError):
        # The server was killed, as a test of killed processes may do: the next program gets another.
        _server.cache_clear()
        return _Popen(words, **options)


def _server_for(words: list[str]) -> Server | None:
    """The server of a program that there is one for."""
    if sys.platform != "linux" or words[0] != sys.executable:
        return None
    match words[1:]:
        case ["-m", "bulletin", *_]:
            return _server((), COMMAND)
        case ["-P", "-m", "bulletin.apps.jobs.worker" | "bulletin.production.making.child"]:
            return _server(("-P",), COMMAND)
        case [program, *_] if program.startswith(FAULTS):
            return _server((), COMMAND)
        case ["-I", program, *_] if program.endswith("bulletin/engines/neural/worker.py"):
            return _server(("-I",), NEURAL)
        case ["-I", "-S", program, *_] if program.endswith("bulletin/engines/espeak/worker.py"):
            return _server(("-I", "-S"), ESPEAK)
    return None


def _at_the_start(environment: Mapping[str, str]) -> dict[str, str]:
    """Of variables, those that count at the start of a process."""
    return {
        name: value
        for name, value in environment.items()
        if name.startswith(COUNT_AT_THE_START) and name != BYTECODE
    }


@functools.cache
def _server(flags: tuple[str, ...], modules: tuple[str, ...]) -> Server:
    return Server(flags, tuple(module for module in modules if util.find_spec(module.partition(".")[0])))


class Server:
    """A process that forks itself, from when it is first needed to the end of this one."""

    def __init__(self, flags: tuple[str, ...], modules: tuple[str, ...]) -> None:
        self.flags = flags
        self._door, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._lock = threading.Lock()
        program = Path(__file__).with_name("forkserver.py")
        with theirs:
            self._process = _Popen(
                [sys.executable, *flags, str(program), str(theirs.fileno()), *modules],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=ENVIRONMENT,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        atexit.register(self.close)

    def fork(self, request: dict[str, Any], files: tuple[int, int, int]) -> int:
        """Fork a process with these standard streams; returns its number. It is a child of this one."""
        data = json.dumps(request).encode()
        prctl = ctypes.CDLL(None).prctl
        with self._lock:
            prctl(_SUBREAPER, 1, 0, 0, 0)
            try:
                socket.send_fds(self._door, [data], files)
                pid = int(self._door.recv(64))
                assert self._door.recv(64) == b"forked"
            finally:
                prctl(_SUBREAPER, 0, 0, 0, 0)
        return pid

    def close(self) -> None:
        """End it."""
        self._door.close()
        self._process.wait()


class _Forked(_Popen[Any]):
    """A forked process, with all that can be done to a started one."""

    def __init__(
        self,
        server: Server,
        words: list[str],
        environment: dict[str, str],
        folder: str,
        options: dict[str, Any],
    ) -> None:
        self._server = server
        self._request = {
            "command": words[1 + len(server.flags) :],
            "environment": environment,
            "folder": folder,
            "session": bool(options.get("start_new_session")),
        }
        super().__init__(words, **options)

    def _execute_child(self, *given: Any) -> None:
        """In place of what starts a program: the arguments from the eleventh on are the ends of its streams."""
        ends = given[10:16]
        files = tuple(
            own if end == -1 else end for own, end in zip((0, 1, 2), (ends[0], ends[3], ends[5]), strict=True)
        )
        self.pid = self._server.fork(self._request, files)  # type: ignore[arg-type]
        self._child_created = True
        self._close_pipe_fds(*ends)  # type: ignore[attr-defined]

"""Fork server: a process that has imported modules, and forks itself for each program that `forking` asks it to start.

Run as a program: the number of a socket, then the names of the modules. It ends when the other end is closed.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import runpy
import socket
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

LARGEST_REQUEST = 1 << 18


def main(door: socket.socket, modules: list[str]) -> None:
    """Fork until the other end is closed; in the forked process, run what was asked for."""
    for module in modules:
        importlib.import_module(module)
    # Not looked through again, and so not copied, in each forked process.
    gc.collect()
    gc.freeze()
    asked = _forked(door)
    if asked is not None:
        door.close()
        _run(*asked)


def _forked(door: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """Answer requests. Returns a request in the process that is for it, and nothing in the server at its end."""
    while True:
        data, files, _, _ = socket.recv_fds(door, LARGEST_REQUEST, 3)
        if not data:
            return None
        between = os.fork()
        if not between:
            pid = os.fork()
            if not pid:
                return json.loads(data), list(files)
            door.send(str(pid).encode())
            os._exit(0)
        # Now its parent is gone, and it belongs to whoever asked.
        os.waitpid(between, 0)
        door.send(b"forked")
        for file in files:
            os.close(file)


def _run(asked: dict[str, Any], files: list[int]) -> None:
    """Become a process like one that Python has just been started in, and run the program."""
    if asked["session"]:
        os.setsid()
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    time.tzset()
    tempfile.tempdir = None
    sys.dont_write_bytecode = "PYTHONDONTWRITEBYTECODE" in os.environ
    at_once = os.isatty(1) or "PYTHONUNBUFFERED" in os.environ
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  (for the process's life, as the others)
    sys.stdout = open(1, "w", 1 if at_once else -1, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    program, *arguments = asked["command"]
    if program == "-m":
        if not sys.flags.safe_path:
            sys.path[0] = asked["folder"]
        sys.argv = ["-m", *arguments[1:]]
        runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)
    else:
        if not sys.flags.isolated:
            sys.path[0] = str(Path(program).parent)
        sys.argv = [program, *arguments]
        runpy.run_path(program, run_name="__main__")


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])), sys.argv[2:])

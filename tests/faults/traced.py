"""The command, writing down what it does to the disk: what is opened to be written, put on the disk, and renamed.

Run as a program in place of `-m bulletin`. `BENCH_TRACE` is the file that gets a line of JSON for each step.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

WRITES = os.O_WRONLY | os.O_RDWR | os.O_TRUNC | os.O_CREAT


def trace(path: str) -> None:
    """Begin to write down."""
    log = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    fsync, replace = os.fsync, os.replace

    def note(*step: object) -> None:
        os.write(log, json.dumps(step).encode() + b"\n")

    def noted_fsync(file: Any) -> None:
        fsync(file)
        status = os.fstat(file if isinstance(file, int) else file.fileno())
        note("fsync", status.st_ino, status.st_size)

    def noted_replace(source: Any, target: Any, **options: Any) -> None:
        status = Path(source).stat()
        replace(source, target, **options)
        folder = Path(os.fspath(target)).resolve().parent
        note("replace", status.st_ino, status.st_size, str(target), folder.stat().st_ino)

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str) and isinstance(arguments[2], int):
            if arguments[2] & WRITES:
                note("open", str(Path(arguments[0]).absolute()))
        elif event in ("os.rename", "os.link", "os.symlink", "os.truncate"):
            note(event, *map(str, arguments[:2]))

    os.fsync, os.replace, os.rename = noted_fsync, noted_replace, noted_replace  # type: ignore[assignment]
    sys.addaudithook(heard)


if __name__ == "__main__":
    from bulletin.apps.cli.main import main

    trace(os.environ["BENCH_TRACE"])
    main()

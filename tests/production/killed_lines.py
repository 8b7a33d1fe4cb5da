"""Replace a file in a process that is killed at one line after another. Run as a program: `killed_lines FOLDER`.

Of its own, with one thread: forking a process that has several may leave a child that waits for ever.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from bulletin.production.disk import commit, locks, temporary

MODULES = {commit.__file__, temporary.__file__, locks.__file__}


def killed_at(step: int, target: Path) -> bool:
    """Replace `target` in a process that dies at a line of those modules; whether it came to that line."""
    child = os.fork()
    if child == 0:
        left = [step]

        def trace(frame: FrameType, event: str, _: Any) -> Callable[..., Any] | None:
            if frame.f_code.co_filename not in MODULES:
                return None
            if event == "line":
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
            return trace

        try:
            sys.settrace(trace)
            commit.write_whole(target, b"new")
            commit.check_writable(target.parent)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main() -> None:
    """Print how many lines there are, and after how many of them something was left; fail if a sweep left any."""
    target = Path(sys.argv[1]) / "news.mp3"
    target.write_bytes(b"old")
    lines = left = 0
    while killed_at(lines, target):
        left += len(os.listdir(target.parent)) > 1  # noqa: PTH208  (a count)
        temporary.sweep(target.parent)
        assert [path.name for path in target.parent.iterdir()] == ["news.mp3"], lines
        assert target.read_bytes() in (b"old", b"new"), lines
        lines += 1
    assert target.read_bytes() == b"new"
    print(lines, left)


if __name__ == "__main__":
    main()

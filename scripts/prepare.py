"""Prepare .venv: the packages that bulletin needs, pinned by constraints.txt. Run by scripts/bulletin and scripts/test.

    python3 scripts/prepare.py run|test

Needs Python 3.11 with pip; uses uv where it is installed. Safe to run twice at once and to interrupt: the
stamp that says "ready" is written last.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / ".venv.lock"


def main(kind: str) -> None:
    """Prepare for running (`run`) or for testing (`test`)."""
    with lock():
        if ready(kind):
            return
        print(f"preparing .venv with {sys.executable} (once; takes a minute or two)", file=sys.stderr)
        # The studio is for people who would not look for an extra: it is a few small packages.
        wanted = f"{ROOT}[test]" if kind == "test" else f"{ROOT}[studio]"
        if not (shutil.which("uv") and with_uv(wanted)):
            with_pip(wanted)
        for stamp in ("run", "test") if kind == "test" else ("run",):
            (VENV / f".ready-{stamp}").write_bytes(stamp_of())


def stamp_of() -> bytes:
    """What the environment was made from: when this changes, it is made again."""
    parts = [(ROOT / name).read_bytes() for name in ("constraints.txt", "pyproject.toml")]
    return b"".join(parts) + str(ROOT).encode() + b"\n"


def ready(kind: str) -> bool:
    stamp = VENV / f".ready-{kind}"
    return stamp.is_file() and stamp.read_bytes() == stamp_of()


def python_of_venv() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def with_uv(wanted: str) -> bool:
    """Whether uv could do it; if not, pip is asked."""
    quiet = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": "copy"}
    make = ["uv", "venv", "--quiet", "--allow-existing", "--python", sys.executable, str(VENV)]
    install = ["uv", "pip", "install", "--quiet", "--python", str(python_of_venv()), *pinned(wanted)]
    return all(subprocess.run(command, env=quiet, check=False).returncode == 0 for command in (make, install))


def with_pip(wanted: str) -> None:
    # Without pip of its own: some systems ship Python without the part that would put it there.
    run([sys.executable, "-m", "venv", "--without-pip", str(VENV)])
    pip = [sys.executable, "-m", "pip", "--python", str(python_of_venv()), "--disable-pip-version-check"]
    run([*pip, "install", "--quiet", *pinned(wanted)])


def pinned(wanted: str) -> list[str]:
    return ["--constraint", str(ROOT / "constraints.txt"), "--editable", wanted]


def run(command: list[str]) -> None:
    code = subprocess.run(command, check=False).returncode
    if code:
        sys.exit(
            f"error: this step failed ({code}): {' '.join(command)}\nCheck the network, and run it again."
        )


class lock:  # noqa: N801  (reads as a word: with lock())
    """One preparation at a time. The system frees the lock when its holder dies."""

    def __enter__(self) -> None:
        self.file = LOCK.open("w")
        if os.name == "nt":
            import msvcrt

            while True:
                try:
                    msvcrt.locking(self.file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
                except OSError:
                    time.sleep(0.5)
                else:
                    return
        import fcntl

        fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self.file.close()


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["test"]):
        sys.exit("usage: python3 scripts/prepare.py run|test")
    main(sys.argv[1])

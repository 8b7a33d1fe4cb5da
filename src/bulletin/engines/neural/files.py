"""Files: where the voices of an engine are on this machine, and whether their files are as they were installed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path


def chosen_folder() -> Path | None:
    """The folder that `BULLETIN_VOICES_DIR` names."""
    chosen = os.environ.get("BULLETIN_VOICES_DIR", "").strip()
    return Path(chosen).expanduser() if chosen else None


def data_folder() -> Path:
    """The folder among the user's data with one folder an engine."""
    import platformdirs

    return Path(platformdirs.user_data_dir("bulletin", appauthor=False)) / "voices"


def any_installed() -> bool:
    """Whether there may be a voice on this machine: whether its folder is there. Loads no engine."""
    return (chosen_folder() or data_folder()).is_dir()


def changed(paths: Iterable[Path], sums: Path) -> str:
    """Which of the files has changed since `sums` was written; empty if none, or if no checksums were kept.

    `sums` has a line a file, as sha256sum writes them. Raises OSError if a file cannot be read.
    """
    try:
        lines = sums.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return ""
    kept = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    return next((path.name for path in paths if path.name in kept and kept[path.name] != digest_of(path)), "")


def digest_of(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal. Read once (70 ms for 63 MB), unless it changes."""
    state = path.stat()
    return _digest(path, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=64)
def _digest(path: Path, size: int, changed_at: int) -> str:  # noqa: ARG001  (they tell one state from another)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

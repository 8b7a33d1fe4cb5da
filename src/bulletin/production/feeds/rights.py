"""Rights: what a web server has to read in a feed's folder, and what keeps it from reading."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from bulletin.production.disk.commit import UMASK

FILE_MODE = 0o644
FOLDER_MODE = 0o755


def share(path: Path) -> None:
    """Let everybody read a file, or enter a folder, as far as the umask allows it; leave what belongs to somebody else.

    A file that replaces another gets the other's mode, which may come from a run with a narrower umask.
    """
    with contextlib.suppress(OSError):
        mode = path.stat().st_mode
        wanted = stat.S_IMODE(mode) | (_full(mode) & ~UMASK)
        if wanted != stat.S_IMODE(mode):
            path.chmod(wanted)


def is_shared(path: Path) -> bool:
    """Whether a web server, which runs as another user, can read a file or enter a folder."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return True
    # Windows has no such bits.
    needed = 0o001 if stat.S_ISDIR(mode) else 0o004
    return os.name == "nt" or mode & needed == needed


def _full(mode: int) -> int:
    return FOLDER_MODE if stat.S_ISDIR(mode) else FILE_MODE

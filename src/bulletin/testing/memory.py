"""Memory: what this process and those that it started hold together. Linux alone tells."""

from __future__ import annotations

import gc
import os
from pathlib import Path

KNOWN = Path("/proc/self/smaps_rollup").is_file() and Path("/proc/self/task").is_dir()
"""Whether this system tells of it."""


def family() -> list[int]:
    """Return this process's id, and those of all that descend from it."""
    found = [os.getpid()]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            # A thread or a process may end meanwhile.
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return found


def held() -> int:
    """Return the bytes that all of them hold together; what several share counts once."""
    gc.collect()
    total = 0
    for one in family():
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return total

"""Quiet: keep the lines that libraries print about damaged sound off standard error. bulletin tells of it itself.

libmpg123 in libsndfile writes warnings to C's `stderr`, with no way to switch that off. While its functions run, that
variable refers to the null device: Python's own `sys.stderr` has the file descriptor, so no message of any thread is lost.
"""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock

_lock = Lock()
_inside = 0
_before: int | None = None


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """While the block runs, in any thread, what C code prints to `stderr` is dropped. Does nothing where it cannot."""
    global _inside, _before
    with _lock:
        _inside += 1
        if _inside == 1 and (streams := _streams()) is not None:
            pointer, null = streams
            _before, pointer.value = pointer.value, null
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if _inside == 0 and (streams := _streams()) is not None:
                streams[0].value = _before


@cache
def _streams() -> tuple[ctypes.c_void_p, int] | None:
    """C's variable `stderr`, and a stream to the null device; None where the variable may not be set."""
    name = {"linux": "stderr", "darwin": "__stderrp"}.get(sys.platform)
    # In musl it is a constant.
    if name is None or (sys.platform == "linux" and platform.libc_ver()[0] != "glibc"):
        return None
    try:
        library = ctypes.CDLL(None)
        open_stream = library.fopen
        open_stream.restype = ctypes.c_void_p
        null: int | None = open_stream(os.devnull.encode(), b"w")
        pointer = ctypes.c_void_p.in_dll(library, name)
    except (AttributeError, OSError, ValueError):
        return None
    return None if null is None else (pointer, null)

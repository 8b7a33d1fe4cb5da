"""Memory: give freed memory of a long programme back to the system between its stages."""

from __future__ import annotations

import ctypes
import sys

LONG_SECONDS = 600.0
"""Shorter programmes free too little to be worth it."""


def give_back(seconds: float) -> None:
    """Return the C library's free memory to the system, for a programme of `seconds`.

    Samples that came and went in threads leave 24 MB of it. Only glibc can do this.
    """
    if seconds < LONG_SECONDS or sys.platform != "linux":
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


LETTERS_A_SECOND = 13.0
"""The rate of Hindi voices, roughly: enough to tell a long programme by its text."""

_MMAP_THRESHOLD = -3
"""mallopt's name for it (malloc.h)."""

_LARGE = 1 << 20


def stay_flat(letters: int) -> None:
    """Let the C library keep no large freed blocks, in a programme of so many spoken letters.

    By default glibc keeps blocks up to the size of the largest ever freed, a cover's 27 MB, which adds up to 30 MB in
    three hours of sound. A short programme is 4 % faster without this.
    """
    if letters < LONG_SECONDS * LETTERS_A_SECOND or sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _LARGE)

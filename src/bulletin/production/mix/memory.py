"""Memory: what a long programme has used goes back to the system before its next stage takes its own."""

from __future__ import annotations

import ctypes
import sys

LONG_SECONDS = 600.0
"""Programmes below this hold so little that it is not worth the while."""


def give_back(seconds: float) -> None:
    """Have the C library give back what is free, for a programme that lasts so long.

    Samples that came and went in threads leave 24 MB of it behind. Only glibc can be asked to.
    """
    if seconds < LONG_SECONDS or sys.platform != "linux":
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


LETTERS_A_SECOND = 13.0
"""How fast Hindi voices speak, about: enough to tell a long programme by its text."""

_MMAP_THRESHOLD = -3
"""mallopt's name for it (malloc.h)."""

_LARGE = 1 << 20


def stay_flat(letters: int) -> None:
    """Have the C library keep no large blocks for later, in a programme of so many spoken letters.

    By itself glibc keeps blocks as large as the largest that was ever freed, a cover's picture of 27 MB, and in three
    hours of sound that adds up to 30 MB. A short programme is 4 % faster without this.
    """
    if letters < LONG_SECONDS * LETTERS_A_SECOND or sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _LARGE)

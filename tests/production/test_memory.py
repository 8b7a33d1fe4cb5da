"""Memory: asking for it back does no harm, whatever the C library can."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

from bulletin.production.mix.memory import LETTERS_A_SECOND, LONG_SECONDS, give_back, stay_flat

LONG = round(LONG_SECONDS * LETTERS_A_SECOND)


def test_a_c_library_that_cannot_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())

    give_back(LONG_SECONDS)
    stay_flat(LONG)


def test_a_short_programme_asks_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(ctypes, "CDLL", asked.append)
    give_back(LONG_SECONDS - 1)
    stay_flat(LONG - 1)

    assert asked == []


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc is asked")
def test_in_a_long_programme_a_large_block_goes_back_at_once() -> None:
    # What a block of 20 MB leaves behind: glibc by itself keeps the next ones of that size.
    program = """
import ctypes, sys
from bulletin.production.mix.memory import LETTERS_A_SECOND, LONG_SECONDS, stay_flat
libc = ctypes.CDLL(None)
if not hasattr(libc, "mallopt"):
    sys.exit("skip")
libc.malloc.restype = ctypes.c_void_p
libc.free.argtypes = [ctypes.c_void_p]
stay_flat(round(LONG_SECONDS * LETTERS_A_SECOND))
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096
libc.free(libc.malloc(20_000_000))
before = resident()
blocks = [libc.malloc(5_000_000) for _ in range(8)]
for block in blocks:
    ctypes.memset(block, 1, 5_000_000)
last = libc.malloc(500_000)  # behind them: it keeps a heap from shrinking
for block in blocks:
    libc.free(block)
print(resident() - before)
"""
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    if result.stderr.strip() == "skip":
        pytest.skip("this C library has no mallopt")
    assert int(result.stdout) < 5_000_000, result.stderr

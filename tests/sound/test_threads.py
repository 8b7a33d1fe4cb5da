from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux to count threads")
def test_matrix_products_are_left_to_one_thread() -> None:
    program = (
        "import os, bulletin.sound.master, numpy\n"
        "numpy.ones((512, 512)) @ numpy.ones((512, 512))\n"
        "print(len(os.listdir('/proc/self/task')))\n"
    )
    kept = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    answer = subprocess.run(
        [sys.executable, "-c", program], env=kept, capture_output=True, text=True, check=True
    )

    assert answer.stdout.split() == ["1"]


def test_another_number_of_threads_may_be_asked_for() -> None:
    program = "import os, bulletin.sound; print(os.environ['OPENBLAS_NUM_THREADS'])"
    answer = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "OPENBLAS_NUM_THREADS": "3"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert answer.stdout.split() == ["3"]

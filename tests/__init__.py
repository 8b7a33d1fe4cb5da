"""The tests. `scripts/test` runs all of them."""

import os
import sys

# Where this is set, pytest rewrites the assertions of every module in every process of every run, and each of the
# hundreds of commands that are started compiles all that it loads.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# `bulletin.sound` sets it, too, but not before a test or a library that tests use has loaded numpy. Without it half of
# the time of all tests that make a bulletin is that of threads that wait for one another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

"""The tests. `scripts/test` runs all of them."""

import os
import sys

# Where this is set, pytest rewrites the assertions of every module in every process of every run, and each of the
# hundreds of commands that are started compiles all that it loads.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

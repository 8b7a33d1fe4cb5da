"""The fault bench: see `scripts/faults --help`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.faults.bench import Bench
from tests.faults.report import report
from tests.faults.rows import PARTS, rows


def main() -> int:
    """Run the parts and print what was found; 0 if every promise was kept."""
    parser = argparse.ArgumentParser(
        prog="scripts/faults",
        description="Run bulletin under kills, signals, full disks, bad services and bad luck, and tell what was"
        " found for each row of docs/faults.md: trials, seed, seconds, result.",
    )
    parser.add_argument("part", nargs="*", help=f"{', '.join(PARTS)}, or tests; all, if none is named")
    parser.add_argument(
        "--short", action="store_true", help="a few trials of each part, as scripts/test long runs them"
    )
    parser.add_argument("--seed", type=int, default=1, help="what chance begins with")
    parser.add_argument(
        "--list", action="store_true", help="list the rows and what proves them, and run nothing"
    )
    arguments = parser.parse_args()
    if arguments.list:
        for row in rows():
            print(f"{row.name}: {row.fault}: {', '.join(row.proofs)}")
        return 0
    wanted = arguments.part or [*PARTS, "tests"]
    if strange := [name for name in wanted if name not in (*PARTS, "tests")]:
        parser.error(f"no part {', '.join(strange)}; there are {', '.join(PARTS)}, tests")
    with tempfile.TemporaryDirectory(prefix="bulletin-faults-") as folder:
        return report(Bench(Path(folder), seed=arguments.seed, short=arguments.short), wanted)


if __name__ == "__main__":
    sys.exit(main())

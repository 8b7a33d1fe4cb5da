"""Time one story replaced in a finished bulletin of six against the bulletin made cold, side by side in one run.

    scripts/bench replace [--rounds 7]

Each round makes examples/bulletin with an empty cache, then replaces its third story in a bulletin made before: another
number in its headline and text, so that headlines and recap change too. Prints the median seconds of both, and the
median of the ratios replaced : cold, by the clock on the wall and by the processor's.
"""

from __future__ import annotations

import argparse
import compileall
import os
import tempfile
from pathlib import Path

from bench import BULLETIN, ROOT, Took, interleaved, print_medians, took

EXAMPLE = ROOT / "examples" / "bulletin"
STORY = 3
SOURCE = "3-mausam.txt"
TRAINS = "42"
"""A number in that story, its headline among the places."""


def run(folder: Path, *arguments: str) -> Took:
    """Run bulletin, with a cache of the folder's own."""
    environment = {**os.environ, "BULLETIN_CACHE_DIR": str(folder / "cache")}
    return took([*BULLETIN, *arguments], environment)


def make(folder: Path) -> Took:
    """Make the example in a folder."""
    return run(folder, "make", str(EXAMPLE / "subah.toml"), "-o", str(folder / "news.mp3"))


class Replaced:
    """A bulletin in which the story is replaced again in each round."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        make(folder)

    def __call__(self, number: int, _: Path) -> Took:
        """Replace it once more, by one with another number."""
        text = (EXAMPLE / SOURCE).read_text(encoding="utf-8")
        new = self._folder / "new.txt"
        new.write_text(text.replace(TRAINS, str(int(TRAINS) + 1 + number)), encoding="utf-8")
        return run(self._folder, "replace", str(self._folder / "news.mp3"), "--story", str(STORY), str(new))


def main() -> None:
    """Run the rounds and print the medians."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    compileall.compile_dir(ROOT / "src" / "bulletin", quiet=2)
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{arguments.rounds} interleaved rounds, {os.cpu_count()} cores{load}")
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        replaced = Replaced(base / "replaced")
        found = interleaved(
            {"one story replaced": replaced, "the bulletin, cold": lambda _, folder: make(folder)},
            base,
            arguments.rounds,
        )
        print_medians(found, "one story replaced")


if __name__ == "__main__":
    main()

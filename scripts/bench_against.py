"""Time this bulletin against another one: before and after a change, side by side in one interleaved run.

    scripts/bench against CHECKOUT [--rounds 7] [ARTICLE]

CHECKOUT is another working tree of bulletin (`git worktree add ../before COMMIT`), run with this one's packages. Each
round makes the bulletin of an article with each tree, in turn: cold (an empty cache), with one word edited, and with
nothing changed; and the shortest commands, three times as often. Prints the median seconds of each, and the median of
the ratios this : other, by the clock on the wall and by the processor's.
"""

from __future__ import annotations

import argparse
import compileall
import os
import statistics
import tempfile
from pathlib import Path

from bench import ARTICLE, BULLETIN, ROOT, Contender, Rerun, Took, bulletin, interleaved, took


def contenders_of(
    sources: Path, article: Path, base: Path
) -> tuple[dict[str, Contender], dict[str, Contender]]:
    """The jobs of one tree: those that make bulletins, and the short ones."""
    environment = {**os.environ, "PYTHONPATH": str(sources)}
    base.mkdir()
    main: dict[str, Contender] = {
        "cold": lambda _, folder: bulletin(article, folder, environment=environment),
        "with a bed, in stereo and a slot": lambda _, folder: bulletin(
            article,
            folder,
            "--bed",
            "ours",
            "--channels",
            "stereo",
            "--slot",
            "4:00",
            environment=environment,
        ),
        "one word edited": Rerun(article, base / "edited", edited=True, environment=environment),
        "nothing changed": Rerun(article, base / "same", edited=False, environment=environment),
    }
    short: dict[str, Contender] = {
        "--help": lambda *_: took([*BULLETIN, "--help"], environment),
        "make --help": lambda *_: took([*BULLETIN, "make", "--help"], environment),
        "spoken x": lambda *_: took([*BULLETIN, "spoken", "x"], environment),
        "script ARTICLE": lambda *_: took([*BULLETIN, "script", str(article)], environment),
    }
    return main, short


def print_ratios(found: dict[str, list[Took]], jobs: list[str]) -> None:
    """Print each job's medians in both trees, and the median of the ratios of its rounds."""
    for job in jobs:
        this, other = found[f"this: {job}"], found[f"other: {job}"]
        ratios = [
            statistics.median(
                getattr(one, kind) / getattr(two, kind) for one, two in zip(this, other, strict=True)
            )
            for kind in Took._fields
        ]
        walls = [statistics.median(one.wall for one in runs) for runs in (this, other)]
        print(
            f"{job}: {walls[0]:.3f} s, other {walls[1]:.3f} s;"
            f" this takes {ratios[0]:.3f} of it, processors {ratios[1]:.3f}"
        )


def main() -> None:
    """Run the rounds and print the ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkout", type=Path)
    parser.add_argument("article", nargs="?", type=Path, default=ARTICLE)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    trees = {"this": ROOT / "src", "other": arguments.checkout.resolve() / "src"}
    for sources in trees.values():
        compileall.compile_dir(sources / "bulletin", quiet=2)
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{arguments.rounds} interleaved rounds, {arguments.article.name}, {os.cpu_count()} cores{load}")
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        jobs = {
            tree: contenders_of(sources, arguments.article, base / tree) for tree, sources in trees.items()
        }
        for kind, rounds in ((0, arguments.rounds), (1, 3 * arguments.rounds)):
            names = list(jobs["this"][kind])
            # The trees in turn at each job, so that the machine's mood is the same for both.
            turns = {f"{tree}: {job}": jobs[tree][kind][job] for job in names for tree in trees}
            print_ratios(interleaved(turns, base, rounds), names)


if __name__ == "__main__":
    main()

"""Time each form of `bulletin export` on an episode of an hour, and the memory that each takes.

    scripts/bench export [--minutes 60] [--rounds 5]

The example article becomes as many stories as it takes, each with numbers of its own, and they are made once, by the voice
`tone`. Then every form is exported in turn, in a new process, round after round. Prints the median seconds of each, the
most memory that it held at once, and the same for a command that exports nothing.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import BULLETIN, ROOT
from bench_memory import ARTICLE, SENTENCE_END

MOST_SECONDS, MOST_MEGABYTES = 3, 150
"""What an episode of an hour may cost."""

FORMS = {
    "epub3": ("epub3", "book.epub"),
    "daisy202": ("daisy202", "book"),
    "m3u": ("m3u", "list"),
    "page": ("page", "web"),
    "page, sound inside": ("page", "page.html"),
}
"""The form and the output of each."""


def make(folder: Path, minutes: float) -> float:
    """Make the episode, as `news.mp3`; returns its minutes. A first, short one tells how many stories it takes."""
    head, *body = ARTICLE.read_text(encoding="utf-8").splitlines()
    stories: list[str] = []
    length, wanted = 0.0, 1
    while length < minutes * 0.95:
        for number in range(len(stories), wanted):
            lines = [SENTENCE_END.sub(f" और {number + 1}", line) if len(line) > 60 else line for line in body]
            path = folder / f"{number:03d}.txt"
            path.write_text("\n".join([f"{head} {number + 1}", *lines]), encoding="utf-8")
            stories.append(str(path))
        arguments = ["make", *stories, "--voice", "tone", "-o", str(folder / "news.mp3"), "--json"]
        environment = {**os.environ, "BULLETIN_CACHE_DIR": str(folder / "cache")}
        made = subprocess.run([*BULLETIN, *arguments], env=environment, check=True, capture_output=True)
        length = json.loads(made.stdout)["duration"] / 60
        wanted = max(len(stories) + 1, round(len(stories) * minutes / length))
    return length


def run(arguments: list[str]) -> tuple[float, float]:
    """Run bulletin: seconds, and the most megabytes that it held."""
    begun = time.perf_counter()
    process = subprocess.Popen([*BULLETIN, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    unit = 1 if sys.platform == "darwin" else 1024
    return time.perf_counter() - begun, used.ru_maxrss * unit / 1e6


def main() -> None:
    """Make the episode, run the rounds, and print what each form took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    compileall.compile_dir(ROOT / "src" / "bulletin", quiet=2)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"an episode of {make(folder, arguments.minutes):.0f} minutes")
        record = str(folder / "news.mp3")
        commands = {
            form: ["export", record, "--as", package, "-o", str(folder / output)]
            for form, (package, output) in FORMS.items()
        }
        commands["no export"] = ["export", "--help"]
        found: dict[str, list[tuple[float, float]]] = {form: [] for form in commands}
        for _ in range(arguments.rounds):
            for form, command in commands.items():
                found[form].append(run(command))
    for form, took in found.items():
        seconds = statistics.median(each for each, _ in took)
        print(f"{form:20}{seconds:6.2f} s{max(each for _, each in took):7.0f} MB")
    print(f"the most for an hour: {MOST_SECONDS} s and {MOST_MEGABYTES} MB")


if __name__ == "__main__":
    main()

"""Measure the memory that a long programme takes, of all processes together, and whether its time grows in line.

    scripts/bench memory [--hours 3] [ARTICLE]

The article is repeated with changes until it lasts so long, then a quarter as long. Each is made once, cold, with the
embedded voice; every 50 ms the memory that its processes hold together is read (the proportional set size that Linux
reckons: what several share counts once). Needs Linux.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "examples" / "monsoon-session.txt"

SENTENCE_END = re.compile(r"(?=[।.](?: |$))")

MINUTES_ONCE = 4.0
"""What the example lasts without its jingles."""


def longer(article: Path, minutes: float) -> str:
    """The article, and again its sections with other numbers in them, until it lasts so many minutes."""
    head, *body = article.read_text(encoding="utf-8").splitlines()
    times = max(1, round(minutes / MINUTES_ONCE))
    lines = [head]
    for number in range(times):
        # Words of its own in every sentence: nothing is spoken once for all.
        lines += [SENTENCE_END.sub(f" और {number + 1}", line) if len(line) > 60 else line for line in body]
    return "\n".join(lines)


def family(process: int) -> list[int]:
    """A process and all that descend from it."""
    found = [process]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def memory(process: int) -> int:
    """Bytes that a process and its children hold together; 0 when they are gone."""
    total = 0
    try:
        for one in family(process):
            for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
    except (OSError, ValueError):
        return 0
    return total


def run(text: str, folder: Path) -> tuple[float, int, float]:
    """Make a bulletin of `text`: seconds, the most bytes held, and seconds of sound."""
    import soundfile

    (folder / "a.txt").write_text(text, encoding="utf-8")
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bulletin", "make", "a.txt", "--voice", "espeak", "-o", "a.mp3"],
        cwd=folder,
        env={**os.environ, "BULLETIN_CACHE_DIR": str(folder / "cache")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    os.set_blocking(process.stderr.fileno(), False)
    most = 0
    said = b""
    while process.poll() is None:
        most = max(most, memory(process.pid))
        said = (said + (process.stderr.read() or b""))[-2000:]
        time.sleep(0.05)
    seconds = time.perf_counter() - begun
    if process.returncode:
        raise SystemExit(said.decode(errors="replace"))
    return seconds, most, soundfile.info(folder / "a.mp3").duration


def main() -> None:
    """Make a quarter, then the whole, and print what each took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("article", nargs="?", type=Path, default=ARTICLE)
    parser.add_argument("--hours", type=float, default=3.0)
    arguments = parser.parse_args()
    for hours in (arguments.hours / 4, arguments.hours):
        with tempfile.TemporaryDirectory() as name:
            seconds, most, sound = run(longer(arguments.article, hours * 60), Path(name))
        print(
            f"{sound / 3600:.2f} hours: {seconds:.1f} s, {sound / seconds:.0f} times as fast as it plays;"
            f" at most {most / 1e6:.0f} MB in all processes together"
        )


if __name__ == "__main__":
    main()

"""Time a bulletin by the online voice against stock gTTS, on a stand-in that takes 250 ms an answer, interleaved.

    scripts/bench online [--rounds 5] [--delay 0.25] [ARTICLE]

Each round runs stock gTTS (one piece after the other, speech alone), then bulletin with an empty store (the whole
job: speech, mixing, levelling, encoding, tags, checks), then bulletin again with the clips it has kept. Prints the
median seconds, the requests each sent, and how many times as fast bulletin is.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "examples" / "monsoon-session.txt"

STOCK = """
import sys
from pathlib import Path
import gtts.tts
base, article, target = sys.argv[1:]
gtts.tts._translate_url = lambda tld="com", path="": f"{base}/{path}"
gtts.tts.gTTS(Path(article).read_text(encoding="utf-8"), lang="hi", lang_check=False).save(target)
"""
"""gTTS as its page shows it, with the stand-in's address in place of Google's."""


def main() -> None:
    """Run the rounds and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("article", nargs="?", type=Path, default=ARTICLE)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--delay", type=float, default=0.25)
    arguments = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from tests.standins.google import GoogleStandIn

    seconds: dict[str, list[float]] = {"stock": [], "speaking": [], "cold": [], "again": []}
    requests: dict[str, int] = {}
    with GoogleStandIn(delay=arguments.delay) as google, tempfile.TemporaryDirectory() as name:
        for number in range(arguments.rounds):
            folder = Path(name) / str(number)
            folder.mkdir()
            for kind in ("stock", "cold", "again"):
                before = len(google.texts)
                begun = time.perf_counter()
                if kind == "stock":
                    stock(google.address, arguments.article, folder)
                else:
                    speaking = bulletin(google.address, arguments.article, folder)
                    if kind == "cold":
                        seconds["speaking"].append(speaking)
                seconds[kind].append(time.perf_counter() - begun)
                requests[kind] = len(google.texts) - before
    medians = {kind: statistics.median(times) for kind, times in seconds.items()}
    print(
        f"{arguments.rounds} interleaved rounds, {arguments.article.name}, {arguments.delay * 1000:.0f} ms an answer,"
        f" {os.cpu_count()} cores"
    )
    print(f"stock gTTS, speech alone: {medians['stock']:.2f} s, {requests['stock']} requests")
    print(
        f"bulletin, speech alone: {medians['speaking']:.2f} s, {requests['cold']} requests;"
        f" {medians['stock'] / medians['speaking']:.1f} times as fast"
    )
    print(
        f"bulletin, the whole job: {medians['cold']:.2f} s; {medians['stock'] / medians['cold']:.1f} times as fast"
        " as stock gTTS's speech alone"
    )
    print(f"bulletin, again: {medians['again']:.2f} s, {requests['again']} requests")


def stock(address: str, article: Path, folder: Path) -> None:
    """Stock gTTS, in a process of its own."""
    command = [sys.executable, "-W", "ignore", "-c", STOCK, address, str(article), str(folder / "stock.mp3")]
    subprocess.run(command, check=True, capture_output=True)


def bulletin(address: str, article: Path, folder: Path) -> float:
    """A bulletin by the online voice, in a process of its own; returns the seconds it spoke."""
    environment = {**os.environ, "BULLETIN_CACHE_DIR": str(folder / "cache"), "BULLETIN_GTTS_URL": address}
    command = [sys.executable, "-m", "bulletin", "make", str(article), "--voice", "gtts", "--json"]
    result = subprocess.run(
        [*command, "-o", str(folder / "b.mp3")], env=environment, check=True, capture_output=True, text=True
    )
    # An episode that is whole and made of the same speaks nothing.
    speaking: float = json.loads(result.stdout)["seconds"].get("speaking", 0.0)
    return speaking


if __name__ == "__main__":
    main()

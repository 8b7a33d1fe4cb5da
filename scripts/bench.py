"""Time the main job against the obvious script and against bare LAME, whole processes, interleaved.

    scripts/bench [--rounds 7] [ARTICLE]

Each round runs every contender once, in turn, cold (an empty store, a new process). Prints the median seconds of
each and its ratio to bulletin's. The obvious script needs espeak-ng and ffmpeg, bare LAME needs lame; a contender
whose program is missing is left out, and that is said.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "examples" / "monsoon-session.txt"

OBVIOUS = """
import subprocess, sys, warnings
warnings.simplefilter("ignore")
from pathlib import Path
from pydub import AudioSegment
article, folder = Path(sys.argv[1]), Path(sys.argv[2])
whole = AudioSegment.silent(100)
for number, paragraph in enumerate(line for line in article.read_text().splitlines() if line.strip()):
    wave = folder / f"{number}.wav"
    subprocess.run(["espeak-ng", "-v", "hi", "-w", str(wave)], input=paragraph.encode(), check=True)
    whole += AudioSegment.from_wav(str(wave)) + AudioSegment.silent(500)
whole.export(folder / "obvious.mp3", format="mp3", bitrate="128k")
"""
"""What one would write first: espeak-ng a paragraph, pydub's +=, export. No loudness, no tags, 22 kHz."""


def bulletin(article: Path, folder: Path) -> None:
    environment = {**os.environ, "BULLETIN_CACHE_DIR": str(folder / "cache")}
    command = [
        sys.executable,
        "-m",
        "bulletin",
        "make",
        str(article),
        "--voice",
        "espeak",
        "-o",
        str(folder / "b.mp3"),
    ]
    subprocess.run(command, env=environment, check=True, capture_output=True)


def obvious(article: Path, folder: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", OBVIOUS, str(article), str(folder)], check=True, capture_output=True
    )


def main() -> None:
    """Run the rounds and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("article", nargs="?", type=Path, default=ARTICLE)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        wave = finished_wave(arguments.article, base)
        contenders: dict[str, Callable[[Path], None]] = {
            "bulletin, cold, -16 LUFS, jingles, tags, 44.1 kHz": lambda folder: bulletin(
                arguments.article, folder
            )
        }
        if shutil.which("espeak-ng") and shutil.which("ffmpeg"):
            contenders["the obvious script, no loudness, 22 kHz"] = lambda folder: obvious(
                arguments.article, folder
            )
        else:
            print("left out: the obvious script (needs espeak-ng and ffmpeg)")
        if shutil.which("lame"):
            contenders["bare lame -b 128 on the finished audio"] = lambda folder: lame(wave, folder)
        else:
            print("left out: bare LAME (needs lame)")
        seconds = interleaved(contenders, base, arguments.rounds)
    medians = {contender: statistics.median(times) for contender, times in seconds.items()}
    ours = next(iter(medians.values()))
    print(f"{arguments.rounds} interleaved rounds, {arguments.article.name}, {os.cpu_count()} cores")
    for contender, median in medians.items():
        print(f"{contender}: {median:.2f} s; bulletin takes {ours / median:.2f} of it")


def finished_wave(article: Path, base: Path) -> Path:
    """The finished audio, decoded to a WAV for bare LAME to encode."""
    import soundfile

    folder = base / "once"
    folder.mkdir()
    bulletin(article, folder)
    samples, rate = soundfile.read(folder / "b.mp3", dtype="int16")
    wave = base / "finished.wav"
    soundfile.write(wave, samples, rate)
    return wave


def lame(wave: Path, folder: Path) -> None:
    subprocess.run(["lame", "--quiet", "-b", "128", str(wave), str(folder / "l.mp3")], check=True)


def interleaved(
    contenders: dict[str, Callable[[Path], None]], base: Path, rounds: int
) -> dict[str, list[float]]:
    """Seconds of each contender in each round; every run in an empty folder."""
    seconds: dict[str, list[float]] = {contender: [] for contender in contenders}
    for number in range(rounds):
        for place, (contender, run) in enumerate(contenders.items()):
            folder = base / f"{number}-{place}"
            folder.mkdir()
            begun = time.perf_counter()
            run(folder)
            seconds[contender].append(time.perf_counter() - begun)
            shutil.rmtree(folder)
    return seconds


if __name__ == "__main__":
    main()

"""Time the main job against the obvious script and against bare LAME, whole processes, interleaved.

    scripts/bench [--rounds 7] [ARTICLE]

Each round runs every contender once, in turn, each in a new process and a folder of its own: bulletin cold (an empty
cache), with one word edited, and with nothing changed; what one would write first, without and with loudness; and
LAME alone on the finished audio. Prints the median seconds of each, the median of the processor's seconds (which
other work on the machine changes less), and both as parts of the others. Then the same for the shortest commands.

The obvious scripts need espeak-ng and ffmpeg, the one with loudness pyloudnorm too, bare LAME needs lame; a contender
whose program is missing is left out, and that is said.
"""

from __future__ import annotations

import argparse
import compileall
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

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
"""
"""What one would write first: espeak-ng a paragraph, pydub's +=."""

PLAIN = """
whole.export(folder / "obvious.mp3", format="mp3", bitrate="128k")
"""
"""And its export: no loudness, no tags, 22 kHz."""

LEVELLED = """
import numpy, pyloudnorm
whole = whole.set_frame_rate(44100)
samples = numpy.array(whole.get_array_of_samples()) / 32768
meter = pyloudnorm.Meter(44100)
samples = pyloudnorm.normalize.loudness(samples, meter.integrated_loudness(samples), -16.0)
data = (numpy.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
levelled = AudioSegment(data=data, sample_width=2, frame_rate=44100, channels=1)
tags = {"title": "news", "artist": "station", "album": "programme", "date": "2026"}
levelled.export(folder / "obvious.mp3", format="mp3", bitrate="128k", tags=tags)
"""
"""And with what a station asks for: 44.1 kHz, -16 LUFS by pyloudnorm, tags."""

NUMBERS = ("एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ", "दस")

CLICK = [sys.executable, "-c", "import click"]
BULLETIN = [sys.executable, "-m", "bulletin"]


class Took(NamedTuple):
    """What a run took, in seconds: by the clock on the wall, and of processors, its helpers' too."""

    wall: float
    processor: float


Contender = Callable[[int, Path], Took]
"""Runs once, in a round of that number, in an empty folder."""


def took(command: list[str], environment: Mapping[str, str] | None = None) -> Took:
    """Run a command to its end. Raises CalledProcessError if it fails."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Took(wall, used.ru_utime + used.ru_stime)


def bulletin(article: Path, folder: Path, *more: str, environment: Mapping[str, str] | None = None) -> Took:
    """Make `folder`/b.mp3, with a cache of the folder's own."""
    environment = {**(environment or os.environ), "BULLETIN_CACHE_DIR": str(folder / "cache")}
    command = [*BULLETIN, "make", str(article), "--voice", "espeak", "-o", str(folder / "b.mp3"), *more]
    return took(command, environment)


class Rerun:
    """Bulletin again where it was made before: of the same, or with a word of the article's middle changed."""

    def __init__(
        self,
        article: Path,
        folder: Path,
        *,
        edited: bool,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        folder.mkdir()
        self._environment = environment
        self._folder = folder
        self._article = folder / "article.txt"
        self._text = article.read_text(encoding="utf-8")
        self._edited = edited
        self._article.write_text(self._text, encoding="utf-8")
        bulletin(self._article, folder, environment=environment)

    def __call__(self, number: int, _: Path) -> Took:
        """Run it once more."""
        if self._edited:
            # A word in the middle of a paragraph becomes two, different ones in each round.
            lines = self._text.splitlines()
            place = max(range(len(lines) // 2, len(lines)), key=lambda line: len(lines[line]))
            words = lines[place].split(" ")
            words[len(words) // 2] += f" {NUMBERS[number % len(NUMBERS)]}"
            lines[place] = " ".join(words)
            self._article.write_text("\n".join(lines), encoding="utf-8")
        return bulletin(self._article, self._folder, environment=self._environment)


def contenders_for(article: Path, base: Path) -> dict[str, Contender]:
    """Everything that can run here, by its name."""
    wave = finished_wave(article, base)
    found: dict[str, Contender] = {
        "bulletin, cold: -16 LUFS, jingles, tags, 44.1 kHz, checked": lambda _, folder: bulletin(
            article, folder
        ),
        "bulletin, cold, without its cover": lambda _, folder: bulletin(article, folder, "--no-cover"),
        "bulletin, one word edited": Rerun(article, base / "edited", edited=True),
        "bulletin, nothing changed": Rerun(article, base / "same", edited=False),
    }
    if shutil.which("espeak-ng") and shutil.which("ffmpeg"):
        obvious = [sys.executable, "-c"]
        found["the obvious script, no loudness, 22 kHz"] = lambda _, folder: took(
            [*obvious, OBVIOUS + PLAIN, str(article), str(folder)]
        )
        if importlib.util.find_spec("pyloudnorm"):
            found["the obvious script, -16 LUFS by pyloudnorm, 44.1 kHz, tags"] = lambda _, folder: took(
                [*obvious, OBVIOUS + LEVELLED, str(article), str(folder)]
            )
        else:
            print(f"left out: the obvious script with loudness ({sys.executable} -m pip install pyloudnorm)")
    else:
        print("left out: the obvious scripts (need espeak-ng and ffmpeg)")
    if shutil.which("lame"):
        lame = ["lame", "--quiet", "-b", "128"]
        found["bare lame -b 128 on the finished audio"] = lambda _, folder: took(
            [*lame, str(wave), str(folder / "l.mp3")]
        )
        found["bare lame -b 128 --noreplaygain"] = lambda _, folder: took(
            [*lame, "--noreplaygain", str(wave), str(folder / "l.mp3")]
        )
    else:
        print("left out: bare LAME (needs lame)")
    return found


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


def interleaved(contenders: Mapping[str, Contender], base: Path, rounds: int) -> dict[str, list[Took]]:
    """What each contender took in each round; every run in an empty folder."""
    found: dict[str, list[Took]] = {contender: [] for contender in contenders}
    for number in range(rounds):
        for place, (contender, run) in enumerate(contenders.items()):
            folder = base / f"{number}-{place}"
            folder.mkdir()
            found[contender].append(run(number, folder))
            shutil.rmtree(folder)
    return found


def print_medians(found: Mapping[str, list[Took]], first: str) -> None:
    """Print the medians, and what `first` takes of each: its ratio in each round, and the median of those."""
    for contender, all_took in found.items():
        walls, processors = zip(*all_took, strict=True)
        ours = found[first]
        parts = [
            statistics.median(
                getattr(one, kind) / getattr(other, kind) for one, other in zip(ours, all_took, strict=True)
            )
            for kind in Took._fields
        ]
        print(
            f"{contender}: {statistics.median(walls):.3f} s, processors {statistics.median(processors):.3f} s;"
            f" {first.partition(':')[0]} takes {parts[0]:.2f} of it, processors {parts[1]:.2f}"
        )


def main() -> None:
    """Run the rounds and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("article", nargs="?", type=Path, default=ARTICLE)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    # As pip leaves an installed package; here Python may have been told to write nothing.
    compileall.compile_dir(ROOT / "src" / "bulletin", quiet=2)
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{arguments.rounds} interleaved rounds, {arguments.article.name}, {os.cpu_count()} cores{load}")
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        contenders = contenders_for(arguments.article, base)
        print_medians(interleaved(contenders, base, arguments.rounds), next(iter(contenders)))
        short: dict[str, Contender] = {
            "python -c 'import click'": lambda *_: took(CLICK),
            "bulletin --help": lambda *_: took([*BULLETIN, "--help"]),
            "bulletin spoken x": lambda *_: took([*BULLETIN, "spoken", "x"]),
        }
        print_medians(interleaved(short, base, 3 * arguments.rounds), next(iter(short)))


if __name__ == "__main__":
    main()

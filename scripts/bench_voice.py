"""Measure a voice: how fast it speaks, what that costs the processor, and whether its memory grows.

    scripts/bench voice [kokoro|piper|espeak|ENGINE:NAME] [--sentences 1000] [--keep FOLDER]

Sentences of the examples, with numbers of their own in each, are spoken one after another (as many at once as the voice
allows), without the cache. Seconds of sound, of waiting and of processor time are counted for all its processes, and the
memory that they hold together is read after a twentieth of the sentences and at the end. The service of an online voice
is really asked. Needs Linux.
"""

from __future__ import annotations

import argparse
import os
import time
import wave
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench_memory import family, memory

from bulletin.language.hindi import speak
from bulletin.language.pieces import pieces
from bulletin.language.sentences import split
from bulletin.production.voice.cast import named
from bulletin.production.voice.judge import spoken
from bulletin.schema.clip import Speech
from bulletin.sound.decode import listen

ROOT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def sentences(count: int, limit: int | None) -> list[str]:
    """So many spoken sentences, each with another number in it, none longer than the engine's limit."""
    lines = [
        line
        for path in sorted((ROOT / "examples").glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if len(line) > 60
    ]
    written = [sentence for line in lines for sentence in split(line)]
    found: list[str] = []
    while len(found) < count:
        for sentence in written:
            text = speak(f"{len(found) + 1} {sentence}").text
            found += [piece for piece in pieces(text, limit) if any(map(str.isalpha, piece))]
    return found[:count]


def processor_seconds() -> float:
    """What this process and all that it started have used, those that have ended excepted."""
    ticks = 0
    for one in family(os.getpid()):
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("voice", nargs="?", default="kokoro", help="engine or engine:name")
    parser.add_argument("--sentences", type=int, default=1000)
    parser.add_argument("--keep", type=Path, help="a folder for the first ten sentences, to listen to")
    options = parser.parse_args()
    cast = named(options.voice)
    texts = sentences(options.sentences, cast.engine.limit)
    begun = time.monotonic()
    with cast.engine.open(cast.voice, listen) as session:
        spoken(session, texts[0])
        print(f"{cast.name}: the first sentence after {time.monotonic() - begun:.1f} s")
        sound = 0.0
        early = len(texts) // 20 or 1
        before = at_first = memory(os.getpid())
        wall, processor = time.monotonic(), processor_seconds()

        def say(text: str) -> Speech:
            return spoken(session, text)

        with ThreadPoolExecutor(session.parallel) as pool:
            for start in range(0, len(texts), early):
                for number, speech in enumerate(pool.map(say, texts[start : start + early]), start):
                    sound += speech.length / speech.rate
                    if options.keep and number < 10 and speech.encoding == "pcm16":
                        keep(options.keep / f"{cast.name.replace(':', '-')}-{number}.wav", speech)
                if start == 0:
                    at_first = memory(os.getpid())
        wall, processor = time.monotonic() - wall, processor_seconds() - processor
        at_end = memory(os.getpid())
    print(f"{len(texts)} sentences, {sound:.0f} s of sound, in {wall:.0f} s: {wall / sound:.3f} of real time")
    print(f"processor: {processor:.0f} s, {processor / sound:.3f} s a second of sound")
    print(
        f"memory: {before / 1e6:.0f} MB at first, {at_first / 1e6:.0f} MB after {early}, {at_end / 1e6:.0f} MB at the end"
    )
    print(f"growth: {(at_end - at_first) / max(1, len(texts) - early):.0f} bytes a sentence")


def keep(path: Path, speech: Speech) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(speech.rate)
        file.writeframes(speech.sound)


if __name__ == "__main__":
    main()

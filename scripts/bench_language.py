"""Time the language: a megabyte of news, the start, and hostile text; each part in one interleaved run.

    scripts/bench language [--rounds 5] [--against CHECKOUT] [news] [start] [hostile]

Without names of parts all three are run. `news` speaks a megabyte made of the examples and the cases, its numbers
varied, and gives milliseconds a sentence; beside it stand two yardsticks of the same machine: finding the words of
each sentence, and ICU saying its numbers alone. `start` is a new process from nothing to its first sentence, less
a bare Python. `hostile` gives two sizes of each text, and how the time grew: about 2 is linear. `--against` puts
another checkout of bulletin into every round, and gives the ratio.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import re
import statistics
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("news", "start", "hostile")
MEGABYTE = 1_000_000

FIRST_SENTENCES = {
    "plain": "मंत्री ने कहा कि सड़क बन गई है।",
    "a count": "मंत्री ने कहा कि 25 लोग आए.",
    "money": "मंत्री ने कहा कि 2,500 किमी सड़क पर ₹3.5 लाख करोड़ लगे।",
    "Latin": "मंत्री ने कहा कि Modi और BJP साथ हैं।",
}

HOSTILE = {
    "no space": "क", "digits": "7", "marks": "\u0901", "emoji": "😀", "(": "(", "“": "“", "1,": "1,", "1-": "1-",
    "1/": "1/", "A.": "A.", "ए.": "ए.", "a@": "a@", "₹": "₹", "₹1": "₹1 ", "www.": "www.", "-a": "-a", "dots": "." * 99 + "क",
    "Latin and digits": "abcdefghijklmnopqrstuvwxyz" * 4 + "2030x ", "quoted": '"क। ', "stops": "क. ",
}  # fmt: skip
SIZES = (50_000, 100_000)

Result = dict[str, float]


def news(size: int) -> str:
    """At least `size` bytes of Hindi news: all of the examples and some of the cases in turn, numbers varied."""
    draw = random.Random(1947)
    examples = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))
    )
    cases = [
        line.partition(" ~ ")[0]
        for path in sorted((ROOT / "tests" / "language" / "cases").glob("*.txt"))
        for line in path.read_text(encoding="utf-8").split("\n")
        if " ~ " in line and not line.startswith("#")
    ]

    def other(number: re.Match[str]) -> str:
        first, *rest = list(number.group())
        return (first if first == "0" else draw.choice("123456789")) + "".join(
            draw.choice("0123456789") for _ in rest
        )

    parts: list[str] = []
    while size > 0:
        part = "\n".join([examples, *draw.sample(cases, 60), ""])
        parts.append(re.sub("[0-9]+", other, part) if parts else part)
        size -= len(parts[-1].encode())
    return "".join(parts)


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Seconds that `work` takes: of this process's own by default, which a busy machine blurs less."""
    begun = clock()
    work()
    return clock() - begun


def work_news() -> Result:
    """Seconds of each step over the whole text, in this process."""
    from bulletin.language.hindi import speak
    from bulletin.language.pieces import pieces
    from bulletin.language.sentences import split

    text = news(MEGABYTE)
    speak("मई 5, G-20: ₹5, 5 km")
    sentences = split(text)
    spoken = [speak(sentence).text for sentence in sentences]
    found = {
        "sentences": float(len(sentences)),
        "split": seconds(lambda: split(text)),
        "speak": seconds(lambda: [speak(sentence) for sentence in sentences]),
        "pieces": seconds(lambda: [pieces(sentence, 100) for sentence in spoken]),
    }
    words = re.compile(r"\d+|[^\W\d]+")
    found["finding words"] = seconds(
        lambda: [words.findall(unicodedata.normalize("NFC", sentence)) for sentence in sentences]
    )
    try:
        icu = importlib.import_module("icu")
    except ImportError:
        return found
    spell_out = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale("hi"))
    numbers = re.compile(r"\d{1,15}")
    found["ICU, numbers alone"] = seconds(
        lambda: [numbers.sub(lambda number: spell_out.format(int(number[0])), line) for line in sentences]
    )
    return found


def work_hostile() -> Result:
    """Seconds for each step, text and size, in this process; the better of two."""
    from bulletin.language.hindi import speak
    from bulletin.language.pieces import pieces
    from bulletin.language.sentences import split

    found: Result = {}
    for name, pattern in HOSTILE.items():
        for size in SIZES:
            text = (pattern * (size // len(pattern) + 1))[:size]
            steps: dict[str, Callable[[], object]] = {
                "speak": partial(speak, text),
                "split": partial(split, text),
                "pieces": partial(pieces, text, 100),
            }
            for step, work in steps.items():
                found[f"{name}\t{step}\t{size}"] = min(seconds(work), seconds(work))
    return found


def run(checkout: Path, *command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(checkout / "src")}
    return subprocess.run(
        [sys.executable, *command], env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    ).stdout


def rounds_of(part: str, checkouts: list[Path], rounds: int) -> list[Result]:
    """The medians of each checkout, all measured once in every round."""
    found: list[list[Result]] = [[] for _ in checkouts]
    for _ in range(rounds):
        for place, checkout in enumerate(checkouts):
            found[place].append(json.loads(run(checkout, __file__, "--work", part)))
    return [
        {name: statistics.median(result[name] for result in results) for name in results[0]}
        for results in found
    ]


def show_news(checkouts: list[Path], rounds: int) -> None:
    results = rounds_of("news", checkouts, rounds)
    ours = results[0]
    print(f"news: {MEGABYTE:,} bytes, {ours['sentences']:,.0f} sentences, {rounds} rounds, ms a sentence")
    for name in list(ours)[1:]:
        figures = [1000 * result[name] / result["sentences"] for result in results if name in result]
        print(
            f"  {name:20} {figures[0]:7.4f}{beside(figures)}   speak takes {ours['speak'] / ours[name]:.2f} of it"
        )
    if "ICU, numbers alone" not in ours:
        print("  left out: ICU (it comes with scripts/test)")


def show_start(checkouts: list[Path], rounds: int) -> None:
    programs = {"bare": "pass"} | {
        name: f"from bulletin.language.hindi import speak; speak({sentence!r})"
        for name, sentence in FIRST_SENTENCES.items()
    }
    times: dict[str, list[list[float]]] = {name: [[] for _ in checkouts] for name in programs}
    for number in range(3 * rounds + 1):
        for place, checkout in enumerate(checkouts):
            for name, program in programs.items():
                taken = seconds(partial(run, checkout, "-c", program), time.perf_counter)
                # The first round only warms the compiled modules.
                if number:
                    times[name][place].append(1000 * taken)
    # The best of all rounds: what else runs on the machine can only add to it.
    bare = min(times["bare"][0])
    print(
        f"start: best of {3 * rounds}, ms from nothing to the first sentence, less {bare:.1f} of bare Python"
    )
    for name in FIRST_SENTENCES:
        figures = [min(taken) - bare for taken in times[name]]
        print(f"  {name:20} {figures[0]:7.1f}{beside(figures)}")


def show_hostile(checkouts: list[Path], rounds: int) -> None:
    results = rounds_of("hostile", checkouts, max(1, rounds // 3))
    small, large = SIZES
    print(f"hostile: ms for {small:,} and {large:,} characters, and how it grew")
    for name in HOSTILE:
        columns = []
        for step in ("speak", "split", "pieces"):
            figures = [1000 * result[f"{name}\t{step}\t{large}"] for result in results]
            first = 1000 * results[0][f"{name}\t{step}\t{small}"]
            columns.append(
                f"{step} {first:6.1f} {figures[0]:6.1f} x{figures[0] / first:4.1f}{beside(figures)}"
            )
        print(f"  {name:17} {' | '.join(columns)}")


def beside(figures: list[float]) -> str:
    """The other checkout's figure and ours as a share of it, if there is another."""
    return f" ({figures[1]:.4g} there, {figures[0] / figures[1]:.2f} of it here)" if len(figures) > 1 else ""


def main() -> None:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser(
        prog="scripts/bench language",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--against", type=Path, metavar="CHECKOUT")
    parser.add_argument("--work", choices=("news", "hostile"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.work:
        print(json.dumps(work_news() if arguments.work == "news" else work_hostile()))
        return
    if unknown := set(arguments.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if arguments.against and not (arguments.against / "src" / "bulletin").is_dir():
        parser.error(f"{arguments.against} is no checkout of bulletin: it has no src/bulletin")
    checkouts = [ROOT, *([arguments.against.resolve()] if arguments.against else [])]
    show = {"news": show_news, "start": show_start, "hostile": show_hostile}
    for part in arguments.parts or PARTS:
        show[part](checkouts, arguments.rounds)


if __name__ == "__main__":
    main()

"""Measure a batch: against one command an article, its memory, its cost per article as it grows, its journal.

    scripts/bench many [throughput|line|journal]... [--articles 200] [--rounds 4] [--largest 10000]

throughput: 200 generated articles, in rounds: one command an article, then one batch of the same, each with an empty
cache. Ratios of time and of processor time; on a machine with other work to do only the second says much.
line: one batch of so many short articles, with the voice `tone`: processor time an article, and the memory that all its
processes hold together, as it grows.
journal: every question that a batch asks its journal, with 100,000 articles in it.
Needs Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

from bench_memory import memory

from bulletin.apps.jobs.job import Job, JobResult, Made
from bulletin.apps.jobs.journal import Journal
from bulletin.apps.jobs.judging import How
from bulletin.apps.jobs.rows import Looked
from bulletin.production.gathering.found import Found
from bulletin.production.recipe import Recipe

PARTS = ("throughput", "line", "journal")

CITIES = [
    "दिल्ली",
    "मुंबई",
    "पटना",
    "लखनऊ",
    "जयपुर",
    "भोपाल",
    "रायपुर",
    "रांची",
    "देहरादून",
    "शिमला",
    "इंदौर",
    "कानपुर",
    "वाराणसी",
    "नागपुर",
    "सूरत",
]
THINGS = ["मेट्रो", "बस", "पुल", "अस्पताल", "स्कूल", "बाज़ार", "नहर", "सड़क", "पार्क", "पुस्तकालय"]
ENDS = ("पूरा हुआ", "बाकी है", "रुका है")

LONG = ("--voice", "espeak")
SHORT = ("--voice", "tone", "--no-cover", "--no-jingles")


def article(number: int, paragraphs: int) -> str:
    """An article of its own: another headline, other figures in every sentence."""
    pick = random.Random(number)
    lines = [
        f"{pick.choice(CITIES)} में {pick.choice(THINGS)} की योजना {number} शुरू, खर्च {pick.randint(2, 900)} करोड़ रुपये",
        f"{pick.choice(CITIES)} के लोगों को {pick.randint(2, 60)} महीने में मिलेगा लाभ.",
    ]
    for place in range(paragraphs):
        if place == 2:
            lines.append("काम और समय")
        lines.append(
            " ".join(
                f"{pick.choice(CITIES)} के {pick.choice(THINGS)} पर {pick.randint(100, 9999)} लोग आए और"
                f" {pick.randint(1, 99)}% काम {pick.choice(ENDS)}."
                for _ in range(3)
            )
        )
    return "\n".join(lines) + "\n"


def write_articles(folder: Path, numbers: range, paragraphs: int) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"{number:06}.txt" for number in numbers]
    for number, path in zip(numbers, paths, strict=True):
        path.write_text(article(number, paragraphs), encoding="utf-8")
    return paths


def children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(*words: object, folder: Path) -> None:
    environment = {**os.environ, "BULLETIN_CACHE_DIR": str(folder / "cache")}
    done = subprocess.run(
        [sys.executable, "-m", "bulletin", *map(str, words)],
        cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stderr.decode())


def measured(work: Callable[[], None]) -> tuple[float, float]:
    """Wall and processor seconds of what a function runs."""
    wall, used = time.perf_counter(), children_seconds()
    work()
    return time.perf_counter() - wall, children_seconds() - used


def throughput(articles: int, rounds: int) -> None:
    each = articles // rounds
    ratios: list[tuple[float, float]] = []
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            paths = write_articles(folder / "articles", range(number * each, (number + 1) * each), 4)

            def one_by_one(paths: list[Path] = paths, folder: Path = folder) -> None:
                for path in paths:
                    run("make", path, *LONG, "-o", "one/", folder=folder)

            alone = measured(one_by_one)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_articles(folder / "articles", range(number * each, (number + 1) * each), 4)
            batch = measured(partial(run, "batch", "articles", *LONG, "--out", "many", folder=folder))
        ratios.append((alone[0] / batch[0], alone[1] / batch[1]))
        print(
            f"round {number + 1}: {each} articles; one command each {alone[0] / each:.2f} s ({alone[1] / each:.2f} of"
            f" processors) an article, a batch {batch[0] / each:.2f} s ({batch[1] / each:.2f}): {ratios[-1][0]:.2f} times"
            f" the throughput, {ratios[-1][1]:.2f} in processor time",
            flush=True,
        )
    wall, used = (statistics.median(ratio) for ratio in zip(*ratios, strict=True))
    print(f"median: {wall:.2f} times the throughput, {used:.2f} in processor time")


def line(largest: int) -> None:
    """Processor time in windows of one run, as the number of articles that are done grows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_articles(folder / "articles", range(largest), 0)
        command = [sys.executable, "-m", "bulletin", "batch", "articles", *SHORT, "--out", "many", "--json"]
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, "BULLETIN_CACHE_DIR": str(folder / "cache")},
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert process.stdout is not None
        marks: list[tuple[int, float, float]] = []
        step = max(10, largest // 20)
        done = most = 0
        slowness: list[float] = []
        for row in process.stdout:
            if json.loads(row)["type"] != "article":
                continue
            done += 1
            if done % 20 == 0:
                most = max(most, memory(process.pid))
                slowness.append(same_work())
            if done == 20 or done % step == 0:
                marks.append((done, used_by(process.pid), statistics.median(slowness)))
                slowness.clear()
                if len(marks) > 1:
                    (before, seconds, _), (after, later, slow) = marks[-2:]
                    cost = (later - seconds) / (after - before)
                    print(
                        f"{before:6} to {after:6}: {cost:.4f} s of processors an article, {cost / slow:.2f} times the same"
                        f" work; {most / 1e6:.0f} MB",
                        flush=True,
                    )
        process.wait()
        costs = [
            (after[1] - before[1]) / (after[0] - before[0]) / after[2]
            for before, after in pairwise(marks[1:])
        ]
        if costs:
            part = max(1, len(costs) // 4)
            first, last = statistics.mean(costs[:part]), statistics.mean(costs[-part:])
            print(
                f"{done} articles: the last quarter costs {last / first:.3f} of the first, by the same work;"
                f" {most / 1e6:.0f} MB at most in all processes together"
            )


def same_work() -> float:
    """Processor seconds of some work that is always the same: it takes longer where others use the processor as well."""
    began = time.process_time()
    for number in range(40):
        sorted(f"{(number * place) % 1_009}" for place in range(2_000))
    return time.process_time() - began


def used_by(pid: int) -> float:
    """Processor seconds of a process and all its children, those that ended among them."""
    total = 0
    tick = os.sysconf("SC_CLK_TCK")
    todo = [pid]
    while todo:
        one = todo.pop()
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            total += sum(int(field) for field in fields[11:15])
            for task in Path(f"/proc/{one}/task").glob("*/children"):
                todo += [int(child) for child in task.read_text().split()]
        except OSError:
            continue
    return total / tick


def journal(rows: int = 100_000) -> None:
    """Every question that a batch asks, and how long the answer takes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Journal(folder) as book:
            book.begin()
            found = (Found(key=f"/a/{n:06}.txt", source=f"/a/{n:06}.txt", stamp="") for n in range(rows))
            began = time.perf_counter()
            book.look("/a", found, Looked(), How())
            print(f"{rows:,} articles noted in {time.perf_counter() - began:.1f} s")
            made = Made(
                record=folder / "x.episode.json",
                audio=folder / "x.mp3",
                title="x",
                duration=1.0,
                voice="tone",
            )
            with book.at_once():
                for n in range(rows // 2):
                    book.ended(JobResult(job=Job(key=f"/a/{n:06}.txt", recipe=Recipe(sources=())), made=made))
            job = Job(key=f"/a/{rows // 2:06}.txt", recipe=Recipe(sources=()))
            asked: dict[str, Callable[[], object]] = {
                "the next article that waits": lambda: next(book.waiting()),
                "it is begun": lambda: book.began(job.key),
                "it is done": lambda: book.ended(JobResult(job=job, made=made)),
                "one article": lambda: book.row(job.key),
                "what may be published": lambda: book.to_publish(100),
                "how many are in each state": book.counts,
                "those that failed": book.failed,
                "when anything was made last": book.last_made,
                "those of the fall-back voice": lambda: list(book.fallen_back()),
                "what is gone": lambda: book.gone("/b"),
            }
            for what, ask in asked.items():
                times = []
                for _ in range(9):
                    began = time.perf_counter()
                    ask()
                    times.append(time.perf_counter() - began)
                print(f"{what}: {statistics.median(times) * 1000:.1f} ms, {max(times) * 1000:.1f} at most")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS])
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--largest", type=int, default=10_000)
    asked = parser.parse_args()
    for part in asked.parts or PARTS:
        print(f"# {part}", flush=True)
        match part:
            case "throughput":
                throughput(asked.articles, asked.rounds)
            case "line":
                line(asked.largest)
            case "journal":
                journal()


if __name__ == "__main__":
    main()

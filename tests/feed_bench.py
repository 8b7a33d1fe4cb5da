"""A feed under fire, and a long one: how much of it holds, and how fast. Long runs; the tests have short ones.

    python -m tests.feed_bench fire --writers 8 --readers 50 --publishes 400 --kills 40
    python -m tests.feed_bench long --items 10000

`fire` lets processes publish to one feed while others read it all the time and some writers are killed. It counts
reads that did not parse, reads that saw fewer episodes than one before, and episodes that were lost or doubled.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any
from xml.parsers import expat

from bulletin.production.feeds.audit import audit_feed
from bulletin.production.feeds.options import PublishOptions
from bulletin.production.feeds.publishing import publish
from tests.production.episodes import episode, feed

SPAWN = multiprocessing.get_context("spawn")


def count_items(data: bytes) -> int:
    """How many items a feed has; raises ExpatError where it does not parse."""
    found = 0

    def begins(name: str, _: dict[str, str]) -> None:
        nonlocal found
        found += name == "item"

    parser = expat.ParserCreate()
    parser.StartElementHandler = begins
    parser.Parse(data, True)
    return found


def read_on(page: str, stop: Event, results: Any, pause: float) -> None:
    """Read a feed again and again: how often, how often broken, how often with fewer items than before."""
    reads = broken = fewer = most = 0
    while not stop.wait(pause):
        reads += 1
        try:
            found = count_items(Path(page).read_bytes())
        except (expat.ExpatError, OSError):
            broken += 1
            continue
        fewer += found < most
        most = max(most, found)
    results.put((reads, broken, fewer))


def write_on(paths: list[str], show: str) -> None:
    """Publish episodes one after the other."""
    for path in paths:
        publish([Path(path)], Path(show), PublishOptions(lock_seconds=600))


def fire(
    folder: Path, writers: int, readers: int, publishes: int, kills: int, seed: int, pause: float
) -> dict[str, int | float]:
    """Publish from many processes while many read and some writers are killed; what went wrong, counted."""
    rng = random.Random(seed)
    show = feed(folder / "show")
    (show / "cover.jpg").write_bytes(b"a cover")
    paths = [str(episode(folder / "out", f"n{number}", f"कड़ी {number}")) for number in range(publishes)]
    stop, results = SPAWN.Event(), SPAWN.Queue()
    watching = [
        SPAWN.Process(target=read_on, args=(str(show / "feed.xml"), stop, results, pause))
        for _ in range(readers)
    ]
    for process in watching:
        process.start()
    shares = [paths[number::writers] for number in range(writers)]
    running = [SPAWN.Process(target=write_on, args=(share, str(show))) for share in shares]
    began = time.monotonic()
    for process in running:
        process.start()
    killed = 0
    while any(process.is_alive() for process in running):
        if killed < kills:
            time.sleep(rng.uniform(0.05, 0.4))
            victim = rng.randrange(writers)
            process = running[victim]
            if process.is_alive() and process.pid:
                os.kill(process.pid, signal.SIGKILL)
                process.join()
                killed += 1
                # Whoever was killed begins again, as cron would: what is published is found so.
                running[victim] = SPAWN.Process(target=write_on, args=(shares[victim], str(show)))
                running[victim].start()
        else:
            time.sleep(0.05)
    seconds = time.monotonic() - began
    failed = sum(process.exitcode != 0 for process in running)
    stop.set()
    totals = [results.get(timeout=60) for _ in watching]
    for process in watching:
        process.join()
    text = (show / "feed.xml").read_text(encoding="utf-8")
    titles = re.findall(r"<title>(कड़ी \d+)</title>", text)
    guids = re.findall(r"<guid[^>]*>([^<]+)<", text)
    return {
        "publishes": publishes, "kills": killed, "reads": sum(each[0] for each in totals),
        "broken_reads": sum(each[1] for each in totals), "reads_with_fewer": sum(each[2] for each in totals),
        "lost": publishes - len(set(titles)), "doubled": len(titles) - len(set(titles)),
        "guids_doubled": len(guids) - len(set(guids)), "failed_writers": failed,
        "findings": len(audit_feed(show).faults),
        "left_over": len(list(show.rglob(".bulletin-*"))), "seconds": round(seconds, 1),
    }  # fmt: skip


def grow(show: Path, items: int, *, lean: bool = False) -> None:
    """Make a feed long: one real item again and again with other guids and names; `lean` for the least of an item."""
    page = show / "feed.xml"
    head, item, tail = re.split(rb"(<item>.*</item>)", page.read_bytes(), flags=re.DOTALL)
    if lean:
        item = re.sub(rb"\s+<(description|content:|podcast:|itunes:|link)[^\n]*(\n<p>[^\n]*)*", b"", item)
    with page.open("wb") as file:
        file.write(head)
        for number in range(items):
            file.write(
                re.sub(rb"urn:uuid:[^<]+", b"urn:uuid:%032x" % number, item)
                .replace(b'audio="', b'audio="%d' % number)
                .replace(b'source="', b'source="%d' % number)
                .replace(b"/metro.mp3", b"/metro-%d.mp3" % number)
                + b"\n    "
            )
        file.write(tail)


def add_one(show: Path, path: Path) -> tuple[float, float, float]:
    """Seconds, seconds of a processor and megabytes of a whole process that publishes one episode."""
    began = time.monotonic()
    command = [sys.executable, "-m", "bulletin", "publish", str(path), "--feed", str(show), "--json"]
    pid = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).pid
    _, status, usage = os.wait4(pid, 0)
    assert status == 0
    memory = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, memory


def long(folder: Path, items: int, rounds: int, *, lean: bool) -> dict[str, object]:
    """Add episodes to a long feed, a process each."""
    show = feed(folder / "show")
    notes = {"text": "सार", "html": f"<p>{'मेट्रो की नई लाइन शुरू हो गई। ' * 20}</p>"}
    publish([episode(folder / "out", notes=notes)], show, PublishOptions())
    grow(show, items, lean=lean)
    size = (show / "feed.xml").stat().st_size
    taken = [add_one(show, episode(folder / "out", f"new{number}", notes=notes)) for number in range(rounds)]
    empty = add_one(feed(folder / "empty"), episode(folder / "out"))
    return {
        "items": items,
        "megabytes_of_feed": round(size / 1000**2, 1),
        "seconds": [round(each[0], 2) for each in taken],
        "processor_seconds": [round(each[1], 2) for each in taken],
        "megabytes_of_memory": round(max(each[2] for each in taken)),
        "with_an_empty_feed": [round(each, 2) for each in empty],
    }


def main() -> None:
    """Run one of the two and print what was measured."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["fire", "long"])
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--publishes", type=int, default=400)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pause", type=float, default=0.2, help="seconds between two reads of a reader")
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--lean", action="store_true", help="items of half a kilobyte")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bulletin-bench-") as name:
        if told.what == "fire":
            print(
                fire(
                    Path(name), told.writers, told.readers, told.publishes, told.kills, told.seed, told.pause
                )
            )
        else:
            print(long(Path(name), told.items, told.rounds, lean=told.lean))


if __name__ == "__main__":
    main()

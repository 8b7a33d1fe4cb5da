"""Measure a cluster with very many articles: what is in flight, what the processes hold, and how long the journal takes.

    scripts/bench cluster [--articles 100000] [--workers 64]

A journal of so many articles hands them out to workers that do nothing and say that they did, so that only the work of
handing out is measured: the command, the scheduler and the journal. Needs bulletin[cluster] in .venv, and Linux.
"""

from __future__ import annotations

import argparse
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from bulletin.apps.jobs.cluster.pool import Cluster
from bulletin.apps.jobs.job import Job, JobResult, Made
from bulletin.apps.jobs.journal import Journal
from bulletin.apps.jobs.judging import How
from bulletin.apps.jobs.rows import Looked
from bulletin.production.gathering.found import Found
from bulletin.production.setup.settle import settle

Answer = TypeVar("Answer")


class Clocked:
    """How long questions take, by name."""

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = {}

    def __call__(self, name: str, ask: Callable[[], Answer]) -> Answer:
        """Ask, and note how long the answer takes."""
        began = time.perf_counter()
        answer = ask()
        self.times.setdefault(name, []).append(time.perf_counter() - began)
        return answer


def nothing(job: Job) -> JobResult:
    """What a worker does here."""
    there = Path(os.devnull)
    made = Made(record=there, audio=there, title="x", duration=1.0, voice="tone")
    return JobResult(job=job, made=made)


def megabytes(pid: int | str) -> tuple[float, float]:
    """What a process holds, and held at most."""
    status = dict(
        line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines() if ":" in line
    )
    now, most = (int(status[key].split()[0]) / 1000 for key in ("VmRSS", "VmHWM"))
    return now, most


SET = {"DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False"}
"""How docs/cluster.md says that a scheduler is started."""


def start(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{words[0]}", *words[1:]],
        env={**os.environ, **SET}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def measure(articles: int, workers: int, folder: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    scheduler = start("dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard", "--no-show")
    # One process that stands for many machines: what they do is nothing here.
    crew = [
        start("dask_worker", f"tcp://127.0.0.1:{port}", "--nthreads", str(workers), "--no-nanny", "--no-dashboard",
              "--memory-limit", "0", "--local-directory", str(folder))
    ]  # fmt: skip
    try:
        until = time.monotonic() + 120
        while not listens(int(port)) and time.monotonic() < until:
            time.sleep(0.2)
        with Journal(folder) as book:
            book.begin()
            keys = (f"/archive/{number:07}.txt" for number in range(articles))
            began = time.perf_counter()
            book.look("/archive", (Found(key=key, source=key, stamp="") for key in keys), Looked(), How())
            print(f"{articles:,} articles noted in {time.perf_counter() - began:.0f} s", flush=True)
            hand_out(book, articles, f"tcp://127.0.0.1:{port}", scheduler.pid)
    finally:
        for process in (*crew, scheduler):
            process.kill()
            process.wait()


def hand_out(book: Journal, articles: int, address: str, scheduler: int) -> None:
    clocked = Clocked()
    recipe = settle((), {"voices.main": "tone", "output": "out"})

    def jobs() -> Iterator[Job]:
        for row in book.waiting():
            clocked("an article is begun", lambda key=row.key: book.began(key))  # type: ignore[misc]
            yield Job(key=row.key, number=row.number, recipe=recipe)

    pool = Cluster(address, work=nothing)
    began, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_utime
    for done, result in enumerate(pool.run(jobs()), 1):
        clocked("an article is done", lambda result=result: book.ended(result))  # type: ignore[misc]
        if done % (articles // 10) == 0:
            clocked("how many are in each state", book.counts)
            clocked("what may be published", lambda: book.to_publish(100))
            mine, theirs = megabytes("self"), megabytes(scheduler)
            print(
                f"{done:,}: {time.perf_counter() - began:.0f} s; the command holds {mine[0]:.0f} MB ({mine[1]:.0f} at most),"
                f" the scheduler {theirs[0]:.0f} ({theirs[1]:.0f}); {pool.most_in_flight} in flight at most",
                flush=True,
            )
    seconds = time.perf_counter() - began
    mine_used = resource.getrusage(resource.RUSAGE_SELF).ru_utime - used
    pool.close()
    print(
        f"{articles / seconds:.0f} articles a second; {mine_used / articles * 1000:.2f} ms of the command's processor each"
    )
    for name, times in clocked.times.items():
        slow = statistics.quantiles(times, n=1000)[-1] if len(times) > 1000 else max(times)
        print(f"{name}: {statistics.median(times) * 1000:.2f} ms, 99.9 % within {slow * 1000:.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=64)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        measure(asked.articles, asked.workers, Path(name))


if __name__ == "__main__":
    main()

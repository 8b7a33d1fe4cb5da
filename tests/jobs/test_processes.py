"""Processes: warm workers; one that dies or hangs costs its own article, and no job is lost or done twice."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.apps.jobs import processes
from bulletin.apps.jobs.job import Job
from bulletin.apps.jobs.processes import Processes
from bulletin.errors import EngineError
from bulletin.production.setup.settle import settle

POISONOUS = str(Path(__file__).parents[1] / "faults" / "poisonous_worker.py")


@pytest.fixture
def poisonous(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "COMMAND", (sys.executable, POISONOUS))


def _jobs(world: Path, *texts: str) -> Iterator[Job]:
    for number, text in enumerate(texts):
        path = world / f"{number}.txt"
        path.write_text(f"शहर में मेट्रो {number} शुरू\n{text} आज चली.\n", encoding="utf-8")
        settings = {"voices.main": "tone", "output": "out", "cover.made": False}
        yield Job(key=path.name, number=number, recipe=settle([str(path)], settings))


def _ended(pool: Processes) -> bool:
    return not pool._workers


def test_every_job_is_done_once_by_workers_that_stay(world: Path) -> None:
    pool = Processes(2)
    results = list(pool.run(_jobs(world, *"abc")))
    assert sorted(result.job.number for result in results) == [0, 1, 2]
    assert {result.state for result in results} == {"done"}
    names = {worker.name for worker in pool._workers}
    assert {result.worker for result in results} <= names == {"worker 1", "worker 2"}
    again = list(pool.run(_jobs(world, "a")))
    assert [result.made is not None and result.made.unchanged for result in again] == [True]
    assert {worker.name for worker in pool._workers} == names
    pool.close()
    assert _ended(pool)


def test_jobs_are_taken_only_as_there_is_room(world: Path) -> None:
    taken: list[int] = []

    def counted() -> Iterator[Job]:
        for job in _jobs(world, *"abcdefgh"):
            taken.append(job.number)
            yield job

    pool = Processes(1)
    running = pool.run(counted())
    next(running)
    assert len(taken) <= 1 + processes.QUEUED
    pool.close()
    running.close()


def test_an_article_that_kills_its_worker_costs_only_itself(world: Path, poisonous: None) -> None:
    pool = Processes(1)
    results = {
        result.job.number: result for result in pool.run(_jobs(world, "a", "KILLS", "kills-once", "b"))
    }
    pool.close()
    assert [results[number].state for number in range(4)] == ["done", "failed", "done", "done"]
    failure = results[1].failure
    assert failure is not None
    assert (failure.error_id, failure.code) == (processes.DIED, 70)
    assert "signal 9" in failure.what


@pytest.mark.long
def test_an_article_that_hangs_or_raises_costs_only_itself(world: Path, poisonous: None) -> None:
    pool = Processes(1, hung_seconds=1.5)
    results = {result.job.number: result for result in pool.run(_jobs(world, "a", "HANGS", "RAISES", "b"))}
    pool.close()
    assert [results[number].state for number in range(4)] == ["done", "failed", "failed", "done"]
    hung, raised = results[1].failure, results[2].failure
    assert hung is not None
    assert (hung.error_id, hung.code) == (processes.HUNG, 75)
    assert raised is not None
    assert (raised.error_id, raised.code) == ("internal", 70)


@pytest.mark.long
def test_workers_killed_at_random_lose_nothing(world: Path) -> None:
    pool = Processes(2)
    done: list[int] = []
    for number, result in enumerate(pool.run(_jobs(world, *"abcdefgh"))):
        done.append(result.job.number)
        assert result.state == "done"
        if number in (1, 4):
            for worker in list(pool._workers)[:1]:
                os.kill(worker.process.pid, signal.SIGKILL)
    pool.close()
    assert sorted(done) == list(range(8))


def test_workers_end_at_once_and_leave_nothing_half_made(world: Path) -> None:
    pool = Processes(2)
    running = pool.run(_jobs(world, *"abcd"))
    next(running)
    began = time.monotonic()
    running.close()
    assert time.monotonic() - began < 2
    assert _ended(pool)
    assert list((world / "out").glob(".bulletin-*")) == []


def test_workers_that_cannot_begin_are_an_error_and_no_endless_loop(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "COMMAND", (sys.executable, POISONOUS, "dies-at-once"))
    with pytest.raises(EngineError, match="ended before they had begun"):
        list(Processes(2).run(_jobs(world, "a")))

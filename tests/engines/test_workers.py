"""Workers: processes that answer, die, hang and are started anew; none is left behind."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bulletin.engines import workers as door
from bulletin.engines.workers import WorkerDiedError, Workers, python_command

ECHO = """
import os, sys, time
while len(size := sys.stdin.buffer.read(4)) == 4:
    request = sys.stdin.buffer.read(int.from_bytes(size, "little"))
    answer = str(os.getpid()).encode() if request == b"who" else request
    exec(sys.argv[1])
    sys.stdout.buffer.write(len(answer).to_bytes(4, "little") + answer)
    sys.stdout.buffer.flush()
"""
"""Answers with the request, or its process; does before each answer what it was told to."""

Make = Callable[..., Workers]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes workers that do something before each answer: `make("time.sleep(9)", count=2)`."""
    script = tmp_path / "echo.py"
    script.write_text(ECHO)
    made: list[Workers] = []

    def make(before: str = "pass", count: int = 1) -> Workers:
        made.append(Workers(python_command(script, before), count))
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_an_answer_is_the_requests_own(make: Make) -> None:
    workers = make(count=2)
    requests = [str(number).encode() * number for number in range(1, 200)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda request: workers.ask(request, 10), requests)) == requests


def test_no_more_processes_run_than_it_was_made_for(make: Make) -> None:
    workers = make("time.sleep(0.01)", count=2)
    with ThreadPoolExecutor(6) as pool:
        processes = set(pool.map(lambda _: workers.ask(b"who", 10), range(30)))
    assert len(processes) == 2


def test_a_worker_that_was_warmed_up_answers(make: Make) -> None:
    workers = make()
    workers.warm_up()
    (worker,) = workers._started
    assert workers.ask(b"who", 10) == str(worker.pid).encode()


DEATHS = {
    "exit code 3": "os._exit(3)",
    "signal 9": "os.kill(os.getpid(), 9)",
    "exit code 0": "sys.stdout.buffer.write(b'\\x09\\0\\0\\0half'); sys.stdout.buffer.flush(); os._exit(0)",
}


@pytest.mark.parametrize(("told", "before"), DEATHS.items(), ids=DEATHS)
def test_a_death_is_told_with_its_cause(make: Make, told: str, before: str) -> None:
    workers = make(before)
    with pytest.raises(WorkerDiedError) as caught:
        workers.ask(b"hello", 10)
    assert str(caught.value) == told
    assert not workers._started


def test_after_a_death_the_next_request_is_answered_by_another(make: Make) -> None:
    workers = make("request == b'die' and os._exit(1)")
    first = workers.ask(b"who", 10)
    with pytest.raises(WorkerDiedError):
        workers.ask(b"die", 10)
    assert workers.ask(b"who", 10) != first


def test_a_worker_that_takes_too_long_is_ended(make: Make) -> None:
    workers = make("time.sleep(60)")
    with pytest.raises(WorkerDiedError, match="no answer in time"):
        workers.ask(b"hello", 0.3)
    assert not workers._started


def test_a_worker_that_hangs_up_and_lives_on_is_ended(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "SECONDS_TO_END", 0.2)
    workers = make("os.close(1); time.sleep(60)")
    with pytest.raises(WorkerDiedError):
        workers.ask(b"hello", 20)
    assert not workers._started


def test_a_command_that_is_not_there_can_be_asked_again() -> None:
    workers = Workers(["no-such-program-anywhere"], 1)
    for _ in range(2):
        with pytest.raises(FileNotFoundError):
            workers.ask(b"hello", 1)
        with pytest.raises(FileNotFoundError):
            workers.warm_up()


def test_closed_workers_answer_no_more(make: Make) -> None:
    workers = make()
    workers.ask(b"hello", 10)
    workers.close()
    with pytest.raises(WorkerDiedError):
        workers.ask(b"hello", 10)
    assert not workers._started


def test_a_worker_that_is_started_while_they_are_closed_is_ended(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    workers = make()
    started: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def start_late(*arguments: Any, **options: Any) -> subprocess.Popen[bytes]:
        started.append(start(*arguments, **options))
        workers.close()
        return started[-1]

    monkeypatch.setattr(door, "Popen", start_late)
    with pytest.raises(WorkerDiedError):
        workers.ask(b"hello", 10)
    assert [worker.poll() is None for worker in started] == [False]


def test_an_interrupted_request_leaves_no_answer_for_the_next(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    workers = make()
    first = workers.ask(b"who", 10)

    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(workers, "_exchange", interrupted)
        workers.ask(b"hello", 10)
    assert workers.ask(b"who", 10) != first


def test_without_packages_a_script_has_the_standard_library_alone(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("import json, numpy")
    alone, all_ = (
        subprocess.run(python_command(script, packages=packages), capture_output=True, check=False).returncode
        for packages in (False, True)
    )
    assert (alone, all_) == (1, 0)
    assert python_command(script)[0] == sys.executable

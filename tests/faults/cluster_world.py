"""A cluster on this machine for the bench: a scheduler and workers that are processes of their own, as on many machines.

Each worker has its own cache folder: what they share is a store of clips. What its voice speaks is written down.
"""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Self

from bulletin.apps.jobs.job import Job
from bulletin.production.setup.settle import settle
from tests.faults.articles import sentence
from tests.faults.bench import ROOT, World

VOICE = '''
"""Counted: hums like `tone`, and writes down each text when it begins, and when it has spoken it."""

import os
import time

from bulletin.engines.tone import ToneEngine, ToneSession


class CountedEngine(ToneEngine):
    name = "counted"

    def open(self, voice, listen, *, manner=None, parallel=None, patient=True):
        return CountedSession(manner, 1)


class CountedSession(ToneSession):
    def speak(self, text):
        note("begun", text)
        speech = super().speak(text)
        note("spoken", text)
        return speech


def note(what, text):
    handle = os.open(os.environ["COUNTED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, f"{what}\\t{text}\\n".encode())
    os.close(handle)
'''

HOUR_OFF = '''
"""A machine whose clock is an hour ahead."""

import time

real = time.time
time.time = lambda: real() + 3600
'''

SECONDS_TO_START = 60.0


class ClusterWorld:
    """A scheduler, and workers that one can disturb."""

    def __init__(self, world: World, clips: str, environment: dict[str, str] | None = None) -> None:
        self.world = world
        self.address = f"tcp://127.0.0.1:{_free_port()}"
        self.counted = world.folder / "counted.tsv"
        self.counted.touch()
        voice = world.folder / "voice"
        facts = voice / "bulletin_counted-1.0.dist-info"
        facts.mkdir(parents=True)
        (voice / "bulletin_counted.py").write_text(VOICE, encoding="utf-8")
        (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: bulletin-counted\nVersion: 1.0\n")
        (facts / "entry_points.txt").write_text(
            "[bulletin.engines]\ncounted = bulletin_counted:CountedEngine\n"
        )
        self.voice = voice
        self.python_path = os.pathsep.join(map(str, (voice, ROOT / "src", ROOT)))
        self._environment = {
            **world.environment,
            **(environment or {}),
            "BULLETIN_CLIPS": clips,
            "COUNTED": str(self.counted),
            "PYTHONPATH": self.python_path,
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "10",
            "DASK_DISTRIBUTED__WORKER__DAEMON": "False",
        }
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []
        self.kills = 0
        self.started_again = 0
        self._commands: list[tuple[tuple[str, ...], dict[str, str]]] = []
        self._over = threading.Event()
        self._supervisor = threading.Thread(target=self._supervise, daemon=True)

    def __enter__(self) -> Self:
        self.start_scheduler()
        wait_until("the scheduler answers", self._answers)
        self._supervisor.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._supervisor.join()
        for process in [*self.workers, *([self.scheduler] if self.scheduler else [])]:
            self._end(process)

    def start_scheduler(self) -> None:
        """Start it at its address; again, if it was killed."""
        port = self.address.rpartition(":")[2]
        self.scheduler = self._start(
            "dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard", "--no-show"
        )

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", int(self.address.rpartition(":")[2]))) == 0

    def kill_scheduler(self) -> None:
        """As a machine's end does."""
        assert self.scheduler is not None
        os.killpg(self.scheduler.pid, signal.SIGKILL)
        self.scheduler.wait()

    def start_worker(self, **environment: str) -> None:
        """A worker with a cache of its own."""
        name = f"machine-{len(self.workers)}"
        arguments = (
            "dask_worker", self.address, "--nthreads", "1", "--name", name, "--no-dashboard",
            "--memory-limit", "0", "--local-directory", str(self.world.tmp),
        )  # fmt: skip
        environment = {**environment, "BULLETIN_CACHE_DIR": str(self.world.folder / name)}
        self._commands.append((arguments, environment))
        self.workers.append(self._start(*arguments, **environment))

    def _supervise(self) -> None:
        """Start a worker again that ended, as systemd does: when it lost its scheduler, or was killed while it started."""
        while not self._over.wait(0.5):
            for number, (arguments, environment) in enumerate(self._commands[: len(self.workers)]):
                if self.workers[number].poll() is not None:
                    self.workers[number] = self._start(*arguments, **environment)
                    self.started_again += 1

    def kill_one(self, chance: random.Random) -> bool:
        """SIGKILL to a worker; whether there was one. Its nanny starts another in its place."""
        import psutil

        found = []
        for nanny in list(self.workers):
            try:
                found += [
                    child
                    for child in psutil.Process(nanny.pid).children()
                    if "resource_tracker" not in " ".join(child.cmdline())
                ]
            except psutil.Error:
                continue
        if not found:
            return False
        victim = chance.choice(found)
        try:
            victim.kill()
        except psutil.Error:
            return False
        self.kills += 1
        return True

    def jobs(self, count: int, *, formats: tuple[str, ...] = ("mp3",)) -> Iterator[Job]:
        """So many articles, each with words that no other has, and some that all have."""
        for number in range(count):
            path = self.world.folder / "articles" / f"{number}.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"शहर से खबर {number}\n{sentence(number)} यह खबर {number} है।\n", encoding="utf-8")
            settings = {
                "voices.main": "counted",
                "output": f"{self.world.out}/",
                "output.formats": formats,
                "cover.made": False,
                "sound.jingles": False,
            }
            yield Job(key=str(number), number=number, recipe=settle([str(path)], settings))

    def again(self) -> dict[str, int]:
        """Texts that were begun more than once, and how often more."""
        lines = self.counted.read_text(encoding="utf-8").splitlines()
        begun = Counter(text for what, _, text in (line.partition("\t") for line in lines) if what == "begun")
        return {text: times - 1 for text, times in begun.items() if times > 1}

    def texts(self) -> int:
        """How many different texts were spoken."""
        return len(set(self.counted.read_text(encoding="utf-8").splitlines())) // 2

    def _start(self, module: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        log = (self.world.folder / f"{module}.log").open("ab")
        with log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{module}", *arguments],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.world.tmp,
                env={**self._environment, **environment}, start_new_session=True,
            )  # fmt: skip

    @staticmethod
    def _end(process: subprocess.Popen[bytes]) -> None:
        import psutil

        try:
            family = psutil.Process(process.pid).children(recursive=True)
        except psutil.Error:
            family = []
        for each in family:
            try:
                each.kill()
            except psutil.Error:
                continue
        if process.poll() is None:
            process.kill()
        process.wait()


class Killer:
    """Kills a worker every so many seconds while its block runs."""

    def __init__(
        self, cluster: ClusterWorld, seconds: float, chance: random.Random, most: int = 10**6
    ) -> None:
        self._cluster = cluster
        self._seconds = seconds
        self._chance = chance
        self._most = most
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while self._cluster.kills < self._most and not self._over.wait(self._seconds):
            self._cluster.kill_one(self._chance)


def wait_until(what: str, holds: Callable[[], bool], seconds: float = SECONDS_TO_START) -> None:
    """Wait until something holds. Raises AssertionError."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, what
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

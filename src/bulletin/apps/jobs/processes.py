"""Processes: a pool of warm worker processes on this machine. One that dies or hangs costs its own article, and is replaced."""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from typing import Any

from bulletin.apps.jobs.job import Job, JobResult
from bulletin.apps.jobs.worker import receive, send
from bulletin.errors import EngineError
from bulletin.schema.failure import Failure

COMMAND = (sys.executable, "-P", "-m", "bulletin.apps.jobs.worker")

QUEUED = 2
"""Jobs that a worker has: the one that it does, and the next, so that it need not wait for us."""

JOBS_A_WORKER = 1_000
"""Then it is replaced: what it keeps of the texts that it has read grows by 10 MB in that time."""

DEATHS_A_JOB = 2
"""How often one job may kill its worker before it is given up: once may be the system's lack of memory."""

DEATHS_AT_THE_START = 3
"""How many workers may die before they have done anything, one after the other."""

HUNG_SECONDS = 900.0
"""Without a sign of life, after which a worker is ended: longer than any wait for a voice that comes between two of them."""

SECONDS_TO_END = 1.2
"""How long a worker may clean up."""

_LOOK_SECONDS = 1.0

DIED = "job.died"
HUNG = "job.hung"
"""Ids of jobs that kill or hang whoever does them: they are not tried for ever."""


@dataclass(eq=False)
class _Worker:
    """A process, and the jobs that it has."""

    process: Popen[bytes]
    number: int
    jobs: deque[Job] = field(default_factory=deque)
    begun: bool = False
    """Whether it works on the first of them."""
    ready: bool = False
    taken: int = 0
    """How many jobs it was ever given."""
    heard: float = field(default_factory=time.monotonic)
    """When it gave the last sign of life."""
    ended: str = ""
    """Why we ended it ourselves."""

    @property
    def name(self) -> str:
        return f"worker {self.number}"


class Processes:
    """As many worker processes as asked for, started with the first job."""

    def __init__(self, count: int, hung_seconds: float = HUNG_SECONDS) -> None:
        self._count = count
        self._hung_seconds = hung_seconds
        self._workers: list[_Worker] = []
        self._inbox: queue.SimpleQueue[tuple[_Worker, Any]] = queue.SimpleQueue()
        self._again: deque[Job] = deque()
        self._deaths: dict[str, int] = {}
        self._unready_deaths = 0
        self._numbers = 0

    def run(self, jobs: Iterable[Job]) -> Generator[JobResult, None, None]:
        """As `Pool.run`. Raises EngineError (69) if no worker can be started."""
        left = iter(jobs)
        more = True
        try:
            while True:
                more = self._hand_out(left, more=more)
                if not more and not self._again and not any(worker.jobs for worker in self._workers):
                    return
                with contextlib.suppress(queue.Empty):
                    worker, message = self._inbox.get(timeout=_LOOK_SECONDS)
                    yield from self._heard(worker, message)
                self._end_the_hung()
        finally:
            if self._again or any(worker.jobs for worker in self._workers):
                self.close()

    def close(self) -> None:
        """End all workers: each cleans up what it was doing."""
        workers, self._workers = self._workers, []
        self._again.clear()
        for worker in workers:
            worker.jobs.clear()
            with contextlib.suppress(OSError):
                worker.process.terminate()
        until = time.monotonic() + SECONDS_TO_END
        for worker in workers:
            with contextlib.suppress(TimeoutExpired):
                worker.process.wait(max(0.0, until - time.monotonic()))
            _end(worker)

    def _hand_out(self, left: Iterator[Job], *, more: bool) -> bool:
        """Give every worker what it has room for; whether there may be more jobs."""
        while self._has_room():
            job = self._again.popleft() if self._again else next(left, None) if more else None
            if job is None:
                return False
            worker = self._freest()
            if not worker.jobs:
                worker.heard = time.monotonic()
            worker.jobs.append(job)
            worker.taken += 1
            # If it is dead, its end is in the inbox, and the job goes to another.
            with contextlib.suppress(OSError):
                assert worker.process.stdin is not None
                send(worker.process.stdin, job)
        return more

    def _has_room(self) -> bool:
        return len(self._workers) < self._count or any(
            len(each.jobs) < QUEUED and each.taken < JOBS_A_WORKER for each in self._workers
        )

    def _freest(self) -> _Worker:
        """The worker with the fewest jobs; a new one if all have some, and there may be another."""
        free = (worker for worker in self._workers if worker.taken < JOBS_A_WORKER)
        least = min(free, key=lambda worker: len(worker.jobs), default=None)
        if least is not None and (not least.jobs or len(self._workers) == self._count):
            return least
        worker = self._started()
        self._workers.append(worker)
        return worker

    def _started(self) -> _Worker:
        self._numbers += 1
        try:
            process = Popen(
                [*COMMAND, str(self._count)],
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                start_new_session=os.name != "nt",
            )
        except OSError as error:
            raise _cannot_start(error.strerror or str(error)) from None
        worker = _Worker(process, self._numbers)
        threading.Thread(target=self._listen, args=(worker,), daemon=True).start()
        return worker

    def _listen(self, worker: _Worker) -> None:
        stream = worker.process.stdout
        assert stream is not None
        with stream, contextlib.suppress(EOFError, OSError, ValueError):
            while True:
                self._inbox.put((worker, receive(stream)))
        self._inbox.put((worker, None))

    def _heard(self, worker: _Worker, message: Any) -> Iterator[JobResult]:
        worker.heard = time.monotonic()
        if worker not in self._workers:
            return
        match message:
            case None:
                yield from self._bury(worker)
            case ("ready", _):
                worker.ready = True
                self._unready_deaths = 0
            case ("began", _):
                worker.begun = True
            case ("result", JobResult() as result):
                job = worker.jobs.popleft()
                worker.begun = False
                self._deaths.pop(job.key, None)
                if not worker.jobs and worker.taken >= JOBS_A_WORKER:
                    self._workers.remove(worker)
                    _end(worker)
                yield replace(result, job=job, worker=worker.name)

    def _bury(self, worker: _Worker) -> Iterator[JobResult]:
        """Take over what a dead worker had: the job that it did is tried once more, or given up; the next is nobody's fault."""
        self._workers.remove(worker)
        with contextlib.suppress(TimeoutExpired):
            # It has closed its output, and is about to end.
            worker.process.wait(SECONDS_TO_END)
        _end(worker)
        jobs = list(worker.jobs)
        code = worker.process.returncode
        if not worker.ready and not worker.begun:
            self._unready_deaths += 1
            if self._unready_deaths >= DEATHS_AT_THE_START:
                raise _cannot_start(f"{self._unready_deaths} ended before they had begun ({_how(code)})")
        if jobs and worker.begun:
            victim = jobs.pop(0)
            deaths = self._deaths[victim.key] = self._deaths.get(victim.key, 0) + 1
            if worker.ended or deaths >= DEATHS_A_JOB:
                del self._deaths[victim.key]
                yield _given_up(victim, worker, worker.ended or _how(code), deaths)
            else:
                jobs.insert(0, victim)
        self._again.extendleft(reversed(jobs))

    def _end_the_hung(self) -> None:
        now = time.monotonic()
        for worker in self._workers:
            if worker.jobs and now - worker.heard > self._hung_seconds and not worker.ended:
                worker.ended = f"no sign of life for {self._hung_seconds:.0f} s"
                with contextlib.suppress(OSError):
                    worker.process.kill()


def _end(worker: _Worker) -> None:
    process = worker.process
    with contextlib.suppress(OSError):
        process.kill()
    with contextlib.suppress(TimeoutExpired):
        process.wait(timeout=5)
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()


def _how(code: int | None) -> str:
    if code is None:
        return "no answer"
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _given_up(job: Job, worker: _Worker, how: str, deaths: int) -> JobResult:
    hung = bool(worker.ended)
    what = (
        f"the work on this article stopped: {how}; its worker process was ended."
        if hung
        else f"the work on this article ended its worker process {deaths} times ({how})."
    )
    failure = Failure(
        code=75 if hung else 70,
        error_id=HUNG if hung else DIED,
        what=what,
        source=job.key,
        remedy="Make it alone, to see where it stops: bulletin make with this source.",
    )
    return JobResult(job=job, failure=failure, seconds=time.monotonic() - worker.heard, worker=worker.name)


def _cannot_start(why: str) -> EngineError:
    return EngineError(
        f"worker processes cannot be started: {why}.",
        error_id="job.start",
        source=" ".join(COMMAND),
        remedy="Check the limits on processes and open files (ulimit -a), and run: bulletin doctor",
    )

"""Worker: what a worker of the cluster does: it joins, if it has the same program; then it does jobs."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from distributed import WorkerPlugin, get_worker
from distributed.utils import sync

from bulletin.apps.jobs.cluster.here import this_process
from bulletin.apps.jobs.cluster.membership import Member
from bulletin.apps.jobs.job import Job, JobResult
from bulletin.errors import SharedError
from bulletin.production.cache.store import CLIPS
from bulletin.production.disk.program import know_program_as
from bulletin.production.voice.politeness import Turn, share_turns

if TYPE_CHECKING:
    from distributed import Worker

HUNG_SECONDS = 900.0
"""Without a sign of life, after which a worker ends itself: longer than any wait for a voice or a store."""

ANSWER_SECONDS = 10.0
"""How long the scheduler may take to say whose turn it is."""

ATTEMPTS = 3

_LOOK_SECONDS = 5.0


class WorkerPart(WorkerPlugin):
    """Lets a worker of the same program take jobs: it gets the resource that every job needs. Any other gets none."""

    def __init__(self, member: Member) -> None:
        self.name = f"{member.resource}-worker"
        self._member = member

    async def setup(self, worker: Worker) -> None:
        """Join, and say so; or say why not."""
        here = this_process()
        why = self._member.refuses(here)
        if not why:
            know_program_as(self._member.fingerprint)
            if self._member.clips:
                os.environ[CLIPS] = self._member.clips
            share_turns(_Line(worker))
            resources: dict[str, Any] = {self._member.resource: worker.state.nthreads}
            await worker.set_resources(**resources)
        await worker.scheduler.bulletin_joined(
            worker=worker.address, resource=self._member.resource, name=str(worker.name), why=why
        )


class _Line:
    """The way from the threads of a worker to the lines that the scheduler keeps."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    def turn(self, service: str, turn: Turn | None) -> tuple[float, Turn]:
        """As `Keeper.turn`. Raises SharedError (75) if the scheduler is lost: nobody asks a service without a turn."""
        asked = {} if turn is None else {"number": turn.number, "at": turn.at}
        wait, number, at = self._ask(lambda: self._worker.scheduler.bulletin_turn(service=service, **asked))
        return float(wait), Turn(int(number), float(at))

    def pushed_back(self, service: str, turn: Turn, seconds: float) -> None:
        """As `Keeper.pushed_back`."""
        self._ask(
            lambda: self._worker.scheduler.bulletin_pushed_back(
                service=service, number=turn.number, at=turn.at, seconds=seconds
            )
        )

    def _ask(self, question: Callable[[], Any]) -> Any:
        for attempt in range(ATTEMPTS):
            try:
                return sync(self._worker.loop, question, callback_timeout=ANSWER_SECONDS)
            except (OSError, TimeoutError) as error:
                if attempt == ATTEMPTS - 1:
                    raise SharedError(
                        f"the cluster's scheduler does not say whose turn it is: {type(error).__name__}.",
                        error_id="cluster.lost",
                        source=str(self._worker.scheduler.address),
                        remedy="Start the scheduler again, then run the same command.",
                    ) from None
                time.sleep(1)
        raise AssertionError("not reached")


class _Watch:
    """Ends the process if a job gives no sign of life for too long: then Dask gives the job to another worker."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._heard = time.monotonic()
        self._over = threading.Event()
        threading.Thread(target=self._look, name="watch", daemon=True).start()

    def tell(self, _: object) -> None:
        """The job goes on."""
        self._heard = time.monotonic()

    def end(self) -> None:
        """The job is over."""
        self._over.set()

    def _look(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            if time.monotonic() - self._heard > self._seconds:
                os._exit(75)


def do_job(job: Job, hung_seconds: float = HUNG_SECONDS) -> JobResult:
    """Do a job on a worker."""
    from bulletin.apps.jobs.work import do

    _get_warm()
    watch = _Watch(hung_seconds)
    try:
        return replace(do(job, watch.tell), worker=str(get_worker().name))
    finally:
        watch.end()


@cache
def _get_warm() -> None:
    """Once a process: import what jobs need, and keep voices open. There is a worker for each core, as far as is known."""
    from bulletin.apps.jobs.work import get_warm

    get_warm(max(1, (os.cpu_count() or 1) // get_worker().state.nthreads))

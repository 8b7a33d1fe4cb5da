"""Scheduler: what the scheduler of a cluster knows of bulletin: who works, and whose turn it is at an online voice."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from distributed import SchedulerPlugin

from bulletin.apps.jobs.cluster.here import this_process
from bulletin.apps.jobs.cluster.membership import Member
from bulletin.production.voice.politeness import Turn, Turns

if TYPE_CHECKING:
    from distributed import Scheduler

LINES = "bulletin-lines"
"""Where the scheduler keeps the lines: all runs of a cluster stand in the same."""


class SchedulerPart(SchedulerPlugin):
    """Answers questions. What it knows is lost with the scheduler; then no turn is held by anybody."""

    def __init__(self, member: Member, rate: float) -> None:
        self.name = f"{member.resource}-scheduler"
        self._member = member
        self._rate = rate

    async def start(self, scheduler: Scheduler) -> None:
        """Begin to answer. Raises RuntimeError if the scheduler has another program than whoever gives work."""
        if why := self._member.refuses(this_process()):
            raise RuntimeError(why)
        self._scheduler = scheduler
        self._lines: dict[str, Turns] = scheduler.extensions.setdefault(LINES, {})
        for line in self._lines.values():
            line.at_most(self._rate)
        scheduler.handlers.update(
            bulletin_crew=self.crew,
            bulletin_joined=self.joined,
            bulletin_turn=self.turn,
            bulletin_pushed_back=self.pushed_back,
        )

    def joined(self, worker: str) -> None:
        """A worker has the resource from now on: Dask looks for jobs that wait for one only when a worker starts."""
        state = self._scheduler.workers.get(worker)
        if state is not None and state in self._scheduler.running:
            found = self._scheduler.bulk_schedule_unrunnable_after_adding_worker(state)
            self._scheduler.transitions(found, stimulus_id=f"{self.name}-{time.monotonic()}")

    def crew(self, resource: str) -> dict[str, int]:
        """The workers that may do the work, and how many jobs each does at once."""
        workers = self._scheduler.workers.values()
        return {worker.address: worker.nthreads for worker in workers if worker.resources.get(resource)}

    def turn(self, service: str, number: int | None = None, at: float = 0.0) -> tuple[float, int, float]:
        """As `Keeper.turn`: in numbers, which any version understands."""
        line = self._lines.setdefault(service, Turns(self._rate, time.monotonic))
        wait, turn = line.turn(None if number is None else Turn(number, at))
        return wait, turn.number, turn.at

    def pushed_back(self, service: str, number: int, at: float, seconds: float) -> None:
        """As `Keeper.pushed_back`."""
        if line := self._lines.get(service):
            line.pushed_back(Turn(number, at), seconds)


def crew_size(crew: Mapping[str, Any]) -> int:
    """How many jobs are done at once."""
    return sum(int(threads) for threads in crew.values())

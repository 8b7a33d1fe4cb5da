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


FORGET_EVERY = 1000
"""Jobs after which what Dask notes of each is forgotten."""

REFUSED = "bulletin-refused"
"""Where it keeps who may not work: by what was wanted, and the worker's address."""


class SchedulerPart(SchedulerPlugin):
    """Answers questions. What it knows is lost with the scheduler; then no turn is held by anybody."""

    def __init__(self, member: Member, rate: float) -> None:
        self.name = f"{member.resource}-scheduler"
        self._member = member
        self._rate = rate
        self._given = 0

    async def start(self, scheduler: Scheduler) -> None:
        """Begin to answer. Raises RuntimeError if the scheduler has another program than whoever gives work."""
        if why := self._member.refuses(this_process()):
            raise RuntimeError(why)
        self._scheduler = scheduler
        self._lines: dict[str, Turns] = scheduler.extensions.setdefault(LINES, {})
        self._refused: dict[tuple[str, str], tuple[str, str]] = scheduler.extensions.setdefault(REFUSED, {})
        for line in self._lines.values():
            line.at_most(self._rate)
        scheduler.handlers.update(
            bulletin_crew=self.crew,
            bulletin_joined=self.joined,
            bulletin_turn=self.turn,
            bulletin_pushed_back=self.pushed_back,
        )

    def update_graph(self, scheduler: Scheduler, **_: Any) -> None:
        """A job is given: Dask calls this.

        For its diagnostics it notes with each job, for as long as there are any, that it was one: half a kilobyte each.
        """
        self._given += 1
        if self._given % FORGET_EVERY:
            return
        spans = scheduler.extensions.get("spans")
        for span in getattr(spans, "spans_search_by_name", {}).get(("default",), ()):
            if span.metadata is not None:
                span.metadata["collections"].clear()

    def joined(self, worker: str, resource: str, name: str, why: str) -> None:
        """A worker has the resource from now on, or is refused, and why.

        Dask looks for jobs that wait for a resource only when a worker starts.
        """
        if why:
            self._refused[resource, worker] = name, why
            return
        state = self._scheduler.workers.get(worker)
        if state is not None and state in self._scheduler.running:
            found = self._scheduler.bulk_schedule_unrunnable_after_adding_worker(state)
            self._scheduler.transitions(found, stimulus_id=f"{self.name}-{time.monotonic()}")

    def crew(self, resource: str) -> tuple[dict[str, int], dict[str, str]]:
        """The workers that may do the work, with how many jobs each does at once; those that may not, with the reason."""
        workers = self._scheduler.workers
        crew = {each.address: each.nthreads for each in workers.values() if each.resources.get(resource)}
        told = [
            found for (wanted, at), found in self._refused.items() if wanted == resource and at in workers
        ]
        return crew, dict(told)

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

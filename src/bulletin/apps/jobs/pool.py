"""Pool: jobs in, results out as they come. What works is a process of this machine, or a cluster: see `processes`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from bulletin.apps.jobs.job import Job, JobResult


class Pool(Protocol):
    """Whatever does jobs. It stays warm from one `run` to the next, until it is closed."""

    def run(self, jobs: Iterable[Job]) -> Iterator[JobResult]:
        """The result of every job, each once, in the order in which they end.

        Jobs are taken from `jobs` only as there is room for them: it may be endless, and no more are in flight than a few
        for each worker. A job that raises, kills its worker or hangs gives a failure, and costs no other job. Closing the
        iterator ends the work in flight; what was spoken is kept in the cache.
        """

    def close(self) -> None:
        """End what works. Whatever was in flight leaves nothing half-made."""


class Here:
    """The simplest pool: this process, one job after the other. To step through the work, and for tests."""

    def run(self, jobs: Iterable[Job]) -> Iterator[JobResult]:
        """As `Pool.run`."""
        from bulletin.apps.jobs.work import do

        yield from map(do, jobs)

    def close(self) -> None:
        """As `Pool.close`."""

"""Pool: jobs in, results out, done by the workers of a cluster. A few jobs a worker are in flight, and no more."""

from __future__ import annotations

import queue
import time
import uuid
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from distributed import Client, Future, KilledWorker

from bulletin.apps.jobs.cluster.connecting import check_address, connected
from bulletin.apps.jobs.cluster.failures import bug, elsewhere, is_here, killed, lost, nobody, unknown
from bulletin.apps.jobs.cluster.here import this_process
from bulletin.apps.jobs.cluster.membership import Member
from bulletin.apps.jobs.cluster.paths import with_whole_paths
from bulletin.apps.jobs.cluster.scheduler import SchedulerPart, crew_size
from bulletin.apps.jobs.cluster.worker import WorkerPart, do_job
from bulletin.apps.jobs.job import Job, JobResult
from bulletin.errors import BulletinError, TryLaterError

RATE = 10.0
"""Requests a second to an online voice, over all workers."""

JOBS_A_WORKER = 2
"""In flight: the one that it does, and the next."""

MOST_IN_FLIGHT = 400

LOST_SECONDS = 120.0
"""How long a lost scheduler, or the last worker, is waited for."""

REFUSED_SECONDS = 20.0
"""How long workers that may work are waited for where there are only others."""

_LOOK_SECONDS = 2.0


class Cluster:
    """The workers at an address: see `connecting`. `notice` is called with what a person should know of them, and its id."""

    def __init__(
        self,
        address: str,
        *,
        rate: float = RATE,
        lost_seconds: float = LOST_SECONDS,
        notice: Callable[[str, str], None] = lambda *_: None,
        work: Callable[[Job], JobResult] = do_job,
    ) -> None:
        check_address(address)
        self.refused: dict[str, str] = {}
        """Workers that may not work, by name, and why."""
        self.most_in_flight = 0
        """How many jobs there were at once, at most."""
        self._address = address
        self._folder = Path.cwd()
        self._rate = rate
        self._lost_seconds = lost_seconds
        self._notice = notice
        self._work = work
        self._member: Member = this_process()
        self._client: Client | None = None
        self._closing = ExitStack()
        self._ended: queue.SimpleQueue[Future[Any]] = queue.SimpleQueue()
        self._in_flight: dict[str, tuple[Job, Future[Any]]] = {}
        self._again: list[Job] = []
        self._crew: dict[str, int] = {}
        self._looked = 0.0
        self._idle_since: float | None = None

    def run(self, jobs: Iterable[Job]) -> Generator[JobResult, None, None]:
        """As `Pool.run`. Raises TryLaterError (75) if the scheduler or all workers are lost and do not come back."""
        left = iter(jobs)
        more = True
        self._connect()
        try:
            while True:
                more = self._hand_out(left, more=more)
                if not more and not self._in_flight and not self._again:
                    return
                with suppress(queue.Empty):
                    yield from self._heard(self._ended.get(timeout=_LOOK_SECONDS))
                self._look()
        finally:
            if self._in_flight:
                self.close()

    def close(self) -> None:
        """Leave the cluster; jobs that no worker has begun are withdrawn. One of our own ends with all that it does."""
        futures = [future for _, future in self._in_flight.values()]
        self._in_flight.clear()
        self._again.clear()
        client, self._client = self._client, None
        if client is not None and futures:
            with suppress(Exception):
                client.cancel(futures, force=True)
        with suppress(Exception):
            self._closing.close()
        self._closing = ExitStack()

    def _connect(self) -> Client:
        if self._client is not None:
            return self._client
        client = connected(self._address, self._closing)
        try:
            client.register_plugin(SchedulerPart(self._member, self._rate))
            client.register_plugin(WorkerPart(self._member))
        except (BulletinError, OSError, TimeoutError, CancelledError):
            raise
        except Exception as error:  # noqa: BLE001  (what a plug-in raises there is raised here)
            raise unknown(self._address, error) from None
        self._client = client
        self._looked = 0.0
        self._idle_since = None
        return client

    def _tell(self, refused: dict[str, str]) -> None:
        """Tell of workers that may not work, of each once."""
        for name, why in refused.items():
            if self.refused.get(name) != why:
                self._notice(f"the worker {name} gets no work: {why}.", "cluster.refused")
            self.refused[name] = why

    def _hand_out(self, left: Iterator[Job], *, more: bool) -> bool:
        """Give the workers what they have room for; whether there may be more jobs."""
        client = self._client
        room = min(MOST_IN_FLIGHT, max(1, JOBS_A_WORKER * crew_size(self._crew)))
        while (
            client is not None and client.status == "running" and self._crew and len(self._in_flight) < room
        ):
            job = self._again.pop() if self._again else next(left, None) if more else None
            if job is None:
                return False
            key = f"bulletin-{uuid.uuid4().hex}"
            future = client.submit(
                self._work,
                with_whole_paths(job, self._folder),
                key=key,
                pure=False,
                resources={self._member.resource: 1},
                priority=-job.number,
            )
            self._in_flight[key] = job, future
            self.most_in_flight = max(self.most_in_flight, len(self._in_flight))
            future.add_done_callback(self._ended.put)
        return more

    def _heard(self, future: Future[Any]) -> Iterator[JobResult]:
        """What became of a job."""
        known = self._in_flight.pop(str(future.key), None)
        if known is None:
            return
        job, _ = known
        try:
            result = future.result(timeout=self._lost_seconds)
        except KilledWorker as error:
            result = JobResult(job=job, failure=killed(job, error))
        except (CancelledError, OSError, TimeoutError):
            # The scheduler was lost. What is done already is found done by whoever does it again.
            self._again.append(job)
            self._crew = {}
            return
        except Exception as error:  # noqa: BLE001  (one article's bug is no other's)
            result = JobResult(job=job, failure=bug(job, error))
        finally:
            future.release()
        if result.made is not None and not is_here(result.made.audio):
            result = replace(result, made=None, failure=elsewhere(job, result.worker))
        yield replace(result, job=job)

    def _look(self) -> None:
        """See now and then who works. Raises an error if there has been nobody for too long."""
        now = time.monotonic()
        if now - self._looked < _LOOK_SECONDS and self._crew:
            return
        self._looked = now
        client = self._client
        if client is None or client.status != "running":
            self._reconnect()
            return
        try:
            scheduler: Any = client.scheduler
            self._crew, refused = client.sync(scheduler.bulletin_crew, resource=self._member.resource)
            self._tell(refused)
        except (OSError, TimeoutError, CancelledError):
            self._crew = {}
            return
        except AttributeError:
            # A new scheduler at the old address, which the client has found by itself.
            self._reconnect()
            return
        if self._crew:
            self._idle_since = None
        elif self._idle_since is None:
            self._idle_since = now
        elif now - self._idle_since > (REFUSED_SECONDS if refused else self._lost_seconds):
            raise nobody(self._address, self.refused, self._lost_seconds)

    def _reconnect(self) -> None:
        """Find the scheduler again, and give it what was in flight. Raises SharedError (75) if it does not come back."""
        began = time.monotonic()
        self._again += [job for job, _ in self._in_flight.values()]
        self._in_flight.clear()
        self._crew = {}
        while True:
            client, self._client = self._client, None
            with suppress(Exception):
                if client is not None:
                    client.close(timeout=1)
            with suppress(Exception):
                self._closing.close()
            self._closing = ExitStack()
            try:
                self._connect()
            except (TryLaterError, OSError, TimeoutError, CancelledError):
                if time.monotonic() - began > self._lost_seconds:
                    raise lost(self._address, self._lost_seconds) from None
                time.sleep(1)
            else:
                return

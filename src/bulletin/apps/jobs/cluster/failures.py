"""Failures: what can go wrong with a cluster, and with a job on it, in the words of our messages."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from distributed import KilledWorker

from bulletin.apps.jobs.job import Job
from bulletin.errors import BulletinError, ConfigurationError, SharedError, TryLaterError
from bulletin.schema.failure import Failure


def unknown(address: str, error: Exception) -> BulletinError:
    """The scheduler or a worker cannot load our part of it."""
    return ConfigurationError(
        f"the cluster's scheduler or a worker does not know this bulletin: {error}.",
        error_id="cluster.version",
        source=f"--cluster {address}",
        remedy="Install the same version, with [cluster], where the scheduler and the workers run.",
    )


def lost(address: str, seconds: float) -> BulletinError:
    """The scheduler was there, and does not come back."""
    return SharedError(
        f"the cluster's scheduler is lost; waited {seconds:.0f} s for it.",
        error_id="cluster.lost",
        source=f"--cluster {address}",
        remedy="Start the scheduler and its workers, then run the same command: it goes on from here.",
    )


def nobody(address: str, refused: Mapping[str, str], seconds: float) -> BulletinError:
    """There is no worker that may work."""
    if refused:
        worker, why = next(iter(refused.items()))
        return ConfigurationError(
            f"no worker of the cluster may do this work: {len(refused)} refused, such as {worker}: {why}.",
            error_id="cluster.version",
            source=f"--cluster {address}",
            remedy="Install the same version on the workers, or run the command with theirs.",
        )
    return TryLaterError(
        f"the cluster has no worker; waited {seconds:.0f} s for one.",
        error_id="cluster.nobody",
        source=f"--cluster {address}",
        remedy="Start workers (dask worker), then run the same command: it goes on from here.",
    )


def killed(job: Job, error: KilledWorker) -> Failure:
    """Too many workers died while they had this job."""
    last = getattr(error.last_worker, "address", error.last_worker)
    return Failure(
        code=70,
        error_id="job.died",
        what=f"{error.allowed_failures + 1} workers died with this job, the last was {last}.",
        source=job.key,
        remedy="Make it alone, to see what happens: bulletin make with this source.",
    )


def elsewhere(job: Job, worker: str) -> Failure:
    """The bulletin is on another machine."""
    return Failure(
        code=78,
        error_id="cluster.folder",
        what=f"{worker} has made it in a folder of its own, which is not seen from here.",
        source=job.key,
        remedy="Let --out be a folder that all machines see under the same path.",
    )


def bug(job: Job, error: Exception) -> Failure:
    """Neither the job nor a worker's death: Dask itself, or what we ask of it."""
    return Failure(
        code=70,
        error_id="internal",
        what=f"the cluster failed with this job ({type(error).__name__}: {str(error)[:80]}).",
        source=job.key,
        remedy="See all of it: bulletin make with this source.",
    )


def is_here(path: Path) -> bool:
    """Whether a file of a worker can be seen from here. A network's disk may take a moment to show it."""
    for wait in (0.0, 0.1, 1.0, 5.0):
        time.sleep(wait)
        with suppress(OSError):
            # To list a folder makes most such disks look again.
            if path.exists() or path in path.parent.iterdir():
                return True
    return False

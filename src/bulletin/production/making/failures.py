"""Failures: why a job was not made that no error of production tells."""

from __future__ import annotations

from bulletin.production.making.job import Job
from bulletin.schema.failure import Failure


def died(job: Job, code: int) -> Failure:
    """The process ended in the middle, with this exit code."""
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    return Failure(
        what=f"the process that made it ended in the middle ({how}).",
        source=job.order.title,
        remedy="Make it again: what is spoken is kept. If it ends so again, the machine may lack memory.",
        error_id="making.died",
        code=70,
    )


def given_up(job: Job) -> Failure:
    """The studio ended in the middle too often."""
    return Failure(
        what=f"the studio ended {job.tries} times while this was made, so it is not begun again by itself.",
        source=job.order.title,
        remedy="Make it again: what is spoken is kept.",
        error_id="making.given_up",
        code=70,
    )


def not_begun(error: OSError) -> Failure:
    """The machine starts no process."""
    return Failure(
        what=f"no process can be started: {error.strerror or error}.",
        source="this machine",
        remedy="Close other programs, then make it again.",
        error_id="making.start",
        code=69,
    )

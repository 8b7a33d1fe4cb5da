"""Remaking: finished episodes made again without their sources: what a lexicon says differently, what the fall-back voice read."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

from bulletin.apps.jobs.batch import Batch
from bulletin.apps.jobs.job import Job, JobResult
from bulletin.apps.jobs.journal import Journal
from bulletin.apps.jobs.telling import Ended, Noted, Told
from bulletin.errors import BulletinError
from bulletin.production.archive.impact import impacts, words_of
from bulletin.production.changing import Change, changed
from bulletin.production.recipe import Recipe
from bulletin.schema.failure import Failure

PROBES = 3
"""Episodes that are tried before healing is given up: a sentence may be one that the first voice can never say."""


def remake(folder: Path, lexicons: Sequence[Path], batch: Batch, journal: Journal) -> Iterator[Told]:
    """Say anew what these lexicons change in the episodes of a folder: those sentences alone, under the same guids."""
    touched = [impact.record for impact in impacts(folder, lexicons, lambda _: None)]
    change = Change(
        what="words", words=words_of(lexicons), lexicons=tuple(path.absolute() for path in lexicons)
    )
    yield from batch.again((_job(record, change, journal) for record in touched), len(touched))


def heal(batch: Batch, journal: Journal) -> Iterator[Told]:
    """Make again what the first voice did not read, if that is back."""
    fallen = [Path(row.record) for row in journal.fallen_back()]
    change = Change(what="heal")
    for number, record in enumerate(fallen):
        probed = yield from _healed(batch, _job(record, change, journal))
        if probed:
            rest = fallen[number + 1 :]
            yield from batch.again((_job(record, change, journal) for record in rest), len(rest))
            return
        if number + 1 == PROBES:
            break
    if fallen:
        yield Noted("the first voice is not back; nothing else is healed", "heal.voice")


def _healed(batch: Batch, job: Job | JobResult) -> Generator[Told, None, bool]:
    """Whether the first voice reads all of an episode that is made again."""
    healed = False
    for told in batch.again([job], 1):
        if isinstance(told, Ended):
            healed = told.result.made is not None and not told.result.made.fallen_back
        yield told
    return healed


def _job(record: Path, change: Change, journal: Journal) -> Job | JobResult:
    row = journal.row_of_record(record)
    job = Job(
        key=row.key if row else str(record),
        number=row.number if row else 0,
        recipe=Recipe(sources=()),
        digest=row.digest if row else "",
    )
    try:
        return Job(key=job.key, number=job.number, recipe=changed(record, change), digest=job.digest)
    except BulletinError as error:
        return JobResult(job=job, failure=Failure.of(error))

"""Queue: the orders of one studio, made one after the other, whatever becomes of the studio meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from bulletin.errors import BulletinError, MissingInputError, TryLaterError
from bulletin.production.clock import now
from bulletin.production.disk.locks import holder, holder_note, locked
from bulletin.production.making.failures import died, given_up, not_begun
from bulletin.production.making.job import Job, Order, Told
from bulletin.production.making.keeping import JOBS_KEPT, Keeping, keep
from bulletin.production.making.running import COMMAND, Run
from bulletin.schema.failure import Failure

FOLDER = "making"

MOST_TRIES = 3
"""A job in whose middle the studio ended so often is not begun again by itself."""

LOCK_SECONDS = 0.3


class MakingQueue:
    """Makes what is ordered, in order, one at a time. Safe to use from any thread."""

    def __init__(
        self,
        folder: Path,
        hidden: Path,
        *,
        notice: Callable[[Told], None] = lambda _: None,
        command: Sequence[str] = COMMAND,
    ) -> None:
        """Go on where the queue in `hidden` was left; what is made is made in `folder`.

        `notice` gets all that is told from now on. Raises TryLaterError (75) while another studio has the folder.
        """
        self._folder = folder
        self._notice = notice
        self._command = command
        self._changed = threading.Condition()
        self._run: Run | None = None
        self._cancelled: set[int] = set()
        self._closed = False
        with ExitStack() as closing:
            self._keeping = Keeping(hidden / FOLDER)
            lock = hidden / FOLDER / "queue.lock"
            if closing.enter_context(locked(lock, LOCK_SECONDS)):
                raise TryLaterError(
                    f"{holder(lock)} has this folder open in a studio.",
                    error_id="studio.locked",
                    source=str(folder),
                    remedy="Use the page that is open there, or name another folder: bulletin studio --folder DIR",
                )
            closing.enter_context(holder_note(lock))
            self._jobs = {job.number: job for job in self._keeping.jobs()}
            self._told = {number: self._keeping.told(number) for number in self._jobs}
            self._last = max((told.number for each in self._told.values() for told in each), default=0)
            with self._changed:
                self._take_up_again()
            self._releasing = closing.pop_all()
        self._thread = threading.Thread(target=self._work, name="making", daemon=True)
        self._thread.start()

    def submit(self, order: Order) -> Job:
        """Put an order at the end of the queue. Raises OutputError (73) or DiskError (74)."""
        with self._changed:
            job = Job(number=max(self._jobs, default=0) + 1, order=order, ordered=_moment())
            self._jobs[job.number] = job
            self._told[job.number] = []
            self._forget_old()
            self._tell(job.number, kind="state")
            self._keeping.write(self._jobs.values())
            self._changed.notify_all()
            return job

    def cancel(self, number: int) -> Job:
        """Have a job not made, or no further. Raises MissingInputError (66) for one that is not known."""
        with self._changed:
            job = self.job(number)
            if job.state == "queued":
                self._become(replace(job, state="cancelled", ended=_moment()))
            elif job.state == "running":
                self._cancelled.add(number)
                if self._run is not None:
                    self._run.end()
            return self.job(number)

    def jobs(self) -> list[Job]:
        """All jobs that are known, the newest last."""
        with self._changed:
            return list(self._jobs.values())

    def job(self, number: int) -> Job:
        """A job. Raises MissingInputError (66) for one that is not known."""
        with self._changed:
            if number not in self._jobs:
                raise MissingInputError(
                    f"there is no order {number} here.",
                    error_id="studio.job",
                    source=str(self._folder),
                    remedy="Go back to the first page: it lists the latest.",
                )
            return self._jobs[number]

    def told(self, number: int) -> list[Told]:
        """What was told about a job, the newest last."""
        with self._changed:
            self.job(number)
            return list(self._told[number])

    def events_since(self, number: int) -> list[Told]:
        """What was told about any job after that number."""
        with self._changed:
            found = [told for each in self._told.values() for told in each if told.number > number]
        return sorted(found, key=lambda told: told.number)

    def wait(self, number: int, seconds: float) -> list[Told]:
        """The same, as soon as there is anything; after so many seconds nothing."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._last > number, seconds)
            return self.events_since(number)

    def close(self) -> None:
        """End the job that runs, and let go of the folder. It is begun again when the queue is opened again."""
        with self._changed:
            self._closed = True
            if self._run is not None:
                self._run.end()
            self._changed.notify_all()
        self._thread.join()
        self._releasing.close()

    def _take_up_again(self) -> None:
        """Queue again what was running when the studio ended."""
        for job in list(self._jobs.values()):
            if job.state == "running" and job.tries < MOST_TRIES:
                self._become(replace(job, state="queued", began=""))
            elif job.state == "running":
                self._become(replace(job, state="failed", ended=_moment(), failure=given_up(job)))

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._next() is not None)
                job = self._next()
                if self._closed or job is None:
                    return
                job = replace(job, state="running", began=_moment(), tries=job.tries + 1)
                try:
                    self._become(job)
                    self._run = Run(job.order, self._folder, self._command)
                except (BulletinError, OSError) as error:
                    failure = Failure.of(error) if isinstance(error, BulletinError) else not_begun(error)
                    self._fail(job, failure)
                    continue
            self._make(job, self._run)

    def _next(self) -> Job | None:
        return next((job for job in self._jobs.values() if job.state == "queued"), None)

    def _make(self, job: Job, run: Run) -> None:
        made, failure = "", None
        for message in run.messages():
            kind = message.get("kind")
            if kind == "finished":
                made = str(message["made"])
            elif kind == "failed":
                failure = Failure(**message["failure"])
            else:
                with self._changed:
                    self._tell(job.number, **message)
        code = run.ended()
        with self._changed:
            self._run = None
            if made:
                self._become(replace(job, state="done", ended=_moment(), made=made))
            elif failure is not None:
                self._fail(job, failure)
            elif job.number in self._cancelled:
                self._become(replace(job, state="cancelled", ended=_moment()))
            elif self._closed:
                # Ended by us: that is no try that went wrong.
                self._become(replace(job, state="queued", began="", tries=job.tries - 1))
            else:
                self._fail(job, died(job, code))

    def _fail(self, job: Job, failure: Failure) -> None:
        self._become(replace(job, state="failed", ended=_moment(), failure=failure))

    def _become(self, job: Job) -> None:
        """Note what has become of a job, on the disk as well where that can be written."""
        self._jobs[job.number] = job
        self._tell(job.number, kind="state")
        _as_far_as_it_goes(lambda: self._keeping.write(self._jobs.values()))

    def _tell(self, job: int, **told: Any) -> None:
        self._last += 1
        words: Mapping[str, Sequence[str]] = told.pop("lines", {})
        lines = {language: tuple(each) for language, each in words.items()}
        event = Told(number=self._last, job=job, lines=lines, **told)
        keep(self._told[job], event)
        _as_far_as_it_goes(lambda: self._keeping.add(event, self._told[job]))
        self._changed.notify_all()
        self._notice(event)

    def _forget_old(self) -> None:
        over = [job.number for job in self._jobs.values() if job.is_over]
        for number in over[:-JOBS_KEPT]:
            del self._jobs[number], self._told[number]
            self._keeping.forget(number)


def _as_far_as_it_goes(write: Callable[[], None]) -> None:
    """Write something for the next start. A full disk stops no job whose own files may have room elsewhere."""
    try:
        write()
    except BulletinError:
        return


def _moment() -> str:
    return now().isoformat(timespec="seconds")

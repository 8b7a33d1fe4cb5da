"""Keeping: the queue's own files: all jobs in one that is written whole, and a file a job of what was told about it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bulletin.production.disk.commit import check_writable, disk_errors, write_whole
from bulletin.production.making.job import Job, Told, as_json, job_of, told_of

SCHEMA = "bulletin.making/1"
"""The key of the list of jobs."""

JOBS_KEPT = 50
"""Jobs that are over; older ones are forgotten."""

TOLD_KEPT = 400
"""Of each job; a count of pieces takes the place of the one before."""


class Keeping:
    """The files of one queue, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        """Raises OutputError (73) where the folder cannot be made."""
        check_writable(folder)
        self._folder = folder
        self._written: dict[int, int] = {}

    def jobs(self) -> list[Job]:
        """All jobs, in their order. A file that nobody can read is put aside."""
        path = self._folder / "jobs.json"
        try:
            document = json.loads(path.read_bytes())
            return [job_of(found) for found in document[SCHEMA]]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            with contextlib.suppress(OSError):
                path.replace(self._folder / "jobs.damaged.json")
            return []

    def write(self, jobs: Iterable[Job]) -> None:
        """Write all jobs. Raises OutputError (73) or DiskError (74)."""
        document = {SCHEMA: [as_json(job) for job in jobs]}
        write_whole(self._folder / "jobs.json", json.dumps(document, ensure_ascii=False, indent=1).encode())

    def told(self, job: int) -> list[Told]:
        """What was told about a job, the newest last, as much of it as is kept."""
        found: list[Told] = []
        try:
            lines = self._path(job).read_bytes().splitlines()
        except OSError:
            return []
        for each in lines:
            # The last line of a studio that was killed may be cut.
            with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
                keep(found, told_of(json.loads(each)))
        return found

    def add(self, told: Told, kept: list[Told]) -> None:
        """Write what was told; `kept` is all that is kept about the job, with it. Raises as `write` does."""
        path = self._path(told.job)
        number = self._written.get(told.job, TOLD_KEPT * 2) + 1
        if number > TOLD_KEPT * 2:
            write_whole(path, b"".join(_line(each) for each in kept))
            number = len(kept)
        else:
            with disk_errors(path), path.open("ab") as file:
                file.write(_line(told))
        self._written[told.job] = number

    def forget(self, job: int) -> None:
        """Remove what was told about a job."""
        self._written.pop(job, None)
        with contextlib.suppress(OSError):
            self._path(job).unlink()

    def _path(self, job: int) -> Path:
        return self._folder / f"{job}.jsonl"


def keep(kept: list[Told], told: Told) -> None:
    """Add what was told to what is kept about a job."""
    if told.kind == "piece" and kept and kept[-1].kind == "piece":
        kept[-1] = told
        return
    kept.append(told)
    if len(kept) > TOLD_KEPT:
        del kept[0]


def _line(told: Told) -> bytes:
    document: dict[str, Any] = as_json(told)
    return json.dumps(document, ensure_ascii=False).encode() + b"\n"

"""Listing: the records of finished episodes → their titles, each record read once as long as it does not change."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bulletin.production.episode.record import read_record
from bulletin.schema.episode import RECORD_SUFFIX


@dataclass(frozen=True, slots=True)
class ResultInList:
    """A finished episode in a list."""

    name: str
    title: str


def listed_results(folder: Path, names: Iterable[str]) -> list[ResultInList]:
    """Names and titles of the episodes in a folder; the name as title where a record cannot be read."""
    found = []
    for name in names:
        record = folder / f"{name}{RECORD_SUFFIX}"
        title = name
        with contextlib.suppress(OSError, ValueError):
            status = record.stat()
            title = _title(record, status.st_mtime_ns, status.st_size)
        found.append(ResultInList(name, title))
    return found


@lru_cache(500)
def _title(record: Path, changed: int, size: int) -> str:  # noqa: ARG001  (another file is another title)
    return read_record(record).title.strip() or record.name.removesuffix(RECORD_SUFFIX)

"""Renamed: the files of an episode whose article got another headline, and with it another name, are taken away."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from bulletin.production.disk.digest import digest_of
from bulletin.production.episode.record import EpisodeRecord, is_plain, left_record
from bulletin.schema.episode import RECORD, RECORD_SUFFIX


def take_earlier_away(record_path: Path, earlier: Sequence[Path] | None = None) -> list[str]:
    """Remove what an episode was under another name; returns the names of the removed records.

    That is an episode of the same source, day and first words in its folder; or one of the same source among `earlier`
    records, where these are known. Of its files those go that are as its record lists them; a
    file that anybody changed, or that the new episode has, stays. The record goes last.
    """
    record = left_record(record_path)
    if not record.made_from or not record.article:
        return []
    kept = {record_path.name, *record.files.values()}
    removed: list[str] = []
    found = sorted(record_path.parent.glob(f"*{RECORD_SUFFIX}")) if earlier is None else earlier
    for path in found:
        if not path.exists() or path.samefile(record_path):
            continue
        known = earlier is not None and left_record(path).made_from == record.made_from
        if known or _is_earlier(path, record):
            with contextlib.suppress(OSError):
                _remove(path, kept)
                removed.append(path.name)
    return removed


def _is_earlier(path: Path, record: EpisodeRecord) -> bool:
    try:
        # Few records of a large folder have to be parsed.
        if record.article.encode() not in path.read_bytes():
            return False
    except OSError:
        return False
    other = left_record(path)
    return (other.made_from, other.date, other.article) == (record.made_from, record.date, record.article)


def _remove(path: Path, kept: set[str]) -> None:
    """Remove the files that a record lists, then the record. Raises OSError."""
    record = left_record(path)
    for kind, name in record.files.items():
        file = path.with_name(name) if is_plain(name) else path
        recorded = record.detail(kind).sha256
        if kind != RECORD and name not in kept and file.is_file() and digest_of(file) == recorded:
            file.unlink()
    path.unlink()

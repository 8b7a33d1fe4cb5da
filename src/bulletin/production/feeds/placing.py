"""Placing: an episode's files into a feed's folder, whole, checked, and under addresses that never change.

Sound that is published stays as it is under its address; other sound of the same episode gets another.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bulletin.errors import InputError
from bulletin.production.disk.commit import check_writable, committed, disk_errors, sync_folder, write_whole
from bulletin.production.disk.digest import digest_of
from bulletin.production.episode.record import left_record
from bulletin.production.feeds.episodes import AUDIO_TYPES, SUFFIXES, Record
from bulletin.production.feeds.folder import EPISODES
from bulletin.schema.episode import RECORD, RECORD_SUFFIX
from bulletin.schema.feed import Item
from bulletin.writers.feed import spaces
from bulletin.writers.feed.layout import ItemPlace
from bulletin.writers.names import slug

FOLDER_DIGITS = 12
CALLING = ("html", "chapters")
"""Files that name the sound beside them."""
SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,150}")
"""A file name that is the same in every address and on every system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An episode's files in the feed's folder."""

    folder: Path
    names: dict[str, str]
    """By kind; `episode` is the record, which is written when the item is known."""
    renamed: dict[str, bytes] = field(default_factory=dict)
    """The files that had to be changed with the names."""

    @property
    def record(self) -> Path:
        """Where the record goes."""
        return self.folder / self.names["episode"]

    def urls(self, base: str) -> dict[str, str]:
        """The files' addresses by kind."""
        below = f"{base}{EPISODES}/{self.folder.name}/"
        return {kind: below + name for kind, name in self.names.items()}


def copied(record: Record, media: Path) -> Placed:
    """Give the episode's files a folder of their own in the feed's.

    Its name is part of the sound's checksum: sound that is published never changes under its address. The files keep
    their names, by which some of them call the others, where those are safe in any address.
    """
    folder = media / checksum_of(record)[:FOLDER_DIGITS]
    check_writable(folder)
    with disk_errors(folder):
        # A new folder's name has to be on the disk before the feed names what is in it.
        sync_folder(media)
    stem = record.path.name.removesuffix(RECORD_SUFFIX)
    safe = all(SAFE_NAME.fullmatch(path.name) for path in (record.path, *record.files.values()))
    if not safe:
        stem = slug(record.title)
    names: dict[str, str] = {RECORD: stem + RECORD_SUFFIX}
    renamed: dict[str, bytes] = {}
    for kind, source in record.files.items():
        ending = f".{kind}" if kind in AUDIO_TYPES else SUFFIXES[kind] or source.suffix.lower()
        names[kind] = source.name if safe else stem + ending
    for kind, source in record.files.items():
        told = record.detail(kind, "sha256")
        if not safe and kind in CALLING:
            renamed[kind] = _calling(source, told, record.audio.name, names[record.kind])
            if not holds(folder / names[kind], renamed[kind]):
                write_whole(folder / names[kind], renamed[kind])
        else:
            _copy(source, folder / names[kind], told)
    return Placed(folder=folder, names=names, renamed=renamed)


def _calling(source: Path, told: object, old: str, new: str) -> bytes:
    """A file that names the sound beside it, with the name that the sound has now."""
    data = source.read_bytes()
    _check_told(source, told, hashlib.sha256(data).hexdigest())
    for spelled in dict.fromkeys((quote(old), escape(old), json.dumps(old)[1:-1], old)):
        data = data.replace(spelled.encode("utf-8", "surrogateescape"), new.encode())
    return data


def _check_told(source: Path, told: object, checksum: str) -> None:
    if isinstance(told, str) and told and told != checksum:
        raise InputError(
            "a file of the episode is not the one that was made: its checksum differs.",
            error_id="episode.changed",
            source=str(source),
            remedy="Make the episode again; or, if you changed the file on purpose, publish it with a new record.",
        )


def _copy(source: Path, target: Path, told: object) -> None:
    """Copy a file whole, or leave a target that is the same; checked against the checksum that was told."""
    checksum = digest_of(source)
    _check_told(source, told, checksum)
    if target.is_file() and target.stat().st_size == source.stat().st_size and digest_of(target) == checksum:
        return
    with committed(target) as temporary:
        digest = hashlib.sha256()
        with source.open("rb") as read, temporary.open("wb") as write:
            while data := read.read(1 << 20):
                digest.update(data)
                write.write(data)
        if digest.hexdigest() != checksum:
            raise InputError(
                "a file of the episode changed while it was copied; nothing was published.",
                error_id="episode.changing",
                source=str(source),
                remedy="Run the same command again when the episode is finished.",
            )


def checksum_of(record: Record) -> str:
    """SHA-256 of the sound of an episode."""
    told = record.detail(record.kind, "sha256")
    # What is told is checked against the file when it is copied.
    return told if isinstance(told, str) and len(told) == 64 else digest_of(record.audio)


def record_copy(record: Record, placed: Placed, item: Item) -> bytes:
    """The record beside the published files: with their names, and what repairing the feed has to know."""
    document: dict[str, Any] = dict(record.document)
    document["audio"] = placed.names[record.kind]
    document["files"] = placed.names
    details = document.get("details")
    if isinstance(details, dict):
        details = {kind: of for kind, of in details.items() if kind in placed.names}
        for kind, data in placed.renamed.items():
            of = details.get(kind)
            if isinstance(of, dict):
                details[kind] = {**of, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        document["details"] = details
    document["published"] = {
        "guid": item.guid,
        "date": item.published.isoformat(),
        "source": item.mark.source,
        "day": item.mark.day,
        "corrected": item.mark.corrected or None,
        "correction": item.mark.correction or None,
        "feed_version": spaces.VERSION,
    }
    # A lone half of a character becomes its JSON escape.
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def left_guid(record: Path) -> str:
    """The identity that a run gave this very sound before it was stopped, if the feed never got to name it."""
    guid = left_record(record).text("published", "guid") or ""
    return guid if guid.startswith("urn:uuid:") else ""


def forget(media: Path, place: ItemPlace, placed: Placed) -> None:
    """Take away the record of what an item was before, so that repairing the feed does not bring it back.

    Its sound stays: listeners whose player read the feed a moment ago may be fetching it.
    """
    folder = place.url.split("/")[-2:-1]
    if folder and folder[0] not in ("", ".", "..", placed.folder.name):
        for path in (media / folder[0]).glob(f"*{RECORD_SUFFIX}"):
            if left_guid(path) == place.guid:
                with contextlib.suppress(OSError):
                    path.unlink()


def holds(path: Path, data: bytes) -> bool:
    """Whether a file is there and holds these bytes."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False

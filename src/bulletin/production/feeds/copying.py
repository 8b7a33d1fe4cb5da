"""Copying: an episode's files into a folder of their own in the feed's folder, whole and checked.

Published sound never changes under its address: other sound of the same episode gets another folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import quote

from bulletin.errors import InputError
from bulletin.production.disk.commit import check_writable, committed, disk_errors, sync_folder, write_whole
from bulletin.production.disk.digest import digest_of
from bulletin.production.episode.published import published_bytes
from bulletin.production.episode.record import Publication, left_record
from bulletin.production.feeds.episodes import AUDIO_TYPES, SUFFIXES, PublishableEpisode
from bulletin.production.feeds.rights import share
from bulletin.schema.episode import RECORD, RECORD_SUFFIX
from bulletin.schema.feed import EPISODES, Item
from bulletin.writers.feed import spaces
from bulletin.writers.feed.layout import ItemPlace
from bulletin.writers.names import slug

FOLDER_DIGITS = 12
SUPERSEDED = ".superseded.json"
"""The ending of a record whose episode was replaced: it only tells whose files its folder holds."""
NAMING_SOUND = ("html", "chapters")
"""Kinds of files that name the sound file beside them."""
SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,150}")
"""A file name that needs no escaping in an address and is valid on every system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedFiles:
    """An episode's files in the feed's folder."""

    folder: Path
    names: dict[str, str]
    """By kind; `episode` is the record, which is written once the item is known."""
    renamed: dict[str, bytes] = field(default_factory=dict)
    """New bytes by kind, of files that name the sound, where the sound had to be renamed."""

    @property
    def record(self) -> Path:
        """Where the record goes."""
        return self.folder / self.names[RECORD]

    def urls(self, base: str) -> dict[str, str]:
        """The files' addresses by kind."""
        below = f"{base}{EPISODES}/{self.folder.name}/"
        return {kind: below + name for kind, name in self.names.items()}


def copy_files(episode: PublishableEpisode, media: Path) -> CopiedFiles:
    """Copy the episode's files into a folder of their own in `media`, named by the sound's checksum.

    They keep their names, by which some of them name the others, if all of these are safe in any address. Raises
    InputError (65) for a file that is not the recorded one, OutputError (73) and DiskError (74).
    """
    folder = media / checksum_of(episode)[:FOLDER_DIGITS]
    check_writable(folder)
    with disk_errors(folder):
        # The new folder must be on the disk before the feed names what is in it.
        sync_folder(media)
    stem = episode.path.name.removesuffix(RECORD_SUFFIX)
    safe = all(SAFE_NAME.fullmatch(path.name) for path in (episode.path, *episode.files.values()))
    if not safe:
        stem = slug(episode.title)
    names: dict[str, str] = {RECORD: stem + RECORD_SUFFIX}
    renamed: dict[str, bytes] = {}
    for kind, source in episode.files.items():
        ending = f".{kind}" if kind in AUDIO_TYPES else SUFFIXES[kind] or source.suffix.lower()
        names[kind] = source.name if safe else stem + ending
    for kind, source in episode.files.items():
        recorded = episode.record.detail(kind).sha256
        if not safe and kind in NAMING_SOUND:
            renamed[kind] = _renaming_sound(source, recorded, episode.audio.name, names[episode.kind])
            if not holds(folder / names[kind], renamed[kind]):
                write_whole(folder / names[kind], renamed[kind])
        else:
            _copy(source, folder / names[kind], recorded)
    for path in (media, folder, *(folder / names[kind] for kind in episode.files)):
        share(path)
    return CopiedFiles(folder=folder, names=names, renamed=renamed)


def _renaming_sound(source: Path, recorded: str | None, old: str, new: str) -> bytes:
    """The bytes of a file that names the sound beside it, with the sound's new name."""
    data = source.read_bytes()
    _check_recorded(source, recorded, hashlib.sha256(data).hexdigest())
    for spelled in dict.fromkeys((quote(old), escape(old), json.dumps(old)[1:-1], old)):
        data = data.replace(spelled.encode("utf-8", "surrogateescape"), new.encode())
    return data


def _check_recorded(source: Path, recorded: str | None, checksum: str) -> None:
    if recorded and recorded != checksum:
        raise InputError(
            "a file of the episode is not the one that was made: its checksum differs.",
            error_id="episode.changed",
            source=str(source),
            remedy="Make the episode again; or, if you changed the file on purpose, publish it with a new record.",
        )


def _copy(source: Path, target: Path, recorded: str | None) -> None:
    """Copy a file whole, and check it against its recorded checksum; leave a target that is the same."""
    checksum = digest_of(source)
    _check_recorded(source, recorded, checksum)
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


def checksum_of(episode: PublishableEpisode) -> str:
    """SHA-256 of the sound of an episode, in hexadecimal digits."""
    recorded = episode.record.detail(episode.kind).sha256
    # It is checked against the file when that is copied.
    return recorded if recorded and len(recorded) == 64 else digest_of(episode.audio)


def published_record(episode: PublishableEpisode, copied: CopiedFiles, item: Item) -> bytes:
    """The record beside the published files: with their names, and what repairing the feed has to know."""
    return published_bytes(
        episode.record,
        audio=copied.names[episode.kind],
        files=copied.names,
        changed=copied.renamed,
        published=Publication(
            guid=item.guid,
            date=item.published.isoformat(),
            source=item.mark.source,
            day=item.mark.day,
            corrected=item.mark.corrected or None,
            correction=item.mark.correction or None,
            feed_version=spaces.VERSION,
        ),
    )


def published_guid(path: Path) -> str:
    """The guid in a published record; empty if it has none. It may be of a run that was stopped before the feed named it."""
    published = left_record(path).published
    guid = published.guid if published else ""
    return guid if guid.startswith("urn:uuid:") else ""


def remove_old_record(media: Path, place: ItemPlace, copied: CopiedFiles) -> None:
    """Rename the record of what an item was before, so that repairing the feed does not restore it.

    Its sound stays, as players that read the feed a moment ago may be fetching it.
    """
    folder = place.url.split("/")[-2:-1]
    if folder and folder[0] not in ("", ".", "..", copied.folder.name):
        for path in (media / folder[0]).glob(f"*{RECORD_SUFFIX}"):
            if published_guid(path) == place.guid:
                with contextlib.suppress(OSError):
                    path.replace(path.with_name(path.name.removesuffix(RECORD_SUFFIX) + SUPERSEDED))


def holds(path: Path, data: bytes) -> bool:
    """Whether a file exists and holds these bytes."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False

"""Tombstones: which episodes were withdrawn from a feed, each in a file of its own, `episodes/….withdrawn.json`.

It outlives the item, its record and edits of the feed by hand. It holds no word of the episode: the folder is public.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bulletin.errors import InputError
from bulletin.production.disk.commit import write_whole
from bulletin.production.feeds.rights import share
from bulletin.schema.feed import EPISODES

SUFFIX = ".withdrawn.json"
SCHEMA = "bulletin.withdrawn/1"
OUR_FOLDER = re.compile(r"[0-9a-f]{12}")
"""The name of a folder that bulletin made for one sound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """An episode that was withdrawn."""

    guid: str
    withdrawn: str
    """When (ISO 8601 with zone)."""
    reason: str = ""
    published: str = ""
    """The date of its item (ISO 8601 with zone); empty where it had none."""
    source: str = ""
    day: str = ""
    audio: str = ""
    article: str = ""
    """These four as in the item's `schema.feed.Mark`."""
    folders: tuple[str, ...] = ()
    """Names of its folders in `episodes`."""
    files: tuple[str, ...] = ()
    """Files elsewhere in the feed's folder, with `/`."""

    @property
    def when(self) -> str:
        """The day, and the reason if there is one, to go on after "withdrawn"."""
        return f"on {self.withdrawn[:10]}" + (f' ("{self.reason}")' if self.reason else "")


def tombstone_path(folder: Path, guid: str) -> Path:
    """Where the tombstone of an item lies."""
    name = hashlib.sha256(guid.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return folder / EPISODES / f"{name}{SUFFIX}"


def bury(folder: Path, tombstone: Tombstone) -> None:
    """Write a tombstone. Raises OutputError (73) and DiskError (74)."""
    document = {"schema": SCHEMA, **asdict(tombstone)}
    path = tombstone_path(folder, tombstone.guid)
    write_whole(path, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))
    share(path)


def tombstones(folder: Path) -> list[Tombstone]:
    """All tombstones of a feed. Raises InputError (65) for one that cannot be read: it may be of any episode."""
    return [_read(path) for path in sorted((folder / EPISODES).glob(f"*{SUFFIX}"))]


def tombstone_of(
    known: Sequence[Tombstone], *, sounds: Sequence[str], source: str = "", day: str = "", article: str = ""
) -> Tombstone | None:
    """The tombstone of an episode: by its very sound, else by its source, or article, and day."""
    for each in known:
        if each.audio and each.audio in sounds:
            return each
    for each in known:
        if each.day == day and ((source and each.source == source) or (article and each.article == article)):
            return each
    return None


def _read(path: Path) -> Tombstone:
    try:
        return _tombstone(json.loads(path.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise InputError(
            "the note of a withdrawn episode cannot be read, so it might come back; nothing was changed.",
            error_id="feed.tombstone",
            source=str(path),
            remedy="Bring the file back from a copy of the folder; or delete it, if nothing is withdrawn.",
        ) from None


def _tombstone(document: dict[str, Any]) -> Tombstone:
    """The tombstone in a JSON object. Raises ValueError, KeyError, TypeError or AttributeError."""
    texts = {
        name: document.get(name, "") for name in ("reason", "published", "source", "day", "audio", "article")
    }
    folders, files = document.get("folders", ()), document.get("files", ())
    everything = (document["guid"], document["withdrawn"], *texts.values(), *folders, *files)
    if document["schema"] != SCHEMA or not all(isinstance(each, str) for each in everything):
        raise ValueError("another schema")
    return Tombstone(
        guid=document["guid"],
        withdrawn=document["withdrawn"],
        **texts,
        # Anybody may have edited it: no name leads out of the feed's folder.
        folders=tuple(name for name in folders if OUR_FOLDER.fullmatch(name)),
        files=tuple(
            name
            for name in files
            if all(part and part[0] != "." and not set(part) & {"\\", "\0"} for part in name.split("/"))
        ),
    )

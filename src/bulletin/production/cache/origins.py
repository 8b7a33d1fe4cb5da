"""Origins: for each episode made on this machine, the folder it was made in and the whole paths of what it was made from.

A record may be published and names files without their folders. What it takes to change an episode is noted here instead.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import BulletinError
from bulletin.production.disk.commit import write_whole

ORIGINS = "origins"
"""The folder of the notes in the cache."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an episode was made."""

    folder: Path
    """The working folder."""
    files: tuple[Path, ...] = ()
    """Whole paths of files that it was made from, whose bare names the record has."""

    @classmethod
    def here(cls, files: Sequence[Path]) -> Origin:
        """The working folder, and files by their whole paths."""
        folder = Path.cwd()
        return cls(folder=folder, files=tuple(folder / path for path in files))

    def whole(self, name: str) -> Path | None:
        """The whole path of a file that the record names; None where it is not there."""
        places = [path for path in self.files if path.name == Path(name).name]
        return next((path for path in (*places, self.folder / name) if path.is_file()), None)


def note_origin(cache: Path, record: Path, origin: Origin) -> None:
    """Note where the episode of a record was made. A disk that does not take it does no harm."""
    document = {"folder": str(origin.folder), "files": [str(path) for path in origin.files]}
    with contextlib.suppress(OSError, BulletinError):
        path = _path(cache, record)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogateescape"))


def origin_of(cache: Path, record: Path) -> Origin:
    """Where an episode was made; what is not known is looked for in the working folder, and beside the record."""
    beside = (record.parent,)
    try:
        document = json.loads(_path(cache, record).read_bytes().decode("utf-8", "surrogateescape"))
        files = tuple(Path(name) for name in document["files"])
        return Origin(folder=Path(document["folder"]), files=files)
    except (OSError, ValueError, KeyError, TypeError):
        return Origin(folder=Path(), files=tuple(path for folder in beside for path in folder.glob("*.t*")))


def _path(cache: Path, record: Path) -> Path:
    name = hashlib.sha256(str(record.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return cache / ORIGINS / f"{name}.json"

"""Sections: of what the MP3 that is there is made, so that a stretch that stays the same is not encoded again.

An episode's record lists them: the digest of each section's samples, and how many bytes they became. Whoever changes
a sentence has one section encoded, and those behind it whose beginning moved within a frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bulletin.production.digest import digest_of
from bulletin.production.records import Said, left_record

SECTIONS = "sections"
"""The name of the lists in an episode's record, by format."""


class Sections:
    """The sections of one file in the making, and those of the file whose place it takes: a `lame.Memory`."""

    def __init__(
        self, earlier: Path | None = None, places: Mapping[str, tuple[int, int]] | None = None
    ) -> None:
        self._earlier = earlier
        self._places = places or {}
        self._made: list[tuple[str, int]] = []

    @property
    def empty(self) -> bool:
        """Whether no section of an earlier file is known."""
        return not self._places

    def recall(self, digest: str) -> bytes | None:
        """The frames of the section with this digest in the earlier file, if it has one."""
        place = self._places.get(digest)
        if place is None or self._earlier is None:
            return None
        start, size = place
        try:
            with self._earlier.open("rb") as file:
                file.seek(start)
                found = file.read(size)
        except OSError:
            return None
        return found if len(found) == size else None

    def note(self, digest: str, size: int) -> None:
        """Remember a section of the file in the making."""
        self._made.append((digest, size))

    def again(self) -> Sections:
        """For another try at the same file."""
        return Sections(self._earlier, self._places)

    def listed(self) -> list[str]:
        """What was noted, for the record."""
        return [f"{digest} {size}" for digest, size in self._made]


def earlier_sections(form: str, path: Path, record: Path) -> Sections:
    """What can be used again of the file at `path`; nothing unless it is, byte for byte, what its record tells of."""
    said = left_record(record)
    try:
        made = _listed(said, form)
        end = path.stat().st_size
        if not made or said.names.get(form) != path.name or digest_of(path) != said.detail(form, "sha256"):
            return Sections()
    except (OSError, ValueError):
        return Sections()
    places: dict[str, tuple[int, int]] = {}
    # They are the last of the file: before them are tags, and a frame that tells of the whole.
    for digest, size in reversed(made):
        end -= size
        places[digest] = (end, size)
    return Sections(path, places) if end >= 0 else Sections()


def _listed(said: Said, form: str) -> list[tuple[str, int]]:
    """The sections that a record lists. Raises ValueError for what is none."""
    rows = said.at(SECTIONS, form)
    found: list[tuple[str, int]] = []
    for row in rows if isinstance(rows, list) else []:
        digest, _, size = str(row).partition(" ")
        if int(size) < 0:
            raise ValueError(row)
        found.append((digest, int(size)))
    return found

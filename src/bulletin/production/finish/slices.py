"""Sections: of what the MP3 that is there is made, so that a stretch that stays the same is not encoded again.

An episode's record lists them: the digest of each section's samples, how many bytes they became, and the digest of
those. Whoever changes a sentence has one section encoded, and those behind it whose beginning moved within a frame.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from bulletin.production.episode.record import left_record

Place = tuple[int, int, str]
"""Where the frames of a section are in a file: the first byte, how many there are, and their digest."""

_SMALLEST = 96
"""Bytes: no frame is smaller, and no section has less than one."""


class Sections:
    """The sections of one file in the making, and those of the file whose place it takes: a `lame.Memory`."""

    def __init__(self, earlier: Path | None = None, places: Mapping[str, Place] | None = None) -> None:
        self._earlier = earlier
        self._places = places or {}
        self._made: list[str] = []

    @property
    def empty(self) -> bool:
        """Whether no section of an earlier file is known."""
        return not self._places

    def recall(self, digest: str) -> bytes | None:
        """The frames of the section with this digest, if the earlier file has them still as they were."""
        place = self._places.get(digest)
        if place is None or self._earlier is None:
            return None
        start, size, became = place
        try:
            with self._earlier.open("rb") as file:
                file.seek(start)
                found = file.read(size)
        except OSError:
            return None
        # Whatever was done to the file since it was made, at this moment too, is seen here.
        return found if hashlib.sha256(found).hexdigest() == became else None

    def note(self, digest: str, size: int, became: str) -> None:
        """Remember a section of the file in the making."""
        self._made.append(f"{digest} {size} {became}")

    def again(self) -> Sections:
        """For another try at the same file."""
        return Sections(self._earlier, self._places)

    def listed(self) -> list[str]:
        """What was noted, for the record."""
        return list(self._made)


def earlier_sections(form: str, path: Path, record: Path) -> Sections:
    """What may be used again of the file at `path`, by the record beside it; nothing where that tells of another."""
    left = left_record(record)
    try:
        if left.files.get(form) != path.name or not path.is_file():
            return Sections()
        places = _places(left.encoded.get(form, ()), path.stat().st_size)
    except (OSError, ValueError):
        return Sections()
    return Sections(path, places)


def _places(rows: Sequence[str], end: int) -> dict[str, Place]:
    """Where the sections are that a record lists of a file of `end` bytes. Raises ValueError if they cannot be there."""
    if len(rows) > end // _SMALLEST:
        raise ValueError("more sections than it can hold")
    found: dict[str, Place] = {}
    # They are the last of the file: before them are tags, and a frame that tells of the whole.
    for row in reversed(rows):
        digest, size, became = row.split(" ")
        end -= int(size)
        if int(size) < _SMALLEST or end < 0:
            raise ValueError(row)
        found[digest] = (end, int(size), became)
    return found

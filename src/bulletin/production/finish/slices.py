"""Slices: the independently encoded parts of an MP3; those that did not change are copied from the earlier file.

An episode's record lists them: the digest of each slice's samples, the size of its frames in bytes, their digest, and the
digest of what plays in it, by which it is known without its samples. After an edit of one sentence only its slice is mixed and
encoded, and those after it whose start moved within a frame.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bulletin.production.episode.record import left_record

Place = tuple[int, int, str, str]
"""Where the frames of a slice are in a file: offset and size in bytes, the digest of these bytes, and that of its samples."""

Plays = Callable[[int, int], str | None]
"""From what sample to what → all that decides the samples between them; None where that cannot be said."""

_SMALLEST = 96
"""Bytes of the smallest frame; a slice has one at least."""


class Slices:
    """The slices of the file being encoded, and those of the file that it replaces: a `mp3_slice.KnownSlices`."""

    def __init__(
        self,
        earlier: Path | None = None,
        places: Mapping[str, Place] | None = None,
        plays: Plays = lambda _start, _stop: None,
    ) -> None:
        self._earlier = earlier
        self._places = places or {}
        self._made: list[str] = []
        self.plays = plays

    @property
    def empty(self) -> bool:
        """Whether no slice of an earlier file is known."""
        return not self._places

    def recall(self, digest: str) -> bytes | None:
        """The frames of the slice with this digest, of its samples or of what plays in it, if the earlier file still has them unchanged."""
        place = self._places.get(digest)
        if place is None or self._earlier is None:
            return None
        start, size, became, _ = place
        try:
            with self._earlier.open("rb") as file:
                file.seek(start)
                found = file.read(size)
        except OSError:
            return None
        # Compared as read, because the file may be changed at any moment.
        return found if hashlib.sha256(found).hexdigest() == became else None

    def note(self, digest: str, size: int, became: str, played: str) -> None:
        """Note a slice of the file being encoded; `digest` is empty where it was recalled by what plays in it."""
        digest = digest or self._places[played][3]
        self._made.append(" ".join(word for word in (digest, str(size), became, played) if word))

    def again(self, plays: Plays) -> Slices:
        """The same, to begin a file, of whose samples `plays` says what decides them."""
        return Slices(self._earlier, self._places, plays)

    def listed(self) -> list[str]:
        """The noted slices, as the record lists them."""
        return list(self._made)


def earlier_slices(form: str, path: Path, record: Path) -> Slices:
    """The slices of the file at `path` that its record lists; none where the record is of another file."""
    left = left_record(record)
    try:
        if left.files.get(form) != path.name or not path.is_file():
            return Slices()
        places = _places(left.encoded.get(form, ()), path.stat().st_size)
    except (OSError, ValueError):
        return Slices()
    return Slices(path, places)


def _places(rows: Sequence[str], end: int) -> dict[str, Place]:
    """Offsets of the slices that a record lists, in a file of `end` bytes. Raises ValueError if they cannot fit."""
    if len(rows) > end // _SMALLEST:
        raise ValueError("more slices than it can hold")
    found: dict[str, Place] = {}
    # Slices end the file; before them are tags and the Info frame.
    for row in reversed(rows):
        digest, size, became, *played = row.split(" ")
        end -= int(size)
        if int(size) < _SMALLEST or end < 0 or len(played) > 1:
            raise ValueError(row)
        for known in (digest, *played):
            found[known] = (end, int(size), became, digest)
    return found

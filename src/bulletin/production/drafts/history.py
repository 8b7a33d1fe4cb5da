"""History: every version of a draft, so that what a person did can be undone, and done again, on any later day.

Versions are files in a hidden folder; one small file says which of them the draft is. The draft itself is written last
but one, so that a run that is killed leaves it as it was, or as it was to be.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from bulletin.production.disk.commit import check_writable, write_whole

KEPT = 200
"""Versions of one draft; the oldest go first."""

REVISION_LETTERS = 16


class History:
    """The versions of one draft."""

    def __init__(self, draft: Path, hidden: Path) -> None:
        """`hidden` is the folder that holds the versions of all drafts."""
        self._draft = draft
        self._folder = hidden / "history" / f"{draft.parent.name}-{draft.name}"

    def revision(self) -> str:
        """A short name of what the draft is now; "" where it is not there."""
        data = self._read()
        return "" if data is None else hashlib.sha256(data).hexdigest()[:REVISION_LETTERS]

    def save(self, text: str) -> None:
        """Write the draft, as a new version behind the present one; those that were undone are forgotten.

        Raises OutputError (73) or DiskError (74); the draft is then as it was.
        """
        data = text.encode("utf-8", "replace")
        at = self._settled()
        if data == self._read():
            return
        for number in self._numbers():
            if number > at:
                self._version(number).unlink(missing_ok=True)
        self._add(at + 1, data)
        write_whole(self._draft, data)
        self._point(at + 1)
        for number in self._numbers()[:-KEPT]:
            self._version(number).unlink(missing_ok=True)

    def can_undo(self) -> bool:
        """Whether there is an earlier version."""
        return self._settled() - 1 in self._numbers()

    def can_redo(self) -> bool:
        """Whether there is a version that was undone."""
        return self._settled() + 1 in self._numbers()

    def undo(self) -> bool:
        """Make the draft what it was before its last change; returns whether there was one."""
        return self._go(-1)

    def redo(self) -> bool:
        """Do what was undone last again; returns whether there was anything."""
        return self._go(1)

    def _go(self, by: int) -> bool:
        to = self._settled() + by
        try:
            data = self._version(to).read_bytes()
        except OSError:
            return False
        write_whole(self._draft, data)
        self._point(to)
        return True

    def _settled(self) -> int:
        """The number of the present version, with what was done to the draft outside, in an editor, as one of its own."""
        data = self._read()
        at = self._pointer()
        if data is None:
            return at
        with contextlib.suppress(OSError):
            if self._version(at).read_bytes() == data:
                return at
        # A run that was killed between the draft and the pointer left the next version, or the one before.
        for near in (at + 1, at - 1):
            with contextlib.suppress(OSError):
                if self._version(near).read_bytes() == data:
                    self._point(near)
                    return near
        for number in self._numbers():
            if number > at:
                self._version(number).unlink(missing_ok=True)
        self._add(at + 1, data)
        self._point(at + 1)
        return at + 1

    def _add(self, number: int, data: bytes) -> None:
        check_writable(self._folder)
        write_whole(self._version(number), data)

    def _point(self, number: int) -> None:
        write_whole(self._folder / "at", f"{number}\n".encode())

    def _pointer(self) -> int:
        try:
            return int((self._folder / "at").read_text("ascii"))
        except (OSError, ValueError):
            return max(self._numbers(), default=0)

    def _numbers(self) -> list[int]:
        try:
            names = [path.name for path in self._folder.iterdir()]
        except OSError:
            return []
        return sorted(int(name) for name in names if name.isdecimal())

    def _version(self, number: int) -> Path:
        return self._folder / f"{number:06d}"

    def _read(self) -> bytes | None:
        try:
            return self._draft.read_bytes()
        except FileNotFoundError:
            return None

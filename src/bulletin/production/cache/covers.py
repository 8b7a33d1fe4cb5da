"""CoverCache: the covers drawn last, beside the clips, so that the same cover is not drawn twice."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from bulletin.errors import BulletinError
from bulletin.production.disk.commit import write_whole
from bulletin.production.disk.program import installed, program
from bulletin.production.disk.temporary import PREFIX, sweep

MOST_COVERS = 12
"""Covers of half a megabyte each."""


class CoverCache:
    """A folder of covers. A cover that cannot be written or is damaged is drawn again; that is no error."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, wanted: object) -> Path:
        """The file of a cover, named by all that it is drawn from: what is wanted, this program, Pillow."""
        drawn_from = f"{program()} {installed('pillow')} {wanted!r}"
        return self._folder / f"{hashlib.sha256(drawn_from.encode()).hexdigest()}.cover"

    def find(self, path: Path) -> list[bytes] | None:
        """The pictures in the file, or None unless every byte is as it was written."""
        try:
            head, _, data = path.read_bytes().partition(b"\n")
            check, *lengths = head.decode("ascii").split(" ")
            sizes = [int(length) for length in lengths]
        except (OSError, ValueError):
            return None
        if hashlib.sha256(data).hexdigest() != check or sum(sizes) != len(data):
            return None
        with contextlib.suppress(OSError):
            path.touch()
        ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
        return [data[end - size : end] for size, end in zip(sizes, ends, strict=True)]

    def keep(self, path: Path, pictures: list[bytes]) -> None:
        """Write the pictures to the file, and remove the covers that were not used for longest."""
        data = b"".join(pictures)
        lengths = " ".join(str(len(picture)) for picture in pictures)
        with contextlib.suppress(OSError, BulletinError):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, f"{hashlib.sha256(data).hexdigest()} {lengths}\n".encode() + data)
            sweep(self._folder)
            # Without the temporary files of other runs.
            whole = (one for one in self._folder.glob("*.cover") if not one.name.startswith(PREFIX))
            kept = sorted(whole, key=lambda one: one.stat().st_mtime)
            for old in kept[:-MOST_COVERS]:
                old.unlink(missing_ok=True)

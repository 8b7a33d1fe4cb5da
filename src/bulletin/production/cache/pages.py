"""PageCache: what addresses gave last, beside the clips, so that an unchanged page is asked for and not fetched again."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
from dataclasses import asdict
from pathlib import Path

from bulletin.errors import BulletinError
from bulletin.production.disk.commit import write_whole
from bulletin.production.disk.temporary import sweep
from bulletin.readers.doors.page import Page

FORMAT = "bulletin.page/1"


class PageCache:
    """A folder of pages, pruned with the clips. One that cannot be written, or is damaged, is fetched again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, asked: str) -> Path:
        """The file of an address, there or not."""
        name = hashlib.sha256(f"{FORMAT} {asked}".encode("utf-8", "surrogateescape")).hexdigest()
        return self._folder / f"{name}.page"

    def find(self, asked: str) -> Page | None:
        """What this address gave last, or None unless every byte is as it was written."""
        path = self.path(asked)
        try:
            if not self._may_be_trusted(path):
                return None
            check, _, rest = path.read_bytes().partition(b"\n")
            if hashlib.sha256(rest).hexdigest().encode() != check:
                return None
            head, _, data = rest.partition(b"\n")
            page = Page(**json.loads(head), data=data)
        except (OSError, ValueError, TypeError):
            return None
        with contextlib.suppress(OSError):
            path.touch()
        return page

    def _may_be_trusted(self, path: Path) -> bool:
        """Whether to trust a page's file: in a folder that anyone may write to, only one of this user or root."""
        open_to_all = os.name != "nt" and self._folder.stat().st_mode & stat.S_IWOTH
        return not open_to_all or path.stat().st_uid in (os.geteuid(), 0)

    def keep(self, asked: str, page: Page) -> None:
        """Write what an address gave."""
        head = asdict(page)
        data = head.pop("data")
        rest = json.dumps(head).encode() + b"\n" + data
        with contextlib.suppress(OSError, BulletinError):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(self.path(asked), hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest)
            sweep(self._folder)

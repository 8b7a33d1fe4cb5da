"""Previous: a feed that is about to be replaced → a copy beside it, to restore it from."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from pathlib import Path

from bulletin.production.disk.commit import write_whole
from bulletin.production.disk.temporary import temporary_beside
from bulletin.production.feeds.folder import FEED

PREVIOUS = ".feed.previous.xml"
"""The feed before the last change, from which a feed that was broken by hand is restored."""


def remember(folder: Path) -> None:
    """Keep the present feed under the name of the previous one."""
    feed, previous = folder / FEED, folder / PREVIOUS
    with contextlib.suppress(OSError), temporary_beside(previous) as temporary:
        try:
            # A change gives the feed's name to a new file, so a link keeps the old one without a copy.
            os.link(feed, temporary)
        except OSError:
            shutil.copyfile(feed, temporary)
        temporary.replace(previous)


def set_aside(path: Path) -> Path:
    """Copy a file that is about to be replaced to a name with the time. Returns the copy."""
    kept = path.with_name(f"{path.name}.{time.strftime('%Y%m%d-%H%M%S')}.broken")
    number = 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.{time.strftime('%Y%m%d-%H%M%S')}-{number}.broken")
    write_whole(kept, path.read_bytes())
    return kept

"""Served: the target of a request → the file in the feed's folder that is sent, with its type and its validators.

In pages of the feed, addresses below the feed's own are replaced by this server's, so that the app fetches files from
here too.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from bulletin.schema.formats import FORMATS
from bulletin.writers.feed.channel import FEED_TYPE
from bulletin.writers.feed.text import attribute
from bulletin.writers.sidecars import SIDECARS

MEDIA_TYPES = {
    **{form.suffix: form.media_type for form in FORMATS.values()},
    **{sidecar.suffix: sidecar.media_type for sidecar in SIDECARS},
    ".xml": FEED_TYPE, ".json": "application/json", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png",
}  # fmt: skip
_TEXT = re.compile(f"text/.+|application/x-subrip|{re.escape(FEED_TYPE)}")
"""Media types that are sent with a charset."""


@dataclass(frozen=True, slots=True)
class Body:
    """The content at a path: its type, its validators and its bytes, in a file or in memory."""

    media_type: str
    size: int
    etag: str
    modified: datetime
    stream: BinaryIO


def body_at(target: str, folder: Path, base: str, address: str, closing: ExitStack) -> Body | None:
    """The file that a request's target names in `folder`; None for one that is missing, hidden, or outside the folder.

    In pages of the feed, addresses below `base` become addresses below `address`. The file is closed with `closing`.
    """
    parts = unquote(urlsplit(target).path, errors="surrogateescape").split("/")[1:]
    if any(not part or part.startswith(".") or re.search(r"[\x00-\x1f\\:]", part) for part in parts):
        return None
    try:
        path = folder.joinpath(*parts).resolve()
        if not path.is_relative_to(folder) or not path.is_file():
            return None
        stream = closing.enter_context(path.open("rb"))
        status = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return None
    name = path.name.lower()
    suffix = ".chapters.json" if name.endswith(".chapters.json") else path.suffix.lower()
    kind = MEDIA_TYPES.get(suffix, "application/octet-stream")
    if _TEXT.fullmatch(kind):
        kind += "; charset=utf-8"
    modified = datetime.fromtimestamp(int(status.st_mtime), UTC)
    if suffix == ".xml" and base:
        written = attribute(base)[1:-1].encode()
        data = stream.read().replace(written, address.encode())
        digest = hashlib.sha256(data).hexdigest()[:32]
        return Body(kind, len(data), f'"{digest}"', modified, io.BytesIO(data))
    etag = f'"{status.st_size:x}-{status.st_mtime_ns:x}-{status.st_ino:x}"'
    return Body(kind, status.st_size, etag, modified, stream)

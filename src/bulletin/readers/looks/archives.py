"""Archives: what a ZIP or an OLE file holds: office documents and e-books are such files."""

from __future__ import annotations

import io
from collections.abc import Callable

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MIME_TYPE = "mimetype"


def holds(what: str) -> Callable[[bytes], bool]:
    """Whether bytes are a ZIP with a member under the folder `what/`, or of the media type that begins with `what`."""

    def looks(data: bytes) -> bool:
        if not data.startswith(_ZIP):
            return False
        if what.endswith("/"):
            return any(name.startswith(what) for name in _names(data))
        # By the specifications, the first member is `mimetype`, and it is not compressed.
        return data[30:].startswith(f"{_MIME_TYPE}{what}".encode())

    return looks


def _names(data: bytes) -> list[str]:
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return _names_of_cut(data)


def _names_of_cut(data: bytes) -> list[str]:
    """The names in the members' own headers, where the list at the end is missing."""
    found = []
    for part in data.split(_ZIP)[1:1000]:
        size = int.from_bytes(part[22:24], "little")
        found.append(part[26 : 26 + size].decode("utf-8", "replace"))
    return found


def is_office(stream: str) -> Callable[[bytes], bool]:
    """Whether bytes are an OLE file (Word, Excel and PowerPoint up to 2003) that has a stream of this name."""
    name = stream.encode("utf-16-le")
    return lambda data: data.startswith(_OLE) and name in data

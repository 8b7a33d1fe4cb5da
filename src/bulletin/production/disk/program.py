"""Program: a fingerprint of this program and its libraries, for cache keys and records: output depends on them."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import bulletin


def installed(package: str) -> str:
    """The version of an installed package, or ""."""
    return _version(package, tuple(sys.path))


@cache
def _version(package: str, path: tuple[str, ...]) -> str:  # noqa: ARG001  (what is found depends on it)
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


@cache
def program() -> str:
    """A hash of this program: its version, and the size and time of each file, since some run it from a checkout."""
    root = str(Path(bulletin.__file__).parent)
    seen = sorted(_files(root, len(root)))
    return hashlib.sha256(f"{bulletin.__version__}{seen}".encode("utf-8", "surrogateescape")).hexdigest()


def _files(folder: str, root: int) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path, root)
            else:
                status = entry.stat()
                yield entry.path[root:], status.st_size, status.st_mtime_ns

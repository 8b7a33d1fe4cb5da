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


def program() -> str:
    """A hash of this program: its version, and the size and time of each file, since some run it from a checkout."""
    return _known_as or _fingerprint()


def know_program_as(fingerprint: str) -> None:
    """From now on, `program` is this: that of another machine whose program has the same `contents`.

    The times of files differ from machine to machine. What one has made would otherwise be made again by another.
    """
    global _known_as
    _known_as = fingerprint


_known_as = ""


@cache
def contents() -> str:
    """A hash of this program that is the same on every machine: its version, and the bytes of each file."""
    root = str(Path(bulletin.__file__).parent)
    found = hashlib.sha256(bulletin.__version__.encode())
    for name, size, _ in sorted(_files(root, len(root))):
        found.update(f"{Path(name).as_posix()} {size}\n".encode("utf-8", "surrogateescape"))
        found.update(Path(root + name).read_bytes())
    return found.hexdigest()


@cache
def _fingerprint() -> str:
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

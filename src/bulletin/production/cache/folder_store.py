"""FolderStore: shared clips in a folder that all machines see. No locks: those seldom reach from host to host."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path

from bulletin.errors import BulletinError, ConfigurationError, DiskError, OutputError
from bulletin.production.cache.store import CLIPS
from bulletin.production.disk.temporary import temporary_beside

_DISK = (
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EIO,
    errno.ETIMEDOUT,
    getattr(errno, "ESTALE", errno.EIO),
)

_NO_LINKS = (
    errno.EPERM,
    errno.ENOSYS,
    getattr(errno, "ENOTSUP", errno.ENOSYS),
    getattr(errno, "EOPNOTSUPP", errno.ENOSYS),
)


class FolderStore:
    """A store in a folder, which must be there: where a disk was not mounted, none is made in its place."""

    def __init__(self, folder: Path) -> None:
        self.address = str(folder)
        self._folder = folder
        if not folder.is_dir():
            raise ConfigurationError(
                "there is no such folder for shared clips.",
                error_id="store.missing",
                source=f"{CLIPS}={folder}",
                remedy="Make the folder, or mount the disk that it is on.",
            )
        try:
            self._open_to_all = os.name != "nt" and bool(folder.stat().st_mode & stat.S_IWOTH)
        except OSError as error:
            raise self._failed(error) from None

    def read(self, name: str) -> bytes | None:
        """The bytes of an entry; of another user's, in a folder that anyone may write to, none."""
        path = self._folder / name
        try:
            if self._open_to_all and path.stat().st_uid not in (os.geteuid(), 0):
                return None
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._failed(error) from None

    def create(self, name: str, data: bytes) -> bool:
        """Make an entry by giving its name to a whole file, which is done only where no file has it."""
        path = self._folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with temporary_beside(path) as temporary:
                _write(temporary, data)
                try:
                    os.link(temporary, path)
                except OSError as error:
                    if error.errno not in _NO_LINKS:
                        raise
                    return _created_in_place(path, data)
        except FileExistsError:
            return False
        except OSError as error:
            raise self._failed(error) from None
        return True

    def replace(self, name: str, data: bytes) -> None:
        """Write to a temporary file, then rename it."""
        path = self._folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with temporary_beside(path) as temporary:
                _write(temporary, data)
                temporary.replace(path)
        except OSError as error:
            raise self._failed(error) from None

    def remove(self, name: str) -> None:
        """Remove the file."""
        try:
            (self._folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise self._failed(error) from None

    def _failed(self, error: OSError) -> BulletinError:
        kind = DiskError if error.errno in _DISK else OutputError
        return kind(
            f"the folder of shared clips failed: {error.strerror or error}.",
            error_id="store.disk",
            source=f"{CLIPS}={self._folder}",
            remedy="Look after that disk and run the same command again; what is spoken is kept.",
        )


def _write(temporary: Path, data: bytes) -> None:
    with temporary.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _created_in_place(path: Path, data: bytes) -> bool:
    """Make an entry on a disk without links. One that its writer did not finish is damaged, and replaced as such."""
    with path.open("xb") as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                path.unlink()
            raise
    return True

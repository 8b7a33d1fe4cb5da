"""Commit: write to a temporary file, sync it to the disk, rename it. No partial file is ever visible."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bulletin.errors import BulletinError, DiskError, OutputError
from bulletin.production.disk.temporary import is_due, sweep, temporary_beside


def _umask() -> int:
    """The process's umask. It can only be read by setting it, which affects every thread."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


UMASK = _umask()
"""Read once, before there are threads."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def committed(path: Path) -> Iterator[Path]:
    """Yield a temporary file beside `path`; when the block ends without an error, it atomically replaces `path`.

    If the block raises, the temporary file is removed and `path` stays as it was. Raises OutputError (73) where no
    file can be made, DiskError (74) if the disk is full or fails.
    """
    with ExitStack() as closing:
        try:
            temporary = closing.enter_context(temporary_beside(path))
            temporary.touch(mode=0o600, exist_ok=False)
        except OSError as error:
            raise output_error(path, error) from None
        with disk_errors(path):
            yield temporary
            put_in_place(temporary, path)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file atomically."""
    with committed(path) as temporary:
        temporary.write_bytes(data)


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn an OSError from writing near `path` into an error with a remedy."""
    try:
        yield
    except BulletinError:
        raise
    except OSError as error:
        raise output_error(path, error) from None
    except Exception as error:
        wrapped = _wrapped(error)
        if wrapped is None:
            raise
        raise output_error(path, wrapped) from None


def _wrapped(error: BaseException) -> OSError | None:
    """The OSError behind a library's own error: mutagen, for one, raises its own in place of it."""
    inside: BaseException | None = error
    while inside is not None:
        if isinstance(inside, OSError) and inside.errno in (*_FULL, errno.EIO):
            return inside
        inside = inside.__cause__ or inside.__context__
    return None


def output_error(path: Path, error: OSError) -> OutputError:
    """The error for a failed write at `path`: 74 for a full or failing disk, 73 for anything else."""
    if error.errno in _FULL:
        return DiskError(
            f"no space left in {path.parent}.",
            error_id="disk.full",
            source=f"{path} (an older file of that name is left as it was)",
            remedy="Free some space and run the same command; nothing has to be spoken again.",
        )
    if error.errno == errno.EIO:
        return DiskError(
            f"the disk failed while writing in {path.parent}.",
            error_id="disk.failing",
            source=str(path),
            remedy="Check the disk, then run the same command again.",
        )
    return OutputError(
        f"the output cannot be made there: {error.strerror or error}.",
        error_id="output.refused",
        source=str(path),
        remedy="Name a folder you may write to: bulletin make … -o FOLDER",
    )


def check_writable(folder: Path) -> None:
    """Make `folder` if it is missing, and check that files can be made in it, before any work is done.

    Also finishes what killed runs were renaming in it, and removes the temporary files that killed runs left in it. Raises OutputError (73) or DiskError (74).
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with temporary_beside(folder / "x") as probe:
            probe.touch(exist_ok=False)
    except OSError as error:
        refused = output_error(folder / "x", error)
        # No file of that name is meant.
        refused.source = str(folder)
        raise refused from None
    if is_due(folder):
        from bulletin.production.disk.together import finish_renaming

        finish_renaming(folder)
        sweep(folder)


def put_in_place(temporary: Path, path: Path) -> None:
    """Sync the finished file to the disk, rename it, then sync the new name."""
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    mode = 0o666 & ~UMASK if path.is_symlink() or not path.exists() else path.stat().st_mode & 0o777
    temporary.chmod(mode)
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Sync a folder's list of names to the disk, where the system can."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

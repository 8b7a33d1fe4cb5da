"""Together: several files get their names as one: all of them or none, even if the run is killed in between.

A rename replaces one file. Where a set of files replaces an older one, a journal is written first that lists the temporary
files, which are complete and on the disk by then, with their names. If the run dies before the last rename, `finish_renaming`
does the rest: whoever reads an episode, or writes into its folder, calls it before.
"""

from __future__ import annotations

import contextlib
import json
import os
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from bulletin.production.disk.commit import disk_errors, output_error, put_in_place, sync_folder
from bulletin.production.disk.locks import NO_FOLLOW, try_lock
from bulletin.production.disk.temporary import LOCK_SUFFIX, PREFIX, sweep, temporary_beside

JOURNAL_SUFFIX = ".renaming"
"""Of the journal's name: a hidden file that begins with the name of the last file added."""

LARGEST_JOURNAL = 100_000


class Together:
    """Files of one folder that get their names when the `with` block ends without an error; else none does."""

    def __init__(self) -> None:
        self._closing = ExitStack()
        self._pairs: list[tuple[Path, Path]] = []

    def __enter__(self) -> Self:
        return self

    def add(self, path: Path) -> Path:
        """A temporary file for `path`, to be filled. Raises OutputError (73) or DiskError (74)."""
        try:
            temporary = self._closing.enter_context(temporary_beside(path))
            temporary.touch(mode=0o600, exist_ok=False)
        except OSError as error:
            raise output_error(path, error) from None
        self._pairs.append((temporary, path))
        return temporary

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._closing:
            if kind is None and self._pairs:
                self._put_all_in_place()

    def _put_all_in_place(self) -> None:
        # The last one first: an episode's record, by which a run that was killed is known again.
        pairs = list(reversed(self._pairs))
        journal = journal_of(pairs[0][1])
        replacing = len(pairs) > 1 and any(path.exists() for _, path in pairs)
        if replacing:
            for temporary, path in pairs:
                with disk_errors(path), temporary.open("rb+") as file:
                    os.fsync(file.fileno())
            _write_journal(journal, pairs)
        for temporary, path in pairs:
            with disk_errors(path):
                put_in_place(temporary, path)
        if replacing:
            with contextlib.suppress(OSError):
                journal.unlink()


def journal_of(path: Path) -> Path:
    """The journal of a set whose last file is `path`."""
    return path.with_name(f".{path.name}{JOURNAL_SUFFIX}")


def finish_renaming(folder: Path) -> tuple[str, ...]:
    """Finish the renames of runs that were killed in the middle of them; returns the names of each set's last file.

    Those of a run that lives are left to it.
    """
    with contextlib.suppress(OSError):
        # Not one that was still being written.
        journals = sorted(
            path for path in folder.glob(f".*{JOURNAL_SUFFIX}") if not path.name.startswith(PREFIX)
        )
        return tuple(each.name[1:].removesuffix(JOURNAL_SUFFIX) for each in journals if _finish(each))
    return ()


def _write_journal(journal: Path, pairs: list[tuple[Path, Path]]) -> None:
    names = [[temporary.name, path.name] for temporary, path in pairs]
    with disk_errors(journal):
        with temporary_beside(journal) as temporary:
            temporary.write_bytes(json.dumps(names).encode())
            put_in_place(temporary, journal)
        sync_folder(journal.parent)


def _finish(journal: Path) -> bool:
    """Whether there was something to finish."""
    folder = journal.parent
    try:
        with journal.open("rb") as file:
            names = json.loads(file.read(LARGEST_JOURNAL))
        pairs = [
            (folder / temporary, folder / name) for temporary, name in names if _is_ours(temporary, name)
        ]
    except (OSError, ValueError, TypeError):
        return False
    if any(_is_owned(temporary) for temporary, _ in pairs):
        return False
    left = [(temporary, path) for temporary, path in pairs if temporary.is_file()]
    for temporary, path in left:
        put_in_place(temporary, path)
    with contextlib.suppress(OSError):
        journal.unlink()
    # The locks of the dead run, and what it had not added to the set yet.
    sweep(folder)
    return bool(left)


def _is_ours(temporary: str, name: str) -> bool:
    """Whether a journal's row names a temporary file and a file of its own folder, and nothing elsewhere."""
    plain = all(
        isinstance(each, str) and Path(each).name == each and "\0" not in each for each in (temporary, name)
    )
    return plain and temporary.startswith(PREFIX) and not name.startswith(PREFIX)


def _is_owned(temporary: Path) -> bool:
    """Whether the run that made a temporary file lives."""
    lock = temporary.with_name(_stem(temporary) + LOCK_SUFFIX)
    try:
        handle = os.open(lock, os.O_RDWR | NO_FOLLOW)
    except OSError:
        return False
    try:
        return not try_lock(handle)
    except (OSError, NotImplementedError):
        return False
    finally:
        os.close(handle)


def _stem(temporary: Path) -> str:
    return PREFIX + temporary.name[len(PREFIX) :].partition(".")[0]

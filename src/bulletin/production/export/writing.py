"""Writing: the files of a package → one container, or a folder of its own; whole or not at all."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

from bulletin.errors import OutputError
from bulletin.production.disk.commit import check_writable, committed, disk_errors
from bulletin.production.disk.together import Together
from bulletin.schema.book import Member

_BLOCK = 1 << 20
_UNIX = 3
"""The system that a container says it was made on; otherwise its bytes would differ by the system it was made on."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16


def write_container(path: Path, members: Iterable[Member], sounds: Sequence[Path]) -> None:
    """Write a ZIP: the same members give the same bytes. Raises OutputError (73) or DiskError (74).

    Nothing is compressed: the sound is already, and is all but a hundredth of the whole; other versions of zlib would
    give other bytes.
    """
    check_writable(path.parent)
    with committed(path) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as container:
        for member in members:
            info = zipfile.ZipInfo(member.name, _EARLIEST)
            info.create_system = _UNIX
            info.external_attr = _PLAIN_FILE
            # With the size known, the header says by itself whether it needs 64 bits.
            info.file_size = size_of(member, sounds)
            with container.open(info, "w") as file:
                _fill(file, member, sounds)


def write_folder(
    folder: Path, members: Sequence[Member], sounds: Sequence[Path], ours: re.Pattern[str]
) -> None:
    """Write the members into a folder of their own, in the place of an older package; all of them get their names together.

    Raises OutputError (73) for a folder that holds files of other names than `ours`, DiskError (74).
    """
    check_own(folder, ours)
    check_writable(folder)
    with Together() as renaming:
        # The first one last: by it a player knows the package.
        for member in reversed(members):
            temporary = renaming.add(folder / member.name)
            with disk_errors(folder / member.name), temporary.open("wb") as file:
                _fill(file, member, sounds)
    kept = {member.name for member in members}
    for path in folder.iterdir():
        if path.name not in kept and ours.fullmatch(path.name):
            with disk_errors(path):
                path.unlink()


def check_own(folder: Path, ours: re.Pattern[str]) -> None:
    """Check that a folder, if it is there, holds nothing but a package. Raises OutputError (73)."""
    if folder.exists() and not folder.is_dir():
        raise OutputError(
            "a file has the name of the folder to make.",
            error_id="export.folder",
            source=str(folder),
            remedy="Name another folder: bulletin export … -o FOLDER",
        )
    if not folder.is_dir():
        return
    others = [
        each.name
        for each in folder.iterdir()
        if not each.name.startswith(".") and not ours.fullmatch(each.name)
    ]
    if others:
        raise OutputError(
            f"this folder holds {len(others)} other file{'s' if len(others) > 1 else ''}; a package has one of its own.",
            error_id="export.folder",
            source=f"{folder}, such as {min(others)}",
            remedy="Name a new folder: bulletin export … -o FOLDER",
        )


def size_of(member: Member, sounds: Sequence[Path]) -> int:
    """Bytes of a member."""
    if member.part is None:
        return len(member.data)
    start, stop = member.span or (0, sounds[member.part].stat().st_size)
    return len(member.data) + stop - start


def _fill(file: IO[bytes], member: Member, sounds: Sequence[Path]) -> None:
    file.write(member.data)
    if member.part is None:
        return
    with sounds[member.part].open("rb") as sound:
        if member.span is None:
            shutil.copyfileobj(sound, file, _BLOCK)
            return
        start, stop = member.span
        sound.seek(start)
        while start < stop and (block := sound.read(min(_BLOCK, stop - start))):
            file.write(block)
            start += len(block)

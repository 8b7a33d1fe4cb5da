"""Fetching: files of a public collection into a folder, whole and checked, from where they broke off."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bulletin.engines.online.addresses import shown
from bulletin.engines.online.downloads import Downloads, Offered
from bulletin.engines.online.failures import BrokenOffError
from bulletin.errors import DiskError, OutputError, ServiceAnswerError, TryLaterError
from bulletin.production.disk.commit import committed, output_error

SPARE = 4 * 1024 * 1024
"""Bytes to leave free on the disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """How much of a file has arrived."""

    name: str
    done: int
    size: int
    """Bytes, both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedOver:
    """The partial file of an earlier attempt was not the file's beginning; it is fetched anew."""

    name: str


def fetch(downloads: Downloads, offered: Sequence[Offered], folder: Path) -> Iterator[Fetching | StartedOver]:
    """Have every offered file in `folder`, those that are there already excepted. Yields progress.

    They get their names together, once all are whole, in this order. If a transfer breaks off, NAME.part stays, and
    the next call goes on from there. Raises TryLaterError (75), ServiceAnswerError (76) if a file is not what was
    promised, EngineError (69) if it is refused, OutputError (73) or DiskError (74) if it cannot be written.
    """
    files = [file for file in offered if not is_whole(folder / file.name, file)]
    check_room(folder, sum(max(0, file.size - _length(_part(folder, file))) for file in files))
    for file in files:
        yield from _fetch(downloads, file, _part(folder, file))
    for file in files:
        _put_in_place(_part(folder, file), folder / file.name)


def _fetch(downloads: Downloads, file: Offered, part: Path) -> Iterator[Fetching | StartedOver]:
    """Have the whole file in `part`, with the checksum it should have."""
    left_over = part.exists()
    while True:
        yield from _receive(downloads, file, part)
        if is_whole(part, file):
            return
        _forget(part)
        if not left_over:
            raise ServiceAnswerError(
                f"{file.name} is not what the collection promises: its checksum differs.",
                error_id="voice.checksum",
                source=shown(downloads.address(file.path)),
                remedy="It was thrown away. Run the same command again; if it stays so, wait for the collection"
                " to be mended or use another network.",
            )
        left_over = False
        yield StartedOver(name=file.name)


def _receive(downloads: Downloads, file: Offered, part: Path) -> Iterator[Fetching]:
    """Have as many bytes in `part` as the file should have, beginning with those that are there."""

    def broken_off(cause: str, times: int) -> TryLaterError:
        return TryLaterError(
            f"{file.name} did not come as a whole: {cause} ({_length(part) / 1e6:.1f} of {file.size / 1e6:.1f} MB,"
            f" asked {times} times).",
            error_id="net.cut",
            source=shown(downloads.address(file.path)),
            remedy="What has come is kept. Run the same command again to go on.",
        )

    if _length(part) > file.size:
        _forget(part)
    for attempt in downloads.attempts(broken_off):
        with attempt:
            yield from _receive_once(downloads, file, part)
            return


def _receive_once(downloads: Downloads, file: Offered, part: Path) -> Iterator[Fetching]:
    """One attempt at what is missing in `part`. Raises BrokenOffError if not all of it comes."""
    done = _length(part)
    yield Fetching(name=file.name, done=done, size=file.size)
    if done == file.size:
        return
    with downloads.get(file.path, start=done, etag=_etag(part) if done else "") as answer:
        if answer.size not in (None, file.size) or answer.start not in (0, done):
            _forget(part)
            raise _wrong_size(downloads, file, answer.size or 0)
        done = answer.start
        with disk(part):
            _note(part, answer.etag)
            sink = part.open("ab" if done else "wb")
        with _closed(sink):
            for block in answer.blocks():
                done += len(block)
                if done > file.size:
                    _forget(part)
                    raise _wrong_size(downloads, file, done)
                with disk(part):
                    sink.write(block)
                    sink.flush()
                yield Fetching(name=file.name, done=done, size=file.size)
    if done != file.size:
        raise BrokenOffError("the answer was cut short")


@contextmanager
def _closed(sink: BinaryIO) -> Iterator[None]:
    """Close a file after the block; it is flushed after each write, and what could not be written was told then."""
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            sink.close()


def put_copy(source: Path, path: Path) -> None:
    """Copy a file to its place, whole or not at all. Copied onto itself, it stays as it is."""
    with disk(path):
        if path.exists() and source.samefile(path):
            return
        with committed(path) as temporary:
            shutil.copyfile(source, temporary)


def _length(part: Path) -> int:
    """Bytes that have come."""
    with disk(part):
        return part.stat().st_size if part.exists() else 0


def is_whole(path: Path, file: Offered) -> bool:
    """Whether the file at `path` is the offered one, by size and checksum."""
    try:
        if path.stat().st_size != file.size:
            return False
        with path.open("rb") as content:
            digest = hashlib.file_digest(content, lambda: hashlib.new(file.method, usedforsecurity=False))
    except OSError:
        return False
    return digest.hexdigest() == file.checksum


def check_room(folder: Path, needed: int) -> None:
    """Raise DiskError (74) if the folder's disk has no room for so many bytes."""
    free = shutil.disk_usage(folder).free
    if needed and free < needed + SPARE:
        raise DiskError(
            f"no space left in {folder}: {(needed + SPARE) / 1e6:.0f} MB needed, {free / 1e6:.0f} MB free.",
            error_id="disk.full",
            source=str(folder),
            remedy="Free some space, or set BULLETIN_VOICES_DIR to a folder on a larger disk.",
        )


def _put_in_place(part: Path, path: Path) -> None:
    """Rename a checked file to its final name."""
    with disk(path), committed(path) as temporary:
        part.replace(temporary)
    _forget(part)


def _part(folder: Path, file: Offered) -> Path:
    return folder / f"{file.name}.part"


def _note(part: Path, etag: str) -> None:
    """Write down which version of the file the part belongs to."""
    _tag(part).write_text(etag, encoding="utf-8")


def _etag(part: Path) -> str:
    try:
        etag = _tag(part).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
    return etag if etag.isprintable() else ""


def _tag(part: Path) -> Path:
    return part.with_name(f"{part.name}.etag")


def _forget(part: Path) -> None:
    for path in (part, _tag(part)):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


@contextmanager
def disk(path: Path) -> Iterator[None]:
    """Turn an OSError in the folder of voices into an error with a remedy."""
    try:
        yield
    except (OSError, OutputError) as error:
        made = output_error(path, error) if isinstance(error, OSError) else error
        raise type(made)(
            made.what,
            error_id=made.error_id,
            source=str(path),
            remedy="Free some space and run the same command again; what has come is kept."
            if made.error_id == "disk.full"
            else "Set BULLETIN_VOICES_DIR to a folder you may write to.",
        ) from None


def _wrong_size(downloads: Downloads, file: Offered, size: int) -> ServiceAnswerError:
    return ServiceAnswerError(
        f"{file.name} is not what the collection promises: {size:,} bytes instead of {file.size:,}.",
        error_id="voice.checksum",
        source=shown(downloads.address(file.path)),
        remedy="It was thrown away. Run the same command again; if it stays so, wait for the collection to be mended.",
    )

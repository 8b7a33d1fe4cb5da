"""Install: fetch a voice of the public collection into the folder of voices: two files, whole and checked."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bulletin.engines.online.addresses import open_to_all, shown
from bulletin.engines.online.failures import BrokenOffError
from bulletin.engines.piper import catalogue
from bulletin.engines.piper.collection import INDEX, LARGEST_INDEX, Offered, hindi_name, offer_of
from bulletin.engines.piper.downloads import Downloads
from bulletin.errors import DiskError, OutputError, ServiceAnswerError, TryLaterError
from bulletin.production.disk.commit import check_writable, committed, output_error, write_whole

LOCK_SECONDS = 600.0
"""How long to wait for another install of the same voice."""

SPARE = 4 * 1024 * 1024
"""Bytes to leave free on the disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Another process installs the same voice; this one waits for it."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """The whole voice is on the disk."""

    voice: str
    """As in `--voice`."""
    model: Path
    fresh: bool
    """Whether it was fetched now, and not there already."""
    card: str
    """The address of the voice's model card: its origin and its licence."""


Event = Waiting | Fetching | StartedOver | Installed


def install(name: str) -> Iterator[Event]:
    """Fetch the voice `name` of the collection; yields progress, last of all `Installed`.

    If a transfer breaks off, NAME.onnx.part stays, and the next call goes on from there. Raises
    ConfigurationError (78) if the collection has no such Hindi voice, TryLaterError (75) if it cannot be
    reached, breaks off or is being installed elsewhere, ServiceAnswerError (76) if a file is not what the index
    says, EngineError (69) if it is refused, OutputError (73) or DiskError (74) if it cannot be written.
    """
    name = hindi_name(name)
    folder = catalogue.voices_folder()
    with _disk(folder):
        check_writable(folder)
    from filelock import FileLock, Timeout

    lock = FileLock(folder / f".{name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield Waiting()
        try:
            lock.acquire(timeout=LOCK_SECONDS)
        except Timeout:
            raise TryLaterError(
                f"another process has been installing this voice for more than {LOCK_SECONDS / 60:.0f} minutes.",
                error_id="lock.busy",
                source=str(folder / f"{name}.onnx"),
                remedy=f"Wait for it or end it, then run: bulletin voices install {name}",
            ) from None
    try:
        yield from _install(name, folder)
    finally:
        lock.release()


def _install(name: str, folder: Path) -> Iterator[Event]:
    model = folder / f"{name}.onnx"
    with Downloads() as downloads:
        voice = catalogue.find(name)
        there = voice is not None and not voice.fault and voice.sums.exists() and not catalogue.changed(voice)
        card = ""
        if not there:
            offer = offer_of(downloads.whole(INDEX, LARGEST_INDEX), name)
            card = open_to_all(downloads.address(offer.card))
            # The model last: a voice is there when its model is.
            files = [file for file in (offer.settings, offer.model) if not _is(folder / file.name, file)]
            _check_room(folder, files)
            for file in files:
                yield from _fetch(downloads, file, _part(folder, file))
            for file in files:
                _put_in_place(_part(folder, file), folder / file.name)
            _write_sums(model)
    yield Installed(voice=f"piper:{name}", model=model, fresh=not there, card=card)


def _fetch(downloads: Downloads, file: Offered, part: Path) -> Iterator[Event]:
    """Have the whole file in `part`, with the checksum it should have."""
    left_over = part.exists()
    while True:
        yield from _receive(downloads, file, part)
        if _is(part, file):
            return
        _forget(part)
        if not left_over:
            raise ServiceAnswerError(
                f"{file.name} is not what the collection's index promises: its checksum differs.",
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
        with _disk(part):
            _note(part, answer.etag)
            sink = part.open("ab" if done else "wb")
        with sink:
            for block in answer.blocks():
                done += len(block)
                if done > file.size:
                    _forget(part)
                    raise _wrong_size(downloads, file, done)
                with _disk(part):
                    sink.write(block)
                    sink.flush()
                yield Fetching(name=file.name, done=done, size=file.size)
    if done != file.size:
        raise BrokenOffError("the answer was cut short")


def _length(part: Path) -> int:
    """Bytes that have come."""
    with _disk(part):
        return part.stat().st_size if part.exists() else 0


def _is(path: Path, file: Offered) -> bool:
    """Whether the file at `path` is the offered one, by size and checksum."""
    try:
        if path.stat().st_size != file.size:
            return False
        with path.open("rb") as content:
            digest = hashlib.file_digest(content, lambda: hashlib.md5(usedforsecurity=False))
    except OSError:
        return False
    return digest.hexdigest() == file.md5


def _check_room(folder: Path, files: list[Offered]) -> None:
    """Raise DiskError (74) if the disk has no room for what is still to be fetched."""
    needed = 0
    for file in files:
        part = _part(folder, file)
        needed += max(0, file.size - (part.stat().st_size if part.exists() else 0))
    free = shutil.disk_usage(folder).free
    if files and free < needed + SPARE:
        raise DiskError(
            f"no space left in {folder}: {(needed + SPARE) / 1e6:.0f} MB needed, {free / 1e6:.0f} MB free.",
            error_id="disk.full",
            source=str(folder / files[-1].name),
            remedy="Free some space, or set BULLETIN_VOICES_DIR to a folder on a larger disk.",
        )


def _put_in_place(part: Path, path: Path) -> None:
    """Rename a checked file to its final name."""
    with _disk(path), committed(path) as temporary:
        part.replace(temporary)
    _forget(part)


def _write_sums(model: Path) -> None:
    """Write the files' checksums beside them, so that damage can be found later without the network."""
    paths = (model, model.with_name(f"{model.name}.json"))
    lines = [f"{catalogue.digest_of(path)}  {path.name}\n" for path in paths]
    sums = model.with_suffix(".sha256")
    with _disk(sums):
        write_whole(sums, "".join(lines).encode())


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
def _disk(path: Path) -> Iterator[None]:
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
        f"{file.name} is not what the collection's index promises: {size:,} bytes instead of {file.size:,}.",
        error_id="voice.checksum",
        source=shown(downloads.address(file.path)),
        remedy="It was thrown away. Run the same command again; if it stays so, wait for the collection to be mended.",
    )

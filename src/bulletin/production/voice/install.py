"""Install: a voice into the folder of voices, whole and checked: fetched from its public collection, or brought along."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bulletin.engines.kokoro import catalogue as kokoro
from bulletin.engines.kokoro import collection as kokoro_files
from bulletin.engines.neural.files import digest_of
from bulletin.engines.online.addresses import open_to_all
from bulletin.engines.online.downloads import Downloads
from bulletin.engines.piper import catalogue as piper
from bulletin.engines.piper import collection as piper_files
from bulletin.errors import TryLaterError
from bulletin.production.disk.commit import check_writable, write_whole
from bulletin.production.voice.bringing import Brought, brought
from bulletin.production.voice.fetching import Fetching, StartedOver, check_room, disk, fetch, put_copy

LOCK_SECONDS = 600.0
"""How long to wait for another install of the same voice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Another process installs the same voice; this one waits for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """The whole voice is on the disk."""

    voice: str
    """As in `--voice`."""
    model: Path
    fresh: bool
    """Whether it was fetched now, and not there already."""
    card: str
    """The address of the voice's model card: its origin and its licence. Empty if it is not known."""


Event = Waiting | Fetching | StartedOver | Installed


def install(wanted: str) -> Iterator[Event]:
    """Install what is wanted; yields progress, and an `Installed` for each voice, as its last events.

    `kokoro` means all of Kokoro's voices, the name of a Hindi voice of the collection that voice for piper, and a path
    the voices in that file or folder, for either engine. If a transfer breaks off, what came stays, and the next call
    goes on from there. Raises ConfigurationError (78) if there is no such Hindi voice, MissingInputError (66) or InputError
    (65) if a file is missing or no voice, TryLaterError (75) if a collection cannot be reached, breaks off or the voice
    is being installed elsewhere, ServiceAnswerError (76) if a file is not what it should be, EngineError (69) if it
    is refused, OutputError (73) or DiskError (74) if it cannot be written.
    """
    engine, _, style = wanted.partition(":")
    if engine == "kokoro" and (not style or style in kokoro.STYLES):
        yield from _kokoro(f"kokoro:{style or kokoro.DEFAULT}")
    elif piper_files.is_hindi_name(wanted) or not brought(wanted):
        yield from _piper(piper_files.hindi_name(wanted))
    else:
        for voice in brought(wanted):
            yield from _bring(voice)


def _kokoro(voice: str) -> Iterator[Event]:
    folder, model = kokoro.folder(), kokoro.model_file()
    files = [kokoro.style_file(name) for name in kokoro.STYLES]
    with _held(folder, "kokoro") as waiting:
        yield from waiting
        whole = not any(kokoro.fault_of(name) or kokoro.changed(name) for name in kokoro.STYLES)
        there = whole and kokoro.sums_file().exists()
        card = ""
        if not there:
            with Downloads(kokoro_files.COLLECTION, kokoro_files.ADDRESS) as downloads:
                yield from fetch(downloads, kokoro_files.FILES, folder)
                card = open_to_all(downloads.address(kokoro_files.CARD))
            _write_sums(kokoro.sums_file(), [*files, model])
    yield Installed(voice=voice, model=model, fresh=not there, card=card)


def _piper(name: str) -> Iterator[Event]:
    folder = piper.voices_folder()
    model = folder / f"{name}.onnx"
    with _held(folder, name) as waiting:
        yield from waiting
        with Downloads(piper_files.COLLECTION, piper_files.ADDRESS) as downloads:
            voice = piper.find(name)
            there = voice is not None and not voice.fault and voice.sums.exists() and not piper.changed(voice)
            card = ""
            if not there:
                index = downloads.whole(piper_files.INDEX, piper_files.LARGEST_INDEX)
                offer = piper_files.offer_of(index, name)
                card = open_to_all(downloads.address(offer.card))
                # The model last: a voice is there when its model is.
                yield from fetch(downloads, (offer.settings, offer.model), folder)
                _write_sums(model.with_suffix(".sha256"), [model, folder / offer.settings.name])
    yield Installed(voice=f"piper:{name}", model=model, fresh=not there, card=card)


def _bring(voice: Brought) -> Iterator[Event]:
    with _held(voice.folder, voice.name) as waiting:
        yield from waiting
        check_room(voice.folder, sum(source.stat().st_size for source, _ in voice.files))
        for source, target in voice.files:
            size = source.stat().st_size
            yield Fetching(name=target, done=0, size=size)
            put_copy(source, voice.folder / target)
            yield Fetching(name=target, done=size, size=size)
        _write_sums(voice.sums, [path for path in voice.kept if path.exists()])
    yield Installed(voice=voice.voice, model=voice.model, fresh=True, card="")


@contextmanager
def _held(folder: Path, name: str) -> Iterator[Iterator[Waiting]]:
    """Hold the lock of the voice `name`, from when the given iterator has ended to the end of the block."""
    with disk(folder):
        check_writable(folder)
    from filelock import FileLock, Timeout

    lock = FileLock(folder / f".{name}.lock")

    def waiting() -> Iterator[Waiting]:
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
        yield waiting()
    finally:
        lock.release()


def _write_sums(sums: Path, paths: list[Path]) -> None:
    """Write the files' checksums beside them, so that damage can be found later without the network."""
    lines = [f"{digest_of(path)}  {path.name}\n" for path in paths]
    with disk(sums):
        write_whole(sums, "".join(lines).encode())

"""Store: the clips that were spoken, each in a file of its own, named by everything that changes the sound."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path

from bulletin.errors import OutputError
from bulletin.production.commit import committed, disk_errors, output_error
from bulletin.schema.clip import Speech, WordTime
from bulletin.schema.manner import Manner
from bulletin.schema.units import Hertz, Samples

FORMAT = "bulletin.clip/1"


def cache_folder() -> Path:
    """Where clips are kept: `BULLETIN_CACHE_DIR`, or the user's cache folder."""
    chosen = os.environ.get("BULLETIN_CACHE_DIR", "").strip()
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_cache_dir("bulletin", appauthor=False))


def clip_key(engine: str, version: str, voice: str, manner: Manner, text: str) -> str:
    """The name of a clip: a hash of everything that changes its sound."""
    parts = json.dumps([FORMAT, engine, version, voice, manner.rate, manner.pitch, text])
    return hashlib.sha256(parts.encode()).hexdigest()


class Store:
    """Clips by key. Payload and checksum are one file, verified at every read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.damaged: list[str] = []
        """Keys whose file was damaged when it was read; they were set aside."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unusable(error) from None

    def get(self, key: str) -> Speech | None:
        """The speech of `key`, or None if it is not kept or was damaged; a damaged one is set aside."""
        path = self._path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        speech = _unpacked(key, data)
        if speech is None:
            self._set_aside(path, key)
        return speech

    def put(self, key: str, speech: Speech) -> None:
        """Keep `speech`. Raises DiskError (74) or OutputError (73) where it cannot."""
        path = self._path(key)
        with disk_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        with committed(path) as temporary:
            temporary.write_bytes(_packed(key, speech))

    def _path(self, key: str) -> Path:
        return self.folder / "clips" / key[:2] / f"{key}.clip"

    def _set_aside(self, path: Path, key: str) -> None:
        self.damaged.append(key)
        with contextlib.suppress(OSError):
            bad = self.folder / "bad"
            bad.mkdir(exist_ok=True)
            path.replace(bad / path.name)

    def _unusable(self, error: OSError) -> OutputError:
        made = output_error(self.folder, error)
        return type(made)(
            f"clips cannot be kept there: {error.strerror or error}.",
            error_id="cache.unusable",
            source=str(self.folder),
            remedy="Set BULLETIN_CACHE_DIR to a folder you may write to.",
        )


def _packed(key: str, speech: Speech) -> bytes:
    header = {
        "format": FORMAT,
        "key": key,
        "encoding": speech.encoding,
        "rate": speech.rate,
        "length": speech.length,
        "words": [[word.start, word.length, word.at] for word in speech.words],
        "sha256": hashlib.sha256(speech.sound).hexdigest(),
    }
    line = json.dumps(header).encode()
    return hashlib.sha256(line).hexdigest().encode() + b"\n" + line + b"\n" + speech.sound


def _unpacked(key: str, data: bytes) -> Speech | None:
    check, _, rest = data.partition(b"\n")
    line, _, sound = rest.partition(b"\n")
    if hashlib.sha256(line).hexdigest().encode() != check:
        return None
    header = json.loads(line)
    if header.get("format") != FORMAT or header.get("key") != key:
        return None
    if hashlib.sha256(sound).hexdigest() != header["sha256"]:
        return None
    return Speech(
        sound=sound,
        encoding=header["encoding"],
        rate=Hertz(header["rate"]),
        length=Samples(header["length"]),
        words=tuple(
            WordTime(start=start, length=length, at=Samples(at)) for start, length, at in header["words"]
        ),
    )

"""Uploads: the bytes of a sound or picture → a file beside the station file, and the setting that names it.

Bytes are judged as `make` judges the file, by decoding them; what the sender calls them counts for nothing.
"""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bulletin.containers.kinds import BEGINNING, container_of
from bulletin.errors import BulletinError, InputError
from bulletin.production.disk.commit import write_whole
from bulletin.production.drafts.folder import StudioFolder
from bulletin.production.drafts.settings import save_settings
from bulletin.schema.programme import PARTS, Part
from bulletin.sound.jingles import load_music

SOUNDS: dict[str, Part] = {f"sound.{part}": part for part in PARTS}
"""The music that each setting names."""

PICTURE = "cover.file"

LARGEST = 60_000_000
"""Bytes: five minutes of stereo as WAV."""

_ENDINGS = {"wave": ".wav", "aiff": ".aiff", "flac": ".flac", "ogg": ".ogg", "mp4": ".m4a", "mpeg": ".mp3"}


def keep_upload(folder: StudioFolder, key: str, data: bytes, called: str, revision: str = "") -> Path:
    """Keep what was uploaded for a setting (`sound.intro`, `sound.bed`, `cover.file`, …), set it, and return the file.

    Raises InputError (65) for bytes that `make` could not use, under the name that the sender gave them, and as
    `save_settings` does; then nothing is kept.
    """
    if key != PICTURE and key not in SOUNDS:
        raise InputError(
            "no file can be uploaded for this setting.",
            error_id="studio.upload",
            source=key[:40],
            remedy="Load the page anew.",
        )
    name = " ".join(called.split())[:100] or "the file"
    if len(data) > LARGEST:
        raise InputError(
            f"this file has {len(data) / 1e6:,.0f} MB; {LARGEST / 1e6:.0f} are the most.",
            error_id="studio.size",
            source=name,
            remedy="Cut it to the part that is heard.",
        )
    ending = _ending(key, data)
    with tempfile.TemporaryDirectory(prefix="bulletin-") as temporary:
        path = Path(temporary) / f"upload{ending}"
        path.write_bytes(data)
        try:
            _check(key, path)
        except BulletinError as error:
            error.source = error.source.replace(str(path), name)
            error.remedy = error.remedy.replace(str(path), name)
            raise
    with folder.lock:
        kept = _place(folder, key, data, ending)
        is_new = not kept.exists()
        if is_new:
            write_whole(kept, data)
        try:
            save_settings(folder, {key: kept.name}, revision=revision, uploaded=True)
        except BulletinError:
            if is_new:
                kept.unlink(missing_ok=True)
            raise
    return kept


def _check(key: str, path: Path) -> None:
    """Read the file as `make` would. Raises InputError (65)."""
    if key == PICTURE:
        from bulletin.writers.cover.own import read_own

        read_own(path)
        return
    with ExitStack() as closing:
        load_music({SOUNDS[key]: path}, [SOUNDS[key]], closing)


def _ending(key: str, data: bytes) -> str:
    if key == PICTURE:
        return ".png" if data.startswith(b"\x89PNG") else ".jpg"
    return _ENDINGS.get(container_of(data[:BEGINNING]) or "", ".sound")


def _place(folder: StudioFolder, key: str, data: bytes, ending: str) -> Path:
    """A file of this setting's name that has these bytes, or none yet: earlier ones stay, for undo."""
    digest = hashlib.sha256(data).hexdigest()[:8]
    return folder.path / f"{'cover' if key == PICTURE else key.partition('.')[2]}-{digest}{ending}"

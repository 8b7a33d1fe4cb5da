"""Facts: what an episode's record says of it, as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import InputError, MissingInputError
from bulletin.production.disk.digest import digest_of
from bulletin.production.episode.corrections import corrections_of
from bulletin.production.episode.record import EpisodeRecord, is_plain, read_record
from bulletin.schema.correction import Correction
from bulletin.schema.episode import RECORD, RECORD_SUFFIX
from bulletin.schema.formats import FORMATS
from bulletin.writers.sidecars import SIDECARS

PLAYED = ("mp3", "m4a", "opus", "flac", "wav")
"""Formats in the order in which a browser's player is offered them."""

MEDIA_TYPES = {
    **{name: form.media_type for name, form in FORMATS.items()},
    **{sidecar.kind: sidecar.media_type for sidecar in SIDECARS},
    RECORD: "application/json",
    "cover": "image/jpeg",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFile:
    """A file of an episode that is there."""

    kind: str
    path: Path
    size: int
    """Bytes."""
    media_type: str

    @property
    def is_sound(self) -> bool:
        """Whether it can be heard."""
        return self.kind in FORMATS


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultChapter:
    """A chapter; times in seconds."""

    start: float
    title: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultStory:
    """A story as it is counted: from 1, of those that are heard."""

    number: int
    title: str
    reader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A finished episode."""

    name: str
    record: Path
    revision: str
    """The digest of the record."""
    title: str
    station: str
    seconds: float
    lufs: float | None
    true_peak: float | None
    voice: str
    made: str
    """When (ISO 8601)."""
    files: tuple[ResultFile, ...]
    chapters: tuple[ResultChapter, ...]
    stories: tuple[ResultStory, ...]
    readers: tuple[str, ...]
    corrections: tuple[Correction, ...]
    """What was changed since it was made, the latest first."""

    @property
    def played(self) -> ResultFile | None:
        """The sound file for a player."""
        sounds = {file.kind: file for file in self.files if file.is_sound}
        named = (sounds[kind] for kind in PLAYED if kind in sounds)
        return next(named, next(iter(sounds.values()), None))

    def file(self, kind: str) -> ResultFile:
        """The file of a kind. Raises MissingInputError (66) for a kind that it does not have."""
        found = next((file for file in self.files if file.kind == kind), None)
        if found is None:
            raise MissingInputError(
                "the episode has no such file.",
                error_id="studio.file",
                source=f"{self.name}: {kind[:40]}",
                remedy="Its page lists what there is; or make it again.",
            )
        return found


def result_of(record: Path) -> Result:
    """What the record of an episode says. Raises InputError (65) where it cannot be read."""
    try:
        revision = digest_of(record)
        found = read_record(record)
    except (OSError, ValueError) as error:
        raise InputError(
            f"this is no record of an episode: {error}.",
            error_id="studio.record",
            source=str(record),
            remedy="Make the bulletin again.",
        ) from None
    name = record.name.removesuffix(RECORD_SUFFIX)
    rows = [row for row in found.stories or () if row.on_air is not False]
    return Result(
        name=name,
        record=record,
        revision=revision,
        title=found.title.strip() or name,
        station=found.station.strip(),
        seconds=found.duration or 0.0,
        lufs=found.loudness.integrated_lufs,
        true_peak=found.loudness.true_peak_dbtp,
        voice=found.voice,
        made=found.made or "",
        files=tuple(_files(found, record)),
        chapters=tuple(
            ResultChapter(start=max(0.0, row.start), title=row.title, level=row.level or 0)
            for row in found.chapters or ()
        ),
        stories=tuple(
            ResultStory(number=number, title=row.title, reader=row.reader or "")
            for number, row in enumerate(rows, 1)
        ),
        readers=found.readers or (),
        corrections=tuple(reversed(corrections_of(found.corrections))),
    )


def _files(record: EpisodeRecord, path: Path) -> list[ResultFile]:
    """The files that the record names and that are there, sound first."""
    found = []
    for kind, name in {**record.files, RECORD: path.name}.items():
        file = path.with_name(name) if is_plain(name) else None
        if file is not None and file.is_file() and not file.is_symlink():
            media_type = MEDIA_TYPES.get(kind, "application/octet-stream")
            found.append(ResultFile(kind=kind, path=file, size=file.stat().st_size, media_type=media_type))
    return sorted(found, key=lambda file: not file.is_sound)

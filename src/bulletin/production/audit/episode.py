"""Episode: a sound file under audit, with its record and how to make it again."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bulletin.production.audit.remake import remake
from bulletin.production.episode.find import SOUND_SUFFIXES, find_episode, no_episode
from bulletin.production.episode.record import EpisodeRecord, is_plain, read_record
from bulletin.schema.episode import RECORD_SUFFIX
from bulletin.schema.formats import FORMATS

MISSING = "check.missing"
"""The id of the error that no episode is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedEpisode:
    """One sound file of an episode, and the episode's record."""

    audio: Path
    record: EpisodeRecord = field(default_factory=EpisodeRecord)
    """Says nothing where there is none, or it cannot be read."""
    record_path: Path | None = None
    fault: str = ""
    """Why the record cannot be read."""

    @property
    def folder(self) -> Path:
        """Where the files of the episode are."""
        return self.audio.parent

    def path(self, kind: str) -> Path | None:
        """Where the file of this kind should be; None for a name that leads out of the episode's folder."""
        name = self.record.files.get(kind, "")
        return self.folder / name if is_plain(name) else None

    @property
    def kind(self) -> str:
        """The format of the sound: by the record, else by the file's suffix."""
        for kind, name in self.record.files.items():
            if name == self.audio.name and kind in FORMATS:
                return kind
        return self.audio.suffix.lower().lstrip(".")

    @property
    def is_main(self) -> bool:
        """Whether this is the sound file whose levels are in the record; other formats have levels of their own."""
        return self.record.audio == self.audio.name

    @property
    def sources(self) -> tuple[str, ...]:
        """What the episode was made from, by the names on the command line; of older records, what the tags name."""
        return self.record.given or tuple(source for source in self.record.sources if source)

    @property
    def remake(self) -> str:
        """How to make the episode again: a command, behind what it needs; a sentence where nothing is known of it."""
        return remake(self.record, self.sources, self.target)

    @property
    def target(self) -> Path:
        """The sound file that the command makes."""
        return self.folder / self.record.audio if is_plain(self.record.audio) else self.audio


def episodes_at(path: Path) -> list[AuditedEpisode]:
    """The sound files to audit for a name (see `find_episode`), the main one first.

    A record, a stem or a file beside the sound stand for all sound files of the episode; a sound file stands for itself.
    Raises MissingInputError (66) if nothing is there.
    """
    found = find_episode(path, MISSING)
    record, fault = _read(found.record) if found.record else (EpisodeRecord(), "")
    if found.file is not None:
        one = AuditedEpisode(audio=found.file, record=record, record_path=found.record, fault=fault)
        _check_there(one)
        if found.record is None or one.kind in FORMATS:
            return [one]
    assert found.record is not None
    return [
        AuditedEpisode(
            audio=found.record.with_name(name), record=record, record_path=found.record, fault=fault
        )
        for name in _sound_names(found.record, record)
    ]


def _check_there(episode: AuditedEpisode) -> None:
    """Raise MissingInputError (66) for a file that cannot be opened, unless it is gone and the record names it."""
    try:
        episode.audio.open("rb").close()
    except FileNotFoundError:
        if episode.audio.name not in episode.record.files.values():
            raise no_episode(episode.audio, "there is no such file", MISSING) from None
    except OSError as error:
        raise no_episode(episode.audio, f"it may not be read ({error.strerror or error})", MISSING) from None


def _sound_names(path: Path, record: EpisodeRecord) -> list[str]:
    """Names of an episode's sound files: those that its record has, else the first that is beside it."""
    recorded = [record.audio, *(record.files.get(kind, "") for kind in FORMATS)]
    names = [name for name in dict.fromkeys(recorded) if is_plain(name)]
    if names:
        return names
    stem = path.name.removesuffix(RECORD_SUFFIX)
    beside = (f"{stem}{suffix}" for suffix in SOUND_SUFFIXES)
    return [name for name in beside if path.with_name(name).is_file()][:1] or [f"{stem}.mp3"]


def _read(path: Path) -> tuple[EpisodeRecord, str]:
    """A record, and why it cannot be read."""
    try:
        return read_record(path), ""
    except OSError as error:
        return EpisodeRecord(), f"it cannot be read ({error.strerror or error})"
    except ValueError as error:
        return EpisodeRecord(), str(error)

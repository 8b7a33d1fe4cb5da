"""Records: an episode's `.episode.json`, the document `bulletin.episode/1`: its one reader and writer.

The order of the fields is the order of the keys. Anybody may have written a record that lies in a folder, so it is read
without trust (see `fields`): audits compare an episode with it, publishing refuses what is wrong, making looks who owns a
name. Times are seconds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from bulletin.production.episode.corrections import CorrectionRow
from bulletin.production.episode.fields import OPTIONAL, UNWRITTEN, Odd, from_json, to_json
from bulletin.production.episode.rows import ChapterRow, LeftOutRow, LinkRow, SentenceRow
from bulletin.production.episode.stories import StoryRow

EPISODE_SCHEMA = "bulletin.episode/1"

ANNOUNCEMENTS = ("opening", "transition", "closing")
"""Roles of what the station says."""

LARGEST = 64 * 1024**2
"""Bytes: a whole day's bulletin has a record of some megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedFile:
    """A file of the episode when it was made."""

    size: int | None = field(default=None, metadata={"key": "bytes"})
    media_type: str | None = field(default=None, metadata={"key": "type"})
    sha256: str | None = None
    """In hexadecimal digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedLoudness:
    """Measured on the main sound file; `target_lufs` is None where some file missed it."""

    integrated_lufs: float | None = None
    true_peak_dbtp: float | None = None
    target_lufs: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedFallback:
    """A section that the fallback voice reads."""

    title: str = ""
    voice: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedLevers:
    """What was changed to meet a slot (see `schema.episode.Slotted`)."""

    pauses: float | None = None
    rate: float | None = None
    paragraphs: int | None = None
    between: float | None = field(default=None, metadata=OPTIONAL)
    padding: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedSlot:
    """How the episode was fitted to its slot."""

    asked: float | None = None
    natural: float | None = None
    levers: RecordedLevers = RecordedLevers()
    left_out: int | None = None
    cut: tuple[str, ...] = ()
    stories: tuple[int, ...] | None = field(default=None, metadata=OPTIONAL)
    """The story of each of those, counted from 1; only where there are several stories."""
    bare: tuple[str, ...] | None = field(default=None, metadata=OPTIONAL)
    """Titles of stories that keep a single paragraph of several; only where there are any."""
    dropped: tuple[str, ...] | None = field(default=None, metadata=OPTIONAL)
    """Titles of whole stories that were left out, and of reserves that were read; only where there were any."""
    added: tuple[str, ...] | None = field(default=None, metadata=OPTIONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRequests:
    """How many clips were spoken, and how many were in the cache."""

    made: int | None = None
    from_cache: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedNotes:
    """Show notes."""

    text: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What repairing a feed has to know of an episode in it."""

    guid: str = ""
    date: str = ""
    source: str = ""
    day: str = ""
    corrected: str | None = None
    correction: str | None = None
    feed_version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeReport:
    """What `bulletin make --json` prints, with whole paths and the names of newsreaders; a record begins with the same keys."""

    schema: str = ""
    title: str = ""
    audio: str = ""
    """The sound file that `loudness` was measured on."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Names by kind: `mp3`, `vtt`, `episode`, …"""
    details: Mapping[str, RecordedFile] = field(default_factory=dict)
    """By kind; of every file but the record itself."""
    duration: float | None = None
    loudness: RecordedLoudness = RecordedLoudness()
    voice: str = ""
    voice_reason: str | None = field(default=None, metadata=OPTIONAL)
    """Why that is not the first choice; only where it is not."""
    readers: tuple[str, ...] | None = field(default=None, metadata=OPTIONAL)
    fallback: tuple[RecordedFallback, ...] | None = None
    slot: RecordedSlot | None = None
    segments: int | None = None
    unchanged: bool | None = field(default=None, metadata=OPTIONAL)
    """Only in the report."""
    requests: RecordedRequests = RecordedRequests()
    chapters: tuple[ChapterRow, ...] | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Wall-clock time by stage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeRecord(EpisodeReport):
    """An episode's record; without arguments, one that says nothing."""

    bulletin_version: str = ""
    ingredients: str = ""
    """Hash of all that the episode was made from (see `unchanged`)."""
    made_from: str = ""
    """Identity of its sources (see `identity.source_identity`)."""
    article: str = ""
    """Identity of its articles wherever their files are (see `identity.article_identity`)."""
    asked: tuple[str, ...] = ()
    """The options it was made with, as words of a command line; of files only the names."""
    given: tuple[str, ...] = ()
    """What it was made from, in the same words: articles or the script that a person edited; `-` is standard input."""
    voices: tuple[str, ...] = ()
    """All that are heard, as the tags name them; `voice` is the main one."""
    gains: Mapping[str, float] = field(default_factory=dict)
    """dB, of each voice and jingle by name, and of the whole (see `schema.balance`)."""
    encoded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The slices of each file by its kind (see `finish.slices`)."""
    made: str | None = None
    at: str | None = field(default=None, metadata=OPTIONAL)
    """The bulletin's own time, with its zone (ISO 8601), which its announcements say."""
    date: str | None = None
    """The article's own day (ISO 8601)."""
    language: str = ""
    dek: str = ""
    station: str = ""
    programme: str = ""
    reader: str = ""
    genre: str = ""
    copyright: str = ""
    link: str = ""
    disclosure: str = ""
    sources: tuple[str, ...] = ()
    """Addresses, and the bare names of files."""
    links: tuple[LinkRow, ...] | None = None
    sentences: tuple[SentenceRow, ...] | None = field(default=None, metadata={"key": "lines"})
    notes: RecordedNotes = RecordedNotes()
    left_out: tuple[LeftOutRow, ...] | None = None
    outside: tuple[int, ...] | None = field(default=None, metadata=OPTIONAL)
    """Of each story, the letters and digits of its page that are no part of the article; only where one was a page."""
    summary: str | None = field(default=None, metadata=OPTIONAL)
    """The bulletin's own, only where it has one."""
    rundown: str | None = field(default=None, metadata=OPTIONAL)
    """The bare name of the rundown that it was made from; only where it was."""
    corrections: tuple[CorrectionRow, ...] | None = field(default=None, metadata=OPTIONAL)
    """The latest last; only where something was changed."""
    stories: tuple[StoryRow, ...] | None = None
    """Every story in full, so that the episode can be changed (see `stories`)."""
    published: Publication | None = field(default=None, metadata=OPTIONAL)
    """Only in the copy that lies in a feed's folder."""
    odd: Odd = field(default_factory=dict, metadata=UNWRITTEN)
    """Values of another kind than their field's, by path."""
    document: Mapping[str, Any] = field(default_factory=dict, metadata=UNWRITTEN)
    """All that the file holds, keys of other versions among it."""

    def detail(self, kind: str) -> RecordedFile:
        """What is recorded of a file; nothing of one that is not in `details`."""
        return self.details.get(kind, RecordedFile())

    @property
    def day(self) -> str:
        """The day of the bulletin: the article's, else that of its own time, else that of making; empty if not known."""
        return (self.date or "").strip() or (self.at or self.made or "").strip()[:10]

    @property
    def words(self) -> str:
        """Identity of the news: 16 hexadecimal digits of a hash; empty without sentences.

        What the station says before and after is not part of it: another greeting or time of day corrects no news.
        """
        if self.sentences is None:
            return ""
        # The headlines that stand for the dek of several stories are among the sentences.
        dek = self.dek if len({each.story for each in self.sentences}) < 2 else ""
        news = [each.written for each in self.sentences if each.role not in ANNOUNCEMENTS]
        words = json.dumps([self.title, dek, news], ensure_ascii=False)
        return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def record_bytes(record: EpisodeRecord) -> bytes:
    """A record as its file holds it."""
    return (json.dumps(to_json(record), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def read_record(path: Path) -> EpisodeRecord:
    """Read an episode's record.

    Raises OSError if the file cannot be read, ValueError with the reason if it is no record of an episode.
    """
    document = _document(path)
    if document.get("schema") != EPISODE_SCHEMA:
        raise ValueError(f"its schema is {document.get('schema')!r:.40}, not {EPISODE_SCHEMA!r}")
    return record_of_document(document)


def left_record(path: Path) -> EpisodeRecord:
    """The record that an earlier run may have left, of any version; one that says nothing where none can be read."""
    try:
        return record_of_document(_document(path))
    except (OSError, ValueError):
        return EpisodeRecord()


def record_of_document(document: Mapping[str, Any]) -> EpisodeRecord:
    """The record in a JSON object."""
    odd: Odd = {}
    return EpisodeRecord(**from_json(EpisodeRecord, document, odd), odd=odd, document=document)


def is_plain(name: str) -> bool:
    """Whether a name is that of a file in the same folder, on every system."""
    paths = (PurePosixPath(name), PureWindowsPath(name))
    return name not in ("", "..") and "\0" not in name and all(path.name == name for path in paths)


def _document(path: Path) -> dict[str, Any]:
    size = path.stat().st_size
    if size > LARGEST:
        raise ValueError(f"it has {size:,} bytes")
    try:
        document = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"it is no JSON in UTF-8 ({error})") from None
    if isinstance(document, dict):
        return document
    raise ValueError("it is no JSON object")

"""Records: an episode's `.episode.json` as it lies in a folder, read without trust.

Anybody may have written it: what is not there, or not of its kind, is not said. What follows from that, each reader
judges for himself: checking holds an episode to it, publishing refuses what is wrong, making asks whose a name is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from bulletin.schema.documents import EPISODE_SCHEMA

LARGEST = 64 * 1024**2
"""Bytes: a whole day's bulletin has a record of some megabytes."""

FARTHEST = 1e9
"""A number of seconds or decibels that is larger is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRow:
    """A sentence as the record has it; seconds."""

    start: float
    end: float
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterRow:
    """A chapter as the record has it; seconds."""

    start: float
    end: float
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a record says; keys lead into the objects within it."""

    document: Mapping[str, Any] = field(default_factory=dict)

    def at(self, *keys: str) -> Any:
        """Whatever is there; None if nothing is."""
        found: Any = self.document
        for key in keys:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found

    def text(self, *keys: str) -> str | None:
        """A text, without space around it; None if it is not there, or empty."""
        found = self.at(*keys)
        return (found.strip() or None) if isinstance(found, str) else None

    def number(self, *keys: str) -> float | None:
        """A number; None if it is not there, or is no number of seconds or decibels."""
        return _finite(self.at(*keys))

    def rows(self, key: str) -> list[dict[str, Any]] | None:
        """The objects in a list; None if there is no list."""
        found = self.at(key)
        return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else None

    @property
    def main(self) -> str:
        """The name of the sound that it measures; empty if none is said."""
        return _text(self.document, "audio")

    @property
    def names(self) -> dict[str, str]:
        """Names of files by kind."""
        files = self.at("files")
        found = files if isinstance(files, dict) else {}
        return {kind: name for kind, name in found.items() if isinstance(name, str)}

    def detail(self, kind: str, name: str) -> Any:
        """A detail of a file: `bytes`, `type` or `sha256`."""
        return self.at("details", kind, name)

    @property
    def lines(self) -> tuple[SentenceRow, ...] | None:
        """The sentences; None if there are none said. A time that is no number is -1, which is nowhere in a programme."""
        rows = self.rows("lines")
        return rows if rows is None else tuple(
            SentenceRow(start=_number(row, "start"), end=_number(row, "end"), written=_text(row, "written"))
            for row in rows
        )  # fmt: skip

    @property
    def chapters(self) -> tuple[ChapterRow, ...] | None:
        """The chapters; None if there are none said. A time that is no number is -1."""
        rows = self.rows("chapters")
        return rows if rows is None else tuple(
            ChapterRow(start=_number(row, "start"), end=_number(row, "end"), title=_text(row, "title"))
            for row in rows
        )  # fmt: skip

    @property
    def asked(self) -> tuple[str, ...]:
        """The options it was made with, as words of a command line; none where any of them is no word."""
        asked = self.at("asked")
        words = asked if isinstance(asked, list) else []
        return tuple(words) if all(isinstance(word, str) and word.isprintable() for word in words) else ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of what it was made from."""
        sources = self.at("sources")
        found = sources if isinstance(sources, list) else []
        return tuple(source for source in found if isinstance(source, str) and source)


def read_record(path: Path) -> dict[str, Any]:
    """The document of an episode's record.

    Raises OSError if the file cannot be read, ValueError with the reason if it is no record of an episode.
    """
    document = _document(path)
    if document.get("schema") != EPISODE_SCHEMA:
        raise ValueError(f"its schema is {document.get('schema')!r:.40}, not {EPISODE_SCHEMA!r}")
    return document


def left_record(path: Path) -> Said:
    """What is said by a record that may be there, of any version; nothing where none can be read."""
    try:
        return Said(document=_document(path))
    except (OSError, ValueError):
        return Said()


def is_plain(name: str) -> bool:
    """Whether a name is that of a file in the same folder, on every system."""
    return name not in ("", "..") and "\0" not in name and (
        PurePosixPath(name).name == PureWindowsPath(name).name == name
    )  # fmt: skip


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


def _finite(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < FARTHEST:
        return None
    return float(value)


def _number(row: Mapping[str, Any], key: str) -> float:
    found = _finite(row.get(key))
    return -1.0 if found is None else found


def _text(row: Mapping[str, Any], key: str) -> str:
    found = row.get(key)
    return found if isinstance(found, str) else ""

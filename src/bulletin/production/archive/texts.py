"""Texts: an episode's record → its sentences as they were written and said. Anybody may have written a record."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bulletin.production.episode.record import LARGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence of a story, and how long it is heard."""

    written: str
    spoken: str
    seconds: float


def sentences_of(record: Path) -> list[Said]:
    """The sentences of an episode's stories; none for a record that says nothing of them. Raises OSError."""
    if record.stat().st_size > LARGEST:
        return []
    try:
        document = json.loads(record.read_bytes().decode("utf-8-sig"))
        heard = dict(_heard(document))
        return list(_said(document, heard))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return []


def packed(said: list[Said]) -> bytes:
    """Sentences as bytes."""
    rows = [[one.written, one.spoken, round(one.seconds, 2)] for one in said]
    return zlib.compress(json.dumps(rows, ensure_ascii=False).encode("utf-8", "replace"))


def unpacked(data: bytes) -> list[Said]:
    """The sentences of `packed`."""
    rows = json.loads(zlib.decompress(data))
    return [Said(written=written, spoken=spoken, seconds=seconds) for written, spoken, seconds in rows]


def _heard(document: dict[str, Any]) -> Iterator[tuple[str, float]]:
    for row in document.get("lines") or ():
        yield str(row["written"]), max(0.0, float(row["end"]) - float(row["start"]))


def _said(document: dict[str, Any], heard: dict[str, float]) -> Iterator[Said]:
    for story in document.get("stories") or ():
        if story.get("on_air") is False:
            continue
        for segment in story["segments"]:
            for row in segment["sentences"]:
                written = " ".join(str(row["written"]).split())
                yield Said(
                    written=written, spoken=str(row["spoken"]), seconds=heard.get(str(row["written"]), 0.0)
                )

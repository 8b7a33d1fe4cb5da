"""Edition: what the finished file says of itself: its tags and its record."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path

from bulletin import __version__
from bulletin.errors import first_words
from bulletin.production.outputs import made_from
from bulletin.production.recipe import Recipe
from bulletin.production.speaking import Speaking, sections_of
from bulletin.schema.documents import episode_document
from bulletin.schema.episode import Episode, FallenBack
from bulletin.schema.script import Script
from bulletin.writers.audio.tags import Tags


def now() -> datetime:
    """The time of making, with its zone; `SOURCE_DATE_EPOCH` makes two runs alike to the byte."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isascii() and fixed.isdigit():
        with contextlib.suppress(OverflowError, OSError, ValueError):
            return datetime.fromtimestamp(int(fixed), tz=UTC)
    return datetime.now().astimezone()


def edition_tags(recipe: Recipe, script: Script, voice: str) -> Tags:
    """The tags of a bulletin. Of a source on this machine only the file's name is told."""
    written = "\n\n".join(segment.written for segment in script.segments)
    return Tags(
        title=script.title,
        station=recipe.station.name,
        programme=recipe.station.programme,
        day=script.published or now().date(),
        language="hin",
        genre=recipe.station.genre,
        written=written,
        sources=tuple(_public(source) for source in script.sources),
        provenance=(
            ("SOURCE_SHA256", hashlib.sha256(written.encode()).hexdigest()),
            ("VOICE", voice),
            ("BULLETIN_VERSION", __version__),
            *((("DISCLOSURE", recipe.station.disclosure),) if recipe.station.disclosure else ()),
        ),
    )


def fallen_back(speaking: Speaking) -> tuple[FallenBack, ...]:
    """The sections that the fallback reads, by the first words of each."""
    sections = sections_of(speaking.script)
    found: list[FallenBack] = []
    for section, reason in sorted(speaking.fell_back.items()):
        first = speaking.script.segments[sections.index(section)]
        title = first_words(first.written, 80).strip('"')
        found.append(FallenBack(title=title, voice=first.voice, reason=reason))
    return tuple(found)


def episode_json(recipe: Recipe, episode: Episode) -> bytes:
    """The episode's record: the document `bulletin.episode/1`, with file names relative to it."""
    document = episode_document(episode)
    document["audio"] = episode.audio.name
    document["files"] = {kind: path.name for kind, path in episode.files.items()}
    document["bulletin_version"] = __version__
    document["made_from"] = made_from(recipe, episode.title)
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _public(source: str) -> str:
    if source == "-" or source.startswith(("http://", "https://")):
        return source
    return Path(source).name

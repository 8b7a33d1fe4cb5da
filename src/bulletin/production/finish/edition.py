"""Edition: a mixed programme → its edition: what its files say beside the sound."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bulletin import __version__
from bulletin.production.episode.conversion import readers_of, voices_of
from bulletin.production.episode.identity import is_address
from bulletin.production.episode.outputs import made_from
from bulletin.production.recipe import Recipe
from bulletin.production.setup.lexicons import lexicon_version
from bulletin.readers.labels.related import without_label
from bulletin.schema.clip import Clip
from bulletin.schema.edition import HEADLINES_BETWEEN, Edition, Link
from bulletin.schema.programme import Programme
from bulletin.schema.script import Script
from bulletin.schema.units import samples_to_seconds
from bulletin.script.frame import together
from bulletin.sound.timeline import timed_sentences


def edition_of(
    recipe: Recipe,
    script: Script,
    programme: Programme,
    clips: Mapping[str, Clip],
    made: datetime,
    *,
    audio: str = "",
) -> Edition:
    """The edition of a finished programme; `audio` is the name of its sound file.

    Of a source on this machine only the file's name is given, never its path.
    """
    station = recipe.station
    voices = ", ".join(voices_of(script))
    written = written_text(script)
    readers = together(readers_of(script))
    return Edition(
        title=script.title,
        dek=_summary(script),
        language=script.language,
        published=script.published,
        made=made,
        at=recipe.at,
        station=station.name,
        programme=station.programme,
        reader=readers or station.reader,
        genre=station.genre,
        copyright=station.copyright,
        link=station.link,
        disclosure=station.disclosure,
        voice=voices,
        duration=samples_to_seconds(programme.length),
        chapters=programme.chapters,
        sentences=timed_sentences(script, programme, clips),
        links=_links(script),
        sources=_sources(script),
        provenance=(
            ("SOURCE_SHA256", hashlib.sha256(written.encode()).hexdigest()),
            ("VOICE", voices),
            ("LEXICON", lexicon_version(station.lexicons)),
            ("BULLETIN_VERSION", __version__),
            *((("PERFORMER", readers),) if readers else ()),
            *((("DISCLOSURE", station.disclosure),) if station.disclosure else ()),
        ),
        audio=audio,
        corrections=recipe.changed.corrections if recipe.changed else (),
        identity=made_from(recipe, script),
    )


def _summary(script: Script) -> str:
    """The bulletin's own summary, else the article's dek; of several stories their headlines, as the dek of one says nothing of the others."""
    if script.summary:
        return script.summary
    headlines = [segment.written for segment in script.segments if segment.role == "headline"]
    if len(headlines) > 1:
        return HEADLINES_BETWEEN.join(headlines)
    return next((segment.written for segment in script.segments if segment.role == "dek"), "")


def _sources(script: Script) -> tuple[str, ...]:
    """Where the stories that are heard come from, each once."""
    heard = [story.source for story in script.stories if story.on_air] or script.sources
    return tuple(dict.fromkeys(map(public, heard)))


def _links(script: Script) -> tuple[Link, ...]:
    """The "also read" lines, without these words."""
    related = [item.passage for item in script.left_out if item.passage.reason == "related-link"]
    links = [Link(title=without_label(passage.text), href=passage.href) for passage in related]
    return tuple(link for link in links if link.title)


def written_text(script: Script) -> str:
    """The script's text, as it is written."""
    return "\n\n".join(segment.written for segment in script.segments)


def public(source: str) -> str:
    """A source as a published file may name it: an address, or the bare name of a file."""
    if source == "-" or is_address(source):
        return source
    return Path(source).name

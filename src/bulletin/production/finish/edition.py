"""Edition: a mixed programme → what its files contain beside the sound: the edition, the tags, the record."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin import __version__
from bulletin.errors import first_words
from bulletin.production.episode.conversion import record_of
from bulletin.production.episode.outputs import made_from
from bulletin.production.episode.record import RecordedNotes, record_bytes
from bulletin.production.recipe import Recipe
from bulletin.production.setup.lexicons import lexicon_version
from bulletin.production.voice.speaking import Spoken
from bulletin.readers.related import without_label
from bulletin.schema.clip import Clip
from bulletin.schema.edition import HEADLINES_BETWEEN, Edition, Link
from bulletin.schema.episode import Episode, FallenBack
from bulletin.schema.programme import Programme
from bulletin.schema.script import Script
from bulletin.schema.units import PROGRAMME_RATE, samples_to_seconds
from bulletin.sound.timeline import timed_sentences

if TYPE_CHECKING:
    from bulletin.writers.audio.facts import Airing, Facts

ISO_639_2 = {"hi": "hin"}


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
    voices = ", ".join(dict.fromkeys(segment.voice for segment in script.segments))
    written = written_text(script)
    return Edition(
        title=script.title,
        dek=_summary(script),
        language=script.language,
        published=script.published,
        made=made,
        station=station.name,
        programme=station.programme,
        reader=station.reader,
        genre=station.genre,
        copyright=station.copyright,
        link=station.link,
        disclosure=station.disclosure,
        voice=voices,
        duration=samples_to_seconds(programme.length),
        chapters=programme.chapters,
        sentences=timed_sentences(script, programme, clips),
        links=_links(script),
        sources=tuple(_public(source) for source in script.sources),
        provenance=(
            ("SOURCE_SHA256", hashlib.sha256(written.encode()).hexdigest()),
            ("VOICE", voices),
            ("LEXICON", lexicon_version(station.lexicons)),
            ("BULLETIN_VERSION", __version__),
            *((("DISCLOSURE", station.disclosure),) if station.disclosure else ()),
        ),
        audio=audio,
        identity=made_from(recipe, script.title),
    )


def _summary(script: Script) -> str:
    """The article's dek; of several stories their headlines, as the dek of one says nothing of the others."""
    headlines = [segment.written for segment in script.segments if segment.role == "headline"]
    if len(headlines) > 1:
        return HEADLINES_BETWEEN.join(headlines)
    return next((segment.written for segment in script.segments if segment.role == "dek"), "")


def _links(script: Script) -> tuple[Link, ...]:
    """The "also read" lines, without these words."""
    related = [item.passage for item in script.left_out if item.passage.reason == "related-link"]
    links = [Link(title=without_label(passage.text), href=passage.href) for passage in related]
    return tuple(link for link in links if link.title)


def written_text(script: Script) -> str:
    """The script's text, as it is written."""
    return "\n\n".join(segment.written for segment in script.segments)


def facts_of(
    edition: Edition, script: Script, recipe: Recipe, programme: Programme, cover: bytes | None = None
) -> Facts:
    """Tags, chapters and broadcast fields of the sound files."""
    # Imported here and below, so that the edition can be had without the writers.
    from bulletin.writers.audio.facts import Cover, Facts, Tags

    return Facts(
        tags=Tags(
            title=edition.title,
            station=edition.station,
            programme=edition.programme,
            day=edition.day,
            language=ISO_639_2.get(edition.language, "und"),
            genre=edition.genre,
            written=written_text(script),
            sources=edition.sources,
            provenance=edition.provenance,
            dek=edition.dek,
            track=recipe.track,
            copyright=edition.copyright,
            link=edition.link,
        ),
        # Local time without a zone, as stations' automation reads it.
        made=edition.made.replace(tzinfo=None),
        reference=f"BULLETIN{edition.identity.upper()}",
        chapters=edition.chapters,
        sentences=edition.sentences,
        cover=None if cover is None else Cover(data=cover),
        id3=recipe.station.id3,
        airing=_airing(edition, recipe, programme),
    )


def _airing(edition: Edition, recipe: Recipe, programme: Programme) -> Airing:
    """Fields for a station's automation: where the voice begins and ends, and when the bulletin may run."""
    from bulletin.writers.audio.facts import Airing

    spoken = [cue for cue in programme.cues if cue.segment >= 0]
    if not spoken:
        return Airing()
    station = recipe.station
    ends = recipe.ends
    if ends is None and station.good_for is not None:
        ends = edition.made + timedelta(minutes=station.good_for)
    last = " ".join(edition.sentences[-1].written.split()[-6:]) if edition.sentences else ""
    return Airing(
        cut=station.cut or edition.identity.upper(),
        client=edition.station,
        category=station.category or Airing().category,
        out_cue=last,
        starts=recipe.starts,
        ends=None if ends is None else ends.replace(tzinfo=None),
        intro_end=min(cue.start for cue in spoken) / PROGRAMME_RATE,
        segue=max(cue.end for cue in spoken) / PROGRAMME_RATE,
    )


def fallen_back(spoken: Spoken, script: Script) -> tuple[FallenBack, ...]:
    """The sections of `script` that the fallback voice speaks; a section's title is the first words that are left of it."""
    kept = {segment.id for segment in script.segments}
    found: list[FallenBack] = []
    for number, section in enumerate(spoken.script.sections()):
        if number not in spoken.fell_back:
            continue
        segments = [spoken.script.segments[place] for place in section.places]
        first = next((segment for segment in segments if segment.id in kept), None)
        if first is not None:
            title = first_words(first.written, 80).strip('"')
            found.append(FallenBack(title=title, voice=first.voice, reason=spoken.fell_back[number]))
    return tuple(found)


def episode_json(
    episode: Episode,
    edition: Edition,
    script: Script,
    ingredients: str,
    sections: Mapping[str, Sequence[str]] | None = None,
    asked: Sequence[str] = (),
) -> bytes:
    """The episode's record as its file holds it: the document `bulletin.episode/1`.

    `sections` are the slices of each sound file (see `finish.slices`), `asked` the options it was made with.
    """
    from bulletin.writers.sidecars.notes import show_notes

    notes = show_notes(edition)
    record = record_of(
        episode,
        edition,
        script,
        RecordedNotes(text=notes.text, html=notes.html),
        ingredients=ingredients,
        encoded=sections,
        asked=asked,
    )
    return record_bytes(record)


def _public(source: str) -> str:
    if source == "-" or source.startswith(("http://", "https://")):
        return source
    return Path(source).name

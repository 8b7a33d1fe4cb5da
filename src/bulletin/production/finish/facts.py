"""Facts: an edition → the tags, chapters and broadcast fields of its sound files."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bulletin.production.finish.edition import written_text
from bulletin.production.recipe import Recipe
from bulletin.schema.edition import Edition
from bulletin.schema.programme import Programme, by_story
from bulletin.schema.script import Script
from bulletin.schema.units import PROGRAMME_RATE

if TYPE_CHECKING:
    from bulletin.writers.audio.facts import Airing, Facts


ISO_639_2 = {"hi": "hin"}


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
        # Players know of no levels: "next" is to be the next story, also where a format could hold the sections.
        chapters=by_story(edition.chapters),
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

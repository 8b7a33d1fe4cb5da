"""Recording: a finished episode → its record, with the sections that the fallback voice speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bulletin.errors import first_words
from bulletin.production.episode.conversion import record_of
from bulletin.production.episode.record import RecordedNotes, record_bytes
from bulletin.production.voice.speaking import Spoken
from bulletin.schema.edition import Edition
from bulletin.schema.episode import Episode, FallenBack
from bulletin.schema.script import Script


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

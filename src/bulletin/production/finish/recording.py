"""Recording: a finished episode → its record, with the sections that the fallback voice speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bulletin.errors import first_words
from bulletin.production.episode.conversion import record_of
from bulletin.production.episode.record import RecordedNotes, record_bytes
from bulletin.production.episode.stories import story_rows
from bulletin.production.finish.edition import public
from bulletin.production.recipe import Recipe
from bulletin.production.voice.cast import AUTOMATIC, main_voice
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
    slices: Mapping[str, Sequence[str]] | None = None,
    asked: Sequence[str] = (),
    given: Sequence[str] = (),
    stories: Script | None = None,
    gains: Mapping[str, float] | None = None,
    rundown: Path | None = None,
) -> bytes:
    """The episode's record as its file holds it: the document `bulletin.episode/1`.

    `slices` are those of each sound file (see `finish.slices`), `asked` the options it was made with, `given`
    its sources, `stories` all its stories, as they were before a slot.
    """
    from bulletin.writers.sidecars.notes import show_notes

    notes = show_notes(edition)
    record = record_of(
        episode,
        edition,
        script,
        RecordedNotes(text=notes.text, html=notes.html),
        ingredients=ingredients,
        encoded=slices,
        asked=asked,
        given=tuple(map(public, given)),
        stories=story_rows(stories, script, [public(story.source) for story in stories.stories])
        if stories is not None
        else (),
        gains=gains,
        rundown=None if rundown is None else rundown.name,
    )
    return record_bytes(record)


def asked_of(recipe: Recipe, voice: str) -> tuple[str, ...]:
    """The options that ask for the same again: where `auto` chose the voice, for the one that it chose.

    A voice that an option names takes the place of the station's role voices, so these are asked for as well.
    """
    if main_voice(recipe.station) != AUTOMATIC:
        return recipe.asked
    asked = list(recipe.asked)
    places = [place for place, word in enumerate(asked) if word == "--voice"]
    named = [asked[place + 1] for place in places if asked[place + 1] != AUTOMATIC]
    roles = [f"{role}={own}" for role, own in recipe.station.role_voices.items()]
    voices = [*dict.fromkeys([*named, *roles, voice])]
    rest = [word for place, word in enumerate(asked) if not {place, place - 1} & {*places}]
    # All of them where the first stood, as they are written again then.
    start = places[0] if places else len(rest)
    return (*rest[:start], *(word for each in voices for word in ("--voice", each)), *rest[start:])

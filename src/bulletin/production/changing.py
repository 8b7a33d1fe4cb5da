"""Changing: a finished episode and one change of its stories → the recipe that makes it anew under its name.

The other stories come from the episode's record as they were said, so nothing else is read, spoken or guessed again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from bulletin.errors import InputError, MissingInputError, TryLaterError
from bulletin.production.cache.clips import cache_folder
from bulletin.production.cache.origins import Origin, origin_of
from bulletin.production.clock import present
from bulletin.production.disk.digest import digest_of
from bulletin.production.disk.together import finish_renaming
from bulletin.production.episode.changeable import changeable, record_beside, stories_of
from bulletin.production.episode.corrections import corrections_of
from bulletin.production.episode.heard import Heard
from bulletin.production.episode.record import EpisodeRecord
from bulletin.production.recipe import Changed, Recipe
from bulletin.production.scripts import diction_of, written_of
from bulletin.production.setup.asked import settings_of
from bulletin.production.setup.kinds import nearest
from bulletin.production.setup.settle import settle
from bulletin.readers.doors.web_address import is_address
from bulletin.schema.balance import Balance
from bulletin.schema.correction import Correction
from bulletin.schema.pace import Pace
from bulletin.schema.script import Script
from bulletin.schema.units import Decibels
from bulletin.script.edits import added_story, moved_story, said_anew, with_story, without_story
from bulletin.script.twins import twins_of

Notice = Callable[[str, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of an episode's stories, which are counted from 1."""

    what: Literal["replace", "drop", "move", "add", "words", "heal", "length"]
    """`heal` changes nothing: what the fall-back voice reads is asked of the first one again; nor does `length`: its slot is another."""
    number: int = 0
    """Which story; of one that is added, before which, 0 for behind all."""
    to: int = 0
    """Where it moves."""
    source: str = ""
    """The article of a story that is replaced or added."""
    reader: str | None = None
    headline: str = ""
    words: tuple[str, ...] = ()
    """Written words that a lexicon says differently now."""
    lexicons: tuple[Path, ...] = ()
    """The lexicons that have them."""


def changed(
    path: Path,
    change: Change,
    *,
    station: Path | None = None,
    rundown: Path | None = None,
    settings: Mapping[str, object] | None = None,
    text: str = "",
    notice: Notice = lambda *_: None,
) -> Recipe:
    """The recipe of an episode after a change, for `produce`.

    `settings` take the place of those that it was made with, `station` that of a station file that is not found; `text`
    tells the correction, which is worded here without it. Raises InputError (65) for a change that cannot be made, MissingInputError (66) for an episode
    or file that is not there, and as `settle` and `written_of` do.
    """
    stopped = finish_renaming(path.parent)
    record_path = record_beside(path)
    record = changeable(record_path)
    if record_path.name in stopped:
        raise _finished_now(record, record_path)
    stories = stories_of(record, record_path)
    origin = origin_of(cache_folder(), record_path)
    asked, station_name = settings_of(record.asked, lambda name: _whole(origin, name, record_path))
    if change.lexicons:
        before = asked.get("words.lexicon", [])
        assert isinstance(before, list)
        asked["words.lexicon"] = [*before, *map(str, change.lexicons)]
    if station is None and station_name is not None:
        station = _whole(origin, station_name, record_path, "--station FILE")
    recipe = settle(_sources(record, origin, record_path, rundown), {**asked, **(settings or {})}, station)
    _check_reader(change, recipe, record_path)
    script, told = _edited(Heard(stories, record), change, recipe, record_path, notice)
    told = text or told
    now = present(recipe.station.timezone).replace(microsecond=0)
    return replace(
        recipe,
        output=record_path.with_name(record.audio),
        changed=Changed(
            stories=script,
            identity=record.made_from,
            record=digest_of(record_path),
            balance=Balance(
                pace=_pace(record), gains={name: Decibels(gain) for name, gain in record.gains.items()}
            ),
            corrections=(
                *corrections_of(record.corrections),
                *((Correction(at=now, text=told),) if told else ()),
            ),
        ),
    )


def _finished_now(record: EpisodeRecord, path: Path) -> TryLaterError:
    told = corrections_of(record.corrections)
    what = f": {told[-1].text}" if told else ""
    return TryLaterError(
        f"an earlier run was stopped while it gave this episode's files their names; that is finished now{what}.",
        error_id="replace.finished",
        source=str(path),
        remedy=f"See it: bulletin check {path}; for another change run the command again.",
    )


def _pace(record: EpisodeRecord) -> Pace | None:
    """The pace that an episode with a slot has."""
    levers = record.slot.levers if record.slot else None
    if levers is None or levers.pauses is None or levers.rate is None:
        return None
    return Pace(pauses=levers.pauses, rate=levers.rate)


def _sources(record: EpisodeRecord, origin: Origin, path: Path, rundown: Path | None) -> tuple[str, ...]:
    """What it was made from: a rundown by its whole path, for its settings; of anything else the names.

    Raises MissingInputError (66) for a rundown that is not found, as its announcements are not in the record.
    """
    if record.rundown:
        return (str(rundown or _whole(origin, record.rundown, path, "--rundown FILE")),)
    return record.given or record.sources


def _whole(origin: Origin, name: str, record: Path, option: str = "") -> Path:
    path = origin.whole(name)
    if path is None:
        raise MissingInputError(
            f"{name}, which the episode was made with, is not found here.",
            error_id="replace.file",
            source=str(record),
            remedy=f"Run it in the folder where {name} is{f', or name it: {option}' if option else ''}.",
        )
    return path


def _edited(heard: Heard, change: Change, recipe: Recipe, path: Path, notice: Notice) -> tuple[Script, str]:
    """The stories after the change, and what it is called in Hindi; "" for what corrects nothing."""
    stories = heard.stories
    diction = diction_of(recipe.station.lexicons, recipe.station.without)
    if change.what == "words":
        script, touched = said_anew(stories, change.words, diction)
        if not touched:
            raise InputError(
                f"no sentence of the bulletin is said differently with {', '.join(change.words)}.",
                error_id="replace.words",
                source=str(path),
                remedy="See what it says: the .txt beside it; the word must be written as there.",
            )
        if not heard.hears(script):
            raise InputError(
                "that sentence was cut; nothing changed on air.",
                error_id="replace.cut",
                source=f"{path}: {', '.join(change.words)}",
                remedy="Give the bulletin more time, and it may be read: bulletin replace EPISODE --slot M:SS",
            )
        return script, f"उच्चारण सुधारा गया: {', '.join(change.words)}"
    if change.what in ("heal", "length"):
        return stories, ""
    if change.what == "drop":
        at = heard.place(change.number, path)
        if len(heard.places) == 1:
            raise InputError(
                "this is the only story of the bulletin.",
                error_id="replace.last",
                source=str(path),
                remedy="Replace it instead: bulletin replace EPISODE --story 1 SOURCE",
            )
        return without_story(stories, at), f"खबर हटाई गई: {stories.stories[at].title}"
    if change.what == "move":
        at, to = heard.place(change.number, path), heard.place(change.to, path)
        if at == to:
            raise InputError(
                f"story {change.number} is there already.",
                error_id="replace.number",
                source=str(path),
                remedy="Name another place: --move N M",
            )
        # Another order corrects no news.
        return moved_story(stories, at, to), ""
    at = heard.place(change.number, path) if change.what == "replace" else 0
    found = written_of([change.source], diction, notice=notice)
    if len(found) > 1:
        notice(f"{change.source} has {len(found)} articles; the first is taken", "replace.several")
    first = replace(found[0].script.stories[0], reader=change.reader, headline=change.headline)
    new = replace(found[0].script, stories=(first,))
    if change.what == "add":
        place = heard.place(change.number, path, more=1) if change.number else heard.end
        rest = _without_twins(added_story(stories, place, new), place, change.source, path)
        return rest, f"नई खबर: {first.title}"
    script = with_story(stories, at, new)
    if change.reader is not None:
        script = _read_by(script, at, change.reader)
    before = stories.stories[at].title
    instead = f" ({before} की जगह)" if before != first.title else ""
    return script, f"खबर बदली गई: {first.title}{instead}"


def _without_twins(stories: Script, place: int, source: str, path: Path) -> Script:
    """The stories without the reserves that are the same as the one at `place`, by their text or where they are from."""
    twins, origin = twins_of(stories), origin_of(cache_folder(), path)
    for number in reversed(range(len(stories.stories))):
        story = stories.stories[number]
        if not story.reserve or number == place:
            continue
        whole = None if is_address(story.source) else origin.whole(story.source)
        same = story.source == source or (whole is not None and whole.resolve() == Path(source).resolve())
        if same or twins.get(number) == place:
            stories = without_story(stories, number)
    return stories


def _read_by(script: Script, at: int, reader: str) -> Script:
    stories = (
        replace(story, reader=reader) if number == at else story
        for number, story in enumerate(script.stories)
    )
    return replace(script, stories=tuple(stories))


def _check_reader(change: Change, recipe: Recipe, path: Path) -> None:
    names = [reader.name for reader in recipe.station.readers]
    if change.reader and change.reader not in names:
        raise InputError(
            f'no newsreader of this bulletin is called "{change.reader}".',
            error_id="replace.reader",
            source=str(path),
            remedy=nearest(change.reader, names) if names else "It names no newsreaders: leave --reader out.",
        )

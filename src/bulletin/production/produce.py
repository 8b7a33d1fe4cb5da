"""Produce: the whole line on one page, from sources to a finished episode."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bulletin.errors import DiskError, OutputError
from bulletin.production import levels
from bulletin.production.casting import cast_script, named
from bulletin.production.commit import check_writable, committed
from bulletin.production.edition import edition_tags, episode_json, fallen_back, now
from bulletin.production.events import (
    Event,
    Finished,
    ScriptWritten,
    Stage,
    StageBegan,
    VoiceChosen,
    Warned,
)
from bulletin.production.outputs import output_path, wanted_path
from bulletin.production.recipe import Recipe
from bulletin.production.scripts import diction_of, script_of
from bulletin.production.speaking import Speaking
from bulletin.production.store import Store, cache_folder
from bulletin.production.takes import find_takes
from bulletin.production.upkeep import prune_now_and_then
from bulletin.production.verify import verified
from bulletin.schema.episode import Episode, Requests
from bulletin.schema.script import Script
from bulletin.schema.station import Station
from bulletin.script import Diction
from bulletin.script.frame import framed, values_of
from bulletin.sound.jingles import load_jingles
from bulletin.sound.reel import Reel
from bulletin.sound.render import measure_reel, render
from bulletin.writers.audio.mp3 import write_mp3
from bulletin.writers.audio.tags import tag_mp3


def produce(recipe: Recipe) -> Iterator[Event]:
    """Make the bulletin of a recipe; yields what happens, last of all `Finished`.

    Nothing is seen under its final name before it is whole and checked. Raises BulletinError: each kind
    with its exit code, and finished clips are kept whatever happens.
    """
    clock = _Clock()
    with ExitStack() as closing:
        yield clock.began("reading")
        station = recipe.station
        diction = diction_of(station.lexicons, station.without)
        script = on_air(script_of(recipe.sources, diction=diction), station, diction)
        yield ScriptWritten(script)
        store, warning = open_store(closing)
        if warning is not None:
            yield warning
        closing.enter_context(store.sole(wanted_path(recipe, script)))
        path = output_path(recipe, script)
        check_writable(path.parent)
        jingles = load_jingles(station.own_jingles) if station.jingles else {}

        casting = cast_script(script, station.voice, station.role_voices, station.manner, store)
        fallback = named(station.fallback, station.manner) if station.fallback else None
        yield VoiceChosen(casting.main.name, casting.main.reason)

        speaking = Speaking(script, casting, store, parallel=station.parallel, fallback=fallback)
        closing.enter_context(store.holding(speaking.keys()))
        yield clock.began("speaking", speaking.steps)
        yield from speaking.run()
        script = speaking.script

        yield clock.began("mixing")
        takes, energies = find_takes(script, speaking.asked, speaking.clips, store)
        programme = levels.arranged(script, takes, energies, jingles)
        reel = closing.enter_context(Reel())
        render(programme, store.fetch, jingles, reel)

        yield clock.began("levelling")
        gain = levels.gain_for(station.loudness, measure_reel(reel))

        record = path.with_suffix(".episode.json")
        # The record is shown first: a run that is killed between the two is known again by it.
        with committed(path) as temporary, committed(record) as temporary_record:
            for attempt in levels.attempts(reel, gain, station.loudness):
                yield clock.began("encoding")
                write_mp3(attempt.blocks, attempt.rate, temporary, rests=programme.rests)
                tag_mp3(temporary, edition_tags(recipe, script, _voices(script)))
                yield clock.began("checking")
                measured = verified(temporary, path, programme, attempt.rate)
                if attempt.good(measured):
                    break
            if attempt.missed:
                yield _missed(attempt.missed)
            episode = Episode(
                audio=path,
                files={"mp3": path, "episode": record},
                duration=programme.length / attempt.rate,
                loudness=measured,
                voice=casting.main.name,
                fallback=fallen_back(speaking),
                segments=len(script.segments),
                requests=Requests(made=speaking.made, from_cache=speaking.from_cache),
                chapters=programme.chapters,
                title=script.title,
                seconds=clock.ended(),
            )
            temporary_record.write_bytes(episode_json(recipe, episode))
    if store.damaged:
        yield _damaged(store)
    if warning is None:
        prune_now_and_then(store)
    yield Finished(episode)


def open_store(closing: ExitStack) -> tuple[Store, Warned | None]:
    """The store of clips; where nothing can be written to it, one for this run alone, and a warning."""
    folder = cache_folder()
    try:
        store = Store(folder)
        check_writable(folder)
    except OutputError as error:
        if isinstance(error, DiskError) or any(path.is_file() for path in (folder, *folder.parents)):
            # A full disk will not do for the output either, and a file is no folder: a wrong setting.
            raise
        temporary = closing.enter_context(tempfile.TemporaryDirectory(prefix="bulletin-"))
        what = f"clips cannot be kept in {folder}, so this run keeps them for itself: {error.what}"
        return Store(Path(temporary)), Warned(what, "cache.readonly")
    return store, None


def on_air(script: Script, station: Station, diction: Diction) -> Script:
    """The script with the station's own lines around it."""
    opening = f"{station.opening} {station.disclosure if station.say_disclosure else ''}"
    values = values_of(station.name, station.programme, station.reader, now())
    return framed(script, opening, station.closing, values, diction=diction)


def _voices(script: Script) -> str:
    """All voices of a script, in the order in which they are first heard."""
    return ", ".join(dict.fromkeys(segment.voice for segment in script.segments))


def _missed(by: float) -> Warned:
    side = "louder" if by > 0 else "softer"
    what = f"the file is {abs(by):.1f} LU {side} than asked; its peaks allow no more."
    return Warned(what, "sound.loudness")


def _damaged(store: Store) -> Warned:
    count = len(store.damaged)
    kept = "1 kept clip was" if count == 1 else f"{count} kept clips were"
    return Warned(
        f"{kept} damaged and made again; the damaged copies are in {store.folder / 'bad'}.", "cache.damaged"
    )


class _Clock:
    """Wall-clock seconds by stage."""

    def __init__(self) -> None:
        self._stage: Stage | None = None
        self._since = time.monotonic()
        self._started = self._since
        self._seconds: dict[str, float] = {}

    def began(self, stage: Stage, steps: int = 0) -> StageBegan:
        self._end_stage()
        self._stage = stage
        return StageBegan(stage, steps)

    def ended(self) -> dict[str, float]:
        self._end_stage()
        return {**self._seconds, "total": time.monotonic() - self._started}

    def _end_stage(self) -> None:
        now = time.monotonic()
        if self._stage is not None:
            self._seconds[self._stage] = self._seconds.get(self._stage, 0.0) + now - self._since
        self._since = now

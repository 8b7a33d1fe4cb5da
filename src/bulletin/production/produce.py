"""Produce: the whole pipeline on one page, from sources to a finished episode."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.production.cache.clips import ClipCache
from bulletin.production.cache.opening import open_cache
from bulletin.production.cache.origins import Origin, note_origin
from bulletin.production.cache.upkeep import prune_now_and_then
from bulletin.production.disk.commit import check_writable
from bulletin.production.episode.earlier import check_earlier
from bulletin.production.episode.ingredients import ingredients_of
from bulletin.production.episode.outputs import Outputs, outputs_of, wanted_path
from bulletin.production.episode.renamed import take_earlier_away
from bulletin.production.episode.unchanged import still_good, time_of
from bulletin.production.events import (
    Event,
    Finished,
    ScriptWritten,
    SlotMet,
    SlotPlanned,
    VoiceChosen,
    Waiting,
    Warned,
)
from bulletin.production.export.also import also_made, check_also
from bulletin.production.recipe import Recipe
from bulletin.production.scripts import converted_fonts, diction_of, on_air, script_of, stings_of
from bulletin.production.setup.moments import word_of
from bulletin.production.stopwatch import Stopwatch
from bulletin.production.voice.cast import named
from bulletin.production.voice.casting import cast_script
from bulletin.production.voice.pieces import SpeakingPlan, plan_speaking
from bulletin.production.voice.speaking import Spoken, speak
from bulletin.schema.episode import Episode
from bulletin.script import foreign_warning
from bulletin.script.lineups import LineUps

if TYPE_CHECKING:
    from bulletin.production.mix.mixing import Desk


def produce(recipe: Recipe) -> Iterator[Event]:
    """Make the bulletin of a recipe; yields events, `Finished` last.

    No file has its final name before all are complete and verified. Raises BulletinError, each kind with its exit code;
    clips spoken by then stay in the cache.
    """
    stopwatch = Stopwatch()
    with ExitStack() as closing:
        yield stopwatch.began("reading")
        station = recipe.station
        diction = diction_of(station.lexicons, station.without)
        warnings: list[Warned] = []
        written = (
            recipe.changed.stories
            if recipe.changed
            else script_of(
                recipe.sources,
                diction=diction,
                latest=recipe.latest,
                rundown=recipe.rundown,
                fetched=recipe.fetched,
                notice=lambda what, warning_id: warnings.append(Warned(what, warning_id)),
            )
        )
        yield from warnings
        yield ScriptWritten(written)
        if fonts := converted_fonts(written):
            yield Warned(
                f"text in {', '.join(fonts)} was converted to Unicode; read it before it is aired",
                "source.converted",
            )
        if foreign := foreign_warning(written):
            yield Warned(foreign, "script.foreign")
        cache, warning = open_cache(closing)
        if warning is not None:
            yield warning
        wanted = wanted_path(recipe, written)
        if cache.output_is_locked(wanted):
            yield Waiting(wanted)
        closing.enter_context(cache.output_lock(wanted))
        outputs = outputs_of(recipe, written)
        yield from check_earlier(recipe, outputs, written)
        check_also(station.also, outputs.audio)
        check_writable(outputs.main.parent)
        ingredients = ingredients_of(recipe, written)
        known = None if recipe.again else still_good(recipe, outputs, ingredients)
        if known is not None:
            # A run that was killed may have left them.
            yield from _take_earlier_away(recipe, outputs)
            yield from also_made(station.also, outputs.record)
            yield from _as_it_is(known, stopwatch)
            return
        timed = _timed(recipe, time_of(recipe, outputs, ingredients))
        assert timed.at is not None
        at = timed.at
        line_ups = LineUps(written)
        script = on_air(line_ups[0], station, diction, at)
        # Imported here, as they are needed: a bulletin that is up to date does without them.
        from bulletin.production.cache.covers import CoverCache
        from bulletin.production.finish.covers import cover_of
        from bulletin.production.finish.decoding import check_formats
        from bulletin.production.lining_up import LiningUp
        from bulletin.production.mix.memory import stay_flat
        from bulletin.production.mix.mixing import Desk

        stay_flat(sum(len(segment.spoken) for segment in script.segments))
        check_formats(tuple(outputs.audio))
        stings = stings_of(written)
        desk = closing.enter_context(
            Desk(station, cache, stings, recipe.changed.balance if recipe.changed else None)
        )
        if station.own_jingles or stings or isinstance(station.bed, Path):
            # A user's own music is judged before anything is spoken; ours is loaded while the voice speaks.
            desk.get_ready()
        cover_cache = CoverCache(cache.folder / "covers")
        covering = cover_of(station, script, script.published or timed.at.date(), cover_cache, closing)

        casting = cast_script(script, station, cache)
        fallback = named(station.fallback, station.manner) if station.fallback else None
        yield VoiceChosen(casting.main.name, casting.main.reason)
        if casting.main.reason and not recipe.again:
            # The first choice could not be had again: then what the second choice spoke before is still good.
            known = still_good(recipe, outputs, ingredients, chosen=casting.main.name)
            if known is not None:
                yield from also_made(station.also, outputs.record)
                yield from _as_it_is(known, stopwatch)
                return

        def plan_of(number: int) -> SpeakingPlan:
            said = script if number == 0 else on_air(line_ups[number], station, diction, at)
            return plan_speaking(said, casting, fallback)

        lining_up = LiningUp(line_ups=line_ups, planned=plan_of)
        planned = len(written.stories) > 1 or station.slot is not None
        number, slot = lining_up.foreseen(desk) if planned else (0, None)
        if slot is not None:
            yield SlotPlanned(slot)

        def speak_it(plan: SpeakingPlan) -> Generator[Event, None, Spoken]:
            closing.enter_context(cache.pinned(plan.keys))
            yield stopwatch.began("speaking", plan.steps)
            return (
                yield from speak(
                    plan,
                    cache,
                    parallel=station.parallel,
                    meanwhile=partial(_get_ready, desk),
                    listen=desk.listen,
                    heard=desk.take_in,
                )
            )

        spoken, mixed = yield from lining_up.made(
            number,
            speak_it,
            lambda spoken: desk.mix(spoken, stopwatch),
            # Lengths that were estimated may have led to another.
            (lambda: lining_up.foreseen(desk)[0]) if _may_differ(recipe, line_ups) else None,
        )

        cover = covering.pictures()
        if covering.warning is not None:
            yield covering.warning
        from bulletin.production.finish.finishing import finish

        finished = yield from finish(
            timed, outputs, spoken, mixed, stopwatch, ingredients=ingredients, cover=cover, stories=written
        )
        note_origin(cache.folder, outputs.record, Origin.here(recipe.files))
        yield from _take_earlier_away(recipe, outputs)
        yield from also_made(station.also, outputs.record)
    if cache.damaged:
        yield _damaged(cache)
    if warning is None:
        prune_now_and_then(cache)
    yield finished


def _may_differ(recipe: Recipe, line_ups: LineUps) -> bool:
    """Whether measured lengths may call for another line-up than estimated ones; after a change nearly all are known."""
    return recipe.station.slot is not None and recipe.changed is None and len(line_ups.numbers) > 1


def _get_ready(desk: Desk) -> None:
    """Load what comes after the voice, while it speaks."""
    from bulletin.production.finish import finishing  # noqa: F401

    desk.get_ready()


def _timed(recipe: Recipe, at: datetime) -> Recipe:
    """The recipe with the bulletin's own time, which it then asks for too: made again on another day, it says the same."""
    if recipe.at is not None:
        return recipe
    return replace(recipe, at=at, asked=(*recipe.asked, "--at", word_of(at)))


def _as_it_is(known: Episode, stopwatch: Stopwatch) -> Iterator[Event]:
    """Report an existing episode that is up to date, and leave it as it is."""
    if known.slot is not None:
        yield SlotMet(known.slot)
    yield Finished(replace(known, seconds=stopwatch.ended()))


def _take_earlier_away(recipe: Recipe, outputs: Outputs) -> Iterator[Event]:
    """Remove the files that the episode had under an earlier headline, where its name comes from the headline."""
    if recipe.output in outputs.audio.values():
        return
    for name in take_earlier_away(outputs.record, recipe.earlier):
        yield Warned(f"the headline was changed: the files of {name} are replaced", "output.replaced")


def _damaged(cache: ClipCache) -> Warned:
    count = len(cache.damaged)
    kept = "1 kept clip was" if count == 1 else f"{count} kept clips were"
    return Warned(
        f"{kept} damaged and made again; the damaged copies are in {cache.folder / 'bad'}.", "cache.damaged"
    )

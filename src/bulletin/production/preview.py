"""Preview: a rundown → its bulletin as it is likely to be: what is said, how long each story lasts, what a slot takes.

Nothing is spoken, and no voice of a service is asked for: what is in the cache is measured, all else estimated.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime
from typing import Any

from bulletin.errors import InputError
from bulletin.production.cache.opening import open_cache
from bulletin.production.clock import present
from bulletin.production.lining_up import LiningUp
from bulletin.production.mix.limits import seconds_by_story
from bulletin.production.mix.mixing import Desk
from bulletin.production.recipe import Recipe
from bulletin.production.scripts import diction_of, ignore, on_air, script_of, stings_of
from bulletin.production.voice.casting import likely_casting
from bulletin.production.voice.pieces import SpeakingPlan, plan_speaking
from bulletin.readers.sources import Notice
from bulletin.schema.episode import Slotted
from bulletin.schema.preview import Preview, StoryAhead
from bulletin.schema.script import Script, Segment
from bulletin.schema.units import samples_to_seconds
from bulletin.script.cuts import ends_of
from bulletin.script.lineups import LineUps
from bulletin.script.running_order import headline_line

SCHEMA = "bulletin.rundown/1"


def preview(recipe: Recipe, notice: Notice = ignore) -> Preview:
    """What the bulletin of a recipe is likely to be. Raises as `script_of` does, and ConfigurationError (78) for a voice."""
    station = recipe.station
    diction = diction_of(station.lexicons, station.without)
    at: datetime = recipe.at or present(station.timezone)
    written = script_of(
        recipe.sources, diction=diction, latest=recipe.latest, rundown=recipe.rundown, notice=notice
    )
    casting = likely_casting(station)
    line_ups = LineUps(written)

    def planned(number: int) -> SpeakingPlan:
        return plan_speaking(on_air(line_ups[number], station, diction, at), casting)

    lining_up = LiningUp(line_ups=line_ups, planned=planned)
    slot, refused = None, None
    with ExitStack() as closing:
        cache, warning = open_cache(closing)
        desk = closing.enter_context(Desk(station, cache, stings_of(written)))
        plan = lining_up.plan(0)
        usual = desk.prospect(plan)
        fullest = line_ups.numbers[-1]
        whole = lining_up.plan(fullest)
        full = usual if fullest == 0 else desk.prospect(whole)
        if station.slot is not None:
            try:
                _, slot = lining_up.fitting(desk)
            except InputError as error:
                refused = error
    seconds = seconds_by_story(full.script, full.programme)
    return Preview(
        title=written.title,
        script=plan.script,
        stories=tuple(
            _ahead(number, written, whole.script, seconds.get(number, 0.0), slot)
            for number in range(len(written.stories))
        ),
        length=round(samples_to_seconds(usual.programme.length), 1),
        pieces=len(plan.pieces),
        measured=usual.measured,
        asked=station.slot,
        slot=slot,
        refused=refused,
        warnings=(*([] if warning is None else [warning.what]), *full.over),
    )


def _ahead(number: int, written: Script, script: Script, seconds: float, slot: Slotted | None) -> StoryAhead:
    """A story of `written`; `script` has those that may be on air as they would be, with their newsreaders."""
    may_cut, story = written.stories[number].may_cut, script.stories[number]
    own = [segment for segment in script.segments if segment.story == number and _is_its_own(segment)]
    if not own:
        own = [segment for segment in written.segments if segment.story == number]
    gone = slot.left_out if slot is not None else ()
    return StoryAhead(
        number=number + 1,
        story=story,
        headline=headline_line(story, own),
        voice=own[0].voice or script.segments[0].voice,
        seconds=round(seconds, 1),
        may_go=len(ends_of(written, number)) if may_cut else 0,
        goes=sum(segment.role == "body" and segment.written in gone for segment in own),
    )


def _is_its_own(segment: Segment) -> bool:
    return segment.role in ("headline", "dek", "heading", "body")


def preview_document(found: Preview, file: str) -> dict[str, Any]:
    """A preview as the document `bulletin.rundown/1`; lengths in seconds."""
    slot = found.slot
    return {
        "schema": SCHEMA,
        "file": file,
        "title": found.title,
        "length": found.length,
        "pieces": {"measured": found.measured, "estimated": found.pieces - found.measured},
        "stories": [
            {
                "number": ahead.number,
                "title": ahead.story.title,
                "source": ahead.story.source,
                "reader": ahead.story.reader,
                "voice": ahead.voice,
                "seconds": ahead.seconds,
                "headline": ahead.headline,
                "priority": ahead.story.priority,
                "reserve": ahead.story.reserve,
                "longest": ahead.story.longest,
                "may_drop": ahead.story.may_drop,
                "may_go": ahead.may_go,
                "goes": ahead.goes,
            }
            for ahead in found.stories
        ],
        "lines": [
            {
                "role": segment.role,
                "story": segment.story,
                "reader": segment.reader or None,
                "voice": segment.voice,
                "written": segment.written,
                "spoken": segment.spoken,
            }
            for segment in found.script.segments
            if not _is_its_own(segment)
        ],
        "slot": None
        if found.asked is None
        else {
            "asked": found.asked,
            "fits": slot is not None,
            "why": found.refused.what if found.refused is not None else "",
            "dropped": list(slot.dropped) if slot else [],
            "added": list(slot.added) if slot else [],
            "paragraphs": slot.paragraphs if slot else 0,
            "pauses": slot.pauses if slot else None,
            "rate": slot.rate if slot else None,
            "padding": slot.padding if slot else None,
            "bare": list(slot.bare) if slot else [],
        },
        "warnings": list(found.warnings),
    }

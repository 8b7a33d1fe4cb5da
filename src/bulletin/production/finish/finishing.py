"""Finishing: a mixed programme → every file of its episode: written to temporary files, verified, then renamed together."""

from __future__ import annotations

from collections.abc import Generator

from bulletin.production.clock import present
from bulletin.production.disk.commit import disk_errors
from bulletin.production.disk.together import Together
from bulletin.production.episode.conversion import readers_of
from bulletin.production.episode.outputs import Outputs
from bulletin.production.events import Event, Finished
from bulletin.production.finish.covers import Pictures
from bulletin.production.finish.edition import edition_of
from bulletin.production.finish.facts import facts_of
from bulletin.production.finish.files import EpisodeFiles
from bulletin.production.finish.recording import asked_of, episode_json, fallen_back
from bulletin.production.mix.levels import decibels_of
from bulletin.production.mix.mixing import Mixed
from bulletin.production.recipe import Recipe
from bulletin.production.stopwatch import Stopwatch
from bulletin.production.voice.speaking import Spoken
from bulletin.schema.balance import WHOLE
from bulletin.schema.episode import RECORD, Episode
from bulletin.schema.script import Script
from bulletin.writers.sidecars import SIDECARS


def finish(
    recipe: Recipe,
    outputs: Outputs,
    spoken: Spoken,
    mixed: Mixed,
    stopwatch: Stopwatch,
    *,
    ingredients: str = "",
    cover: Pictures | None = None,
    stories: Script | None = None,
) -> Generator[Event, None, Finished]:
    """Make every file of the episode, verify the sound, and give all of them their names.

    `stories` are all the bulletin's stories, for the record. Whatever stops this before the end, no new file is visible and older files are as they were. Raises OutputError (73),
    DiskError (74), BugError (70) for a file that is not what it should be.
    """
    made = present(recipe.station.timezone)
    edition = edition_of(recipe, mixed.script, mixed.programme, spoken.clips, made, audio=outputs.played.name)
    facts = facts_of(edition, mixed.script, recipe, mixed.programme, cover.within if cover else None)
    # Written once, while the decoder works in its thread.
    written: dict[str, bytes] = {}

    def write_sidecars() -> None:
        written.update({each.kind: each.write(edition) for each in SIDECARS if each.kind not in written})

    with Together() as renaming:
        files = EpisodeFiles(recipe, outputs, renaming)
        for form in outputs.audio:
            yield from files.add_sound(form, mixed, facts, stopwatch, write_sidecars)
        for sidecar in SIDECARS:
            files.add_beside(sidecar.kind, sidecar.suffix, sidecar.media_type, written[sidecar.kind])
        if cover is not None:
            files.add_beside("cover", ".jpg", "image/jpeg", cover.beside)
        episode = Episode(
            audio=outputs.main,
            files={**files.paths, RECORD: outputs.record},
            details=files.details,
            duration=edition.duration,
            loudness=files.measured[next(iter(outputs.audio))],
            target=None if files.missed else recipe.station.loudness,
            voice=spoken.voice,
            voice_reason=spoken.reason,
            readers=readers_of(mixed.script),
            fallback=fallen_back(spoken, mixed.script),
            slot=mixed.slot,
            segments=len(mixed.script.segments),
            requests=spoken.requests,
            chapters=mixed.programme.chapters,
            title=mixed.script.title,
            edition=edition,
            seconds=stopwatch.ended(),
        )
        # Renamed first, as it was added last: a run that is killed in between is known again by it.
        temporary = renaming.add(outputs.record)
        with disk_errors(outputs.record):
            temporary.write_bytes(
                episode_json(
                    episode,
                    edition,
                    mixed.script,
                    ingredients,
                    files.slices,
                    asked_of(recipe, spoken.voice),
                    mixed.script.sources
                    if mixed.script.identities and recipe.rundown is None
                    else recipe.sources,
                    stories,
                    {**mixed.gains, WHOLE: decibels_of(files.gain or mixed.gain)},
                    None if recipe.rundown is None else recipe.rundown.path,
                )
            )
    return Finished(episode)

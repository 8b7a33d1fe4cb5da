"""Finishing: a levelled programme → every file of its episode, under names that nobody sees, then shown together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from bulletin.production import levels
from bulletin.production.clock import Clock
from bulletin.production.commit import committed, disk_errors
from bulletin.production.covers import Pictures
from bulletin.production.digest import digest_of
from bulletin.production.edition import edition_of, episode_json, facts_of
from bulletin.production.encoding import encode, readable_as_it_grows
from bulletin.production.events import Event, Warned
from bulletin.production.moment import now
from bulletin.production.outputs import Outputs
from bulletin.production.recipe import Recipe
from bulletin.production.sections import Sections, earlier_sections
from bulletin.production.verify import Checking
from bulletin.schema.clip import Clip
from bulletin.schema.episode import RECORD, Episode, FallenBack, FileDetail, Loudness, Requests, Slotted
from bulletin.schema.formats import FORMATS
from bulletin.schema.programme import Programme
from bulletin.schema.script import Script
from bulletin.sound.reel import Reel
from bulletin.writers.audio.facts import Levels
from bulletin.writers.sidecars import SIDECARS


class Finishing:
    """The last stages of one episode. Use it in a `with` block, `run` it, then have its files `shown`.

    Whatever happens before that, nothing is seen and older files are left as they were.
    """

    def __init__(
        self,
        recipe: Recipe,
        outputs: Outputs,
        script: Script,
        programme: Programme,
        clips: Mapping[str, Clip],
        ingredients: str = "",
        cover: Pictures | None = None,
    ) -> None:
        self._recipe = recipe
        self._outputs = outputs
        self._script = script
        self._ingredients = ingredients
        self._programme = programme
        self._edition = edition_of(recipe, script, programme, clips, now(), audio=outputs.played.name)
        self._cover = cover
        self._facts = facts_of(self._edition, script, recipe, programme, cover.within if cover else None)
        self._measured: dict[str, Loudness] = {}
        self._missed = False
        self._files: dict[str, Path] = dict(outputs.audio)
        self._details: dict[str, FileDetail] = {}
        self._sections: dict[str, list[str]] = {}
        self._showing = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._showing.__exit__(*exception)  # type: ignore[arg-type]

    def run(self, reel: Reel, gain: float, clock: Clock) -> Iterator[Event]:
        """Make and check every sound file, and what stands beside them.

        Raises OutputError (73), DiskError (74), BugError (70) for a file that is not what it should be.
        """
        for form, path in self._outputs.audio.items():
            temporary = self._showing.enter_context(committed(path))
            yield from self._sound(form, temporary, path, reel, gain, clock)
            self._note(form, temporary, FORMATS[form].media_type)
        for sidecar in SIDECARS:
            self._beside(sidecar.kind, sidecar.suffix, sidecar.media_type, sidecar.write(self._edition))
        if self._cover is not None:
            self._beside("cover", ".jpg", "image/jpeg", self._cover.beside)

    def _beside(self, kind: str, suffix: str, media_type: str, data: bytes) -> None:
        """One file beside the sound, under a name that nobody sees yet; never in place of one that was given."""
        own = self._recipe.station.cover.file
        given = (*self._recipe.sources, *([] if own is None else [str(own)]))
        path = self._outputs.spare(suffix, given)
        temporary = self._showing.enter_context(committed(path))
        with disk_errors(path):
            temporary.write_bytes(data)
        self._files[kind] = path
        self._note(kind, temporary, media_type)

    def shown(
        self,
        *,
        voice: str,
        fallback: tuple[FallenBack, ...],
        slot: Slotted | None,
        requests: Requests,
        seconds: dict[str, float],
    ) -> Episode:
        """Write the record, and give every file its name; returns the episode."""
        # The record is shown first: a run that is killed in between is known again by it.
        path = self._outputs.record
        temporary = self._showing.enter_context(committed(path))
        episode = Episode(
            audio=self._outputs.main,
            files={**self._files, RECORD: path},
            details=self._details,
            duration=self._edition.duration,
            loudness=self._measured[next(iter(self._outputs.audio))],
            target=None if self._missed else self._recipe.station.loudness,
            voice=voice,
            fallback=fallback,
            slot=slot,
            segments=len(self._script.segments),
            requests=requests,
            chapters=self._programme.chapters,
            title=self._script.title,
            edition=self._edition,
            seconds=seconds,
        )
        with disk_errors(path):
            temporary.write_bytes(
                episode_json(
                    episode,
                    self._edition,
                    self._script,
                    self._ingredients,
                    self._sections,
                    self._recipe.asked,
                )
            )
        self._showing.close()
        return episode

    def _sound(
        self, form: str, temporary: Path, path: Path, reel: Reel, gain: float, clock: Clock
    ) -> Iterator[Event]:
        """One sound file, at the loudness that was asked for."""
        station = self._recipe.station
        sections = Sections() if self._recipe.again else earlier_sections(form, path, self._outputs.record)
        for attempt in levels.attempts(reel, gain, station.loudness):
            sections = sections.again()
            yield clock.began("encoding", of=form)
            early = readable_as_it_grows(form, station.bit_rate)
            with Checking(form, temporary, path, self._programme, early=early) as checking:
                with disk_errors(path):
                    encode(
                        form,
                        attempt.blocks,
                        attempt.rate,
                        temporary,
                        self._facts,
                        self._programme,
                        station.bit_rate,
                        growth=checking.growth,
                        sections=sections,
                    )
                yield clock.began("checking", of=form)
                measured = checking.result()
            if attempt.good(measured):
                break
        if attempt.missed:
            self._missed = True
            yield _missed(form, attempt.missed)
        self._measured[form] = measured
        if listed := sections.listed():
            self._sections[form] = listed
        if form == "wav":
            self._tell_levels(temporary, path, measured)

    def _tell_levels(self, temporary: Path, path: Path, measured: Loudness) -> None:
        """Put what was measured on a broadcast file into it: that changes no sample."""
        from bulletin.writers.audio.broadcast import write_levels

        found = Levels(integrated=measured.integrated_lufs, true_peak=measured.true_peak_dbtp)
        with disk_errors(path):
            write_levels(temporary, found)

    def _note(self, kind: str, temporary: Path, media_type: str) -> None:
        self._details[kind] = FileDetail(
            size=temporary.stat().st_size, media_type=media_type, sha256=digest_of(temporary)
        )


def _missed(form: str, by: float) -> Warned:
    side = "louder" if by > 0 else "softer"
    what = f"the {form} file is {abs(by):.1f} LU {side} than asked; its peaks allow no more."
    return Warned(what, "sound.loudness")

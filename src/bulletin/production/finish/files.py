"""Files: what is encoded and written for one episode → temporary files, verified, that get their names together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin import __version__
from bulletin.production.disk.commit import disk_errors
from bulletin.production.disk.digest import digest_of
from bulletin.production.disk.together import Together
from bulletin.production.episode.outputs import Outputs
from bulletin.production.events import Event, Warned
from bulletin.production.finish.attempts import attempts, first_ceiling
from bulletin.production.finish.encoding import encode
from bulletin.production.finish.growth import readable_as_it_grows
from bulletin.production.finish.slices import Slices, earlier_slices
from bulletin.production.finish.verify import Verification
from bulletin.production.mix.levels import FIRST_CEILING
from bulletin.production.mix.mixing import Mixed
from bulletin.production.recipe import Recipe
from bulletin.production.stopwatch import Stopwatch
from bulletin.schema.episode import FileDetail, Loudness
from bulletin.schema.formats import FORMATS
from bulletin.sound.played import played
from bulletin.writers.audio.facts import Facts, Levels

if TYPE_CHECKING:
    from bulletin.sound.master import Master


class EpisodeFiles:
    """The files of one episode while they are made; each has its name once `renaming` is closed without an error."""

    def __init__(self, recipe: Recipe, outputs: Outputs, renaming: Together) -> None:
        self._recipe = recipe
        self._outputs = outputs
        self._renaming = renaming
        self.paths: dict[str, Path] = dict(outputs.audio)
        """The final name of each file, by kind."""
        self.details: dict[str, FileDetail] = {}
        self.measured: dict[str, Loudness] = {}
        """By format."""
        self.gain: float | None = None
        """The factor of the first finished file's master at `FIRST_CEILING`; None before there is one."""
        self.missed = False
        """Whether a file is not as loud as asked, because its peaks allow no more."""
        self.slices: dict[str, list[str]] = {}
        """The slices of each file, for the record, by format."""

    def add_sound(
        self,
        form: str,
        mixed: Mixed,
        facts: Facts,
        stopwatch: Stopwatch,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> Iterator[Event]:
        """Encode one sound file, at the loudness that the station sets. Calls `meanwhile` while it is decoded again."""
        path = self._outputs.audio[form]
        temporary = self._renaming.add(path)
        station = self._recipe.station
        slices = Slices() if self._recipe.again else earlier_slices(form, path, self._outputs.record)
        tries = attempts(
            mixed.reel, mixed.gain, station.loudness, first_ceiling(form), gain_measured=mixed.gain_measured
        )
        for attempt in tries:
            slices = slices.again(partial(_plays, mixed, attempt.blocks))
            yield stopwatch.began("encoding", of=form)
            early = readable_as_it_grows(form, station.bit_rate)
            with Verification(form, temporary, path, mixed.programme, early=early) as verification:
                with disk_errors(path):
                    encode(
                        form,
                        attempt.blocks,
                        attempt.rate,
                        temporary,
                        facts,
                        mixed.programme,
                        station.bit_rate,
                        growth=verification.growth,
                        slices=slices,
                    )
                yield stopwatch.began("checking", of=form)
                meanwhile()
                measured = verification.result()
            if attempt.good(measured):
                break
        if self.gain is None and first_ceiling(form) == FIRST_CEILING:
            self.gain = attempt.blocks.gain
        if attempt.missed:
            self.missed = True
            yield _missed(form, attempt.missed)
        self.measured[form] = measured
        if listed := slices.listed():
            self.slices[form] = listed
        if form == "wav":
            _write_levels(temporary, path, measured)
        self._note(form, temporary, FORMATS[form].media_type)

    def add_beside(self, kind: str, suffix: str, media_type: str, data: bytes) -> None:
        """Add one file beside the sound; never in the place of a file that the bulletin is made from."""
        own = self._recipe.station.cover.file
        given = (*self._recipe.given, *([] if own is None else [str(own)]))
        path = self._outputs.spare(suffix, given)
        temporary = self._renaming.add(path)
        with disk_errors(path):
            temporary.write_bytes(data)
        self.paths[kind] = path
        self._note(kind, temporary, media_type)

    def _note(self, kind: str, temporary: Path, media_type: str) -> None:
        self.details[kind] = FileDetail(
            size=temporary.stat().st_size, media_type=media_type, sha256=digest_of(temporary)
        )


def _plays(mixed: Mixed, master: Master, start: int, stop: int) -> str | None:
    """All that decides the master's samples between two silences; see `Slices`."""
    found = played(mixed.programme, mixed.sounds, start, stop)
    return None if found is None else f"{__version__} {master.gain!r} {master.ceiling!r} {found}"


def _write_levels(temporary: Path, path: Path, measured: Loudness) -> None:
    """Write what was measured on a broadcast file into it: that changes no sample."""
    from bulletin.writers.audio.broadcast import write_levels

    found = Levels(integrated=measured.integrated_lufs, true_peak=measured.true_peak_dbtp)
    with disk_errors(path):
        write_levels(temporary, found)


def _missed(form: str, by: float) -> Warned:
    side = "louder" if by > 0 else "softer"
    what = f"the {form} file is {abs(by):.1f} LU {side} than asked; its peaks allow no more."
    return Warned(what, "sound.loudness")

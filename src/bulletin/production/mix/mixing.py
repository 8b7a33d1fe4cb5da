"""Mixing: what was spoken → the programme on a reel, and the gain that brings it to its loudness.

Modules that take long to load are loaded by `Desk.get_ready`, while the voice speaks; this one is loaded before.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from bulletin.production.cache.clips import ClipCache
from bulletin.production.events import Event, Warned
from bulletin.production.mix.memory import give_back
from bulletin.production.stopwatch import Stopwatch
from bulletin.production.voice.pieces import SpeakingPlan
from bulletin.production.voice.speaking import Spoken
from bulletin.schema.balance import WHOLE, Balance
from bulletin.schema.clip import Speech
from bulletin.schema.episode import Slotted
from bulletin.schema.pace import NATURAL_PACE
from bulletin.schema.programme import Part, Programme
from bulletin.schema.script import Script
from bulletin.schema.station import Station
from bulletin.schema.units import PROGRAMME_RATE, Decibels

if TYPE_CHECKING:
    from bulletin.production.mix.trimming import Trimmer
    from bulletin.sound.music import Music
    from bulletin.sound.reel import Readable


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixed:
    """What mixing returns: a programme on its reel."""

    script: Script
    """As it is heard: without what a slot left no time for."""
    programme: Programme
    slot: Slotted | None
    """How the slot is met; None where no length was asked for."""
    reel: Readable
    """The programme's samples, before the gain."""
    gain: float
    """The factor from the reel to the loudness that was asked for."""
    gain_measured: bool = True
    """Whether that is known of the whole reel; else it is the gain that the episode had before a change."""
    sounds: Mapping[str, str] = field(default_factory=dict)
    """A digest of each clip by its key, and of each jingle by its name."""
    gains: Mapping[str, Decibels] = field(default_factory=dict)
    """Of each voice and jingle, and of the whole, for `Balance`."""


@dataclass(frozen=True, slots=True)
class _Levelled:
    reel: Readable
    gain: float
    measured: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """A bulletin as it is likely to be, before anything is spoken."""

    script: Script
    """As it would be heard."""
    programme: Programme
    slot: Slotted | None
    """How its slot would be met; None where none was asked for."""
    over: tuple[str, ...]
    """Which stories cannot be as short as they should, a sentence each."""
    measured: int
    """How many of its pieces are in the cache; the length of the others is estimated."""


class Desk:
    """The mixing desk: the station's music, and where the speech lies in each clip, ready while the voice speaks.

    Use it in a `with` block that lasts for as long as a reel of its `mix` is needed.
    """

    def __init__(
        self,
        station: Station,
        cache: ClipCache,
        stings: Mapping[Part, Path] | None = None,
        keep: Balance | None = None,
    ) -> None:
        """`keep` is how an episode was mixed before a change, `stings` are the sounds that single stories have, by their names (see `schema.programme.own_sting`)."""
        self._station = station
        self._stings = stings or {}
        self._keep = keep or Balance()
        self._cache = cache
        self._closing = ExitStack()
        self._music: dict[Part, Music] = {}
        self._trimmer: Trimmer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._closing.__exit__(*exception)  # type: ignore[arg-type]

    def get_ready(self) -> None:
        """Load the music and the modules that mixing needs, if that is not done yet.

        Raises InputError (65, 66) naming a jingle or bed that cannot be used.
        """
        if self._trimmer is not None:
            return
        from bulletin.production.mix import arranging, levels, slotting  # noqa: F401
        from bulletin.production.mix.music import music_of
        from bulletin.production.mix.trimming import Trimmer

        self._music = music_of(self._station, self._closing, self._stings)
        self._trimmer = Trimmer(self._cache)

    def listen(self, speech: Speech) -> Speech:
        """A new clip with where the voice lies in it, which is then kept with it; before `get_ready` as it is."""
        if self._trimmer is None:
            return speech
        from bulletin.production.mix.trimming import voice_in

        return replace(speech, found=voice_in(speech))

    def take_in(self, key: str, speech: Speech) -> None:
        """Trim a clip that was just spoken, while others are spoken; before `get_ready` it is left for `mix`."""
        if self._trimmer is not None:
            self._trimmer.look(key, speech)

    def foresee(self, plan: SpeakingPlan) -> Slotted | None:
        """How the slot is likely to be met, before anything is spoken; None without a slot.

        Clips that are in the cache are measured, the others estimated. Raises InputError (65) for a slot that is not likely
        to be met.
        """
        return None if self._station.slot is None else self.prospect(plan, self._station.slot).slot

    def prospect(self, plan: SpeakingPlan, slot: float | None = None) -> Prospect:
        """What a plan is likely to become in `slot` seconds, or as long as it takes. Raises as `foresee` does."""
        self.get_ready()
        from bulletin.production.mix.arranging import arranger
        from bulletin.production.mix.foreseen import Foreseen
        from bulletin.production.mix.limits import within_limits
        from bulletin.production.mix.slotting import fit

        assert self._trimmer is not None
        foreseen = Foreseen(plan, self._cache, self._trimmer)
        clips, energies = foreseen.clips()
        arrange = arranger(energies, self._music, self._station)
        script, left, over = within_limits(plan.script, clips, arrange)
        programme, slotted = None, None
        if slot is not None:
            fitted = fit(script, left, arrange, self._music, slot, self._keep.pace)
            script, programme, slotted = fitted.script, fitted.programme, fitted.slot
        return Prospect(
            script=script,
            programme=programme or arrange(script, left, NATURAL_PACE),
            slot=slotted,
            over=tuple(over),
            measured=foreseen.measured,
        )

    def mix(self, spoken: Spoken, stopwatch: Stopwatch) -> Generator[Event, None, Mixed]:
        """Arrange all clips and lay them on a reel.

        Raises InputError (65) for a slot that cannot be met, DiskError (74) where there is no room for the reel.
        """
        self.get_ready()
        assert self._trimmer is not None
        from bulletin.production.mix.arranging import arranger, gains_of
        from bulletin.production.mix.levels import decibels_of
        from bulletin.production.mix.limits import within_limits
        from bulletin.production.mix.slotting import fit

        yield stopwatch.began("mixing")
        script = spoken.script
        clips, energies = self._trimmer.trimmed(spoken)
        gains = gains_of(energies, self._music, self._station, self._keep.gains)
        arrange = arranger(energies, self._music, self._station, gains)
        script, left, over = within_limits(script, clips, arrange)
        for what in over:
            yield Warned(what, "story.longest")
        slot = None
        if self._station.slot is None:
            programme = arrange(script, left, NATURAL_PACE)
        else:
            fitted = fit(script, left, arrange, self._music, self._station.slot, self._keep.pace)
            script, programme, slot = fitted.script, fitted.programme, fitted.slot
        levelled = yield from self._levelled(programme, stopwatch)
        return Mixed(
            script=script,
            programme=programme,
            slot=slot,
            reel=levelled.reel,
            gain=levelled.gain,
            gain_measured=levelled.measured,
            sounds={
                **self._trimmer.digests,
                **{part: jingle.digest() for part, jingle in self._music.items() if part != "bed"},
            },
            gains={**gains, WHOLE: decibels_of(levelled.gain)},
        )

    def _levelled(self, programme: Programme, stopwatch: Stopwatch) -> Generator[Event, None, _Levelled]:
        """Lay a programme on a reel, with its gain.

        After a change, the gain that the episode had stays until the finished file is measured: then only those passages
        are mixed whose sound is not in the earlier file.
        """
        from bulletin.production.mix.levels import gain_for, gain_if_right
        from bulletin.sound.lazy_reel import LazyReel
        from bulletin.sound.reel import Reel
        from bulletin.sound.render import measure_reel, render

        reel = self._closing.enter_context(Reel(programme.channels))
        before = self._keep.gains.get(WHOLE)
        if before is not None and programme.bed is None:
            lazy = LazyReel(programme, self._cache.fetch, self._music, reel)
            return _Levelled(lazy, float(10 ** (before / 20)), measured=False)
        render(programme, self._cache.fetch, self._music, reel)
        self._cache.forget_recent()
        give_back(programme.length / PROGRAMME_RATE)

        yield stopwatch.began("levelling")
        survey = measure_reel(reel)
        give_back(programme.length / PROGRAMME_RATE)
        gain = gain_if_right(self._station.loudness, survey, before)
        return _Levelled(
            reel, gain_for(self._station.loudness, survey) if gain is None else gain, measured=True
        )

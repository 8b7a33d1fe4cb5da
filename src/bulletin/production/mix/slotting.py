"""Slotting: fit a bulletin to a given length, or name the nearest that it can have."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from bulletin.errors import InputError
from bulletin.production.mix.no_fit import no_fit, story_to_leave_out
from bulletin.schema.clip import TrimmedClip
from bulletin.schema.episode import Slotted
from bulletin.schema.pace import NATURAL_PACE, Pace, slot_text
from bulletin.schema.programme import STEP, Part, Programme
from bulletin.schema.script import Script
from bulletin.schema.units import PROGRAMME_RATE, Samples, samples_to_seconds
from bulletin.script.cuts import gone_with, least_important, left_bare, other_cuts, without
from bulletin.sound.arrange import most_between
from bulletin.sound.jingle_cues import OUTRO_CROSSFADE
from bulletin.sound.music import Music
from bulletin.sound.slot import FASTEST, SHORTEST_PAUSES, NoFitError, fitted

MOST_PADDING_SECONDS = 30
MOST_PADDING = 0.1
"""Of the whole. Music alone for longer than either limit is no bulletin any more."""

MOST_OTHER_CUTS = 200
"""How many other sets of cuts are tried where those in order leave a gap."""

MOST_WORSE = 0.15
"""How much further from the natural pauses a pace may be that leaves most of a changed programme as it was."""

MOST_KEPT = 20
"""How many cut scripts are remembered: planning comes back to the same few."""

Arrange = Callable[[Script, Sequence[TrimmedClip], Pace], Programme]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A bulletin of the right length."""

    script: Script
    clips: Sequence[TrimmedClip]
    programme: Programme
    slot: Slotted


def fit(
    script: Script,
    clips: Sequence[TrimmedClip],
    arrange: Arrange,
    music: Mapping[Part, Music],
    slot: float,
    keep: Pace | None = None,
) -> Fitted:
    """The bulletin that lasts `slot` seconds, at the pace `keep` if the silences between sections can make it so.

    Lengths are measured on whole programmes, arranged as they will be. Raises InputError (65) with the nearest possible
    length where there is no such bulletin.
    """
    return _Fitting(script, clips, arrange, _most_padding(music)).to(slot, keep)


def _most_padding(music: Mapping[Part, Music]) -> int:
    """How many samples of padding this music can fill: a bed plays on, an outro is repeated once at most."""
    most = MOST_PADDING_SECONDS * PROGRAMME_RATE
    if "bed" in music:
        return most
    return max(0, min(most, music["outro"].length - OUTRO_CROSSFADE)) if "outro" in music else 0


def cut_out(
    script: Script, clips: Sequence[TrimmedClip], gone: Collection[int], rule: str = "slot"
) -> tuple[Script, list[TrimmedClip]]:
    """A script without the segments at these indices, and the clips that are left."""
    kept = [place for place in range(len(script.segments)) if place not in gone]
    number = {place: index for index, place in enumerate(kept)}
    left = [
        replace(trimmed, segment=number[trimmed.segment]) for trimmed in clips if trimmed.segment in number
    ]
    return without(script, gone, rule), left


class _Fitting:
    """One bulletin, in all the cuts and paces that are tried."""

    def __init__(self, script: Script, clips: Sequence[TrimmedClip], arrange: Arrange, padding: int) -> None:
        self._script = script
        self._clips = clips
        self._arrange = arrange
        self._most_padding = padding
        self._order = least_important(script)
        self._after_cuts: dict[tuple[int, ...], tuple[Script, Sequence[TrimmedClip]]] = {}

    def to(self, slot: float, keep: Pace | None = None) -> Fitted:
        """The bulletin that lasts `slot` seconds."""
        try:
            cuts, pace = self._plan(slot)
            kept = self._kept(slot, keep, len(cuts)) if keep else None
            if kept is not None and abs(kept[1].pauses - 1) <= abs(pace.pauses - 1) + MOST_WORSE:
                cuts, pace = kept
        except NoFitError as error:
            raise self._no_fit(slot, error) from None
        script, clips = self._cut(cuts)
        programme = self._arrange(script, clips, pace)
        gone = gone_with(self._script, cuts)
        return Fitted(
            script=script,
            clips=clips,
            programme=programme,
            slot=Slotted(
                asked=slot,
                natural=round(samples_to_seconds(Samples(self._length((), NATURAL_PACE))), 3),
                pauses=pace.pauses,
                rate=pace.rate,
                between=round(pace.between * STEP / PROGRAMME_RATE, 3),
                padding=round(samples_to_seconds(pace.padding), 3),
                paragraphs=len(cuts),
                left_out=tuple(self._script.segments[place].written for place in sorted(gone)),
                stories=self._stories(gone),
                bare=tuple(self._script.stories[story].title for story in left_bare(self._script, gone)),
            ),
        )

    def _stories(self, gone: Collection[int]) -> tuple[int, ...]:
        """The story of each segment that goes, counted from 1; empty where there is one story."""
        if len(self._script.stories) < 2:
            return ()
        return tuple(self._script.segments[place].story + 1 for place in sorted(gone))

    def _kept(self, slot: float, keep: Pace, most_cuts: int) -> tuple[tuple[int, ...], Pace] | None:
        """The fewest cuts with which the silences between sections alone meet the slot; None if more would be needed."""
        wanted = round(slot * PROGRAMME_RATE)
        for cuts in range(most_cuts + 1):
            order = self._order[:cuts]
            missing = wanted - self._length(order, keep)
            least, most = most_between(*self._cut(order))
            steps, tail = divmod(missing, STEP)
            if least <= steps <= most:
                return order, replace(keep, between=steps, tail=Samples(tail))
            if steps > most:
                return None
        return None

    def _plan(self, slot: float) -> tuple[tuple[int, ...], Pace]:
        """The paragraphs to cut, and the pace. Raises NoFitError."""
        wanted = round(slot * PROGRAMME_RATE)

        def length(cuts: int, pace: Pace) -> int:
            return self._length(self._order[:cuts], pace)

        try:
            plan = fitted(length, wanted, cuts=len(self._order), padding=self._padding)
        except NoFitError as error:
            if error.shorter is None or error.longer is None:
                raise
            return self._plan_otherwise(wanted, error)
        return self._order[: plan.cuts], plan.pace

    def _plan_otherwise(self, wanted: int, error: NoFitError) -> tuple[tuple[int, ...], Pace]:
        """A plan that cuts other paragraphs, where cutting in order leaves a gap."""
        shorter, longer = [error.shorter], [error.longer]
        for cuts in islice(other_cuts(self._script, error.cuts), MOST_OTHER_CUTS):
            try:
                plan = fitted(partial(self._length_with, cuts), wanted, cuts=0, padding=self._padding)
            except NoFitError as other:
                shorter.append(other.shorter)
                longer.append(other.longer)
                continue
            return cuts, plan.pace
        raise NoFitError(
            max((length for length in shorter if length is not None), default=None),
            min((length for length in longer if length is not None), default=None),
        )

    def _padding(self, length: int) -> int:
        return min(self._most_padding, int(length * MOST_PADDING / (1 - MOST_PADDING)))

    def _length_with(self, cuts: tuple[int, ...], _: int, pace: Pace) -> int:
        return self._length(cuts, pace)

    def _length(self, cuts: tuple[int, ...], pace: Pace) -> int:
        return self._arrange(*self._cut(cuts), pace).length

    def _cut(self, cuts: tuple[int, ...]) -> tuple[Script, Sequence[TrimmedClip]]:
        """The script without these paragraphs, and the remaining clips."""
        if cuts not in self._after_cuts:
            if len(self._after_cuts) >= MOST_KEPT:
                self._after_cuts.clear()
            self._after_cuts[cuts] = cut_out(self._script, self._clips, gone_with(self._script, cuts))
        return self._after_cuts[cuts]

    def _no_fit(self, slot: float, error: NoFitError) -> InputError:
        """Why the slot cannot be met, and the nearest length that can."""
        below = self._possible(error.shorter, math.floor)
        above = self._possible(error.longer, math.ceil)
        spare = ""
        if below is None and error.longer is not None:
            missing = samples_to_seconds(error.longer) - slot
            spare = story_to_leave_out(self._script, missing, partial(self._gained, error.longer))
        return no_fit(
            self._script,
            slot,
            error,
            below,
            above,
            cuts=len(self._order),
            padded=self._most_padding > 0,
            spare=spare,
        )

    def _gained(self, shortest: Samples, places: Collection[int]) -> float:
        """The seconds by which the bulletin is shorter than at its `shortest`, without these segments."""
        gone = gone_with(self._script, self._order) | frozenset(places)
        script, clips = cut_out(self._script, self._clips, gone)
        pace = Pace(pauses=SHORTEST_PAUSES, rate=FASTEST)
        return samples_to_seconds(Samples(shortest - self._arrange(script, clips, pace).length))

    def _possible(self, length: Samples | None, rounded: Callable[[float], int]) -> str | None:
        """A length that can be met, written as for --slot; in whole seconds if such a one is near."""
        if length is None:
            return None
        for parts in (1, 10, 100, 1000):
            seconds = rounded(samples_to_seconds(length) * parts) / parts
            try:
                self._plan(seconds)
            except NoFitError:
                continue
            return slot_text(seconds)
        return slot_text(samples_to_seconds(length))

"""Lining up: the stories of a bulletin → the line-up that fits its slot, spoken and mixed."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace

from bulletin.errors import InputError
from bulletin.production.events import Event, SlotMet
from bulletin.production.mix.mixing import Desk, Mixed
from bulletin.production.voice.pieces import SpeakingPlan
from bulletin.production.voice.speaking import Spoken
from bulletin.schema.episode import Slotted
from bulletin.script.lineups import LineUps

Speak = Callable[[SpeakingPlan], Generator[Event, None, Spoken]]
MixThat = Callable[[Spoken], Generator[Event, None, Mixed]]

_STEPS = {"slot.long": (-1,), "slot.short": (1,), "slot.between": (-1, 1)}
"""By the id of why a slot cannot be met, to which line-ups to go on."""


DRAWN_OUT = 1.2
"""Pauses longer than this make a bulletin sound thin where there is a reserve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiningUp:
    """A bulletin's line-ups, and how to plan one of them."""

    line_ups: LineUps
    planned: Callable[[int], SpeakingPlan]
    """The number of a line-up → the plan of the whole bulletin, with all announcements."""
    _plans: dict[int, SpeakingPlan] = field(default_factory=dict)
    """Those that were asked for: each is, before anything is spoken and again to speak it."""

    def foreseen(self, desk: Desk) -> tuple[int, Slotted | None]:
        """The line-up that is likely to fit, and how; the usual one where none is, or where there is no slot."""
        try:
            return self.fitting(desk)
        except InputError as error:
            if error.error_id not in _STEPS:
                raise
            return 0, None

    def fitting(self, desk: Desk) -> tuple[int, Slotted | None]:
        """As `foreseen`. Raises InputError (65) for a slot that none is likely to fit, as `made` does."""
        found: list[Slotted | None] = []

        def attempt(number: int) -> None:
            found.append(desk.foresee(self.plan(number)))

        search = _Search(self.line_ups, 0)
        for number in search:
            try:
                attempt(number)
            except InputError as error:
                search.refused(error)
                continue
            break
        else:
            raise search.refusal
        number, slot = self._dropped(number, found[-1], attempt, found)
        # A reserve is better than long pauses.
        while (
            slot is not None
            and number >= 0
            and slot.pauses > DRAWN_OUT
            and number + 1 in self.line_ups.numbers
        ):
            try:
                attempt(number + 1)
            except InputError as error:
                if error.error_id not in _STEPS:
                    raise
                break
            more = found[-1]
            if (
                more is None
                or more.paragraphs > slot.paragraphs
                or abs(more.pauses - 1) > abs(slot.pauses - 1)
            ):
                break
            number, slot = number + 1, more
        return number, self.with_stories(slot, number)

    def _dropped(
        self,
        number: int,
        slot: Slotted | None,
        attempt: Callable[[int], None],
        found: list[Slotted | None],
    ) -> tuple[int, Slotted | None]:
        """The line-up, and how it fits, once whole stories go before paragraphs of more important ones."""
        while slot is not None and any(
            self.line_ups.goes_before(number, story - 1) for story in slot.stories
        ):
            try:
                attempt(number - 1)
            except InputError as error:
                if error.error_id not in _STEPS:
                    raise
                break
            less = found[-1]
            if less is None or less.pauses > DRAWN_OUT:
                break
            number, slot = number - 1, less
        return number, slot

    def made(
        self, number: int, speak: Speak, mix: MixThat, known: Callable[[], int] | None = None
    ) -> Generator[Event, None, tuple[Spoken, Mixed]]:
        """Speak and mix line-up `number`, or the nearest that fits now that lengths are known.

        `known` is asked once, when the first is spoken, which line-up it would have been had its lengths been known. Raises InputError (65) for a slot that none fits; what was spoken stays in the cache.
        """
        search = _Search(self.line_ups, number)
        for tried in search:
            spoken = yield from speak(self.plan(tried))
            better, known = tried if known is None else known(), None
            if better != tried:
                search.instead(better)
                tried = better
                spoken = yield from speak(self.plan(tried))
            try:
                mixed = yield from mix(spoken)
            except InputError as error:
                search.refused(error)
                continue
            slot = self.with_stories(mixed.slot, tried)
            if slot is not None:
                yield SlotMet(slot)
            return spoken, replace(mixed, slot=slot)
        raise search.refusal

    def plan(self, number: int) -> SpeakingPlan:
        """The plan of line-up `number`."""
        if number not in self._plans:
            self._plans[number] = self.planned(number)
        return self._plans[number]

    def with_stories(self, slot: Slotted | None, number: int) -> Slotted | None:
        """A slot with the stories that the line-up leaves out or adds."""
        if slot is None:
            return None
        titles = [story.title for story in self.line_ups[number].stories]
        usual, now = ([story.on_air for story in self.line_ups[which].stories] for which in (0, number))
        changes = list(zip(titles, usual, now, strict=True))
        return replace(
            slot,
            dropped=tuple(title for title, before, after in changes if before and not after),
            added=tuple(title for title, before, after in changes if after and not before),
        )


class _Search:
    """The numbers of line-ups to try, each once: the first, then the neighbours that may do where one is refused."""

    def __init__(self, line_ups: LineUps, first: int) -> None:
        self._numbers = line_ups.numbers
        self._waiting = [first]
        self._refusals: list[InputError] = []
        self._tried = first
        self._seen: set[int] = set()

    def __iter__(self) -> Iterator[int]:
        while self._waiting:
            self._tried = self._waiting.pop(0)
            if self._tried in self._numbers and self._tried not in self._seen:
                self._seen.add(self._tried)
                yield self._tried

    def instead(self, number: int) -> None:
        """Take another line-up in the place of the one that is tried, which may still come later."""
        self._seen.discard(self._tried)
        self._seen.add(number)
        self._tried = number

    def refused(self, error: InputError) -> None:
        """Go on to other line-ups. Raises the error if none of them can do away with it."""
        if error.error_id not in _STEPS:
            raise error
        self._refusals.append(error)
        self._waiting += [self._tried + step for step in _STEPS[error.error_id]]

    @property
    def refusal(self) -> InputError:
        """Why none fits: where all are too long what the shortest says, where all are too short what the longest says."""
        first = self._refusals[0]
        if first.error_id == "slot.between":
            return first
        return [error for error in self._refusals if error.error_id == first.error_id][-1]

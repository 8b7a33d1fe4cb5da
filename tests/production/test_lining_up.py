"""Lining up: line-ups are tried until one fits, first by what is foreseen, then by real lengths."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bulletin.errors import InputError
from bulletin.production.events import SlotMet
from bulletin.production.lining_up import LiningUp
from bulletin.production.mix.mixing import Desk, Mixed
from bulletin.production.voice.pieces import SpeakingPlan
from bulletin.readers import read_text
from bulletin.schema.episode import Slotted
from bulletin.schema.rundown import Item
from bulletin.schema.script import Script
from bulletin.script import write_script
from bulletin.script.lineups import LineUps
from tests.production.stages import finished

SLOT = Slotted(asked=60.0, natural=61.0, pauses=0.9, rate=1.0, padding=0.0, paragraphs=0, left_out=())
ITEMS = (Item(), Item(may_drop=True, priority=3), Item(may_drop=True, priority=8), Item(reserve=True))


def no_fit(error_id: str, of: str = "") -> InputError:
    return InputError(f"no fit{of}.", error_id=error_id)


@dataclass
class Stage:
    """A desk and a voice for which the line-ups in `fits` fit, and others are as `ends` says."""

    ends: Callable[[int], str]
    foreseen: list[int] = field(default_factory=list)
    spoken: list[int] = field(default_factory=list)

    def result(self, stories: int) -> str:
        # Of four stories, three are in the usual line-up.
        return self.ends(stories - 3)

    def lining_up(self) -> LiningUp:
        articles = [read_text(f"खबर {number} आई\n\nयह खबर है।".encode(), "a") for number in range(4)]
        line_ups = LineUps(write_script(articles, items=ITEMS))
        return LiningUp(
            line_ups=line_ups,
            planned=lambda number: cast("SpeakingPlan", SimpleNamespace(script=line_ups[number])),
        )

    def foresee(self, plan: SpeakingPlan) -> Slotted:
        number = self.number(plan.script)
        self.foreseen.append(number)
        return self.slot(number)

    def speak(self, plan: SpeakingPlan) -> Generator[Any, None, Any]:
        yield from ()
        self.spoken.append(self.number(plan.script))
        return plan

    def mix(self, spoken: Any) -> Generator[Any, None, Mixed]:
        yield from ()
        number = self.number(spoken.script)
        return Mixed(
            script=spoken.script,
            programme=cast("Any", None),
            slot=self.slot(number),
            reel=cast("Any", None),
            gain=1.0,
        )

    def number(self, script: Script) -> int:
        return sum(story.on_air for story in script.stories) - 3

    def slot(self, number: int) -> Slotted:
        if error_id := self.ends(number):
            raise no_fit(error_id, f" {number}")
        return SLOT


def too_long_above(most: int) -> Callable[[int], str]:
    return lambda number: "slot.long" if number > most else "slot.short" if number < most else ""


def desk(stage: Stage) -> Desk:
    return cast("Desk", stage)


@pytest.mark.parametrize(("fits", "tried"), [(0, [0]), (-1, [0, -1]), (-2, [0, -1, -2]), (1, [0, 1])])
def test_the_line_up_that_fits_is_found_before_anything_is_spoken(fits: int, tried: list[int]) -> None:
    stage = Stage(too_long_above(fits))
    number, slot = stage.lining_up().foreseen(desk(stage))

    assert (number, stage.foreseen, stage.spoken) == (fits, tried, [])
    assert slot is not None


def test_what_a_line_up_leaves_out_or_adds_is_told_by_title() -> None:
    dropping, adding = Stage(too_long_above(-1)), Stage(too_long_above(1))
    _, less = dropping.lining_up().foreseen(desk(dropping))
    _, more = adding.lining_up().foreseen(desk(adding))

    assert less is not None
    assert (less.dropped, less.added) == (("खबर 2 आई",), ())
    assert more is not None
    assert (more.dropped, more.added) == ((), ("खबर 3 आई",))


@pytest.mark.parametrize(
    ("slots", "taken"),
    [
        ({0: (2,), -1: ()}, -1),  # The story that may go is less important than the one that would be cut.
        ({0: (3,), -1: ()}, 0),
        ({0: (1, 2), -1: (2,), -2: ()}, -1),  # What may go next is cut itself.
        ({0: (2,)}, 0),
        ({0: (2,), -1: None}, 0),
    ],
)
def test_a_whole_story_goes_before_paragraphs_of_a_more_important_one(
    slots: dict[int, tuple[int, ...] | None], taken: int
) -> None:
    @dataclass
    class Cutting(Stage):
        def slot(self, number: int) -> Slotted:
            if number not in slots:
                raise no_fit("slot.short")
            cut = slots[number]
            return replace(SLOT, pauses=1.3) if cut is None else replace(SLOT, pauses=1.0, stories=cut)

    stage = Cutting(lambda _: "")
    assert stage.lining_up().foreseen(desk(stage))[0] == taken


def test_where_none_is_likely_to_fit_the_usual_one_is_spoken_all_the_same() -> None:
    stage = Stage(lambda _: "slot.long")

    assert stage.lining_up().foreseen(desk(stage)) == (0, None)


def test_the_next_line_up_is_spoken_where_real_lengths_are_others() -> None:
    stage = Stage(too_long_above(-1))
    (_, mixed), events = finished(stage.lining_up().made(0, stage.speak, stage.mix))

    assert stage.spoken == [0, -1]
    assert mixed.slot is not None
    assert mixed.slot.dropped == ("खबर 2 आई",)
    assert [event.slot for event in events if isinstance(event, SlotMet)] == [mixed.slot]


def test_a_story_that_was_left_out_for_nothing_comes_back() -> None:
    stage = Stage(too_long_above(0))
    (_, mixed), _ = finished(stage.lining_up().made(-1, stage.speak, stage.mix))

    assert stage.spoken == [-1, 0]
    assert mixed.slot is not None
    assert mixed.slot.dropped == ()


def test_what_measured_lengths_call_for_takes_the_place_of_what_was_foreseen() -> None:
    stage = Stage(lambda number: "" if number in (0, -1) else "slot.short")
    finished(stage.lining_up().made(0, stage.speak, stage.mix, lambda: -1))
    assert stage.spoken == [0, -1]

    back = Stage(lambda number: "" if number == 0 else "slot.short")
    finished(back.lining_up().made(0, back.speak, back.mix, lambda: -1))
    assert back.spoken == [0, -1, 0]


def test_between_two_lengths_both_neighbours_are_tried() -> None:
    stage = Stage(lambda number: "" if number == 1 else "slot.between")
    finished(stage.lining_up().made(0, stage.speak, stage.mix))

    assert stage.spoken == [0, -1, 1]


def test_where_all_are_too_long_the_shortest_says_how_long_it_is_at_least() -> None:
    stage = Stage(lambda _: "slot.long")
    with pytest.raises(InputError, match="no fit -2"):
        finished(stage.lining_up().made(0, stage.speak, stage.mix))
    assert stage.spoken == [0, -1, -2]


@pytest.mark.parametrize(("error_id", "nearest"), [("slot.long", "-2"), ("slot.short", "1")])
def test_where_none_fits_the_one_that_comes_nearest_says_why(error_id: str, nearest: str) -> None:
    stage = Stage(lambda _: error_id)
    with pytest.raises(InputError, match=f"no fit {nearest}") as foreseen:
        stage.lining_up().fitting(desk(stage))
    with pytest.raises(InputError, match=f"no fit {nearest}"):
        finished(stage.lining_up().made(0, stage.speak, stage.mix))

    assert foreseen.value.error_id == error_id
    assert stage.foreseen == stage.spoken


def test_what_comes_between_at_first_is_told_by_what_comes_between() -> None:
    stage = Stage(lambda number: "slot.between" if number in (0, -1) else "slot.short")
    with pytest.raises(InputError) as caught:
        finished(stage.lining_up().made(0, stage.speak, stage.mix))

    assert (caught.value.error_id, sorted(stage.spoken)) == ("slot.between", [-2, -1, 0, 1])


def test_another_error_ends_it_at_once() -> None:
    stage = Stage(lambda _: "jingle.broken")
    for run in (
        lambda: stage.lining_up().foreseen(desk(stage)),
        lambda: finished(stage.lining_up().made(0, stage.speak, stage.mix)),
    ):
        with pytest.raises(InputError, match="no fit 0"):
            run()
    assert (stage.foreseen, stage.spoken) == ([0], [0])

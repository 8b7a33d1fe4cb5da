"""The pace: who may ask when, computed without a thread, a clock or a service."""

from __future__ import annotations

import pytest

from bulletin.engines.online import pace
from bulletin.engines.online.pace import JITTER, LONGEST_WAIT_SECONDS, Pace
from bulletin.engines.online.retry_after import retry_after

DATE = "Tue, 14 Jan 2025 06:30:00 GMT"
TWO_MINUTES_LATER = "Tue, 14 Jan 2025 06:32:00 GMT"
MOMENT = 1_736_836_200.0
"""`DATE` in seconds since 1970."""


class Time:
    """The time that a pace is told, and the dice it throws."""

    def __init__(self, most: int = 8, dice: float = 0.0) -> None:
        self.now = 100.0
        self.pace = Pace(most, lambda: self.now, lambda: dice)

    def refused(self, asked: float | None = None) -> float:
        """One request is made and sent away; its pause, which passes."""
        pause = self.pace.pushed_back(self.pace.begin(), asked)
        self.now += self.pace.wait() or 0.0
        return pause

    def answered(self, times: int = 1) -> None:
        for _ in range(times):
            self.pace.went_well(self.pace.begin())


def test_as_many_may_ask_at_once_as_were_allowed_and_no_more() -> None:
    time = Time(most=3)
    for _ in range(3):
        assert time.pace.wait() == 0
        time.pace.begin()
    assert time.pace.wait() is None


def test_who_is_done_makes_room_for_another() -> None:
    time = Time(most=1)
    time.pace.begin()
    time.pace.end()
    assert time.pace.wait() == 0


def test_a_refusal_halves_how_many_may_ask_at_once() -> None:
    time = Time(most=8)
    halved = []
    for _ in range(5):
        time.refused()
        halved.append(time.pace.allowed)
    assert halved == [4, 2, 1, 1, 1]


def test_refusals_of_one_round_slow_down_once() -> None:
    time = Time(most=8)
    round_of_eight = [time.pace.begin() for _ in range(8)]
    pauses = {time.pace.pushed_back(began) for began in round_of_eight}
    assert time.pace.allowed == 4
    assert pauses == {pace.FIRST_WAIT_SECONDS}
    assert time.pace.under_way == 0


def test_success_brings_back_one_more_for_each_round() -> None:
    time = Time(most=8)
    time.refused()
    time.refused()
    assert time.pace.allowed == 2
    grown = []
    for _ in range(4):
        time.answered(time.pace.allowed)
        grown.append(time.pace.allowed)
    # A round adds a little less than one: 1/a + 1/(a + 1/a) + … < 1.
    assert grown == [2, 3, 4, 5]


def test_success_never_brings_more_than_were_allowed_at_first() -> None:
    time = Time(most=4)
    time.answered(100)
    assert time.pace.allowed == 4


def test_an_answer_asked_for_before_the_refusal_brings_nothing_back() -> None:
    time = Time(most=8)
    before = time.pace.begin()
    time.refused()
    time.pace.went_well(before)
    time.refused()
    assert time.pace.allowed == 2
    assert time.pace.under_way == 0


def test_everybody_pauses_after_one_refusal() -> None:
    time = Time(most=8)
    time.pace.pushed_back(time.pace.begin())
    assert time.pace.wait() == pytest.approx(pace.FIRST_WAIT_SECONDS)
    time.now += pace.FIRST_WAIT_SECONDS / 2
    assert time.pace.wait() == pytest.approx(pace.FIRST_WAIT_SECONDS / 2)
    time.now += pace.FIRST_WAIT_SECONDS / 2
    assert time.pace.wait() == 0


def test_pauses_double_up_to_a_minute() -> None:
    time = Time()
    assert [time.refused() for _ in range(9)] == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_thousands_of_refusals_pause_no_longer() -> None:
    time = Time()
    assert {time.refused() for _ in range(3000)} <= {1, 2, 4, 8, 16, 32, LONGEST_WAIT_SECONDS}


def test_a_success_makes_the_next_pause_short_again() -> None:
    time = Time()
    time.refused()
    time.refused()
    time.answered()
    assert time.refused() == pace.FIRST_WAIT_SECONDS


@pytest.mark.parametrize("dice", [0.0, 0.5, 0.999])
def test_chance_makes_a_pause_longer_by_a_quarter_at_the_most_and_never_shorter(dice: float) -> None:
    assert Time(dice=dice).refused(asked=20) == pytest.approx(20 * (1 + JITTER * dice))


@pytest.mark.parametrize(("asked", "pause"), [(0.0, 1.0), (0.5, 1.0), (7.0, 7.0), (300.0, 300.0)])
def test_the_service_gets_the_pause_it_asks_for_or_ours_if_that_is_longer(asked: float, pause: float) -> None:
    assert Time().refused(asked) == pause


def test_a_short_pause_does_not_end_a_long_one() -> None:
    time = Time()
    first, second = time.pace.begin(), time.pace.begin()
    time.pace.pushed_back(first, 40)
    time.pace.pushed_back(second, 2)
    assert time.pace.wait() == 40


@pytest.mark.parametrize(
    ("value", "date", "seconds"),
    [
        ("17", None, 17),
        (" 17 ", None, 17),
        ("0", None, 0),
        ("-5", None, 0),
        ("2.5", None, 2.5),
        (TWO_MINUTES_LATER, None, 120),
        (DATE, TWO_MINUTES_LATER, 0),
        ("1000000000", None, None),
        ("Fri, 31 Dec 2100 23:59:59 GMT", None, None),
        ("inf", None, None),
        ("nan", None, None),
        ("soon", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_a_wish_to_be_asked_later_is_understood_if_it_makes_sense(
    value: str | None, date: str | None, seconds: float | None
) -> None:
    assert retry_after(value, date, now=MOMENT) == seconds


@pytest.mark.parametrize("wrong_by", [-86_400, -3600, 3600, 4e9])
def test_a_wrong_clock_of_this_machine_changes_nothing_about_a_date(wrong_by: float) -> None:
    assert retry_after(TWO_MINUTES_LATER, DATE, now=MOMENT + wrong_by) == 120

"""Turns at an online voice that machines share: the line, computed without a clock, and clients that stand in it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from bulletin.engines.gtts.engine import GttsEngine
from bulletin.engines.online.turns import LEAST_RATE, RECOVERY_SECONDS, Keeper, Turn, Turns, share_turns
from bulletin.errors import TryLaterError
from bulletin.sound.ears import listen
from tests.standins.google import GoogleStandIn, status


class Line:
    """A line, and the time that it is told."""

    def __init__(self, rate: float) -> None:
        self.now = 100.0
        self.turns = Turns(rate, lambda: self.now)

    def waits(self, count: int) -> list[float]:
        return [round(self.turns.turn(None)[0], 6) for _ in range(count)]


def test_so_many_a_second_get_their_turn() -> None:
    assert Line(4).waits(5) == [0, 0.25, 0.5, 0.75, 1]


def test_a_pause_in_the_asking_is_not_made_up_for_by_a_crowd() -> None:
    line = Line(4)
    line.waits(1)
    line.now += 60
    assert line.waits(3) == [0, 0.25, 0.5]


def test_a_turn_that_has_come_holds() -> None:
    line = Line(2)
    line.waits(1)
    wait, turn = line.turns.turn(None)
    line.now += wait
    assert line.turns.turn(turn) == (0, turn)


def test_one_slow_down_makes_every_turn_void() -> None:
    line = Line(2)
    _, first = line.turns.turn(None)
    wait, second = line.turns.turn(None)
    line.turns.pushed_back(first, 30)
    line.now += wait

    again, new = line.turns.turn(second)
    assert again == pytest.approx(30 - wait)
    assert new.number == second.number + 1
    assert line.turns.turn(new)[0] == again


def test_after_a_slow_down_half_as_many_are_let_in_and_later_as_many_as_before() -> None:
    line = Line(8)
    _, turn = line.turns.turn(None)
    line.turns.pushed_back(turn, 10)
    line.now += 10
    assert line.turns.rate == pytest.approx(4)
    line.now += RECOVERY_SECONDS / 2
    assert line.turns.rate == pytest.approx(6)
    line.now += RECOVERY_SECONDS
    assert line.turns.rate == pytest.approx(8)


def test_ten_who_hear_the_same_slow_down_slow_it_once() -> None:
    line = Line(8)
    turns = [line.turns.turn(None)[1] for _ in range(10)]
    for turn in turns:
        line.turns.pushed_back(turn, 5)
    line.now += 5
    assert line.turns.rate == pytest.approx(4)


def test_who_was_asked_to_wait_for_longer_makes_all_wait_for_longer() -> None:
    line = Line(8)
    first, second = (line.turns.turn(None)[1] for _ in range(2))
    line.turns.pushed_back(first, 5)
    _, waiting = line.turns.turn(None)
    line.turns.pushed_back(second, 60)
    assert line.turns.turn(waiting)[0] == pytest.approx(60)


def test_however_often_it_pushes_back_somebody_asks_now_and_then() -> None:
    line = Line(8)
    for _ in range(50):
        _, turn = line.turns.turn(None)
        line.turns.pushed_back(turn, 0)
    assert line.turns.rate == pytest.approx(LEAST_RATE)


def test_of_two_runs_the_more_careful_sets_the_pace() -> None:
    line = Line(8)
    line.turns.at_most(2)
    line.turns.at_most(5)
    assert line.waits(3) == [0, 0.5, 1]


class Kept:
    """A keeper in this process, for several sessions as if for several machines."""

    def __init__(self, rate: float) -> None:
        self.turns = Turns(rate, time.monotonic)
        self.lock = threading.Lock()
        self.services: set[str] = set()

    def turn(self, service: str, turn: Turn | None) -> tuple[float, Turn]:
        with self.lock:
            self.services.add(service)
            return self.turns.turn(turn)

    def pushed_back(self, service: str, turn: Turn, seconds: float) -> None:
        with self.lock:
            self.turns.pushed_back(turn, seconds)


@pytest.fixture
def kept() -> Iterator[Kept]:
    """A line of ten a second for this process."""
    keeper: Keeper = (found := Kept(10))
    share_turns(keeper)
    yield found
    share_turns(None)


def speak(texts: list[str], errors: list[Exception]) -> None:
    with GttsEngine().open("hi", listen, parallel=4) as session:
        for text in texts:
            try:
                session.speak(text)
            except TryLaterError as error:
                errors.append(error)


def test_sessions_on_many_machines_keep_one_pace(google: GoogleStandIn, kept: Kept) -> None:
    began = time.monotonic()
    errors: list[Exception] = []
    threads = [
        threading.Thread(target=speak, args=([f"शहर {number} {one}" for one in range(3)], errors))
        for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert len(google.texts) == 12
    assert time.monotonic() - began > 11 / 10
    assert len(kept.services) == 1


def test_what_one_machine_hears_all_obey(google: GoogleStandIn, kept: Kept) -> None:
    _, turn = kept.turn("", None)
    kept.pushed_back("", turn, 0.8)
    began = time.monotonic()
    errors: list[Exception] = []
    speak(["शहर में बारिश"], errors)

    assert errors == []
    assert time.monotonic() - began > 0.75


def test_a_slow_down_that_one_machine_hears_is_told_to_all(google: GoogleStandIn, kept: Kept) -> None:
    google.plan(status(429, Retry_After="1"))
    speak(["शहर में बारिश"], [])

    assert kept.turn("", None)[1].number == 1
    assert kept.turns.rate < 6

"""Ahead: in order, a little ahead, and no thread is left behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from bulletin.sound.ahead import ahead, prefetched


def test_results_come_in_the_items_order() -> None:
    def slow_at_first(number: int) -> int:
        time.sleep(0.02 if number == 0 else 0)
        return number * number

    assert list(ahead(slow_at_first, range(20))) == [number * number for number in range(20)]


def test_only_a_few_items_are_taken_before_they_are_asked_for() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = ahead(lambda number: number, items(), cores=2)
    next(results)
    results.close()

    assert len(taken) <= 4


def test_what_fails_is_raised_when_it_is_its_turn() -> None:
    results = ahead(lambda number: 1 // (2 - number), range(5), cores=2)

    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(ZeroDivisionError):
        next(results)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("sound")]


def sound_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("sound")]


def test_what_another_thread_reads_comes_in_its_order_and_a_few_ahead() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = prefetched(items())
    assert [next(results) for _ in range(10)] == list(range(10))
    time.sleep(0.05)
    assert len(taken) <= 13

    assert list(results) == list(range(10, 100))
    assert not sound_threads()


def test_what_another_thread_fails_to_read_is_raised_after_what_it_read() -> None:
    results = prefetched(1 // (2 - number) for number in range(5))

    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(ZeroDivisionError):
        next(results)
    assert not sound_threads()


def test_nothing_more_is_read_for_who_asks_for_no_more() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = prefetched(items())
    next(results)
    results.close()

    assert len(taken) <= 4
    assert not sound_threads()

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bulletin.schema.units import PROGRAMME_RATE, Decibels, Samples
from bulletin.sound.decode import Sound
from bulletin.sound.ducking import ATTACK, HOLD, RELEASE, Ducking

DEPTH = Decibels(12.0)
SECOND = PROGRAMME_RATE

Intervals = tuple[tuple[Samples, Samples], ...]


def speech(*intervals: tuple[float, float]) -> Intervals:
    """When somebody speaks, given in seconds."""
    return tuple((Samples(round(start * SECOND)), Samples(round(end * SECOND))) for start, end in intervals)


def gains(intervals: Intervals, start: int = 0, stop: int = 20 * SECOND) -> NDArray[np.float64]:
    """In decibels."""
    factors = Ducking(intervals).gains(start, stop, DEPTH)
    assert len(factors) == stop - start
    decibels: NDArray[np.float64] = 20 * np.log10(factors.astype(np.float64))
    return decibels


TALK = speech((5, 8))


def test_music_is_as_deep_down_as_asked_from_the_first_sample_of_speech_to_the_last() -> None:
    assert np.abs(gains(TALK)[5 * SECOND : 8 * SECOND] + 12.0).max() < 0.01


def test_music_alone_is_not_touched() -> None:
    assert not gains(()).any()


def test_music_goes_down_within_the_attack_that_ends_as_the_voice_begins() -> None:
    found = gains(TALK)

    assert not found[: 5 * SECOND - ATTACK - 32].any()
    assert found[5 * SECOND - ATTACK // 2] == pytest.approx(-6.0, abs=0.1)


def test_music_stays_down_for_the_hold_and_comes_up_within_the_release() -> None:
    found = gains(TALK)
    up = 8 * SECOND + HOLD + RELEASE

    assert np.abs(found[8 * SECOND : 8 * SECOND + HOLD] + 12.0).max() < 0.01
    assert found[8 * SECOND + HOLD + RELEASE // 2] == pytest.approx(-6.0, abs=0.1)
    assert not found[up + 32 :].any()


def test_the_pause_between_two_sentences_does_not_make_music_pump() -> None:
    assert gains(speech((5, 8), (8.42, 10)))[5 * SECOND : 10 * SECOND].max() < -11.8


def test_music_comes_up_in_a_pause_that_is_long_enough() -> None:
    assert gains(speech((5, 8), (10, 12)))[round(9.5 * SECOND)] == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize("pause", [0.05, 0.3, 0.5, 0.7, 1.0, 1.4, 3.0])
def test_the_gain_never_moves_faster_than_the_attack_does(pause: float) -> None:
    steps = np.abs(np.diff(gains(speech((5, 8), (8 + pause, 12)))))

    # The steepest place of half a cosine that goes down 12 dB.
    assert steps.max() < 1.05 * DEPTH * np.pi / 2 / ATTACK


def test_speech_at_the_very_start_has_the_music_down_at_once() -> None:
    assert gains(speech((0, 1)))[0] == pytest.approx(-12.0, abs=0.01)


@cache
def gains_of_talk() -> Sound:
    return Ducking(TALK).gains(0, 500_000, DEPTH)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 400_000), st.integers(1, 60_000))
def test_the_gain_does_not_depend_on_the_blocks(start: int, length: int) -> None:
    np.testing.assert_array_equal(
        Ducking(TALK).gains(start, start + length, DEPTH), gains_of_talk()[start : start + length]
    )

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.schema.units import PROGRAMME_RATE, Dbtp, Lufs
from bulletin.sound import survey
from bulletin.sound.decode import Sound
from bulletin.sound.limiter import limited
from bulletin.sound.loudness import SILENCE
from bulletin.sound.meter import Meter
from bulletin.sound.survey import MOST_LIMITED, surveyed

CEILING = Dbtp(-1.5)


def voice(seconds: float = 6.0) -> Sound:
    """Pulses of a larynx through a mouth, loud and soft by turns, with rests: 15 dB from loudness to peak."""
    count = round(seconds * PROGRAMME_RATE)
    pulses = np.zeros(count)
    pulses[:: PROGRAMME_RATE // 110] = np.random.default_rng(8).uniform(
        0.3, 1, len(pulses[:: PROGRAMME_RATE // 110])
    )
    time = np.arange(1500) / PROGRAMME_RATE
    mouth = np.exp(-time * 250) * np.sin(2 * np.pi * 500 * time)
    spoken = np.convolve(pulses, mouth)[:count] * np.abs(np.sin(np.arange(count) * 7 / PROGRAMME_RATE))
    spoken[count // 3 : count // 2] = 0
    sound: Sound = (0.6 * spoken / np.abs(spoken).max()).astype(np.float32)
    return sound


VOICE = voice()
SURVEY = surveyed([VOICE])


def loudness(sound: Sound) -> float:
    meter = Meter(PROGRAMME_RATE)
    meter.feed(sound)
    return meter.loudness()


def mastered(sound: Sound, gain: float) -> Sound:
    return np.concatenate(
        list(limited(lambda start, stop: sound[start:stop], len(sound), PROGRAMME_RATE, gain, CEILING))
    )


def test_a_survey_reads_as_the_meter_does() -> None:
    assert SURVEY.loudness() == pytest.approx(loudness(VOICE), abs=0.001)


@pytest.mark.parametrize("gain", [0.1, 1.0, 1.5, 2.0, 3.0, 5.0])
def test_the_loudness_of_a_master_is_known_before_it_is_made(gain: float) -> None:
    expected = SURVEY.loudness(gain, CEILING)

    assert expected == pytest.approx(loudness(mastered(VOICE, gain)), abs=0.1)


@pytest.mark.parametrize("target", [-30.0, -23.0, -19.0, -16.0, -14.0])
def test_the_gain_brings_the_master_to_its_target(target: float) -> None:
    gain = SURVEY.gain_to(Lufs(target), CEILING)

    assert loudness(mastered(VOICE, gain)) == pytest.approx(target, abs=0.1)


def test_the_targets_above_are_such_that_the_limiter_has_work_to_do() -> None:
    found = SURVEY
    linear = 10 ** ((-14 - found.loudness()) / 20)

    assert found.loudness(linear, CEILING) < -14.5


def test_a_programme_is_not_squashed_for_a_target_beyond_reach() -> None:
    found = SURVEY
    gain = found.gain_to(Lufs(-3.0), CEILING)

    assert 20 * np.log10(gain) == pytest.approx(-3 - found.loudness() + MOST_LIMITED, abs=0.05)


@pytest.mark.parametrize("length", [0, 1, 90, 100_000])
def test_silence_is_not_turned_up(length: int) -> None:
    found = surveyed([np.zeros(length, np.float32)])

    assert found.loudness() == SILENCE
    assert found.gain_to(Lufs(-16.0), CEILING) == 1.0


@pytest.mark.parametrize("seconds", [0.05, 0.15, 0.35])
def test_a_programme_shorter_than_one_block_is_measured_as_it_is(seconds: float) -> None:
    count = round(seconds * PROGRAMME_RATE)
    tone = (0.1 * np.sin(np.arange(count) * 2 * np.pi * 997 / PROGRAMME_RATE)).astype(np.float32)

    assert surveyed([tone]).loudness() == pytest.approx(-23.0, abs=0.3)


@settings(deadline=None, max_examples=15)
@given(st.lists(st.integers(0, 60_000), min_size=1, max_size=8))
def test_the_survey_does_not_depend_on_the_blocks(sizes: list[int]) -> None:
    ends = np.cumsum(sizes)
    found = surveyed(np.split(VOICE, ends[ends < len(VOICE)]))

    np.testing.assert_allclose(found.energies, SURVEY.energies, rtol=1e-4, atol=1e-9)
    np.testing.assert_array_equal(found.peaks, SURVEY.peaks)


def test_a_long_programme_is_judged_piece_by_piece_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    found = SURVEY
    whole = found.loudness(3.0, CEILING)
    monkeypatch.setattr(survey, "_CELLS_AT_ONCE", 3 * survey._CELLS_A_HOP)

    assert found.loudness(3.0, CEILING) == pytest.approx(whole, abs=1e-6)

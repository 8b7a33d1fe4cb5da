from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.schema.clip import FOUND_BY
from bulletin.schema.units import Hertz
from bulletin.sound.decode import Sound
from bulletin.sound.loudness import integrated
from bulletin.sound.meter import Meter
from bulletin.sound.speech import find_speech

RATES = (16_000, 22_050, 24_000, 44_100)


def hum(seconds: float, rate: int, level: float = -12.0) -> Sound:
    """A voice that begins and ends at once, at `level` dBFS."""
    places = np.arange(round(seconds * rate)) / rate
    wave: Sound = (10 ** (level / 20) * np.cos(2 * np.pi * 180 * places)).astype(np.float32)
    return wave


def silence(seconds: float, rate: int) -> Sound:
    return np.zeros(round(seconds * rate), np.float32)


@settings(deadline=None, max_examples=60)
@given(st.floats(0, 1), st.floats(0.02, 1), st.floats(0, 1), st.sampled_from(RATES))
def test_all_of_the_speech_is_kept_and_the_silence_around_it_is_not(
    before: float, spoken: float, after: float, rate: int
) -> None:
    lead, voice, tail = silence(before, rate), hum(spoken, rate), silence(after, rate)
    found = find_speech(np.concatenate([lead, voice, tail]), Hertz(rate))
    kept_before, kept_after = len(lead) - found.start, found.start + found.length - len(lead) - len(voice)

    assert 0 <= kept_before <= 0.02 * rate
    assert 0 <= kept_after <= 0.04 * rate


def test_a_rest_within_the_speech_is_kept() -> None:
    clip = np.concatenate([hum(0.3, 16_000), silence(0.8, 16_000), hum(0.3, 16_000)])

    assert find_speech(clip, Hertz(16_000)).length == len(clip)


def test_a_soft_beginning_and_a_soft_end_are_speech() -> None:
    clip = np.concatenate([hum(0.1, 16_000, -50), hum(0.5, 16_000, -10), hum(0.1, 16_000, -50)])
    found = find_speech(np.concatenate([silence(0.5, 16_000), clip, silence(0.5, 16_000)]), Hertz(16_000))

    assert found.start <= 8000
    assert found.start + found.length >= 8000 + len(clip)


def test_hiss_around_the_speech_is_silence() -> None:
    hiss = (10 ** (-75 / 20) * np.random.default_rng(1).standard_normal(24_000 * 3)).astype(np.float32)
    hiss[24_000:48_000] += hum(1, 24_000)
    found = find_speech(hiss, Hertz(24_000))

    assert found.start == pytest.approx(24_000, abs=0.02 * 24_000)
    assert found.start + found.length == pytest.approx(48_000, abs=0.04 * 24_000)


def test_a_quiet_voice_is_found_as_a_loud_one_is() -> None:
    def place(level: float) -> tuple[int, int]:
        clip = np.concatenate([silence(0.4, 22_050), hum(0.6, 22_050, level), silence(0.4, 22_050)])
        found = find_speech(clip, Hertz(22_050))
        return found.start, found.length

    assert place(-40) == place(-3)


@pytest.mark.parametrize("length", [0, 1, 79, 80, 16_000])
def test_a_clip_without_speech_is_taken_whole(length: int) -> None:
    found = find_speech(np.zeros(length, np.float32), Hertz(16_000))

    assert (found.start, found.length) == (0, length)


def test_the_energies_are_those_of_the_speech_alone() -> None:
    voice = hum(2, 16_000, -20)
    found = find_speech(np.concatenate([silence(3, 16_000), voice, silence(3, 16_000)]), Hertz(16_000))
    meter = Meter(Hertz(16_000))
    meter.feed(voice)

    assert len(found.energies) == 20
    assert integrated(list(found.energies)) == pytest.approx(meter.loudness(), abs=0.1)


def test_what_is_found_is_as_it_was_when_clips_were_kept_with_it() -> None:
    # If this fails, the way of finding has changed: give it another `FOUND_BY`, and write what it finds now.
    clip = np.concatenate([silence(0.2, 16_000), hum(0.35, 16_000), silence(0.1, 16_000)])
    found = find_speech(clip, Hertz(16_000))

    assert FOUND_BY == 1
    assert (found.start, found.length, found.before, found.after) == (3008, 6272, 192, 480)
    assert found.energies == pytest.approx((0.02552717, 0.02919788, 0.02919788), abs=1e-7)

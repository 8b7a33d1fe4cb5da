from __future__ import annotations

import math
import subprocess
import sys
import threading
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bulletin.schema.units import Hertz
from bulletin.sound import resample as resampling
from bulletin.sound.decode import Sound
from bulletin.sound.resample import resample, resampled_length
from tests.tiers import by_tier

UP = by_tier(
    [(22_050, 44_100), (44_099, 44_100), (44_100, 48_000)],
    [
        *[(8_000, 44_100), (16_000, 44_100), (22_050, 44_100), (24_000, 44_100), (44_099, 44_100)],
        *[(16_000, 48_000), (11_027, 44_100), (44_100, 48_000)],
    ],
)
DOWN = by_tier(
    [(48_000, 44_100), (191_999, 44_100)],
    [(48_000, 44_100), (96_000, 44_100), (44_100, 22_050), (44_101, 44_100), (191_999, 44_100)],
)

SECONDS = 0.4
"""How long a tone lasts: long enough for a spectrum whose lobes are 20 Hz wide."""

Spectrum = NDArray[np.float64]


def tones(frequencies: list[float], rate: int) -> Sound:
    """A sine in each channel."""
    times = np.arange(round(SECONDS * rate)) / rate
    waves: Sound = np.sin(2 * np.pi * times[:, None] * np.array(frequencies)).astype(np.float32)
    return waves


def sine(frequency: float, rate: int) -> Sound:
    return np.ascontiguousarray(tones([frequency], rate)[:, 0])


def noise(length: int, channels: int = 0) -> Sound:
    shape = (length, channels) if channels else (length,)
    return np.random.default_rng(6).uniform(-0.5, 0.5, shape).astype(np.float32)


def resampled(samples: Sound, rate: int, to: int) -> Sound:
    return resample(samples, Hertz(rate), Hertz(to))


def in_blocks(blocks: list[Sound], rate: int, to: int) -> Sound:
    return np.concatenate(list(resampling.resampled(blocks, Hertz(rate), Hertz(to))))


def middle(samples: Sound) -> Sound:
    """Without its ends, where the filter reaches beyond the sound."""
    return samples[len(samples) // 8 : -len(samples) // 8]


def decibels(amplitude: float) -> float:
    return 20 * math.log10(max(amplitude, 1e-12))


def beside_the_tone(out: Sound, frequency: float, rate: int) -> float:
    """The highest amplitude outside of the tone's own lobe; leakage is far below −140 dB there."""
    part = middle(out).astype(np.float64)
    window = np.kaiser(len(part), 20)
    amplitudes: Spectrum = np.abs(np.fft.rfft(part * window)) / window.sum() * 2
    bin_width = rate / len(part)
    places = np.arange(len(amplitudes)) * bin_width
    return float(amplitudes[np.abs(places - frequency) > 14 * bin_width].max())


def amplitude_of(frequency: float, samples: Sound, rate: int) -> float:
    """The amplitude of the sine of that frequency which fits the middle of the samples best."""
    part = middle(samples).astype(np.float64)
    angles = 2 * np.pi * frequency * np.arange(len(part)) / rate
    (in_phase, across), *_ = np.linalg.lstsq(np.stack([np.sin(angles), np.cos(angles)], axis=1), part)
    return math.hypot(in_phase, across)


@pytest.mark.parametrize(("rate", "to"), UP + DOWN)
def test_a_tone_stays_alone(rate: int, to: int) -> None:
    frequencies = [part * min(rate, to) / 2 for part in (0.05, 0.3, 0.6, 0.84, 0.95, 0.98)]
    out = resampled(tones(frequencies, rate), rate, to)

    for frequency, channel in zip(frequencies, out.T, strict=True):
        assert decibels(beside_the_tone(channel, frequency, to)) < -130, frequency


@pytest.mark.parametrize(("rate", "to"), [(rate, to) for rate, to in DOWN if rate > 1.01 * to])
def test_a_tone_that_the_lower_rate_cannot_hold_vanishes(rate: int, to: int) -> None:
    lowest, highest = 1.002 * to / 2, 0.5 * rate
    frequencies = [lowest + part * (highest - lowest) for part in (0.0, 0.2, 0.5, 0.95)]
    out = middle(resampled(tones(frequencies, rate), rate, to))

    assert decibels(float(np.abs(out).max())) < -125


@pytest.mark.parametrize(("rate", "to"), UP + DOWN)
def test_a_tone_in_the_pass_band_keeps_its_level(rate: int, to: int) -> None:
    parts = [0.01, 0.25, 0.5, 0.8, 0.85, 0.88, 0.9, 0.92]
    frequencies: list[float] = [round(part * min(rate, to) / 2) for part in parts]
    out = resampled(tones(frequencies, rate), rate, to)
    levels = [
        decibels(amplitude_of(one, channel, to)) for one, channel in zip(frequencies, out.T, strict=True)
    ]

    assert levels == pytest.approx([0] * len(levels), abs=0.012)
    assert levels[:5] == pytest.approx([0] * 5, abs=0.004)


@pytest.mark.parametrize(("rate", "to"), UP + DOWN)
def test_the_filter_is_3_db_down_at_95_hundredths(rate: int, to: int) -> None:
    frequency = 0.95 * min(rate, to) / 2
    out = resampled(sine(frequency, rate), rate, to)

    assert decibels(amplitude_of(frequency, out, to)) == pytest.approx(-3, abs=0.3)


@pytest.mark.parametrize(("rate", "to"), UP + DOWN)
def test_a_steady_level_stays_steady(rate: int, to: int) -> None:
    out = middle(resampled(np.full(rate // 2, 0.5, np.float32), rate, to))

    assert np.abs(out - 0.5).max() < 1e-6


@pytest.mark.parametrize(("rate", "to"), UP + DOWN)
def test_an_impulse_stays_in_its_place(rate: int, to: int) -> None:
    # One second in: a place that both rates have.
    impulse = np.zeros(2 * rate, np.float32)
    impulse[rate] = 1
    out = resampled(impulse, rate, to)

    assert int(np.abs(out).argmax()) == to
    np.testing.assert_allclose(out[to - 50 : to], out[to + 50 : to : -1], atol=1e-5)


@pytest.mark.parametrize(("rate", "to"), UP + DOWN)
def test_a_low_sine_stays_in_its_place(rate: int, to: int) -> None:
    out = resampled(sine(440, rate), rate, to)

    np.testing.assert_allclose(middle(out), middle(sine(440, to)[: len(out)]), atol=1e-5)


@pytest.mark.parametrize(("rate", "to"), [(44_099, 44_100), (22_051, 44_100)])
def test_minutes_in_an_odd_ratio_has_not_drifted(rate: int, to: int) -> None:
    minutes = 5
    impulse = np.zeros((60 * minutes + 1) * rate, np.float32)
    impulse[60 * minutes * rate] = 1
    out = resampled(impulse, rate, to)
    place = 60 * minutes * to

    assert int(np.abs(out).argmax()) == place
    np.testing.assert_allclose(out[place - 50 : place], out[place + 50 : place : -1], atol=2e-3)


@pytest.mark.parametrize(("rate", "to"), UP + DOWN)
def test_silence_stays_silence(rate: int, to: int) -> None:
    assert not resampled(np.zeros(rate, np.float32), rate, to).any()

    loud = np.concatenate([np.zeros(rate, np.float32), noise(rate // 2), np.zeros(rate, np.float32)])
    out = resampled(loud, rate, to)
    assert np.abs(out[: round(0.7 * to)]).max() < 1e-7
    assert np.abs(out[round(1.8 * to) :]).max() < 1e-7


@settings(deadline=None, max_examples=by_tier(30, 100))
@given(st.integers(0, 3000), st.sampled_from(UP + DOWN))
def test_the_length_is_exact(length: int, rates: tuple[int, int]) -> None:
    rate, to = rates
    out = resampled(np.ones(length, np.float32), rate, to)

    assert len(out) == resampled_length(length, Hertz(rate), Hertz(to)) == math.ceil(length * to / rate)


def test_the_length_of_hours_is_counted_without_rounding() -> None:
    assert resampled_length(22_050 * 36_000 + 1, Hertz(22_050), Hertz(44_100)) == 44_100 * 36_000 + 2


@pytest.mark.parametrize(("rate", "to"), UP + DOWN)
def test_the_last_samples_are_not_cut_off(rate: int, to: int) -> None:
    # A click in the last sample is heard where it is, nearly as high as in the middle of sound.
    click = np.zeros(rate // 4, np.float32)
    click[-1] = 1
    out = resampled(click, rate, to)
    followed = resampled(np.concatenate([click, np.zeros(rate // 4, np.float32)]), rate, to)

    np.testing.assert_allclose(out, followed[: len(out)], atol=1e-7)


def test_the_same_rate_leaves_the_sound_as_it_is() -> None:
    sound = sine(440, 44_100)

    np.testing.assert_array_equal(resampled(sound, 44_100, 44_100), sound)


@settings(max_examples=30, deadline=None)
@given(
    cuts=st.lists(st.one_of(st.integers(0, 500), st.integers(1, 70_000)), min_size=1, max_size=6),
    channels=st.sampled_from([0, 2]),
    rates=st.sampled_from([(44_100, 48_000), (24_000, 44_100), (44_099, 44_100)]),
)
def test_in_blocks_it_gives_what_the_whole_gives(
    cuts: list[int], channels: int, rates: tuple[int, int]
) -> None:
    samples = noise(sum(cuts), channels)
    blocks = np.split(samples, np.cumsum(cuts)[:-1])
    whole = resampled(samples, *rates)

    found = list(resampling.resampled(blocks, Hertz(rates[0]), Hertz(rates[1])))

    assert all(len(block) for block in found)
    np.testing.assert_array_equal(np.concatenate(found or [samples]), whole)


def test_of_nothing_it_gives_nothing() -> None:
    assert list(resampling.resampled([], Hertz(44_100), Hertz(48_000))) == []
    assert len(resampled(np.zeros(0, np.float32), 44_100, 48_000)) == 0


@pytest.mark.parametrize(("rate", "to"), [(22_050, 44_100), (44_100, 48_000), (44_101, 44_100)])
def test_each_channel_is_resampled_by_itself(rate: int, to: int) -> None:
    samples = noise(rate, 2)
    out = resampled(samples, rate, to)

    for channel, alone in zip(out.T, samples.T, strict=True):
        np.testing.assert_array_equal(channel, resampled(np.ascontiguousarray(alone), rate, to))


def test_threads_at_once_give_what_one_gives() -> None:
    samples = noise(200_000)
    found: list[Sound] = []
    threads = [
        threading.Thread(target=lambda: found.append(resampled(samples, 24_000, 44_100))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 4
    for one in found:
        np.testing.assert_array_equal(one, resampled(samples, 24_000, 44_100))


def test_sound_comes_out_long_before_its_end() -> None:
    asked = 0

    def blocks() -> Iterator[Sound]:
        nonlocal asked
        while True:
            asked += 1
            yield np.zeros(1 << 12, np.float32)

    next(resampling.resampled(blocks(), Hertz(44_100), Hertz(48_000)))
    assert asked < 4


MEMORY = """
import resource, sys
import numpy as np
from bulletin.sound.resample import resampled
rate, to, block, blocks = map(int, sys.argv[1:])
def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
def run(count):
    for _ in resampled((np.zeros((block, 2), np.float32) for _ in range(count)), rate, to):
        pass
run(1)
before = most()
run(blocks)
print(most() - before)
"""


@pytest.mark.parametrize(("rate", "to"), [(44_100, 48_000), (191_999, 44_100)])
def test_in_blocks_it_takes_no_memory_for_the_whole(rate: int, to: int) -> None:
    pytest.importorskip("resource", reason="needs a system that tells a process's memory")
    # The whole would be 80 MB.
    command = [sys.executable, "-c", MEMORY, *map(str, (rate, to, 1 << 17, 76))]

    assert int(subprocess.check_output(command)) < 12_000_000


def test_an_odd_ratio_needs_no_large_filter() -> None:
    pytest.importorskip("resource", reason="needs a system that tells a process's memory")
    # A row of the filter for each phase of the ratio would be 11 MB and more.
    command = [sys.executable, "-c", MEMORY.replace("run(1)", ""), *map(str, (44_100, 191_999, 1000, 1))]

    assert int(subprocess.check_output(command)) < 10_000_000

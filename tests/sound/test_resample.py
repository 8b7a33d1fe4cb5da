from __future__ import annotations

import math
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bulletin.schema.units import Hertz
from bulletin.sound import resample as resampling
from bulletin.sound.decode import Sound
from bulletin.sound.resample import CUT_OFF, resample, resampled_length

UP = [
    *[(8_000, 44_100), (16_000, 44_100), (22_050, 44_100), (24_000, 44_100), (44_099, 44_100)],
    *[(16_000, 48_000), (11_027, 44_100)],
]
DOWN = [(48_000, 44_100), (96_000, 44_100), (44_100, 22_050), (44_101, 44_100), (191_999, 44_100)]


def sine(frequency: float, rate: int, seconds: float = 1.0) -> Sound:
    wave: Sound = np.sin(2 * np.pi * frequency * np.arange(round(seconds * rate)) / rate).astype(np.float32)
    return wave


def resampled(samples: Sound, rate: int, to: int) -> Sound:
    return resample(samples, Hertz(rate), Hertz(to))


def middle(samples: Sound) -> Sound:
    """Without its ends, where the filter reaches beyond the sound."""
    return samples[len(samples) // 8 : -len(samples) // 8]


def spectrum(samples: Sound) -> NDArray[np.float64]:
    """Amplitudes of the middle, with leakage far below −100 dB a few bins from a tone."""
    part = middle(samples).astype(np.float64)
    window = np.kaiser(len(part), 18)
    found: NDArray[np.float64] = np.abs(np.fft.rfft(part * window)) / window.sum() * 2
    return found


def decibels(amplitude: float) -> float:
    return 20 * math.log10(max(amplitude, 1e-12))


def beside_the_tone(out: Sound, frequency: float, rate: int) -> float:
    """The highest amplitude outside of the tone's own lobe."""
    amplitudes = spectrum(out)
    bin_width = rate / 2 / (len(amplitudes) - 1)
    places = np.arange(len(amplitudes)) * bin_width
    return float(amplitudes[np.abs(places - frequency) > 12 * bin_width].max())


def amplitude_of(frequency: float, samples: Sound, rate: int) -> float:
    """The amplitude of the sine of that frequency which fits the middle of the samples best."""
    part = middle(samples).astype(np.float64)
    angles = 2 * np.pi * frequency * np.arange(len(part)) / rate
    (in_phase, across), *_ = np.linalg.lstsq(np.stack([np.sin(angles), np.cos(angles)], axis=1), part)
    return math.hypot(in_phase, across)


@pytest.mark.parametrize(("rate", "to"), UP + DOWN)
@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.84])
def test_a_tone_stays_alone(rate: int, to: int, part: float) -> None:
    frequency = part * min(rate, to) / 2

    assert decibels(beside_the_tone(resampled(sine(frequency, rate), rate, to), frequency, to)) < -100


@pytest.mark.parametrize(("rate", "to"), UP + DOWN)
def test_the_level_is_half_where_the_filter_cuts_off(rate: int, to: int) -> None:
    frequency = CUT_OFF * min(rate, to) / 2
    out = resampled(sine(frequency, rate), rate, to)

    assert decibels(amplitude_of(frequency, out, to)) == pytest.approx(-6.02, abs=0.05)


@pytest.mark.parametrize(("rate", "to"), [(rate, to) for rate, to in DOWN if rate > 1.06 * to])
@pytest.mark.parametrize("part", [0.0, 0.5, 0.95])
def test_a_tone_that_the_lower_rate_cannot_hold_vanishes(rate: int, to: int, part: float) -> None:
    lowest, highest = 1.055 * to / 2, 0.5 * rate
    frequency = lowest + part * (highest - lowest)

    assert decibels(float(np.abs(middle(resampled(sine(frequency, rate), rate, to))).max())) < -94


@pytest.mark.parametrize(("rate", "to"), UP + DOWN)
@pytest.mark.parametrize("part", [0.01, 0.25, 0.5, 0.8, 0.85])
def test_a_tone_in_the_pass_band_keeps_its_level(rate: int, to: int, part: float) -> None:
    frequency = round(part * min(rate, to) / 2)
    out = resampled(sine(frequency, rate), rate, to)

    assert decibels(amplitude_of(frequency, out, to)) == pytest.approx(0, abs=0.002)


@pytest.mark.parametrize(("rate", "to"), UP + DOWN)
def test_a_steady_level_stays_steady(rate: int, to: int) -> None:
    out = middle(resampled(np.full(rate, 0.5, np.float32), rate, to))

    assert np.abs(out - 0.5).max() < 5e-5


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

    np.testing.assert_allclose(middle(out), middle(sine(440, to)), atol=1e-4)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 3000), st.sampled_from(UP + DOWN))
def test_the_length_is_exact(length: int, rates: tuple[int, int]) -> None:
    rate, to = rates
    out = resampled(np.ones(length, np.float32), rate, to)

    assert len(out) == resampled_length(length, Hertz(rate), Hertz(to)) == math.ceil(length * to / rate)


@pytest.mark.parametrize(("rate", "to"), [(44_099, 44_100), (191_999, 44_100), (44_100, 191_999)])
@pytest.mark.timeout(30)
def test_an_odd_ratio_needs_no_large_filter(rate: int, to: int) -> None:
    tracemalloc.start()
    try:
        resampled(np.ones(1000, np.float32), rate, to)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    # A row for each of the ratio's own phases would be 11 MB and more.
    assert most < 10_000_000


@pytest.mark.parametrize("rate", [22_050, 44_099])
def test_a_long_sound_is_resampled_as_its_parts_are(rate: int) -> None:
    seconds = 40
    noise = np.random.default_rng(6).uniform(-0.5, 0.5, seconds * rate).astype(np.float32)
    whole = resampled(noise, rate, 44_100)
    last = resampled(noise[-2 * rate :], rate, 44_100)

    np.testing.assert_allclose(whole[-44_100:], last[-44_100:], atol=1e-5)


def test_the_same_rate_leaves_the_sound_as_it_is() -> None:
    sound = sine(440, 44_100, 0.1)

    np.testing.assert_array_equal(resampled(sound, 44_100, 44_100), sound)


def test_the_length_of_hours_is_counted_without_rounding() -> None:
    assert resampled_length(22_050 * 36_000 + 1, Hertz(22_050), Hertz(44_100)) == 44_100 * 36_000 + 2


@settings(max_examples=30, deadline=None)
@given(cuts=st.lists(st.integers(1, 70_000), min_size=1, max_size=6), channels=st.sampled_from([0, 2]))
def test_in_blocks_it_gives_what_the_whole_gives(cuts: list[int], channels: int) -> None:
    shape = (sum(cuts), channels) if channels else (sum(cuts),)
    samples = np.random.default_rng(len(cuts)).uniform(-1, 1, shape).astype(np.float32)
    blocks = np.split(samples, np.cumsum(cuts)[:-1])

    found = np.concatenate(list(resampling.resampled(blocks, Hertz(44_100), Hertz(48_000))))

    columns = samples.T if channels else [samples]
    whole = [resample(np.ascontiguousarray(one), Hertz(44_100), Hertz(48_000)) for one in columns]
    expected = np.stack(whole, axis=1) if channels else whole[0]
    assert found.shape == expected.shape
    assert np.abs(found - expected).max() < 1e-5


def test_in_blocks_it_takes_no_memory_for_the_whole() -> None:
    tracemalloc.start()
    for block in resampling.resampled(
        (np.zeros(1 << 17, np.float32) for _ in range(100)), Hertz(44_100), Hertz(48_000)
    ):
        assert len(block)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40_000_000

from __future__ import annotations

import numpy as np
import pytest

from bulletin.schema.units import Dbtp, Hertz
from bulletin.sound.audition import Audition, audition
from bulletin.sound.decode import Sound
from bulletin.sound.loudness import SILENCE
from tests.sound.test_loudness import sine

RATE = Hertz(16_000)


def heard(samples: Sound, size: int = 10_007, ceiling: float = -1.0) -> Audition:
    blocks = [samples[start : start + size] for start in range(0, len(samples), size)]
    return audition(RATE, blocks, Dbtp(ceiling))


def tone(seconds: float, level: float = -20.0) -> Sound:
    return sine(997, seconds, level, RATE)


def silence(seconds: float) -> Sound:
    return np.zeros(round(seconds * RATE), np.float32)


def noise(seconds: float) -> Sound:
    found: Sound = (0.1 * np.random.default_rng(3).standard_normal(round(seconds * RATE))).astype(np.float32)
    return found


def test_it_counts_every_sample() -> None:
    assert heard(tone(5)[:-7]).samples == 5 * RATE - 7


@pytest.mark.parametrize("size", [61, 777, 30_000, 10**6])
def test_it_hears_the_same_in_blocks_of_any_size(size: int) -> None:
    samples = np.concatenate([silence(0.1), np.clip(9 * noise(0.8), -1, 1), silence(1.3), noise(1.3)])
    one, other = heard(samples), heard(samples, size)
    for name in ("samples", "true_peak_at", "silences", "clipped", "clipped_at"):
        assert getattr(one, name) == getattr(other, name), name
    assert one.integrated == pytest.approx(other.integrated, abs=1e-6)
    assert one.true_peak == pytest.approx(other.true_peak, abs=1e-4)
    assert [at for at, _ in one.overs] == [at for at, _ in other.overs]
    for name in ("lows", "highs", "bodies"):
        assert getattr(one, name) == pytest.approx(getattr(other, name), abs=1e-6), name


def test_the_loudness_of_a_sine_in_one_channel() -> None:
    assert heard(tone(5)).integrated == pytest.approx(-23.01, abs=0.05)


def test_two_channels_are_3_lu_louder_than_one() -> None:
    one = tone(5)
    both = heard(np.stack([one, one], axis=1))
    assert both.channels == 2
    assert both.integrated - heard(one).integrated == pytest.approx(3.01, abs=0.01)
    assert both.short_term[0] - heard(one).short_term[0] == pytest.approx(3.01, abs=0.01)


def test_a_peak_in_the_second_channel_is_found() -> None:
    one, other = tone(3, -20), tone(3, -20)
    other[20_000] = 0.8
    found = heard(np.stack([one, other], axis=1))
    assert found.true_peak > -2.5
    assert found.true_peak_at == pytest.approx(20_000 / RATE, abs=0.001)


def test_a_peak_between_two_samples_is_a_peak() -> None:
    # Sampled at 45 degrees before and after its crest, a sine of a quarter of the rate never shows its height.
    places = np.arange(RATE)
    wave: Sound = np.sin(2 * np.pi * places / 4 + np.pi / 4).astype(np.float32)
    assert heard(wave).true_peak == pytest.approx(0.0, abs=0.2)
    assert np.abs(wave).max() < 0.71


def test_places_above_the_ceiling_are_told_once_a_tenth_of_a_second() -> None:
    samples = np.concatenate([tone(1, -20), tone(0.35, -0.2), tone(1, -20)])
    overs = heard(samples).overs
    tenths = [round(at * RATE) * 10 // RATE for at, _ in overs]
    assert tenths == sorted(set(tenths))
    assert 3 <= len(overs) <= 5
    assert all(0.99 <= at <= 1.36 for at, _ in overs)
    assert all(level == pytest.approx(-0.2, abs=0.6) for _, level in overs)


def test_below_the_ceiling_nothing_is_told() -> None:
    assert heard(tone(2, -1.2)).overs == ()


def test_digital_silence_is_found_where_it_is() -> None:
    samples = np.concatenate([silence(1.5), tone(2), silence(4), tone(2), silence(0.5), tone(1), silence(2)])
    assert [time for silent in heard(samples).silences for time in silent] == pytest.approx(
        [0.0, 1.5, 3.5, 7.5, 11.0, 13.0], abs=0.001
    )


def test_the_dither_of_16_bits_is_silence_and_a_quiet_room_is_none() -> None:
    random = np.random.default_rng(1)
    dither = (np.rint(random.triangular(-1, 0, 1, 4 * RATE)) / 32_768).astype(np.float32)
    assert len(heard(np.concatenate([tone(1), dither, tone(1)])).silences) == 1
    room = (0.0008 * random.standard_normal(4 * RATE)).astype(np.float32)
    assert heard(np.concatenate([tone(1), room, tone(1)])).silences == ()


def test_silence_in_one_of_two_channels_is_no_silence() -> None:
    samples = np.stack([np.concatenate([tone(1), silence(4), tone(1)]), tone(6)], axis=1)
    assert heard(samples).silences == ()


def test_clipped_places_are_counted_and_the_first_is_told() -> None:
    samples = noise(3)
    for place, length in ((20_000, 3), (30_000, 9), (40_000, 2)):
        samples[place : place + length] = 1.0
    found = heard(samples)
    assert found.clipped == 2
    assert found.clipped_at == 20_000 / RATE


def test_a_clipped_place_across_two_blocks_is_one() -> None:
    samples = noise(2)
    samples[9_999:10_005] = -1.0
    assert heard(samples, size=10_001).clipped == 1
    assert heard(samples, size=10_001).clipped_at == 9_999 / RATE


def test_a_full_scale_sine_is_not_clipped() -> None:
    assert heard(tone(2, -0.01)).clipped == 0


def test_the_outline_keeps_the_lowest_and_the_highest() -> None:
    samples = tone(1, -20)
    samples[8_000], samples[12_000] = 0.9, -0.7
    found = heard(samples)
    assert len(found.lows) == len(found.highs) == len(found.bodies) == 20
    assert found.highs.argmax() == 10
    assert found.highs.max() == pytest.approx(0.9)
    assert found.lows.argmin() == 15
    assert found.bodies[3] == pytest.approx(0.0707, abs=0.001)


def test_no_sound_at_all_is_heard_as_such() -> None:
    nothing = audition(RATE, [], Dbtp(-1.0))
    assert (nothing.samples, nothing.channels, nothing.integrated) == (0, 0, SILENCE)
    assert len(nothing.lows) == len(nothing.short_term) == 0


def test_one_sample_is_enough() -> None:
    found = heard(np.array([0.5], np.float32))
    assert found.samples == 1
    assert found.true_peak == pytest.approx(-6.0, abs=0.3)

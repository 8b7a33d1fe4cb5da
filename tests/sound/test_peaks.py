from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin.sound.decode import Sound
from bulletin.sound.loudness import dbtp
from bulletin.sound.peaks import PeakMeter, true_peaks_above


def tone(part_of_rate: float, degrees: float, amplitude: float = 0.5, count: int = 8000) -> Sound:
    """A sine of a frequency given as a part of the sample rate, faded at both ends so that no edge rings."""
    fade = np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / 1500)
    smooth = fade * fade * (3 - 2 * fade)
    phase = 2 * np.pi * part_of_rate * np.arange(count) + np.radians(degrees)
    wave: Sound = (amplitude * smooth * np.sin(phase)).astype(np.float32)
    return wave


def true_peak(samples: Sound, block: int | None = None) -> float:
    meter = PeakMeter()
    for start in range(0, len(samples), block or len(samples)):
        meter.feed(samples[start : start + (block or len(samples))])
    return meter.peak


def decibels_between(one: float, other: float) -> float:
    return float(20 * np.log10(one / other))


def test_a_sine_between_its_samples_peaks_3_db_above_them() -> None:
    between = tone(1 / 4, 45)

    assert decibels_between(true_peak(between), float(np.abs(between).max())) == pytest.approx(3.01, abs=0.05)


# EBU Tech 3341, table 1, cases 15 to 19, with the tolerance of the table.
@pytest.mark.parametrize(
    ("part_of_rate", "degrees", "amplitude", "expected"),
    [
        pytest.param(1 / 4, 0, 0.5, -6.0, id="case 15"),
        pytest.param(1 / 4, 45, 0.5, -6.0, id="case 16"),
        pytest.param(1 / 6, 60, 0.5, -6.0, id="case 17"),
        pytest.param(1 / 8, 67.5, 0.5, -6.0, id="case 18"),
        pytest.param(1 / 4, 45, 1.41, 3.0, id="case 19"),
    ],
)
def test_the_tones_of_ebu_tech_3341_peak_as_its_table_says(
    part_of_rate: float, degrees: float, amplitude: float, expected: float
) -> None:
    found = dbtp(true_peak(tone(part_of_rate, degrees, amplitude)))

    assert expected - 0.4 <= found <= expected + 0.2


@settings(deadline=None, max_examples=40)
@example(0.25, 200.0)
@given(st.floats(0.001, 0.4), st.floats(0, 360))
def test_any_tone_in_the_audible_band_peaks_at_its_amplitude(part_of_rate: float, degrees: float) -> None:
    # Four-fold oversampling may miss the top of a tone near the band's end by half a decibel.
    assert -0.5 < decibels_between(true_peak(tone(part_of_rate, degrees)), 0.5) < 0.1


@settings(deadline=None, max_examples=30)
@given(st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=200))
def test_the_true_peak_is_never_below_the_samples(values: list[float]) -> None:
    samples = np.array(values, np.float32)

    assert true_peak(samples) >= float(np.abs(samples).max())


@pytest.mark.parametrize("block", [16, 551, 4096])
@pytest.mark.parametrize("part_of_rate", [100 / 44_100, 1 / 4])
def test_the_peak_does_not_depend_on_the_blocks(part_of_rate: float, block: int) -> None:
    sound = tone(part_of_rate, 45)

    assert decibels_between(true_peak(sound, block), true_peak(sound)) == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("block", [3999, 4000, 4001, 4002])
def test_a_peak_at_the_seam_of_two_blocks_is_found(block: int) -> None:
    burst = np.zeros(8000, np.float32)
    burst[3950:4050] = tone(1 / 4, 45, 0.9, 3100)[1500:1600] * np.hanning(100).astype(np.float32)

    assert true_peak(burst, block) >= true_peak(burst) * 0.999


def test_silence_and_nothing_have_no_peak() -> None:
    meter = PeakMeter()
    meter.feed(np.zeros(0, np.float32))
    meter.feed(np.zeros(1000, np.float32))

    assert meter.peak == 0.0


def test_only_places_above_the_level_are_told() -> None:
    sound = tone(1 / 4, 45, 0.5)
    sound[4000:] = 0
    places, heights = true_peaks_above(sound, 0.45)

    assert len(places) > 0
    assert float(heights.min()) > 0.45
    assert int(places.max()) < 4000


def test_no_place_of_a_quiet_sound_is_above_the_level() -> None:
    places, heights = true_peaks_above(tone(1 / 4, 45, 0.2), 0.5)

    assert (len(places), len(heights)) == (0, 0)

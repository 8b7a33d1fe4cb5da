from __future__ import annotations

import re
import shutil
import subprocess

import numpy as np
import pytest

from bulletin.schema.units import Hertz
from bulletin.sound.decode import Sound
from bulletin.sound.loudness import SILENCE
from bulletin.sound.meter import Meter
from bulletin.sound.short_term import MOMENTARY, course, loudness_range
from tests.sound.test_loudness import changing_noise, steps

RATE = 16_000


def energies(samples: Sound, rate: int = RATE) -> np.ndarray:
    meter = Meter(Hertz(rate))
    meter.feed(samples)
    return np.asarray(meter.energies())


# EBU Tech 3341, table 1, in one channel: each reads 3.01 LU less than the two channels of the table.
def test_case_9_of_ebu_tech_3341_reads_minus_23_in_every_window() -> None:
    levels = course(energies(steps(*[(1.34, -20), (1.66, -30)] * 5)))
    assert levels == pytest.approx(-23 - 3.01, abs=0.1)


def test_case_12_of_ebu_tech_3341_reads_minus_23_in_every_momentary_window() -> None:
    levels = course(energies(steps(*[(0.18, -20), (0.22, -30)] * 25)), MOMENTARY)
    assert levels == pytest.approx(-23 - 3.01, abs=0.1)


# EBU Tech 3342, table 1: a range is the same in one channel as in two.
@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([(20, -20), (20, -30)], 10, id="case 1"),
        pytest.param([(20, -20), (20, -15)], 5, id="case 2"),
        pytest.param([(20, -40), (20, -20)], 20, id="case 3"),
        pytest.param([(20, -50), (20, -35), (20, -20), (20, -35), (20, -50)], 15, id="case 4"),
    ],
)
def test_the_signals_of_ebu_tech_3342_have_the_ranges_of_its_table(
    parts: list[tuple[float, float]], expected: float
) -> None:
    assert loudness_range(energies(steps(*parts))) == pytest.approx(expected, abs=1)


def test_a_window_is_of_what_came_before_its_end() -> None:
    levels = course(energies(steps((5, -20), (5, -40))))
    assert len(levels) == 100 - 30 + 1
    assert levels[20] == pytest.approx(-20 - 3.01, abs=0.1)
    assert levels[-1] == pytest.approx(-40 - 3.01, abs=0.1)


def test_digital_silence_after_sound_reads_as_silence() -> None:
    sound = np.concatenate([steps((4, -20)), np.zeros(8 * RATE, np.float32)])
    assert course(energies(sound))[-1] <= -80


def test_all_silence_reads_as_silence_and_has_no_range() -> None:
    nothing = energies(np.zeros(5 * RATE, np.float32))
    assert set(course(nothing)) == {SILENCE}
    assert loudness_range(nothing) is None


def test_less_than_three_seconds_have_no_course_and_no_range() -> None:
    short = energies(steps((2.9, -20)))
    assert len(course(short)) == 0
    assert loudness_range(short) is None


@pytest.mark.program
@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg as a second meter")
@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_range_and_course_are_those_of_ffmpeg(rate: int) -> None:
    noise = changing_noise(40, rate)
    command = [
        "ffmpeg", "-hide_banner", "-f", "f32le", "-ar", str(rate), "-ac", "1", "-i", "-", "-filter_complex",
        "ebur128", "-f", "null", "-",
    ]  # fmt: skip
    told = subprocess.run(command, input=noise.tobytes(), capture_output=True, check=True).stderr.decode()
    found = energies(noise, rate)
    theirs = float(re.findall(r"LRA:\s+(-?[\d.]+) LU\n\s+Threshold", told)[-1])
    assert loudness_range(found) == pytest.approx(theirs, abs=0.3)
    windows = [
        (float(time), float(level)) for time, level in re.findall(r" t: ([\d.]+)\s.*? S:\s*(-?[\d.]+)", told)
    ]
    levels = course(found)
    compared = [
        (levels[round(time * 10) - 30], level) for time, level in windows if time >= 3 and level > -60
    ]
    assert len(compared) > 300
    assert max(abs(ours - level) for ours, level in compared) < 0.15

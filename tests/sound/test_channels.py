"""Measures and the limiter over two channels."""

from __future__ import annotations

import re
import shutil
import subprocess

import numpy as np
import pytest
import soundfile

from bulletin.schema.units import Dbtp, Lufs
from bulletin.sound.channels import LoudnessMeter, in_channels, measure
from bulletin.sound.decode import Sound
from bulletin.sound.limiter import limited
from bulletin.sound.loudness import SILENCE
from bulletin.sound.reel import Reel
from bulletin.sound.survey import surveyed
from tests.sound.heard import RATE, level_of, noise, tone

CEILING = Dbtp(-1.0)


def stereo(left: Sound, right: Sound) -> Sound:
    return np.stack([left, right], axis=1)


def loudness(samples: Sound) -> float:
    return measure(RATE, [samples]).integrated_lufs


def limit(samples: Sound, gain: float, ceiling: Dbtp = CEILING) -> Sound:
    return np.concatenate(
        list(limited(lambda start, stop: samples[start:stop].copy(), len(samples), RATE, gain, ceiling))
    )


SWELLING = stereo(
    noise(6) * np.abs(np.sin(np.arange(6 * RATE) / RATE)).astype(np.float32), noise(6, -26, seed=2)
)


def test_a_full_scale_sine_in_both_channels_reads_0() -> None:
    # BS.1770-4, annex 1: -3.01 in one channel, and twice the power in two.
    assert loudness(stereo(tone(997, 4, 0), tone(997, 4, 0))) == pytest.approx(0.0, abs=0.02)


def test_a_silent_channel_adds_nothing() -> None:
    assert loudness(stereo(tone(997, 4, -20), np.zeros(4 * RATE, np.float32))) == pytest.approx(
        loudness(tone(997, 4, -20)), abs=1e-6
    )


def test_nothing_at_all_reads_as_silence() -> None:
    assert measure(RATE, []).integrated_lufs == SILENCE
    assert LoudnessMeter(RATE).loudness() == SILENCE


def test_the_true_peak_is_that_of_the_higher_channel() -> None:
    found = measure(RATE, [stereo(tone(997, 1, -9), tone(331, 1, -4))])

    assert found.true_peak_dbtp == pytest.approx(-4.0, abs=0.05)


def test_the_reading_does_not_depend_on_the_blocks() -> None:
    blocks = np.split(SWELLING, [1, 1000, 50_000, 50_001, 200_000])

    found, whole = measure(RATE, blocks), measure(RATE, [SWELLING])

    assert found.integrated_lufs == pytest.approx(whole.integrated_lufs, abs=1e-4)
    assert found.true_peak_dbtp == pytest.approx(whole.true_peak_dbtp, abs=1e-4)


@pytest.mark.usefixtures("world")
@pytest.mark.program
@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg as a second meter")
def test_ffmpeg_reads_the_same_loudness_of_two_channels() -> None:
    soundfile.write("a.wav", SWELLING, RATE, subtype="FLOAT")
    told = subprocess.run(
        ["ffmpeg", "-nostats", "-i", "a.wav", "-af", "ebur128", "-f", "null", "-"],
        capture_output=True,
        check=True,
    ).stderr.decode()
    found = re.findall(r"I:\s+(-?[\d.]+) LUFS", told)[-1]

    assert loudness(SWELLING) == pytest.approx(float(found), abs=0.1)


@pytest.mark.parametrize("gain", [2.0, 8.0])
def test_the_limiter_keeps_both_channels_below_the_ceiling(gain: float) -> None:
    assert measure(RATE, [limit(SWELLING, gain)]).true_peak_dbtp < CEILING + 0.02


def test_the_limiter_turns_both_channels_down_alike() -> None:
    quiet = np.full(2 * RATE, 0.1, np.float32)
    loud = quiet.copy()
    loud[RATE] = 0.9
    out = limit(stereo(loud, quiet), 2.0)
    gains = out / (stereo(loud, quiet) * 2)

    np.testing.assert_allclose(gains[:, 0], gains[:, 1], rtol=1e-6)
    assert gains.min() < 0.6


def test_the_limiter_treats_two_channels_alike_as_it_does_one() -> None:
    one = SWELLING[:, 0]
    two = limit(stereo(one, one), 6.0)

    np.testing.assert_array_equal(two[:, 1], limit(np.ascontiguousarray(one), 6.0))


@pytest.mark.parametrize("target", [-23.0, -16.0, -12.0])
def test_the_survey_foretells_the_loudness_of_a_master_of_two_channels(target: float) -> None:
    gain = surveyed([SWELLING]).gain_to(Lufs(target), CEILING)

    assert loudness(limit(SWELLING, gain)) == pytest.approx(target, abs=0.1)


def test_a_reel_of_two_channels_mixes_and_reads_them() -> None:
    with Reel(2) as reel:
        reel.mix(100, SWELLING[:1000])
        reel.mix(600, SWELLING[:1000])
        reel.close_at(3000)
        whole = reel.read(0, 3000)

    assert whole.shape == (3000, 2)
    assert not whole[:100].any()
    np.testing.assert_array_equal(whole[100:600], SWELLING[:500])
    np.testing.assert_array_equal(whole[600:1100], SWELLING[500:1000] + SWELLING[:500])
    np.testing.assert_array_equal(whole[1100:1600], SWELLING[500:1000])
    assert not whole[1600:].any()


def test_one_channel_in_two_and_back_is_3_db_lower() -> None:
    one = noise(1)

    assert level_of(in_channels(in_channels(one, 2), 1)) == pytest.approx(level_of(one) - 3.01, abs=0.01)

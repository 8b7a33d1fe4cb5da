from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.schema.units import Hertz
from bulletin.sound.decode import Sound
from bulletin.sound.loudness import SILENCE, dbtp, decibels, integrated
from bulletin.sound.meter import Meter
from tests.tiers import by_tier

RATES = (16_000, 22_050, 24_000, 44_100, 48_000)
FULL_SCALE_SINE = -3.01
"""LKFS of a full-scale sine of 997 Hz in one channel (BS.1770-4, annex 1)."""


def sine(frequency: float, seconds: float, level: float = 0.0, rate: int = 48_000) -> Sound:
    """A sine whose peaks are at `level` dBFS."""
    places = np.arange(round(seconds * rate)) / rate
    wave: Sound = (10 ** (level / 20) * np.sin(2 * np.pi * frequency * places)).astype(np.float32)
    return wave


def steps(*parts: tuple[float, float], rate: int = 16_000) -> Sound:
    """A sine of 1 kHz, each part so many seconds long and so many dBFS high."""
    return np.concatenate([sine(1000, seconds, level, rate) for seconds, level in parts])


def loudness(samples: Sound, rate: int = 48_000) -> float:
    meter = Meter(Hertz(rate))
    meter.feed(samples)
    return meter.loudness()


@cache
def changing_noise(seconds: float, rate: int) -> Sound:
    """Noise that swells, fades and rests, so that both gates have work to do."""
    count = round(seconds * rate)
    swell = 10 ** (-2 * np.abs(np.sin(np.arange(count) * 2.1 / rate)))
    swell[count // 3 : count // 2] = 0
    noise: Sound = (0.3 * swell * np.random.default_rng(7).standard_normal(count)).astype(np.float32)
    return noise


@cache
def loudness_of_changing_noise(seconds: float, rate: int) -> float:
    return loudness(changing_noise(seconds, rate), rate)


@pytest.mark.parametrize("rate", RATES)
def test_a_full_scale_sine_in_one_channel_reads_3_below_zero_at_every_rate(rate: int) -> None:
    assert loudness(sine(997, 4, 0.0, rate), rate) == pytest.approx(FULL_SCALE_SINE, abs=0.05)


@pytest.mark.parametrize("level", [-6.0, -20.0, -23.0, -40.0, -60.0])
def test_a_sine_reads_as_much_lower_as_it_is_quieter(level: float) -> None:
    assert loudness(sine(997, 4, level)) == pytest.approx(FULL_SCALE_SINE + level, abs=0.02)


def test_the_weighting_lifts_treble_by_4_db() -> None:
    assert loudness(sine(10_000, 3)) - loudness(sine(200, 3)) == pytest.approx(4.2, abs=0.3)


def test_the_weighting_takes_rumble_away() -> None:
    assert loudness(sine(10, 3)) < loudness(sine(997, 3)) - 20


# EBU Tech 3341, table 1, in one channel: each reads 3.01 LU less than the two channels of the table.
@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([(20, -23)], -23.0, id="case 1"),
        pytest.param([(20, -33)], -33.0, id="case 2"),
        pytest.param([(10, -36), (60, -23), (10, -36)], -23.0, id="case 3"),
        pytest.param([(10, -72), (10, -36), (60, -23), (10, -36), (10, -72)], -23.0, id="case 4"),
        pytest.param([(20, -26), (20.1, -20), (20, -26)], -23.0, id="case 5"),
    ],
)
def test_the_signals_of_ebu_tech_3341_read_as_its_table_says(
    parts: list[tuple[float, float]], expected: float
) -> None:
    assert loudness(steps(*parts), 16_000) == pytest.approx(expected - 3.01, abs=0.1)


def test_silence_around_a_sound_does_not_count() -> None:
    sound = changing_noise(6, 16_000)
    rest = np.zeros(16_000 * 20, np.float32)

    assert loudness(np.concatenate([rest, sound, rest]), 16_000) == pytest.approx(
        loudness(sound, 16_000), abs=0.2
    )


@pytest.mark.parametrize("length", [0, 1, 31, 32, 4799, 4800, 48_000])
def test_silence_of_any_length_reads_as_silence(length: int) -> None:
    assert loudness(np.zeros(length, np.float32)) == SILENCE


def test_a_sound_below_the_absolute_gate_reads_as_silence() -> None:
    assert loudness(sine(997, 3, -72.0)) == SILENCE


@pytest.mark.parametrize("seconds", [0.05, 0.15, 0.35])
def test_a_sound_shorter_than_one_block_is_measured_as_it_is(seconds: float) -> None:
    assert loudness(sine(997, seconds, -20.0)) == pytest.approx(FULL_SCALE_SINE - 20, abs=0.3)


def test_the_energies_of_two_clips_together_give_the_loudness_of_both() -> None:
    meters = [Meter(Hertz(48_000)), Meter(Hertz(48_000))]
    for meter, level in zip(meters, (-20.0, -26.0), strict=True):
        meter.feed(sine(997, 5, level))
    together = [energy for meter in meters for energy in meter.energies()]

    # Half the time at 0.01, half at 0.0025 of full power.
    assert integrated(together) == pytest.approx(FULL_SCALE_SINE - 20 + 10 * np.log10(0.6256), abs=0.05)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(1, 30_000), min_size=1, max_size=30), st.sampled_from(RATES))
def test_the_reading_does_not_depend_on_the_blocks(sizes: list[int], rate: int) -> None:
    sound = changing_noise(3, rate)
    meter, start = Meter(Hertz(rate)), 0
    for size in sizes:
        meter.feed(sound[start : start + size])
        start += size
    meter.feed(sound[start:])

    assert meter.loudness() == pytest.approx(loudness_of_changing_noise(3, rate), abs=1e-6)


def test_the_energies_of_short_hops_add_up_to_those_of_long_ones() -> None:
    sound = changing_noise(3, 44_100)
    long, short = Meter(Hertz(44_100)), Meter(Hertz(44_100), hop=90)
    for meter in (long, short):
        meter.feed(sound)
    together = np.reshape(short.energies(), (-1, 49)).mean(axis=1)

    np.testing.assert_allclose(together, long.energies(), rtol=1e-6)


def test_a_sound_fed_sample_by_sample_reads_the_same() -> None:
    sound = changing_noise(0.9, 16_000)
    meter = Meter(Hertz(16_000))
    for sample in sound:
        meter.feed(np.array([sample], np.float32))

    assert meter.loudness() == pytest.approx(loudness(sound, 16_000), abs=1e-6)


def pink(seconds: int, rate: int) -> Sound:
    """Noise of equal power in every octave from 20 Hz to 7 kHz; the same waves at every rate."""
    frequencies = np.arange(20 * seconds, 7000 * seconds)
    waves = np.zeros(seconds * rate // 2 + 1, np.complex128)
    phases = np.random.default_rng(9).uniform(0, 2 * np.pi, len(frequencies))
    waves[frequencies] = np.exp(1j * phases) / np.sqrt(frequencies)
    together = np.fft.irfft(waves, seconds * rate) * rate
    noise: Sound = (0.004 * together).astype(np.float32)
    return noise


KINDS: tuple[int | str, ...] = (60, 400, 997, 2000, 4000, 7000, "pink noise")
"""Sines by their frequencies, and noise."""


@cache
def reference(kind: int | str, rate: int) -> Sound:
    return sine(kind, 4, -14.0, rate) if isinstance(kind, int) else pink(4, rate)


@cache
def reading(kind: int | str, rate: int) -> float:
    return loudness(reference(kind, rate), rate)


def read_by_ffmpeg(rate: int) -> dict[int | str, float]:
    """The integrated loudness that ffmpeg reads of each kind at 48 kHz, the rate the standard gives its filters for.

    All kinds go through one ffmpeg, a channel each, and each through a meter of its own.
    """
    sounds = np.stack([reference(kind, rate) for kind in KINDS], axis=1)
    channels = range(len(KINDS))
    split = f"asplit={len(KINDS)}" + "".join(f"[i{channel}]" for channel in channels)
    meters = [
        f"[i{channel}]pan=mono|c0=c{channel},aresample=48000:filter_size=64:cutoff=0.99,ebur128=metadata=1,"
        f"ametadata=print:key=lavfi.r128.I:file={channel}.txt[o{channel}]"
        for channel in channels
    ]
    outputs = [part for channel in channels for part in ("-map", f"[o{channel}]", "-f", "null", "-")]
    subprocess.run(
        [
            *("ffmpeg", "-v", "error", "-f", "f32le", "-ar", str(rate), "-ac", str(len(KINDS)), "-i", "-"),
            *("-filter_complex", ";".join([split, *meters]), *outputs),
        ],
        input=sounds.tobytes(),
        capture_output=True,
        check=True,
    )
    told = [Path(f"{channel}.txt").read_text() for channel in channels]
    last = [float(re.findall(r"lavfi\.r128\.I=(-?[\d.]+)", lines)[-1]) for lines in told]
    # It rounds down to hundredths.
    return {kind: level + 0.005 for kind, level in zip(KINDS, last, strict=True)}


@pytest.mark.usefixtures("world")
@pytest.mark.program
@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg as a second opinion")
@pytest.mark.parametrize("rate", by_tier([22_050, 44_100], [16_000, 22_050, 44_100, 48_000]))
def test_ffmpeg_reads_the_same(rate: int) -> None:
    ours = {kind: reading(kind, rate) for kind in KINDS}

    assert ours == pytest.approx(read_by_ffmpeg(rate), abs=0.05)


@pytest.mark.parametrize("rate", [*RATES, 96_000, 192_000])
def test_the_same_sound_reads_the_same_at_every_rate(rate: int) -> None:
    ours = {kind: reading(kind, rate) for kind in KINDS}

    assert ours == pytest.approx({kind: reading(kind, 48_000) for kind in KINDS}, abs=0.05)


def test_amplitudes_in_decibels_end_at_120_below_full_scale() -> None:
    assert [round(decibels(amplitude), 2) for amplitude in (1.0, 0.5, 0.1, 0.0)] == [0, -6.02, -20, -120]
    assert dbtp(2.0) == pytest.approx(6.02, abs=0.01)

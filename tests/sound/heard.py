"""What tests of mixed sound share: sounds that are easy to know again, and measures that owe nothing to bulletin."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.clip import Speech
from bulletin.schema.units import PROGRAMME_RATE, Hertz, Samples
from bulletin.sound.decode import Sound

RATE = PROGRAMME_RATE


def tone(frequency: float, seconds: float, level: float = -20.0, rate: int = RATE) -> Sound:
    """A sine whose peaks are at `level` dBFS."""
    places = np.arange(round(seconds * rate)) / rate
    wave: Sound = (10 ** (level / 20) * np.sin(2 * np.pi * frequency * places)).astype(np.float32)
    return wave


def noise(seconds: float, level: float = -20.0, seed: int = 1) -> Sound:
    """White noise of `level` dBFS RMS."""
    wave: Sound = (
        10 ** (level / 20) * np.random.default_rng(seed).standard_normal(round(seconds * RATE))
    ).astype(np.float32)
    return wave


def spoken(samples: Sound, rate: Hertz = RATE) -> Speech:
    """The samples as an engine hands them over."""
    data = np.clip(np.rint(samples * 32768), -32768, 32767).astype("<i2")
    return Speech(sound=data.tobytes(), encoding="pcm16", rate=rate, length=Samples(len(data)))


def level_of(samples: Sound) -> float:
    """RMS in dBFS, all channels together; −120 for silence."""
    power = float(np.mean(samples.astype(np.float64) ** 2))
    return float(10 * np.log10(max(power, 1e-12)))


def at_frequency(samples: Sound, frequency: float, window: int = 882) -> NDArray[np.float64]:
    """The amplitude of one frequency in each window of 20 ms, in dBFS of its peaks."""
    count = len(samples) // window
    rows = samples[: count * window].reshape(count, window).astype(np.float64)
    places = np.arange(count * window).reshape(count, window) / RATE
    # Hann: what is beside the frequency does not leak into it.
    shape = np.hanning(window)
    parts = (rows * shape * np.exp(-2j * np.pi * frequency * places)).sum(axis=1) * 2 / shape.sum()
    found: NDArray[np.float64] = 20 * np.log10(np.maximum(np.abs(parts), 1e-6))
    return found


def largest_step(samples: Sound, place: int, reach: int = 88) -> float:
    """The largest step from sample to sample within 2 ms of a place."""
    around = samples[max(0, place - reach) : place + reach]
    return float(np.abs(np.diff(around, axis=0)).max(initial=0))


def silences(samples: Sound, rate: int, *, at_least: float) -> list[float]:
    """Every silence within the sound, in seconds: 40 dB below what is loudest just before, or just after it."""
    window = rate // 500
    count = len(samples) // window
    levels = np.sqrt(np.mean(samples[: count * window].reshape(count, window) ** 2, axis=1))
    around = round(0.6 * rate / window)
    before = np.array([levels[max(0, at - around) : at + 1].max() for at in range(count)])
    after = np.array([levels[at : at + around].max() for at in range(count)])
    loud = np.flatnonzero((levels > before / 100) & (levels > after / 100) & (levels > 1e-3))
    gaps = [(other - one - 1) * window / rate for one, other in pairwise(loud)]
    return [gap for gap in gaps if gap >= at_least]

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bulletin.engines.espeak.engine import EspeakEngine
from bulletin.schema.manner import Manner
from bulletin.schema.units import Hertz
from bulletin.sound.decode import Sound, clip_segment, listen, samples_of
from bulletin.sound.speech import find_speech
from bulletin.sound.stretch import stretch, stretched_length
from tests.tiers import by_tier

RATE = Hertz(22_050)
FACTORS = (0.96, 0.985, 1.01, 1.04)
WIDE = (0.7, 0.85, 1.2, 1.5)
"""Rates of a voice that has none of its own."""

SENTENCE = "मौसम विभाग के अनुसार अगले चौबीस घंटों में पहाड़ों पर भारी बारिश हो सकती है।"


def vowel(pitch: float, seconds: float) -> Sound:
    """A voiced sound of twelve harmonics, each softer than the one before, with a slow swell."""
    time = np.arange(int(seconds * RATE)) / RATE
    waves = sum(np.sin(2 * np.pi * pitch * n * time + n * n) / n for n in range(1, 13))
    return np.asarray(0.15 * waves * (1 + 0.3 * np.sin(2 * np.pi * 3 * time)), np.float32)


@pytest.fixture(scope="module", params=[0.0, 5.0], ids=["low", "high"])
def speech(request: pytest.FixtureRequest) -> Sound:
    """A sentence of espeak's in its own voice, low or high, cut to its speech. A variant differs from run to run."""
    with EspeakEngine().open("hi", listen, manner=Manner(pitch=request.param)) as session:
        said = session.speak(SENTENCE)
    assert said.rate == RATE
    samples = samples_of(clip_segment(said.sound, said.encoding, said.rate))
    found = find_speech(samples, said.rate)
    return samples[found.start : found.start + found.length]


def at_rate(samples: Sound, factor: float) -> Sound:
    return stretch(samples, RATE, stretched_length(len(samples), factor))


_SPEECH_AT: dict[tuple[bytes, float], Sound] = {}


def speech_at(speech: Sound, factor: float) -> Sound:
    """The same, made once for all that is asked of it."""
    key = (speech.tobytes(), factor)
    if key not in _SPEECH_AT:
        _SPEECH_AT[key] = at_rate(speech, factor)
    return _SPEECH_AT[key]


def periods(samples: Sound) -> NDArray[np.float64]:
    """The period in samples around each 10 ms, to a part of a sample; 0 where there is no clear one."""
    width, lags = int(0.04 * RATE), np.arange(RATE // 330, RATE // 70)
    found = []
    for start in range(0, len(samples) - width - int(lags[-1]) - 1, RATE // 100):
        around = samples[start : start + width + lags[-1]].astype(np.float64)
        here = around[:width]
        powers = np.concatenate([[0.0], np.cumsum(around * around)])
        energies = (powers[width:] - powers[:-width])[lags]
        likeness = np.correlate(around, here)[lags] / np.sqrt((here @ here) * energies + 1e-9)
        best = int(np.argmax(likeness))
        if likeness[best] < 0.9 or not 0 < best < len(lags) - 1:
            found.append(0.0)
            continue
        before, at, after = likeness[best - 1 : best + 2]
        found.append(float(lags[best] + (before - after) / (2 * (before - 2 * at + after))))
    return np.array(found)


def fingerprints(samples: Sound) -> NDArray[np.uint64]:
    """A number of 64 bits for each eight samples on end: the same for the same ones, and for no others by chance."""
    bits = samples.view(np.uint32).astype(np.uint64)
    factors = np.random.default_rng(5).integers(1, 1 << 63, 8, np.uint64) * np.uint64(2) + np.uint64(1)
    count = len(samples) - 7
    found = np.zeros(count, np.uint64)
    for offset, factor in enumerate(factors):
        found += bits[offset : offset + count] * factor
    return found


@pytest.fixture(scope="module")
def periods_of_speech(speech: Sound) -> NDArray[np.float64]:
    return periods(speech)


def moments(before: Sound, after: Sound) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places in `after` at which eight samples stand as they do at one place alone in `before`, and those places."""
    known, places, counts = np.unique(fingerprints(before), return_index=True, return_counts=True)
    ours = fingerprints(after)
    # In order of value: looked up one after the other, they are found many times as fast.
    order = np.argsort(ours)
    row = np.minimum(np.searchsorted(known, ours[order]), len(known) - 1)
    found = (known[row] == ours[order]) & (counts[row] == 1)
    return order[found], places[row[found]]


def envelope(samples: Sound, points: int = 40) -> NDArray[np.float64]:
    return np.array([np.sqrt(np.mean(part**2)) for part in np.array_split(samples, points)])


class TestSpeech:
    @pytest.mark.parametrize("factor", by_tier((0.985, 1.5), FACTORS + WIDE))
    def test_its_pitch_stays_within_five_cents(
        self, speech: Sound, periods_of_speech: NDArray[np.float64], factor: float
    ) -> None:
        before, after = periods_of_speech, periods(speech_at(speech, factor))
        # Each moment is compared with the same moment of the original, where both have a voice.
        same = np.minimum(np.rint(np.arange(len(after)) * factor).astype(int), len(before) - 1)
        both = (after > 0) & (before[same] > 0)
        assert both.sum() > (40 if factor in FACTORS else 10)
        assert abs(np.median(1200 * np.log2(before[same][both] / after[both]))) < 5

    @pytest.mark.parametrize("factor", FACTORS + WIDE)
    def test_no_join_clicks(self, speech: Sound, factor: float) -> None:
        step = np.abs(np.diff(speech_at(speech, factor))).max()
        assert step <= np.abs(np.diff(speech)).max() * 1.02

    @pytest.mark.parametrize("factor", FACTORS + WIDE)
    def test_its_loudness_rises_and_falls_as_before(self, speech: Sound, factor: float) -> None:
        before, after = envelope(speech), envelope(speech_at(speech, factor))
        assert np.corrcoef(before, after)[0, 1] > 0.98
        change = abs(20 * np.log10(np.sqrt(np.mean(after**2) / np.mean(before**2))))
        assert change < (0.3 if factor in FACTORS else 0.8)

    def test_it_is_the_same_every_time(self, speech: Sound) -> None:
        assert np.array_equal(at_rate(speech, 1.03), at_rate(speech.copy(), 1.03))

    def test_at_its_own_rate_it_is_left_as_it_is(self, speech: Sound) -> None:
        assert np.array_equal(at_rate(speech, 1.0), speech)

    @pytest.mark.parametrize("factor", FACTORS)
    def test_nearly_all_of_it_is_the_speakers_own_and_in_its_place(
        self, speech: Sound, factor: float
    ) -> None:
        heard, found = moments(speech, speech_at(speech, factor))
        # A join every quarter of a second; and in what repeats itself no place is known for sure.
        assert len(heard) > 0.7 * stretched_length(len(speech), factor)
        assert np.abs(found - heard * factor).max() < 0.020 * RATE


class TestAVoicedSound:
    @pytest.mark.parametrize("pitch", by_tier([117.3, 251.7], [80.0, 117.3, 180.0, 251.7, 310.0]))
    @pytest.mark.parametrize("factor", by_tier([0.96, 1.5], [0.7, 0.96, 1.04, 1.5]))
    def test_its_pitch_is_kept(self, pitch: float, factor: float) -> None:
        after = at_rate(vowel(pitch, 3), factor)
        size = 1 << 18
        levels = np.log(np.abs(np.fft.rfft(after * np.hanning(len(after)), size)) + 1e-12)
        place = int(np.argmax(levels[: int(pitch * 1.4 / RATE * size)]))
        # The top of a parabola through the highest three.
        below, top, above = levels[place - 1 : place + 2]
        exact = place + (below - above) / (2 * (below - 2 * top + above))
        assert abs(1200 * np.log2(exact * RATE / size / pitch)) < 2

    @pytest.mark.parametrize("factor", FACTORS)
    def test_it_has_no_holes(self, factor: float) -> None:
        # As every clip, it ends in a moment of quiet.
        before = np.concatenate([vowel(140, 3), np.zeros(RATE // 25, np.float32)])
        levels = [
            np.array([np.mean(part**2) for part in np.array_split(samples, 60)[:58]])
            for samples in (before, at_rate(before, factor))
        ]
        assert (levels[1] / levels[0]).min() > 0.75


@pytest.mark.parametrize("factor", by_tier([0.96, 1.005], [0.96, 0.995, 1.001, 1.005, 1.02, 1.04]))
def test_each_moment_of_a_long_clip_is_within_20_ms_of_its_place(factor: float) -> None:
    noise = (np.random.default_rng(7).standard_normal(10 * RATE) / 8).astype(np.float32)
    heard, found = moments(noise, at_rate(noise, factor))
    assert np.abs(found - heard * factor).max() < 0.020 * RATE


@settings(max_examples=by_tier(30, 100), deadline=None)
@given(
    length=st.integers(0, 9000),
    factor=st.one_of(st.floats(0.92, 1.08), st.floats(0.67, 1.57)),
    rate=st.sampled_from([8_000, 16_000, 22_050, 24_000, 44_100, 48_000]),
    kind=st.sampled_from(["noise", "silence", "tone", "constant"]),
)
def test_any_clip_gets_exactly_its_new_length(length: int, factor: float, rate: int, kind: str) -> None:
    place = np.arange(length)
    samples = {
        "noise": np.random.default_rng(1).standard_normal(length) / 8,
        "silence": np.zeros(length),
        "tone": np.sin(place * 0.05),
        "constant": np.full(length, 0.5),
    }[kind].astype(np.float32)
    after = stretch(samples, Hertz(rate), wanted := stretched_length(length, factor))
    assert len(after) == wanted
    assert np.isfinite(after).all()
    assert np.abs(after).max(initial=0) <= np.abs(samples).max(initial=0) * 1.0001


def test_more_than_a_voice_may_be_stretched_is_not_done() -> None:
    for length in (RATE * 8 // 5, RATE // 2):
        with pytest.raises(ValueError, match="cannot be stretched"):
            stretch(vowel(120, 1), RATE, length)

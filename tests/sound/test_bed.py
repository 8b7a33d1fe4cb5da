from __future__ import annotations

from functools import cache
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.schema.programme import Channels
from bulletin.sound.bed import CROSSFADE, SHORTEST_BED, Loop
from bulletin.sound.decode import Sound
from bulletin.sound.music import Music
from tests.sound.heard import RATE, largest_step, level_of, noise, tone


def loop(samples: Sound, channels: Channels = 1) -> Loop:
    return Loop(Music.of(samples), channels)


def test_music_that_is_long_enough_plays_as_it_is() -> None:
    samples = noise(10)

    np.testing.assert_array_equal(
        loop(samples).read(0, 8 * RATE - CROSSFADE), samples[: 8 * RATE - CROSSFADE]
    )


def test_short_music_begins_again_before_it_ends() -> None:
    bed = loop(noise(10))

    assert bed.period == 10 * RATE - CROSSFADE
    np.testing.assert_allclose(
        bed.read(3 * RATE, 5 * RATE), bed.read(3 * RATE + bed.period, 5 * RATE + bed.period), atol=1e-6
    )


def test_the_music_is_as_loud_where_it_begins_again_as_elsewhere() -> None:
    bed = loop(noise(10))
    hundredths = bed.read(5 * RATE, 25 * RATE).reshape(-1, RATE // 4)

    assert [level_of(part) for part in hundredths] == pytest.approx([-20.0] * 80, abs=0.6)


def test_nothing_clicks_where_the_music_begins_again() -> None:
    bed = loop(tone(220, 3.21))
    steady = largest_step(bed.read(0, 2 * RATE), RATE)

    for turn in (1, 2, 3):
        # In the crossfade the tone meets itself, at worst in phase.
        joined = bed.read(turn * bed.period - RATE // 2, turn * bed.period + 2 * RATE)
        assert np.abs(np.diff(joined)).max() < 1.5 * steady


def test_silence_and_fades_at_both_ends_are_left_out_of_the_loop() -> None:
    samples = np.concatenate(
        [np.zeros(RATE, np.float32), noise(6), noise(2, -60), np.zeros(RATE, np.float32)]
    )
    bed = loop(samples)
    tenths = bed.read(0, 30 * RATE).reshape(-1, RATE // 10)

    assert min(level_of(part) for part in tenths) > -22


def test_silent_music_stays_silent() -> None:
    assert not loop(np.zeros(5 * RATE, np.float32)).read(0, 20 * RATE).any()


def test_the_shortest_bed_goes_on_and_on() -> None:
    found = loop(noise(SHORTEST_BED / RATE)).read(0, 30 * RATE)

    assert [level_of(part) for part in found.reshape(-1, RATE)] == pytest.approx([-20.0] * 30, abs=0.5)


@pytest.mark.parametrize("channels", get_args(Channels))
def test_a_bed_has_the_channels_of_its_programme(channels: Channels) -> None:
    found = loop(np.stack([noise(4), noise(4, seed=2)], axis=1), channels).read(0, 10 * RATE)

    assert found.shape == ((10 * RATE,) if channels == 1 else (10 * RATE, 2))


@cache
def played() -> tuple[Loop, Sound]:
    """A loop, and 25 seconds of it in one go."""
    bed = loop(noise(2.5))
    return bed, bed.read(0, 25 * RATE)


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 20 * RATE), st.integers(1, 5 * RATE))
def test_the_music_does_not_depend_on_the_blocks(start: int, length: int) -> None:
    bed, whole = played()

    np.testing.assert_array_equal(bed.read(start, start + length), whole[start : start + length])

"""Single: one sound and its tags are nothing beside the sound; whatever else is there is named."""

from __future__ import annotations

import io
from functools import cache

import numpy as np
import pytest
import soundfile

from bulletin.containers.single import beside_the_sound
from tests.containers.test_parts import ID3V1

FORMS = {"OPUS": ("OGG", "OPUS"), "OGG": ("OGG", None), "FLAC": ("FLAC", None), "WAV": ("WAV", None)}


@cache
def encoded(form: str, channels: int = 1) -> bytes:
    noise = np.random.default_rng(3).standard_normal((24_000, channels)) * 0.1
    data = io.BytesIO()
    container, codec = FORMS[form]
    soundfile.write(data, noise, 24_000, format=container, subtype=codec)
    return data.getvalue()


def beside(data: bytes) -> str:
    return beside_the_sound(io.BytesIO(data))


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("form", FORMS)
def test_one_sound_is_all_there_is(form: str, channels: int) -> None:
    assert beside(encoded(form, channels)) == ""


@pytest.mark.parametrize("form", FORMS)
def test_two_sounds_are_told(form: str) -> None:
    data = encoded(form)
    assert beside(data * 2).startswith(f"2 sounds are joined in it; a player may end at byte {len(data):,}")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("more", [b"x", b"no sound" * 5_000], ids=["a byte", "many"])
def test_what_stands_behind_the_sound_is_told(form: str, more: bytes) -> None:
    what = beside(encoded(form) + more)
    assert ("behind the last frame" if form == "FLAC" else f"{len(more):,} bytes from byte") in what


def test_a_tag_behind_a_flac_stream_is_none_of_it() -> None:
    assert beside(encoded("FLAC") + ID3V1) == ""


def test_a_flac_stream_that_lacks_its_end_is_told() -> None:
    assert "behind the last frame" in beside(encoded("FLAC")[:-3])


def test_what_is_no_sound_has_nothing_beside_it() -> None:
    assert beside(b"") == beside(b"no sound") == ""

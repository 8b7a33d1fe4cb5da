"""Wholeness: a sound file whose end is missing is known by its head or its last page, in every container."""

from __future__ import annotations

import io
import os
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bulletin.errors import InputError
from bulletin.sound.jingle_file import open_jingle
from bulletin.sound.wholeness import is_cut

RATE = 22_050
FORMS = ("WAV", "WAVEX", "RF64", "AIFF", "OGG", "MP3")


def tune(channels: int = 1) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Three seconds of noise that is nowhere the same."""
    noise = np.random.default_rng(3).standard_normal((3 * RATE, channels)) * 0.1
    return noise.astype(np.float32)


@cache
def encoded(form: str, channels: int = 1) -> bytes:
    data = io.BytesIO()
    soundfile.write(data, tune(channels), RATE, format=form)
    return data.getvalue()


def told(data: bytes) -> bool:
    file = io.BytesIO(data)
    cut = is_cut(file)
    assert file.tell() == 0
    return cut


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("form", FORMS)
class TestOfEveryKind:
    def test_a_whole_file_is_not_cut(self, form: str, channels: int) -> None:
        assert not told(encoded(form, channels))

    @pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.95])
    def test_a_part_of_it_is(self, form: str, channels: int, part: float) -> None:
        data = encoded(form, channels)
        assert told(data[: max(100, int(len(data) * part))])


def test_a_tag_before_an_mp3_is_no_part_of_what_it_counts() -> None:
    tag = b"ID3\x04\0\0" + bytes([0, 0, 8, 0]) + bytes(1024)
    data = encoded("MP3")
    assert not told(tag + data)
    assert told(tag + data[:-2000])


def test_an_mp3_that_tells_no_size_is_taken_as_it_is() -> None:
    data = encoded("MP3")
    at = data.index(b"Xing") + 4
    flags = int.from_bytes(data[at : at + 4], "big") & ~2
    assert not told(data[:at] + flags.to_bytes(4, "big") + data[at + 4 : -2000])


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF])
def test_a_wav_file_that_came_through_a_pipe_tells_no_size(size: int) -> None:
    data = encoded("WAV")
    at = data.index(b"data") + 4
    assert not told(data[:at] + size.to_bytes(4, "little") + data[at + 4 :])


def test_a_header_that_tells_one_sample_too_much_is_forgiven() -> None:
    assert not told(encoded("WAV")[:-2])


def test_a_header_of_a_thousand_million_seconds_is_not_believed() -> None:
    data = encoded("WAV")
    at = data.index(b"data") + 4
    assert told(data[:at] + (0xFFFFFFF0).to_bytes(4, "little") + data[at + 4 :])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("length", [0, 1, 11, 12, 13, 20, 43, 60, 199])
def test_a_head_alone_breaks_nothing(form: str, length: int) -> None:
    told(encoded(form)[:length])


def test_any_bytes_behind_a_head_break_nothing() -> None:
    chance = np.random.default_rng(4)
    for form in FORMS:
        for _ in range(50):
            data = bytearray(encoded(form)[:400] if form != "OGG" else encoded(form)[-400:])
            for place in chance.integers(0, len(data), 8):
                data[place] = chance.integers(0, 256)
            told(bytes(data))


def test_a_jingle_whose_end_is_missing_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "cut.wav"
    path.write_bytes(encoded("WAV"))
    os.truncate(path, 60_000)
    with pytest.raises(InputError, match="its end is missing") as caught:
        open_jingle(path)
    assert (caught.value.code, caught.value.source) == (65, str(path))

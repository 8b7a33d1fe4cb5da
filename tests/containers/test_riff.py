"""Chunks, read from files of ours and of others, and from damaged ones."""

from __future__ import annotations

import io
import struct
from functools import cache

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from bulletin.containers.riff import LARGEST, MOST_CHUNKS, Chunk, chunk, chunks, parts, wave_form

NAMES = st.binary(min_size=4, max_size=4).filter(lambda name: name not in (b"data", b"ds64"))
SOME = st.lists(st.tuples(NAMES, st.binary(max_size=50)), max_size=20)


def file_of(*made: bytes) -> io.BytesIO:
    body = b"".join(made)
    return io.BytesIO(wave_form(4 + len(body)) + body)


@cache
def written(form: str) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, np.zeros((1001, 1)), 8000, format=form, subtype="PCM_16")
    return file.getvalue()


@given(SOME)
def test_chunks_are_read_as_they_were_written(made: list[tuple[bytes, bytes]]) -> None:
    file = file_of(*(chunk(name, data) for name, data in made))
    data = file.getvalue()
    assert [(one.name, data[one.start : one.start + one.size]) for one in chunks(file)] == made


@given(SOME)
def test_parts_of_a_list_are_read_as_they_were_written(made: list[tuple[bytes, bytes]]) -> None:
    assert list(parts(b"".join(chunk(name, data) for name, data in made))) == made


def test_a_chunk_of_odd_size_is_padded() -> None:
    assert chunk(b"abcd", b"xyz") == b"abcd\x03\0\0\0xyz\0"
    assert chunk(b"abcd", b"xy") == b"abcd\x02\0\0\0xy"


@pytest.mark.parametrize(
    ("form", "order", "name"),
    [("WAV", "little", b"data"), ("RF64", "little", b"data"), ("AIFF", "big", b"SSND")],
)
def test_the_sound_of_another_writer_is_found(form: str, order: str, name: bytes) -> None:
    assert order in ("little", "big")
    data = written(form)
    (sound,) = [
        one for one in chunks(io.BytesIO(data), "big" if order == "big" else "little") if one.name == name
    ]
    # AIFF puts eight bytes before its samples.
    assert sound.size == 2002 + (8 if form == "AIFF" else 0)
    assert sound.start + sound.size + sound.size % 2 <= len(data)


@pytest.mark.parametrize("told", [0, LARGEST])
def test_the_size_of_data_is_that_of_ds64(told: int) -> None:
    sizes = chunk(b"ds64", struct.pack("<QQQI", 0, 1 << 33, 0, 0))
    sound = b"data" + struct.pack("<I", told)
    assert list(chunks(file_of(sizes, sound)))[1:] == [Chunk(b"data", 56, 1 << 33)]


@pytest.mark.parametrize("told", [0, LARGEST])
def test_without_ds64_the_size_is_what_the_file_says(told: int) -> None:
    assert [one.size for one in chunks(file_of(b"data" + struct.pack("<I", told)))] == [told]


def test_the_position_may_change_between_two_chunks() -> None:
    file = file_of(chunk(b"aaaa", b"1234"), chunk(b"bbbb", b"5"))
    found = []
    for one in chunks(file):
        file.seek(one.start)
        found.append(file.read(one.size))
        file.seek(0)
    assert found == [b"1234", b"5"]


def test_a_file_of_empty_chunks_costs_no_more_than_the_most() -> None:
    assert len(list(chunks(io.BytesIO(bytes(12 + 8 * 100_000))))) == MOST_CHUNKS


@given(st.binary(max_size=200), st.sampled_from(["little", "big"]))
def test_no_bytes_break_the_readers(data: bytes, order: str) -> None:
    for one in chunks(io.BytesIO(data), "big" if order == "big" else "little"):
        assert 20 <= one.start <= len(data)
    assert sum(8 + len(value) for _, value in parts(data)) <= len(data)


@given(st.integers(0, 2100), st.binary(min_size=1, max_size=12))
def test_no_damage_to_a_real_file_breaks_the_reader(place: int, damage: bytes) -> None:
    for form in ("WAV", "RF64"):
        data = written(form)
        data = data[:place] + damage + data[place + len(damage) :]
        assert len(list(chunks(io.BytesIO(data)))) <= MOST_CHUNKS


def test_a_form_without_a_size_is_rf64() -> None:
    assert wave_form(36) == b"RIFF\x24\0\0\0WAVE"
    assert wave_form(None) == b"RF64\xff\xff\xff\xffWAVE"

"""The Info frame: what is written is read, by us and by another library."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from mutagen.mp3 import MP3

from bulletin.containers.mpeg import FRAME, RATES, frame_header, mp3_header
from bulletin.containers.xing import CONSTANT, VARIABLE, Info, read_info, seek_table, write_info
from bulletin.schema.formats import MP3_BIT_RATES
from bulletin.schema.units import Hertz
from bulletin.writers.audio.mp3 import write_mp3

HEAD = mp3_header(44_100, 128, 1)
INFO = Info(frames=1000, size=418_000, delay=576, padding=1104)
TABLE = bytes(range(100))

COUNTS = st.integers(0, 0xFFFF_FFFF)
DELAYS = st.integers(0, 0xFFF)


def frame(info: Info = INFO, head: bytes = HEAD, method: int = CONSTANT) -> bytes:
    return write_info(head, info, TABLE, method=method, bit_rate=128)


@given(
    st.builds(Info, frames=COUNTS, size=COUNTS, delay=DELAYS, padding=DELAYS),
    st.sampled_from(RATES),
    st.sampled_from(MP3_BIT_RATES),
    st.sampled_from([1, 2]),
    st.sampled_from([CONSTANT, VARIABLE]),
)
def test_what_is_written_is_read(info: Info, rate: int, bit_rate: int, channels: int, method: int) -> None:
    head = mp3_header(rate, bit_rate, channels)
    header = frame_header(head)
    assert header is not None
    found = frame(info, head, method)
    assert (len(found), read_info(found)) == (header.size, info)


def test_the_fields_are_where_the_specification_puts_them() -> None:
    found = frame()
    assert found[21:25] == b"Info"
    assert found[25:29] == bytes([0, 0, 0, 0b1111])
    assert (found[29:33], found[33:37]) == ((1000).to_bytes(4, "big"), (418_000).to_bytes(4, "big"))
    assert found[37:137] == TABLE
    assert found[141:150] == b"LAME3.100"
    assert found[150] == 1
    assert (found[161], found[162:165]) == (128, (576 << 12 | 1104).to_bytes(3, "big"))
    assert found[169:173] == (418_000).to_bytes(4, "big")
    assert found[177:] == bytes(417 - 177)
    assert frame(method=VARIABLE)[21:25] == b"Xing"


def test_its_check_sum_is_that_of_the_usual_example() -> None:
    # CRC-16/ARC over the bytes before it, by the check value of the catalogue of CRCs.
    from bulletin.containers.xing import _crc16

    assert _crc16(b"123456789") == 0xBB3D
    assert frame()[175:177] == _crc16(frame()[:175]).to_bytes(2, "big")


@pytest.mark.parametrize(
    "info",
    [
        replace(INFO, frames=None),
        replace(INFO, size=None),
        replace(INFO, frames=1 << 32),
        replace(INFO, size=-1),
        replace(INFO, delay=4096),
        replace(INFO, padding=-1),
    ],
    ids=str,
)
def test_what_does_not_fit_its_field_is_refused(info: Info) -> None:
    with pytest.raises(ValueError, match="Info"):
        frame(info)


@pytest.mark.parametrize(
    "head", [b"", b"head", mp3_header(48_000, 32, 1)], ids=["none", "no header", "short"]
)
def test_a_frame_without_room_for_it_is_refused(head: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (which of three sentences is not the point)
        frame(INFO, head)


@given(st.integers(0, 417))
def test_of_a_frame_that_is_cut_off_what_is_there_is_read(length: int) -> None:
    found = read_info(frame()[:length])
    if length < 25:
        assert found is None
    else:
        assert found is not None
        assert found.frames == (1000 if length >= 33 else None)
        assert found.size == (418_000 if length >= 37 else None)
        assert found.delay == (576 if length >= 165 else 0)


@given(st.binary(max_size=300), st.integers(0, 300))
def test_no_bytes_break_the_reader(data: bytes, place: int) -> None:
    read_info(data)
    read_info(frame()[:place] + data)
    read_info(frame()[:25] + data)


@pytest.mark.parametrize("counted", [True, False], ids=["behind it", "over it"])
def test_a_check_sum_before_the_side_information_is_counted_or_not(counted: bool) -> None:
    plain = frame()
    protected = bytes([plain[0], plain[1] & 0xFE]) + plain[2:]
    assert read_info(protected[:4] + bytes(2) + protected[4:] if counted else protected) == INFO


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rate", [16_000, 44_100])
def test_the_frame_of_another_encoder_counts_its_bytes(rate: int, channels: int) -> None:
    file = io.BytesIO()
    soundfile.write(file, np.zeros((2 * rate, channels)), rate, format="MP3")
    found = read_info(file.getvalue()[:500])
    assert found is not None
    assert found.size == len(file.getvalue())


def test_another_library_reads_the_length_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    write_mp3([np.zeros(100_000, np.float32)], Hertz(44_100), path)
    found = read_info(path.read_bytes()[:417])
    assert found is not None
    assert found.frames is not None
    assert found.size == path.stat().st_size
    assert found.frames * FRAME - found.delay - found.padding == 100_000
    told = MP3(path).info
    assert told is not None
    assert told.length == pytest.approx(100_000 / 44_100, abs=0.001)


@given(st.lists(st.integers(1, 2000), min_size=1, max_size=500), st.integers(0, 500))
def test_the_seek_table_rises_to_the_place_of_each_hundredth(sizes: list[int], before: int) -> None:
    places = [sum(sizes[:number]) for number in range(len(sizes))]
    total = before + sum(sizes)
    table = seek_table(places, before, total)
    assert list(table) == sorted(table)
    for step in (0, 50, 99):
        place = before + places[len(places) * step // 100]
        assert table[step] == min(255, 256 * place // total)


def test_the_seek_table_of_no_frames_is_the_beginning() -> None:
    assert seek_table([], 100, 100) == bytes(100)

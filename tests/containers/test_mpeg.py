"""The header of a frame, read and written, held against the tables of the standard and against other readers."""

from __future__ import annotations

import io
from itertools import product

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from bulletin.containers.mpeg import FRAME, HEADER, KILOBITS, RATES, frame_header, mp3_header

ALL_HEADERS = [
    (
        0x7FF << 21
        | version << 19
        | layer << 17
        | crc << 16
        | bit_rate << 12
        | rate << 10
        | pad << 9
        | mode << 6
    )
    for version, layer, crc, bit_rate, rate, pad, mode in product(
        (0, 2, 3), (1, 2), (0, 1), range(1, 15), range(3), (0, 1), range(4)
    )
]


@pytest.mark.parametrize(
    ("head", "layer", "rate", "samples", "size", "side"),
    [
        ("fffb90c4", 3, 44_100, 1152, 417, 21),  # MPEG-1 layer III, 128 kb/s, one channel
        ("fffb9264", 3, 44_100, 1152, 418, 36),  # the same padded, joint stereo
        ("fffa90c4", 3, 44_100, 1152, 417, 23),  # with a check sum
        ("fffd8404", 2, 48_000, 1152, 384, 36),  # layer II, 128 kb/s, stereo
        ("fff340c4", 3, 22_050, 576, 104, 13),  # MPEG-2, 32 kb/s, one channel
        ("ffe318c4", 3, 8_000, 576, 72, 13),  # MPEG-2.5, 8 kb/s, one channel
    ],
)
def test_a_header_says_what_the_standard_says(
    head: str, layer: int, rate: int, samples: int, size: int, side: int
) -> None:
    found = frame_header(bytes.fromhex(head))
    assert found is not None
    assert (found.layer, found.rate, found.samples, found.size, found.side) == (
        layer,
        rate,
        samples,
        size,
        side,
    )


@pytest.mark.parametrize(
    "head",
    [
        "",
        "fffb90",
        "00000000",
        "ffffffff",
        "fffb00c4",  # free bit rate
        "fffbf0c4",  # bad bit rate
        "fffb9cc4",  # reserved rate
        "ffeb90c4",  # reserved version
        "fff990c4",  # reserved layer
        "ffff90c4",  # layer I
        "ff7b90c4",  # ten bits of sync
    ],
)
def test_what_is_no_header_of_ours_is_none(head: str) -> None:
    assert frame_header(bytes.fromhex(head)) is None


def test_every_frame_has_room_for_its_own_side_information() -> None:
    found = [frame_header(bits.to_bytes(4, "big")) for bits in ALL_HEADERS]
    assert all(one is not None and one.size >= one.side for one in found if one is None or one.layer == 3)
    assert min(one.size for one in found if one is not None) == 24


@given(st.sampled_from(ALL_HEADERS), st.integers(0, 0x3F), st.booleans())
def test_frames_that_differ_in_bit_rate_padding_and_copyright_are_of_one_stream(
    bits: int, low: int, pad: bool
) -> None:
    one = frame_header(bits.to_bytes(4, "big"))
    other = frame_header((bits & ~0xF200 | 5 << 12 | pad << 9 | low).to_bytes(4, "big"))
    assert one is not None
    assert other is not None
    assert one.common == other.common


@given(st.binary(max_size=8))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    found = frame_header(data)
    assert found is None or found.size >= HEADER


@given(st.sampled_from(RATES), st.sampled_from(KILOBITS[1, 3]), st.sampled_from([1, 2]))
def test_a_header_that_is_written_is_read_as_it_was_meant(rate: int, bit_rate: int, channels: int) -> None:
    found = frame_header(mp3_header(rate, bit_rate, channels))
    assert found is not None
    assert (found.layer, found.rate, found.samples, found.crc) == (3, rate, FRAME, 0)
    assert found.size == 144_000 * bit_rate // rate
    assert found.side == HEADER + (17 if channels == 1 else 32)


@pytest.mark.parametrize(("rate", "bit_rate"), [(22_050, 128), (44_100, 100)])
def test_what_mpeg_1_lacks_is_not_written(rate: int, bit_rate: int) -> None:
    with pytest.raises(ValueError, match="not in"):
        mp3_header(rate, bit_rate, 1)


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000])
def test_the_header_of_another_encoder_has_its_rate_and_channels(rate: int, channels: int) -> None:
    file = io.BytesIO()
    soundfile.write(file, np.zeros((rate, channels)), rate, format="MP3")
    found = frame_header(file.getvalue()[:HEADER])
    assert found is not None
    assert (found.layer, found.rate, found.samples) == (3, rate, 1152 if rate >= 32_000 else 576)
    # libsndfile writes a Xing frame; its name stands right behind the side information.
    assert file.getvalue()[found.side : found.side + 4] in (b"Xing", b"Info")

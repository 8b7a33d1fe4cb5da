"""Ogg pages: written and read, and their check sum held against the letter of the RFC."""

from __future__ import annotations

import io
from functools import cache

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from mutagen.ogg import OggPage

from bulletin.containers.ogg import (
    CONTINUED,
    FIRST,
    LARGEST_PAGE,
    LAST,
    Page,
    check_sum,
    first_page,
    last_page,
    pages_of,
)


def sum_by_the_letter(data: bytes) -> int:
    """Ogg's check sum, bit by bit as RFC 3533 describes it."""
    register = 0
    for byte in data:
        register ^= byte << 24
        for _ in range(8):
            register = (register << 1 ^ (0x04C11DB7 if register >> 31 else 0)) & 0xFFFF_FFFF
    return register


@st.composite
def some_page(draw: st.DrawFn) -> Page:
    segments = draw(st.binary(max_size=8))
    body = draw(st.binary(min_size=sum(segments), max_size=sum(segments)))
    return Page(draw(st.integers(0, 7)), draw(st.integers(-1, 1 << 40)), segments, body)


@cache
def vorbis() -> bytes:
    file = io.BytesIO()
    noise = np.random.default_rng(1).normal(0, 0.1, 50_000)
    soundfile.write(file, noise, 22_050, format="OGG", subtype="VORBIS")
    return file.getvalue()


@given(st.binary(max_size=300))
def test_the_check_sum_is_that_of_the_letter(data: bytes) -> None:
    assert check_sum(data) == sum_by_the_letter(data)


@given(some_page(), st.integers(0, 0xFFFF_FFFF), st.integers(0, 0xFFFF_FFFF), st.binary(max_size=5))
def test_a_page_is_read_as_it_was_written(page: Page, serial: int, number: int, behind: bytes) -> None:
    data = page.to_bytes(serial, number)
    assert len(data) == page.size <= LARGEST_PAGE
    assert first_page(bytearray(data + behind)) == page


@given(some_page())
def test_another_library_reads_the_page(page: Page) -> None:
    found = OggPage(io.BytesIO(page.to_bytes(7, 9)))
    assert (found.serial, found.sequence, found.position) == (7, 9, page.granule)
    assert (found.continued, found.first, found.last) == tuple(
        bool(page.flags & flag) for flag in (CONTINUED, FIRST, LAST)
    )
    assert b"".join(found.packets) == page.body


@given(some_page(), st.data())
def test_a_page_that_is_cut_off_is_none(page: Page, data: st.DataObject) -> None:
    whole = page.to_bytes(1, 2)
    length = data.draw(st.integers(0, len(whole) - 1))
    assert first_page(whole[:length]) is None


@given(st.binary(max_size=100))
def test_what_is_no_page_is_refused(data: bytes) -> None:
    try:
        assert first_page(data) is None
        assert b"OggS\0".startswith(data[:5])
    except ValueError as error:
        assert "no Ogg page" in str(error)


@given(st.binary(max_size=200), st.integers(0, 200))
def test_no_bytes_break_the_search_for_the_last_page(data: bytes, place: int) -> None:
    last_page(data)
    last_page(vorbis()[-place:] + data)


def test_the_pages_of_another_writer_are_all_read_and_the_last_is_found() -> None:
    data = vorbis()
    found: list[Page] = []
    while data:
        page = first_page(data)
        assert page is not None
        assert sum_by_the_letter(data[:22] + bytes(4) + data[26 : page.size]) == int.from_bytes(
            data[22:26], "little"
        )
        found.append(page)
        data = data[page.size :]
    assert [page.flags & FIRST for page in found] == [FIRST, *[0] * (len(found) - 1)]
    assert [page.flags & LAST for page in found] == [*[0] * (len(found) - 1), LAST]
    assert last_page(vorbis()[-LARGEST_PAGE:]) == found[-1]


@pytest.mark.parametrize(
    "size", [0, 1, 254, 255, 256, 255 * 254, 255 * 255 - 1, 255 * 255, 255 * 255 + 1, 200_000]
)
def test_a_packet_is_split_into_pages_that_another_library_joins(size: int) -> None:
    packet = np.random.default_rng(2).bytes(size)
    pages = pages_of(packet)
    file = io.BytesIO(b"".join(page.to_bytes(1, number) for number, page in enumerate(pages)))
    found = [OggPage(file) for _ in pages]
    assert OggPage.to_packets(found, strict=True) == [packet]
    assert [page.granule for page in pages] == [*[-1] * (len(pages) - 1), 0]
    assert [page.flags for page in pages] == [0, *[CONTINUED] * (len(pages) - 1)]

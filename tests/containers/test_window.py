"""A window shows the bytes of a file at any place."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.containers import window
from bulletin.containers.window import Window


@given(st.binary(max_size=100), st.lists(st.tuples(st.integers(0, 120), st.integers(0, 120)), max_size=10))
def test_it_shows_what_the_file_has_there(data: bytes, places: list[tuple[int, int]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(window, "_BLOCK", 16)
        found = Window(io.BytesIO(data))
        assert len(found) == len(data)
        for start, size in places:
            assert found.at(start, size) == data[start : start + size]

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin.writers.audio.wording import clean, in_ascii, one_line, within
from tests.tiers import by_tier

ANY_TEXT = st.text(max_size=200) | st.text(
    st.characters(min_codepoint=0x900, max_codepoint=0x97F), max_size=200
)


@settings(deadline=None, max_examples=by_tier(50, 150))
@given(ANY_TEXT, st.integers(0, 300))
@example("क्षत्रिय" * 20, 30)
@example("क\u093c\u0902" * 20, 17)
def test_a_text_cut_to_size_fits_and_is_its_beginning(text: str, size: int) -> None:
    text = one_line(text)
    found = within(text, size)

    assert len(found.encode()) <= size
    assert text == found or text.startswith(found.removesuffix("…"))


@settings(deadline=None, max_examples=by_tier(50, 150))
@given(st.text("कषञज\u094d\u093f\u0902\u200d ", min_size=1, max_size=60), st.integers(6, 60))
def test_no_letter_is_cut_from_its_signs(text: str, size: int) -> None:
    text = one_line(text)
    kept = within(text, size).removesuffix("…")
    following = text[len(kept) : len(kept) + 1].strip()

    if kept and following:
        assert unicodedata.combining(kept[-1]) != 9
        assert not unicodedata.category(following).startswith("M")


@pytest.mark.parametrize("size", [0, 1, 2])
def test_where_not_even_the_dots_fit_nothing_is_left(size: int) -> None:
    assert within("समाचार", size) == ""


@settings(deadline=None, max_examples=by_tier(50, 150))
@given(ANY_TEXT, st.none() | st.integers(1, 100))
@example("नुल", None)
@example("\u094d", None)
def test_ascii_is_ascii_on_one_line_and_within_its_size(text: str, size: int | None) -> None:
    found = in_ascii(text, size)

    assert all(" " <= sign <= "~" for sign in found)
    assert found == found.strip()
    assert size is None or len(found) <= size


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=100))
def test_ascii_stays_as_it_is(text: str) -> None:
    assert in_ascii(text) == text


@settings(deadline=None)
@given(ANY_TEXT)
@example("a\r\nb\rc\x0bd\x85e\u2028f")
def test_a_clean_text_is_clean_already(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean(text).encode().decode() == clean(text)


def test_every_kind_of_line_end_is_one() -> None:
    assert clean("एक\r\nदो\rतीन\nचार") == "एक\nदो\nतीन\nचार"

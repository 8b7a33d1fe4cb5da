from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.writers.letters import columns, letters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("किताब", ["कि", "ता", "ब"]),
        ("क्षत्रिय", ["क्ष", "त्रि", "य"]),
        ("ज़िंदगी", ["ज़िं", "द", "गी"]),
        ("क्\u200dया", ["क्\u200dया"]),
        ("माला\u200c", ["मा", "ला\u200c"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("🇮🇳🇳🇵", ["🇮🇳", "🇳🇵"]),
        ("👨\u200d👩\u200d👧!", ["👨\u200d👩\u200d👧", "!"]),
        ("👍🏽👍", ["👍🏽", "👍"]),
        ("1️⃣2", ["1️⃣", "2"]),
        ("क् ख", ["क्", " ", "ख"]),
        ("", []),
    ],
    ids=ascii,
)
def test_a_letter_keeps_its_signs(text: str, expected: list[str]) -> None:
    assert list(letters(text)) == expected


@given(st.text(alphabet=st.sampled_from("कखरतिाीु्ंँ़\u200d\u200cab 1👍🏽👩🇮🇳\u0301"), max_size=200))
def test_letters_joined_are_the_text(text: str) -> None:
    assert "".join(letters(text)) == text


def test_a_pile_of_marks_is_let_go_in_pieces() -> None:
    assert max(map(len, letters("क" + "\u0941" * 1000))) <= 32


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", 3),
        ("किताब", 3),
        ("क्षि", 2),
        ("₹25", 3),
        ("日本", 4),
        ("👨\u200d👩\u200d👧", 2),
        ("🇮🇳", 2),
        ("👍🏽", 2),
        ("क\u200dख\u200c", 2),
        ("", 0),
    ],
    ids=ascii,
)
def test_marks_take_no_column_and_wide_signs_take_two(text: str, expected: int) -> None:
    assert columns(text) == expected

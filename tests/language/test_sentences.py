from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.language.characters import letters_and_digits
from bulletin.language.sentences import split
from tests.tiers import by_tier

SETS = sorted(Path(__file__).parent.glob("boundaries*.txt"))
MOST_FALSE = 2
"""Most false boundaries in a whole set; missed ones are never accepted."""

NEWS = st.text(st.sampled_from("कखगमर ािीे्ंँ।.?!|…“”\"'()[] \n0१2.,:-ABab₹"), max_size=120)


def lines_of(path: Path) -> list[str]:
    """Return the lines of a set, with ⏎ where a sentence ends."""
    rows = path.read_text(encoding="utf-8").split("\n")
    return [row for row in rows if row and not row.startswith("#")]


def places_of(sentences: Sequence[str]) -> set[int]:
    """Return the number of characters before each boundary, without white space."""
    ends = accumulate(len("".join(sentence.split())) for sentence in sentences)
    return set(list(ends)[:-1])


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_no_boundary_is_missed_and_hardly_any_is_false(path: Path) -> None:
    missed: list[str] = []
    false: list[str] = []
    for line in lines_of(path):
        true, found = places_of(line.split("⏎")), places_of(split(line.replace("⏎", "")))
        missed += [line] * len(true - found)
        false += [line] * len(found - true)
    assert missed == []
    assert len(false) <= MOST_FALSE, false


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_a_set_is_hard_enough(path: Path) -> None:
    lines = lines_of(path)
    assert len(lines) >= 30
    assert sum(line.count("⏎") for line in lines) >= len(lines)


@given(NEWS | st.text(max_size=200))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())


@given(NEWS)
def test_a_sentence_is_never_empty_or_padded(text: str) -> None:
    assert all(sentence and sentence == sentence.strip() for sentence in split(text))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "pattern",
    by_tier(["“", "क. "], ["(", "“", "क. ", "क.क", '"क', "१. ", "a.b.", "… ", "??? क"]),
    ids=lambda pattern: repr(pattern),
)
def test_hostile_text_is_split_without_loss(pattern: str) -> None:
    # A quadratic search would take minutes.
    text = pattern * 30_000

    assert letters_and_digits("".join(split(text))) == letters_and_digits(text)

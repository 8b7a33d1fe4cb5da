from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.language.sentences import split

LINES = [
    line
    for line in Path(__file__).with_name("boundaries.txt").read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("#")
]
NEWS = st.text(st.sampled_from("कखगमर ािीे्ंँ।.?!|…“”\"'()[] \n0१2.,:-ABab₹"), max_size=120)


@pytest.mark.parametrize("line", LINES)
def test_a_text_is_cut_at_its_true_boundaries_and_nowhere_else(line: str) -> None:
    assert list(split(line.replace("⏎", ""))) == [part.strip() for part in line.split("⏎")]


def test_the_set_is_hard_enough() -> None:
    assert len(LINES) >= 60
    assert sum(line.count("⏎") for line in LINES) >= 60


@given(NEWS | st.text(max_size=200))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())


@given(NEWS)
def test_a_sentence_is_never_empty_or_padded(text: str) -> None:
    assert all(sentence and sentence == sentence.strip() for sentence in split(text))


def test_time_is_linear_in_the_text() -> None:
    def seconds(text: str) -> float:
        best = 9.0
        for _ in range(3):
            begun = time.perf_counter()
            split(text)
            best = min(best, time.perf_counter() - begun)
        return best

    for pattern in ("(", "“", "क. ", "क.क", '"क', "१. ", "a.b.", "… ", "?" * 3 + " क"):
        short, long = seconds(pattern * 2_000), seconds(pattern * 16_000)
        # Eight times the text in at most twenty times the time: a quadratic would take sixty-four.
        assert long < 20 * short + 0.02, pattern

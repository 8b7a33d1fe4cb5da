"""Word times from the service's word boundaries: in the text, in the clip, in order; and rather none than wrong."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bulletin.engines.edge.words import Boundary, word_times
from bulletin.schema.units import Hertz, Samples

RATE = Hertz(24_000)
LENGTH = Samples(10 * RATE)
SECOND = 10_000_000

TEXT = "काम का दिन, काम की बात और काम का दाम।"


def found(text: str, *boundaries: tuple[str, float]) -> list[tuple[str, int, float]]:
    """The words with their places in the text and their times in seconds."""
    words = word_times(
        text, (Boundary(text=word, ticks=int(at * SECOND)) for word, at in boundaries), RATE, LENGTH
    )
    return [(text[word.start : word.start + word.length], word.start, word.at / RATE) for word in words]


def test_ticks_are_a_ten_millionth_of_a_second() -> None:
    words = word_times("नमस्ते", [Boundary(text="नमस्ते", ticks=12_345_678)], RATE, LENGTH)
    assert [word.at for word in words] == [29_629]


def test_a_word_that_comes_often_is_found_in_turn() -> None:
    times = found(TEXT, ("काम", 0), ("का", 1), ("दिन", 2), ("काम", 3), ("की", 4))
    assert [start for _, start, _ in times] == [0, 4, 7, 12, 16]


def test_a_word_is_not_found_inside_another() -> None:
    assert found(TEXT, ("का", 1)) == [("का", 4, 1.0)]
    assert found("कि", ("क", 1)) == []
    assert found("दाम।", ("दाम", 1)) == [("दाम", 0, 1.0)]


def test_a_word_that_is_not_in_the_text_has_no_time() -> None:
    times = found(TEXT, ("काम", 0), ("नहीं", 1), ("", 1), (" ", 1), ("दिन", 2))
    assert [word for word, _, _ in times] == ["काम", "दिन"]


def test_a_word_that_is_told_as_another_does_not_lead_far_away() -> None:
    text = f"उनतीस {'और आगे ' * 20}29 लोग"
    times = found(text, ("29", 0), ("और", 1), ("आगे", 2))
    assert [start for _, start, _ in times] == [6, 9]


def test_many_words_that_are_not_told_do_not_lose_the_rest() -> None:
    text = f"आज {'कल परसों ' * 20}बारिश होगी"
    told = [("आज", 0.0), *((f"?{place}", 1.0) for place in range(60)), ("बारिश", 5.0)]
    assert [word for word, _, _ in found(text, *told)] == ["आज", "बारिश"]


def test_a_time_that_goes_backwards_is_left_out() -> None:
    times = found(TEXT, ("काम", 2), ("का", 1), ("दिन", 3))
    assert [word for word, _, _ in times] == ["काम", "दिन"]


def test_a_time_outside_the_clip_is_left_out() -> None:
    times = found(TEXT, ("काम", -1), ("का", 1), ("दिन", 10))
    assert [word for word, _, _ in times] == ["का"]


@given(
    st.lists(st.sampled_from(["काम", "का", "दिन", "की", "बात", "और", "दाम", "xyz", ".*", ""]), max_size=30),
    st.lists(
        st.tuples(
            st.sampled_from(["काम", "का", "दिन", "दाम", "xyz", ".*", "("]), st.integers(-SECOND, 11 * SECOND)
        ),
        max_size=30,
    ),
)
def test_whatever_is_told_the_times_are_in_order_and_inside(
    words: list[str], told: list[tuple[str, int]]
) -> None:
    text = " ".join(words)
    times = word_times(text, (Boundary(text=word, ticks=ticks) for word, ticks in told), RATE, LENGTH)
    ends = [0, *(time.start + time.length for time in times)]
    assert all(
        end <= time.start < time.start + time.length <= len(text)
        for end, time in zip(ends, times, strict=False)
    )
    assert [time.at for time in times] == sorted(time.at for time in times)
    assert all(0 <= time.at < LENGTH for time in times)

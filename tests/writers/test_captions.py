from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin.schema.edition import Word
from bulletin.writers.letters import columns, letters
from bulletin.writers.sidecars.captions import Caption, captions, fastest
from tests.writers.editions import HARD, SMALL, line, saying, with_lines


def shown(written: str) -> list[list[str]]:
    """The captions of one sentence, each as its lines."""
    return [list(caption.lines) for caption in captions(saying(written))]


def words(text: str, *starts: float) -> tuple[Word, ...]:
    """Words that begin at these seconds, the last of which is where the last one ends."""
    return tuple(
        Word(start=start, end=end, text=word)
        for word, start, end in zip(text.split(), starts[:-1], starts[1:], strict=True)
    )


def test_a_short_sentence_is_one_line() -> None:
    assert shown("शहर की नई मेट्रो लाइन शुरू हो गई।") == [["शहर की नई मेट्रो लाइन शुरू हो गई।"]]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "अपने देश को खाद्य सुरक्षा में सहयोग करने के लिए नेता ने कहा कि वे जल्दी ही आएंगे।",
            [["अपने देश को खाद्य सुरक्षा में सहयोग करने के लिए", "नेता ने कहा कि वे जल्दी ही आएंगे।"]],
        ),
        (
            "संसद का मानसून सत्र सोमवार, 20 जुलाई से शुरू हो रहा है और 14 अगस्त तक चलेगा।",
            [["संसद का मानसून सत्र सोमवार,", "20 जुलाई से शुरू हो रहा है और 14 अगस्त तक चलेगा।"]],
        ),
        (
            (
                "विपक्षी दलों ने साफ किया कि वे महंगाई, बेरोजगारी और परीक्षाओं में गड़बड़ी पर चर्चा चाहते हैं, "
                "लेकिन सरकार ने कहा कि हर मुद्दे पर नियमों के तहत ही बात होगी।"
            ),
            [
                ["विपक्षी दलों ने साफ किया कि वे महंगाई,", "बेरोजगारी और परीक्षाओं में गड़बड़ी पर चर्चा चाहते हैं,"],
                ["लेकिन सरकार ने कहा", "कि हर मुद्दे पर नियमों के तहत ही बात होगी।"],
            ],
        ),
    ],
)
def test_sentences_are_cut_where_a_reader_pauses(written: str, expected: list[list[str]]) -> None:
    assert shown(written) == expected


@pytest.mark.parametrize(
    "together",
    ["₹1.38 लाख करोड़", "26 किमी", "5 मार्च", "डॉ. सिंह", "वी. के. शर्मा", "Rs 500", "11:30 बजे", "के बारे में"],
)
def test_what_belongs_together_stays_in_one_line(together: str) -> None:
    around = "दल के कुछ लोगों ने सरकार से कई बार पूछा था और कहा था"
    for place in range(1, 12):
        told = around.split()
        sentence = " ".join([*told[:place], together, *told[place:]])
        assert any(together in text for cue in shown(sentence) for text in cue), sentence


PIECES = st.sampled_from(
    ["शहर", "की", "नई", "और", "कि", "₹1,23,456", "लाख", "के", "लिए", "डॉ.", "क्षत्रियों,", "“है।”", "a", "😀👨\u200d👩\u200d👧", "क" * 50]
)  # fmt: skip
SENTENCES = st.lists(PIECES, min_size=1, max_size=60).map(" ".join)


@settings(deadline=None)
@given(SENTENCES)
@example(HARD["very long"])
@example(HARD["one long word"])
def test_no_caption_has_more_than_two_lines_of_42_columns(written: str) -> None:
    cues = shown(written)

    assert max(map(len, cues)) <= 2
    assert max(columns(text) for cue in cues for text in cue) <= 42


@settings(deadline=None)
@given(SENTENCES)
def test_nothing_is_lost_and_no_letter_is_cut(written: str) -> None:
    joined = [text for cue in shown(written) for text in cue]

    assert "".join(joined).replace(" ", "") == written.replace(" ", "")
    assert [sign for text in joined for sign in letters(text) if sign != " "] == [
        sign for sign in letters(written) if sign != " "
    ]


@settings(deadline=None)
@given(SENTENCES.map(lambda written: f"₹9,87,65,432 {written}"))
def test_a_number_is_never_cut(written: str) -> None:
    numbers = re.findall(r"₹[\d,]+", written)

    assert re.findall(r"₹[\d,]+", "\n".join(text for cue in shown(written) for text in cue)) == numbers


TIMES = st.lists(st.floats(min_value=0, max_value=30), min_size=2, max_size=12)


@settings(deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=6), TIMES)
def test_captions_follow_one_another_without_overlap(sentences: list[str], times: list[float]) -> None:
    marks = sorted(times * (2 * len(sentences)))
    lines = [
        line(written, start=marks[2 * place], end=marks[2 * place + 1], segment=place)
        for place, written in enumerate(sentences)
    ]
    cues = captions(with_lines(*lines))

    assert all(cue.start < cue.end for cue in cues)
    assert all(before.start <= after.start for before, after in itertools.pairwise(cues))
    # Where two begin in the same thousandth of a second, each still has one of its own.
    assert all(before.end <= max(after.start, before.start + 1) for before, after in itertools.pairwise(cues))


def test_a_caption_begins_and_ends_with_its_sentence() -> None:
    (cue,) = captions(with_lines(line("शहर की नई लाइन।", start=12.3456, end=14.6)))

    assert (cue.start, cue.end) == (12_346, 14_600)


def test_a_short_sentence_stays_for_a_second() -> None:
    (cue,) = captions(with_lines(line("हाँ।", start=5.0, end=5.4)))

    assert cue.end - cue.start == 1000


def test_it_does_not_stay_once_the_next_one_begins() -> None:
    first, second = captions(
        with_lines(line("हाँ।", start=5.0, end=5.4), line("नहीं, कभी नहीं।", start=5.75, end=7.0, sentence=1))
    )

    assert (first.end, second.start) == (5750, 5750)


def test_no_caption_outlasts_the_sound() -> None:
    (cue,) = captions(replace(with_lines(line("हाँ।", start=5.0, end=5.4)), duration=5.5))

    assert cue.end == 5500


LONG = "शहर की नई मेट्रो लाइन सोमवार को तय समय से पहले ही शुरू हो गई है, और पहले दिन ही 45,000 लोगों ने इस नई लाइन पर सफर किया है।"
LONG_SPOKEN = LONG.replace("45,000", "पैंतालीस हज़ार")


def test_the_second_part_of_a_sentence_begins_when_the_voice_says_its_first_word() -> None:
    told = LONG_SPOKEN.split()
    starts = [float(place * place) / 10 for place in range(len(told) + 1)]
    sentence = line(LONG, LONG_SPOKEN, start=0.0, end=starts[-1], words=words(LONG_SPOKEN, *starts))
    first, second = captions(with_lines(sentence))

    assert second.lines[0].split()[0] == "और"
    assert first.end == second.start == round(starts[told.index("और")] * 1000)


def test_without_word_times_a_sentence_is_shared_out_by_its_spoken_length() -> None:
    first, second = captions(with_lines(line(LONG, LONG_SPOKEN, start=0.0, end=10.0)))

    before = LONG_SPOKEN.index("और")
    assert first.end == second.start == pytest.approx(10_000 * before / (len(LONG_SPOKEN) + 1), abs=10)


def test_a_part_that_begins_with_a_number_begins_between_the_words_around_it() -> None:
    written = (
        "सरकार ने पिछले साल की तुलना में इस बार बहुत ज्यादा रकम दी है, 4,50,00,000 रुपये खर्च किए गए हैं और आगे भी होंगे।"
    )
    spoken = written.replace("4,50,00,000", "चार करोड़ पचास लाख")
    told = spoken.split()
    starts = [float(place) for place in range(len(told) + 1)]
    cues = captions(
        with_lines(line(written, spoken, start=0.0, end=starts[-1], words=words(spoken, *starts)))
    )

    (begin,) = [cue.start / 1000 for cue in cues if cue.lines[0].startswith("4,50")]
    assert told.index("है,") < begin <= told.index("चार")


def test_a_sentence_without_anything_to_show_has_no_caption() -> None:
    assert captions(with_lines(line("\u200f\x00", "है"))) == ()


def test_ten_thousand_words_that_differ_from_what_is_said_take_their_time_in_order() -> None:
    cues = captions(with_lines(line("१ " * 5000, "एक " * 5000, start=0.0, end=1000.0)))

    assert cues[-1].end == 1_000_000
    assert all(before.end == after.start for before, after in itertools.pairwise(cues))


def test_reading_speed_is_columns_a_second() -> None:
    assert Caption(start=0, end=2000, lines=("किताब", "abc")).speed == pytest.approx(3.0)
    assert fastest([]) == 0.0
    assert fastest(captions(SMALL)) == max(cue.speed for cue in captions(SMALL))

"""Sentence edits: whatever a person does to a story, each of its letters is spoken or listed as left out."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bulletin.language.characters import letters_and_digits
from bulletin.readers.reading import read_article
from bulletin.schema.script import Script
from bulletin.script.sentence_edits import (
    Place,
    moved_segment,
    moved_sentence,
    with_left_out,
    with_role,
    with_spoken,
    with_text,
    without_sentence,
)
from bulletin.script.sheet import read_sheet, write_sheet
from bulletin.script.write import PLAIN, write_script

STORY = """मेट्रो की 3 नई लाइनें शुरू

रेलवे ने लाइनें शुरू कीं। किराया ₹25 है। लोग खुश हैं।

यात्री बोले
भीड़ घटी है। समय बचा।

यह भी पढ़ें: बस का किराया बढ़ा
"""
SCRIPT = write_script([read_article(STORY.encode(), "metro.txt")])


def letters(script: Script) -> Counter[str]:
    """Every letter and digit, spoken or left out."""
    texts = [segment.written for segment in script.segments] + [row.passage.text for row in script.left_out]
    return Counter("".join(map(letters_and_digits, texts)))


def written(script: Script) -> list[str]:
    return [sentence.written for segment in script.segments for sentence in segment.sentences]


@given(st.data())
def test_moving_cutting_and_keeping_lose_no_letter_and_the_sheet_holds_all(data: st.DataObject) -> None:
    script = SCRIPT
    for _ in range(data.draw(st.integers(1, 12))):
        segment = data.draw(st.integers(0, len(script.segments) - 1))
        place = Place(segment, data.draw(st.integers(0, len(script.segments[segment].sentences) - 1)))
        match data.draw(st.sampled_from(["cut", "keep", "up", "down", "segment", "role", "say"])):
            case "cut" if len(written(script)) > 1:
                script = without_sentence(script, place, PLAIN)
            case "keep" if script.left_out:
                script = with_left_out(script, data.draw(st.integers(0, len(script.left_out) - 1)), PLAIN)
            case "up":
                script, _ = moved_sentence(script, place, -1, PLAIN)
            case "down":
                script, _ = moved_sentence(script, place, 1, PLAIN)
            case "segment":
                script, _ = moved_segment(script, segment, data.draw(st.sampled_from([-1, 1])))
            case "role":
                script = with_role(
                    script, segment, data.draw(st.sampled_from(["headline", "heading", "body"]))
                )
            case "say":
                script = with_spoken(script, place, "कुछ और", PLAIN)
    assert letters(script) == letters(SCRIPT)
    _, again = read_sheet(write_sheet(script, own_alone=True), "metro.txt")
    assert [segment.spoken for segment in again.segments] == [segment.spoken for segment in script.segments]
    assert [segment.role for segment in again.segments] == [segment.role for segment in script.segments]


def test_a_moved_sentence_is_where_it_is_said_to_be() -> None:
    place = Place(1, 0)
    sentence = SCRIPT.segments[1].sentences[0].written
    script = SCRIPT
    for _ in range(6):
        script, place = moved_sentence(script, place, 1, PLAIN)
        assert script.segments[place.segment].sentences[place.sentence].written == sentence
    assert place.segment == len(script.segments) - 1
    for _ in range(9):
        script, place = moved_sentence(script, place, -1, PLAIN)
        assert script.segments[place.segment].sentences[place.sentence].written == sentence
    assert place == Place(1, 0)


def test_a_text_of_two_sentences_becomes_two() -> None:
    script = with_text(SCRIPT, Place(1, 0), "पहला वाक्य। दूसरा वाक्य।", PLAIN)
    assert written(script)[1:3] == ["पहला वाक्य।", "दूसरा वाक्य।"]


def test_a_spoken_form_of_ones_own_outlives_edits_of_its_neighbours() -> None:
    script = with_spoken(SCRIPT, Place(1, 1), "किराया सिर्फ़ पच्चीस रुपये है।", PLAIN)
    script = with_text(script, Place(1, 0), "रेल चली।", PLAIN)
    script, place = moved_sentence(script, Place(1, 1), -1, PLAIN)
    assert script.segments[1].sentences[place.sentence].spoken == "किराया सिर्फ़ पच्चीस रुपये है।"


def test_titles_follow_the_headline() -> None:
    script = with_text(SCRIPT, Place(0, 0), "मेट्रो चली", PLAIN)
    assert (script.title, script.stories[0].title) == ("मेट्रो चली", "मेट्रो चली")


def test_without_a_text_a_sentence_is_cut() -> None:
    script = with_text(SCRIPT, Place(1, 2), " … ", PLAIN)
    assert script.left_out[-1].passage.text == "लोग खुश हैं।"

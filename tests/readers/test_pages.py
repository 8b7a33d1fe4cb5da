"""Pages: words that a row's end cuts, notes that belong to marks, numbers of pages that are no headings."""

from __future__ import annotations

import pytest

from bulletin.readers import read_text
from bulletin.readers.labels.pages import joined_at_hyphen
from bulletin.script import write_script

NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("row", "following", "whole"),
    [
        ("निर्भर रहना पड़-", "ता था।", "निर्भर रहना पड़ता था।"),
        ("संख्या बढ़ाई जाए-", "गी और", "संख्या बढ़ाई जाएगी और"),
        ("कई अधिका-", "रियों ने", "कई अधिकारियों ने"),
        ("विश्व-", "विद्यालय में", "विश्वविद्यालय में"),
        ("पर निर्भ\u00ad", "र था", "पर निर्भर था"),
        ("the informa-", "tion was", "the information was"),
        ("वे धीरे-", "धीरे आए", "वे धीरे-धीरे आए"),
        ("उसके माता-", "पिता आए", "उसके माता-पिता आए"),
    ],
)
def test_a_word_cut_at_the_end_of_a_row_is_whole_again_and_a_pair_keeps_its_hyphen(
    row: str, following: str, whole: str
) -> None:
    assert joined_at_hyphen(row, following, NONE, wrapped=True) == whole


def test_two_words_of_the_article_stay_a_pair() -> None:
    assert (
        joined_at_hyphen("शहर के नदी-", "नाले साफ", frozenset(["नदी", "नाले"]), wrapped=True)
        == "शहर के नदी-नाले साफ"
    )


@pytest.mark.parametrize(
    ("row", "following"),
    [("मंत्री ने कहा-", "यह गलत है"), ("वर्ष 2023-", "24 में"), ("मुख्य बातें -", "पहली बात"), ("एक सूची-", "पहला नाम")],
)
def test_a_hyphen_that_cuts_no_word_joins_nothing(row: str, following: str) -> None:
    assert joined_at_hyphen(row, following, NONE, wrapped=False) is None


def roles(text: str) -> list[tuple[str, str]]:
    article = read_text(text.encode(), "a.txt")
    return [(segment.role, segment.written) for segment in write_script([article]).segments]


def test_a_form_feed_inside_a_sentence_ends_nothing() -> None:
    found = roles("पुल की मरम्मत का काम शुरू हुआ\n\nविभाग ने कहा कि\n\fकाम समय पर होगा। लोग खुश हैं।\n")

    assert found[-1] == ("body", "विभाग ने कहा कि काम समय पर होगा। लोग खुश हैं।")


def test_a_list_with_stars_is_no_list_of_notes() -> None:
    found = roles("मेले में क्या होगा\n\nमेले में ये कार्यक्रम होंगे। सब आएं।\n\n* नाटक\n* गीत\n* कविता\n")

    assert [written for _, written in found[-3:]] == ["* नाटक", "* गीत", "* कविता"]


def test_a_number_at_the_head_of_a_story_s_figures_is_read() -> None:
    found = roles("शहर में नई बसें\n\n12\nनई बसें आज से चलेंगी। किराया वही रहेगा।\n")

    assert any("12" in written for _, written in found)


def test_wrapped_rows_are_spoken_as_one_sentence() -> None:
    rows = "नगर निगम ने सोमवार को शहर के बाहरी इलाकों के लिए\nबारह नई बसें शुरू कीं और लोगों को राहत मिलेगी ताकि\nवे समय पर घर पहुंच सकें और काम पर जा सकें आराम से।\n"
    article = read_text(f"बस सेवा शुरू\n\n{rows}".encode(), "a.txt")

    assert [len(segment.sentences) for segment in write_script([article]).segments] == [1, 1]

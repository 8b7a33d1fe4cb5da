from __future__ import annotations

from dataclasses import replace

import pytest

from bulletin.errors import BugError
from bulletin.readers import read_text
from bulletin.schema.article import Article
from bulletin.schema.documents import script_document
from bulletin.schema.script import Script
from bulletin.script import check_coverage, write_script
from bulletin.script.pauses import AFTER_SEGMENT, pause_after_sentence, pause_between_pieces

ARTICLE = """\
Metro News: शहर में नई मेट्रो लाइन शुरू, किराया ₹25 से
City Metro: 12 किमी लंबी लाइन पर रोज 2 लाख लोग सफर करेंगे.
Metro News: शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई. पहले दिन 45,000 लोगों ने सफर किया.मेट्रो सुबह 6:30 बजे से चलेगी.
किराया और समय
न्यूनतम किराया ₹25 है. बुजुर्गों को 50% की छूट मिलेगी.
यह भी पढ़ेंः Bus Service: शहर में 100 नई बसें
"""
"""A kicker, a dek, a glued full stop, one heading and an "also read" line."""


def article() -> Article:
    return read_text(ARTICLE.encode(), "metro.txt")


def script() -> Script:
    return write_script([article()])


def test_headline_dek_lede_headings_and_bodies_come_in_order() -> None:
    assert [segment.role for segment in script().segments] == ["headline", "dek", "body", "heading", "body"]


def test_a_kicker_is_left_out_of_headline_dek_and_lede() -> None:
    left_out = [(item.passage.reason, item.passage.text) for item in script().left_out]
    assert left_out[:3] == [("kicker", "Metro News:"), ("kicker", "City Metro:"), ("kicker", "Metro News:")]


def test_an_also_read_line_is_kept_for_the_notes() -> None:
    assert script().left_out[-1].passage.reason == "related-link"


def test_each_sentence_has_its_written_and_its_spoken_form() -> None:
    lede = script().segments[2]
    assert [(sentence.written, sentence.spoken) for sentence in lede.sentences] == [
        ("शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई.", "शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई।"),
        ("पहले दिन 45,000 लोगों ने सफर किया.", "पहले दिन पैंतालीस हज़ार लोगों ने सफर किया।"),
        ("मेट्रो सुबह 6:30 बजे से चलेगी.", "मेट्रो सुबह साढ़े छह बजे से चलेगी।"),
    ]


def test_a_bulletin_of_two_stories_numbers_them() -> None:
    two = write_script([article(), article()])
    assert {segment.story for segment in two.segments} == {0, 1}
    assert len({segment.id for segment in two.segments}) == len(two.segments)


def test_pauses_come_from_the_table() -> None:
    for segment in script().segments:
        assert segment.pause_after == AFTER_SEGMENT[segment.role]
        for sentence in segment.sentences[:-1]:
            assert sentence.pause_after == pause_after_sentence(sentence.spoken)


def test_the_pause_after_a_comma_is_longer_than_after_none() -> None:
    assert pause_between_pieces("एक, दो,") > pause_between_pieces("एक दो")


def test_the_document_has_the_promised_keys() -> None:
    document = script_document(script())
    assert document["schema"] == "bulletin.script/2"
    assert set(document) == {
        "schema",
        "title",
        "language",
        "date",
        "stories",
        "segments",
        "left_out",
        "outside",
    }
    assert {"id", "role", "story", "written", "spoken", "voice", "reader", "sentences"} <= set(
        document["segments"][0]
    )
    assert set(document["left_out"][0]) == {"written", "reason", "rule", "story", "href"}


def test_the_document_counts_what_of_a_page_is_outside_its_article() -> None:
    script = write_script([article(), replace(article(), outside=812)])
    assert script_document(script)["outside"] == [{"story": 1, "letters": 812}]


def test_a_lost_segment_is_a_bug_that_names_the_place() -> None:
    whole = script()
    torn = replace(whole, segments=whole.segments[:2] + whole.segments[3:])
    with pytest.raises(BugError) as caught:
        check_coverage([article()], torn)
    assert caught.value.code == 70
    assert caught.value.error_id == "script.coverage"


def test_a_lost_sentence_is_a_bug() -> None:
    whole = script()
    lede = whole.segments[2]
    torn = replace(lede, sentences=lede.sentences[1:])
    with pytest.raises(BugError, match="sentence"):
        check_coverage([article()], replace(whole, segments=(*whole.segments[:2], torn, *whole.segments[3:])))


def test_a_bulletin_needs_an_article() -> None:
    with pytest.raises(ValueError, match="article"):
        write_script([])

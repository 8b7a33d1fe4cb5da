"""Agency copy and press notes as they are pasted: what stands round the report is left out, the report is read."""

from __future__ import annotations

import pytest

from bulletin.readers import read_article
from bulletin.schema.article import Article

REPORT = "लोकसभा ने बुधवार को बीज विधेयक पारित कर दिया। विपक्ष ने सदन से वाकआउट किया।"
MORE = "मंत्री ने कहा कि नकली बीज बेचने पर जुर्माना लगेगा। विधेयक अब राज्यसभा में जाएगा।"
HEADLINE = "लोकसभा ने पारित किया बीज विधेयक, विपक्ष का वाकआउट"


def read(*lines: str) -> Article:
    return read_article("\n".join(lines).encode(), "wire.txt")


def said(article: Article) -> list[str]:
    return [passage.text for passage in article.passages()]


def rules(article: Article) -> dict[str, str]:
    return {item.text.strip(): item.rule for item in article.left_out}


def test_a_slug_its_catch_line_and_the_marks_of_the_end_are_round_an_agencys_report() -> None:
    article = read(
        "प्रादे48 3-12-2025 दि", "संसद-बीज विधेयक", HEADLINE, "",
        f"नयी दिल्ली, तीन दिसंबर (भाषा) {REPORT}", "", MORE, "", "(जारी)", "",
        "भाषा हक अविनाश", "हक", "0312 1835 दिल्ली", "नननन",
    )  # fmt: skip

    assert said(article) == [HEADLINE, REPORT, MORE]
    assert rules(article)["प्रादे48 3-12-2025 दि"] == "wire-slug"
    assert rules(article)["संसद-बीज विधेयक"] == "catch-line"
    assert rules(article)["भाषा हक अविनाश"] == "agency-sign-off"


def test_a_slug_of_agency_and_catch_words_is_no_headline() -> None:
    article = read(
        "वार्ता-बिहार-हादसा", HEADLINE, f"पटना 03 दिसंबर (वार्ता) {REPORT}", MORE, "सतीश राम", "वार्ता"
    )

    assert said(article) == [HEADLINE, REPORT, MORE]
    assert rules(article)["सतीश राम"] == "names-over-agency"


@pytest.mark.parametrize("agency", ["हि.स.", "हि. स.", "भाषा"])
def test_an_agency_with_dots_is_part_of_the_dateline(agency: str) -> None:
    assert said(read(HEADLINE, f"समस्तीपुर, 03 दिसंबर ({agency})। {REPORT}", MORE)) == [HEADLINE, REPORT, MORE]


PRESS = (
    "प्रेस विज्ञप्ति", "सूचना एवं जन-संपर्क विभाग, बिहार सरकार", "पत्रांक: 1127/2025    दिनांक: 03.12.2025", "",
    "बिहार में 31 मार्च तक लगेंगे 50 लाख मीटर", "", REPORT, "", MORE, "",
    "ज्ञापांक 1127/2025", "प्रतिलिपि: सभी जिला पदाधिकारी को सूचनार्थ प्रेषित।", "ह./-", "संयुक्त निदेशक",
    "सूचना एवं जन-संपर्क विभाग, पटना", "#Bihar #मीटर @IPRDBihar",
)  # fmt: skip


def test_of_a_press_note_the_note_is_read() -> None:
    article = read(*PRESS)

    assert said(article) == ["बिहार में 31 मार्च तक लगेंगे 50 लाख मीटर", REPORT, MORE]
    assert rules(article)["सूचना एवं जन-संपर्क विभाग, बिहार सरकार"] == "office-on-top"
    assert rules(article)["ह./-"] == "letter-foot"


def test_a_sentence_under_the_number_of_a_letter_is_the_notes_own() -> None:
    article = read(*PRESS[:12], "इस योजना की समीक्षा हर माह मुख्यालय में की जाएगी और रिपोर्ट भेजी जाएगी।")

    assert said(article)[-1].startswith("इस योजना")


def test_points_are_read_without_their_title() -> None:
    article = read(HEADLINE, "", REPORT, "", "हाइलाइट्स", "विपक्ष का वाकआउट", "जुर्माना 30 लाख", "", MORE)

    assert rules(article) == {"हाइलाइट्स": "title-of-points"}
    assert "विपक्ष का वाकआउट" in said(article)


def test_the_writers_life_may_begin_with_a_sentence() -> None:
    life = "राहुल कुमार पिछले 8 साल से पत्रकारिता में हैं। वह सीनियर सब एडिटर हैं।"
    byline = "Edited By: राहुल कुमार"

    assert said(read(HEADLINE, byline, REPORT, MORE, "लेखक के बारे में", life)) == [HEADLINE, REPORT, MORE]
    assert life in said(read(HEADLINE, REPORT, MORE, "लेखक के बारे में", life))


def test_a_town_that_is_a_verb_is_a_cell_like_others() -> None:
    rows = ("शहर | अधिकतम | न्यूनतम", "पटना | 24.8 | 11.4", "गया | 25.1 | 9.8", "भागलपुर | 26.0 | 10.2")

    assert "गया, 25.1, 9.8।" in said(read(HEADLINE, REPORT, "", *rows, "", MORE))

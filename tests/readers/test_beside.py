"""Parts of a page beside its report, known by their build; and a report's own parts that look like them."""

from __future__ import annotations

import pytest

from bulletin.readers.html import read_page
from tests.readers.test_web_pages import HEADLINE, ONE, TWO, page, story

OWN = [HEADLINE, ONE, TWO]
LONG = "कार्यपालक अभियंता ने कहा कि पुरानी लाइन साठ साल पहले डाली गई थी और अब जगह-जगह से टूट चुकी है।"


def read(inside: str) -> list[str]:
    """What is read of the report with this between its two paragraphs."""
    return [passage.text for passage in read_page(story(inside), "x").passages()]


def test_a_list_that_leads_to_the_headings_of_its_page_is_left_out_and_the_headings_are_read() -> None:
    links = '<ul><li><a href="#a">काम कब होगा?</a></li><li><a href="#b">खर्च कितना है?</a></li></ul>'
    parts = f'<h2 id="a">काम कब होगा?</h2><p>{LONG}</p><h2 id="b">खर्च कितना है?</h2>'
    article = read_page(story(f"<div><p>इस लेख में</p>{links}</div>{parts}"), "x")

    assert [item.rule for item in article.left_out] == ["page-box", "page-contents", "page-contents"]
    assert [section.heading.text for section in article.sections if section.heading] == [
        "काम कब होगा?",
        "खर्च कितना है?",
    ]


def test_a_list_that_names_the_headings_without_leading_there_is_read() -> None:
    listed = ["पहला काम नई लाइन डालना है", "दूसरा काम टंकी बनाना है"]
    items = "".join(f"<li>{item}</li>" for item in listed)
    parts = "".join(f"<h2>{item}</h2><p>{LONG}</p>" for item in listed)

    assert [text for text in read(f"<ul>{items}</ul>{parts}") if text in listed] == listed * 2


def test_a_box_that_its_page_offers_to_skip_is_left_out() -> None:
    box = '<section><a href="#end">छोड़कर पॉडकास्ट आगे बढ़ें</a><h2>शाम की बात</h2><p>दिन भर का हाल, आसान भाषा में।</p><p id="end">समाप्त</p></section>'

    assert read(box) == OWN


def test_a_link_past_most_of_the_page_skips_nothing_of_the_report() -> None:
    text = (
        f'<div><a href="#end">Skip to the end</a><p>{ONE}</p><p>{LONG}</p><p>{TWO}</p><p id="end"></p></div>'
    )
    article = read_page(page(f"<div><h1>{HEADLINE}</h1>{text}</div>"), "x")

    assert [passage.text for passage in article.passages()] == [HEADLINE, ONE, LONG, TWO]


@pytest.mark.parametrize(
    "box",
    [
        "<div><h4>आपकी राय हमारे लिए जरूरी है</h4><p>क्या यह लेख आपके काम का था?</p><form><label>हां</label><label>नहीं</label></form></div>",
        "<div><h4>सच को आपका साथ चाहिए</h4><p>हमारी पत्रकारिता आपके सहयोग से चलती है।</p><a href='/m'>मेंबर बनें</a></div>",
        "<div><p>नगर वार्ता के वॉट्सऐप चैनल से जुड़ें और पाएं हर खबर</p><a href='/w'>फॉलो करें</a></div>",
        "<div><h3>शनिवार की चिट्ठी</h3><p>हर शनिवार हफ्ते का हाल आपके ईमेल पर।</p><button>साइन अप करें</button></div>",
    ],
    ids=["feedback", "member", "channel", "newsletter"],
)
def test_a_box_that_asks_readers_for_something_is_left_out(box: str) -> None:
    assert read(box) == OWN


@pytest.mark.parametrize(
    "box",
    [
        f"<div><p>{LONG}</p><a href='/f'>फॉलो करें</a></div>",
        f"<div><p>{LONG}</p><button>साइन अप करें</button></div>",
        f"<div><p>{LONG}</p><form><input type='email'><button>भेजें</button></form></div>",
        f"<div><p>{LONG}</p><p>हमारी मांग है कि काम जल्द हो।</p><a href='/a.pdf'>ज्ञापन डाउनलोड करें</a></div>",
        f"<div><p>{LONG}</p><blockquote>हमारी मांग है कि काम जल्द हो।</blockquote><a href='/f'>फॉलो करें</a></div>",
    ],
    ids=["button", "joining", "form", "file", "quotation"],
)
def test_a_paragraph_of_the_report_beside_a_button_is_read(box: str) -> None:
    assert LONG in read(box)


def test_a_report_about_newsletters_is_read_whole() -> None:
    said = "परिषद हर हफ्ते ईमेल पर चिट्ठी भेजेगी। लोग उसके चैनल से जुड़ सकते हैं।"
    asked = "एक सर्वे में पूछा गया, क्या यह जानकारी आपके काम की थी?"

    assert read(f"<p>{said}</p><p>{asked}</p>") == [HEADLINE, ONE, said, asked, TWO]


def test_a_pull_quote_is_left_out_and_its_paragraph_read() -> None:
    article = read_page(story(f'<div class="pullquote"><p>{LONG}</p></div><p>{LONG} {TWO}</p>'), "x")

    assert [item.rule for item in article.left_out] == ["page-pull-quote"]
    assert f"{LONG} {TWO}" in [passage.text for passage in article.passages()]


def test_a_quotation_whose_words_stand_nowhere_else_is_read() -> None:
    assert LONG in read(f'<div class="pullquote"><p>{LONG}</p></div>')


def test_a_teaser_under_also_read_goes_with_its_title() -> None:
    box = f'<div><p><b>ये खबर भी पढ़ें...</b></p><p>नहर की तारीख बदली</p><p>{LONG} <a href="/n">पूरी खबर पढ़ें</a></p></div>'

    assert read(box) == OWN


def test_items_beside_a_day_over_the_text_are_its_dateline() -> None:
    items = "<ul><li>सोनपुरवा,</li><li>14 अक्टूबर 2026,</li></ul>"
    article = read_page(page(f"<div><h1>{HEADLINE}</h1>{items}<p>{ONE}</p><p>{TWO}</p></div>"), "x")

    assert [(item.text, item.reason) for item in article.left_out] == [
        ("सोनपुरवा,", "dateline"),
        ("14 अक्टूबर 2026,", "dateline"),
    ]


def test_points_over_the_text_are_read() -> None:
    points = ["सात वार्ड पहले चरण में", "काम जनवरी में शुरू होगा"]
    items = "".join(f"<li>{point}</li>" for point in points)
    article = read_page(page(f"<div><h1>{HEADLINE}</h1><ul>{items}</ul><p>{ONE}</p><p>{TWO}</p></div>"), "x")

    assert set(points) <= {passage.text for passage in article.passages()}


def test_a_summary_in_english_under_the_text_is_left_out() -> None:
    data = story().replace(
        b"</div></body>",
        b'</div><div class="summary"><p>The council has said that the new line will be open soon.</p></div></body>',
    )

    assert [passage.text for passage in read_page(data, "x").passages()] == OWN


def test_a_box_of_facts_beside_the_text_is_read() -> None:
    box = "<aside><h4>योजना एक नजर में</h4><ul><li>लागत: 86 करोड़</li><li>वार्ड: 7</li></ul></aside>"

    assert read(box) == [HEADLINE, ONE, "योजना एक नजर में", "लागत: 86 करोड़", "वार्ड: 7", TWO]


def test_a_box_of_links_beside_the_text_is_left_out() -> None:
    box = '<aside><h4>और पढ़िए</h4><ul><li><a href="/a">शहर में सौ नई बसें चलेंगी</a></li></ul></aside>'

    assert read(box) == OWN


def test_a_link_to_the_author_is_a_byline_and_so_is_the_life_under_the_text() -> None:
    by = '<div><a rel="author" href="/team/7">नीरज सालवी</a></div>'
    life = "<div><strong>नीरज सालवी</strong><p>नीरज सालवी नदियों पर लिखते हैं और सात साल से इसी शहर में रहते हैं।</p></div>"
    article = read_page(page(f"<div><h1>{HEADLINE}</h1>{by}<p>{ONE}</p><p>{TWO}</p>{life}</div>"), "x")

    assert [passage.text for passage in article.passages()] == OWN
    assert [item.reason for item in article.left_out] == ["byline"] * 3


def test_a_headline_that_is_no_heading_is_known_by_the_pages_title_without_the_site() -> None:
    head = f"<title>{HEADLINE[:-14]} - Sonpurwa Darpan</title>"
    article = read_page(page(f"<div><b>{HEADLINE}</b><p>{ONE}</p><p>{TWO}</p></div>", head), "x")

    assert [passage.text for passage in article.passages()] == OWN


def test_a_paper_and_its_town_open_a_report() -> None:
    first = page(f"<div><h1>{HEADLINE}</h1><p>सोनपुर न्यूज, बेलवाड़ी। {ONE}</p><p>{TWO}</p></div>")

    assert [passage.text for passage in read_page(first, "x").passages()] == OWN

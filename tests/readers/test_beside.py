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

    assert [item.rule for item in article.left_out] == ["button", "page-contents", "page-contents"]
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


def test_a_newsletter_is_known_by_its_field_for_an_address_whatever_it_says() -> None:
    box = "<div><h3>नदी की चिट्ठी</h3><p>सिर्फ अच्छी कहानियां, बिना शोर के।</p><form><input type='email'><button>भेजें</button></form></div>"

    assert read(box) == OWN


def test_a_question_with_buttons_for_answers_is_left_out() -> None:
    assert read("<div><span>काम का लगा?</span><button>हां</button><button>नहीं</button></div>") == OWN


def test_a_question_that_the_report_answers_is_read() -> None:
    asked = "काम कब पूरा होगा?"

    assert asked in read(f"<div><p>{asked}</p><p>{LONG}</p><button>शेयर</button><button>सेव</button></div>")


@pytest.mark.parametrize("button", ["योगदान दें", "दान करें"])
def test_a_box_that_asks_for_money_is_left_out(button: str) -> None:
    box = f"<div><p>आपका हर महीने का छोटा सा योगदान इन कहानियों को जिंदा रखता है।</p><a href='/d'>{button}</a></div>"

    assert read(box) == OWN


def test_a_heading_by_its_role_is_a_heading() -> None:
    inside = f'<div role="heading" aria-level="2">किसानों ने छोड़ी फसल</div><p>{LONG}</p>'
    article = read_page(story(inside), "x")

    assert [section.heading.text for section in article.sections if section.heading] == ["किसानों ने छोड़ी फसल"]


def test_words_over_nothing_but_links_in_a_box_of_their_own_go_with_them() -> None:
    box = '<div><div>साथ में</div><a href="/a">शहर में सौ नई बसें चलेंगी</a></div>'

    assert read(box) == OWN


def test_words_over_links_and_text_are_read() -> None:
    box = f'<div><div>योजना में क्या है</div><p><a href="/a">पूरी योजना की अधिसूचना</a></p><p>{LONG}</p></div>'

    assert "योजना में क्या है" in read(box)


def test_two_cards_with_linked_headings_are_other_stories() -> None:
    cards = '<div><h4><a href="/{0}">{0} शहर में सौ नई बसें चलेंगी</a></h4><p>बसें अगले महीने से चलेंगी।</p></div>'

    assert read(f"<div>{cards.format(1)}{cards.format(2)}</div>") == OWN


def test_two_sections_whose_headings_are_links_are_read() -> None:
    part = '<div><h3><a href="/{0}">{0} वार्ड में काम शुरू हुआ</a></h3><p>{1}</p></div>'
    parts = part.format(1, f"{LONG} {LONG}") + part.format(2, f"{LONG} {TWO}")

    assert f"{LONG} {LONG}" in read(f"<div>{parts}</div>")


def test_lines_of_one_dek_are_all_read() -> None:
    lines = ["पेयजल योजना के पहले चरण का हुआ शुभारंभ", "86 करोड़ रुपये के काम का भूमि-पूजन"]
    dek = f'<div class="sub"><span>{"<br>".join(lines)}</span></div>'
    article = read_page(page(f"<div><h1>{HEADLINE}</h1>{dek}<div><p>{ONE}</p><p>{TWO}</p></div></div>"), "x")

    assert [passage.text for passage in article.passages()] == [HEADLINE, *lines, ONE, TWO]


@pytest.mark.parametrize("day", ["सोमवार, 13 जुलाई 2026, 18:42", "सोनपुरवा : सोमवार, 13 जुलाई 2026, 18:42 IST"])
def test_a_day_under_the_dek_in_one_element_is_left_out(day: str) -> None:
    dek = f"<div>पेयजल योजना के पहले चरण का हुआ शुभारंभ<br>{day}</div>"
    article = read_page(page(f"<div><h1>{HEADLINE}</h1>{dek}<div><p>{ONE}</p><p>{TWO}</p></div></div>"), "x")

    assert [item.text for item in article.left_out] == [day]


def test_a_path_that_ends_in_a_broken_headline_is_not_the_reports_first_sentence() -> None:
    path = '<div><span><a href="/">Home</a></span> <span><a href="/n">शहर</a></span> <span>नई पाइपलाइन बिछेगी…</span></div>'
    article = read_page(page(f"<div>{path}<h1>{HEADLINE}</h1><p>{ONE}</p><p>{TWO}</p></div>"), "x")

    assert [passage.text for passage in article.passages()] == OWN


def test_a_sentence_that_breaks_off_and_has_a_link_is_read() -> None:
    said = 'होम <a href="/l">लोन</a> सस्ता होने की उम्मीद थी, लेकिन ऐसा नहीं हुआ…'

    assert "होम लोन सस्ता होने की उम्मीद थी, लेकिन ऐसा नहीं हुआ…" in read(f"<p>{said}</p>")


def test_bold_words_over_nothing_but_links_at_the_end_go_with_them() -> None:
    links = '<ul><li><a href="/n">सब समाचार</a></li><li><a href="/d">धर्म-संसार</a></li></ul>'
    article = read_page(
        page(
            f"<div><h1>{HEADLINE}</h1><div><p>{ONE}</p><p>{TWO}</p><b>नगर वार्ता पर :</b>{links}</div></div>"
        ),
        "x",
    )

    assert [passage.text for passage in article.passages()] == OWN


def test_bold_words_over_a_list_of_the_report_are_read() -> None:
    items = "<ul><li>वार्ड तीन और चार</li><li>वार्ड सात</li></ul>"
    article = read_page(
        page(f"<div><h1>{HEADLINE}</h1><div><p>{ONE}</p><p>{TWO}</p><b>पहले चरण में :</b>{items}</div></div>"),
        "x",
    )

    assert "पहले चरण में :" in [passage.text for passage in article.passages()]

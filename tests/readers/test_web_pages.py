"""Web pages in the shapes of many sites, with invented text: each part is read, left out for its reason, or outside."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from random import Random

import pytest

from bulletin.errors import InputError
from bulletin.language.characters import letters_and_digits
from bulletin.readers import read_article
from bulletin.readers.html import read_fragment, read_page
from bulletin.script import check_coverage, write_script
from tests.readers.test_roles import roles_of

FOLDER = Path(__file__).with_name("pages")
PAGES = sorted(FOLDER.glob("*.html"))
HEADLINE = "शहर में नई पाइपलाइन बिछेगी, काम जनवरी से"
ONE = "नगर परिषद ने सोमवार को पेयजल की नई योजना को मंजूरी दे दी। इस पर 86 करोड़ रुपये खर्च होंगे।"
TWO = "पहले चरण में सात वार्ड लिए जाएंगे। यहां काम जनवरी में शुरू होगा।"


def expected(path: Path) -> list[tuple[str, str]]:
    rows = path.with_suffix(".roles").read_text(encoding="utf-8").split("\n")
    return [(row.split("\t")[0], row.split("\t")[1]) for row in rows if row.strip()]


def page(body: str, head: str = "") -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()
    )


def story(inside: str = "", head: str = "") -> bytes:
    return page(f"<div><h1>{HEADLINE}</h1><div><p>{ONE}</p>{inside}<p>{TWO}</p></div></div>", head)


ARTICLES = [path for path in PAGES if expected(path)[0][0] != "refused"]
REFUSED = [path for path in PAGES if path not in ARTICLES]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_parts_of_an_article_are_found_in_its_page(path: Path) -> None:
    wanted = [row for row in expected(path) if row[0] != "outside"]

    assert roles_of(read_article(path.read_bytes(), path.name)) == wanted


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_no_letter_of_a_page_is_lost_and_what_is_outside_is_counted(path: Path) -> None:
    article = read_article(path.read_bytes(), path.name)
    outside = [letters_and_digits(text) for label, text in expected(path) if label == "outside"]

    check_coverage([article], write_script([article]))
    assert article.outside >= sum(map(len, outside))


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.stem)
def test_a_page_without_an_article_says_what_it_is(path: Path) -> None:
    with pytest.raises(InputError, match=re.escape(expected(path)[0][1])) as caught:
        read_article(path.read_bytes(), path.name)
    assert caught.value.error_id == "page.no_article"


def test_a_headline_of_another_story_gives_no_date() -> None:
    assert read_page((FOLDER / "14-lie-other-story.html").read_bytes(), "x").published is None


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("01-classic-desktop", date(2026, 11, 23)),
        ("11-graph-blog-cms", date(2026, 11, 21)),
        ("40-glued-spans", date(2026, 11, 21)),  # 20:30 of the 20th in London
    ],
)
def test_the_day_is_the_day_in_india(name: str, day: date) -> None:
    assert read_page((FOLDER / f"{name}.html").read_bytes(), "x").published == day


def test_a_related_link_has_its_whole_address() -> None:
    data = story('<ul><li><a href="/bus-12.html">शहर में सौ नई बसें चलेंगी</a></li></ul>')
    article = read_page(data, "https://news.example/a/b.html")

    assert [item.href for item in article.left_out] == ["https://news.example/bus-12.html"]


def test_a_saved_page_says_where_its_links_lead() -> None:
    data = story(
        '<p>यह भी पढ़ें: <a href="/bus">सौ नई बसें</a></p>', '<link rel="canonical" href="https://n.example/a">'
    )
    assert [item.href for item in read_page(data, "a.html").left_out] == ["https://n.example/bus"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//[", "file:///etc/passwd", "data:text/html,x"])
def test_a_link_that_leads_nowhere_on_the_web_has_no_address(address: str) -> None:
    article = read_page(story(f'<p>यह भी पढ़ें: <a href="{address}">सौ नई बसें</a></p>'), "a.html")

    assert [item.href for item in article.left_out] == [None]


@pytest.mark.parametrize("kept", ["display:none", "display : none", "visibility:hidden"])
def test_paragraphs_behind_read_more_are_read(kept: str) -> None:
    text = "दूसरे चरण में नदी पार की बस्तियों को जोड़ा जाएगा। इसके लिए अलग लाइन डाली जाएगी।"
    article = read_page(story(f'<div style="{kept}"><p>{text}</p></div>'), "x")

    assert text in [passage.text for passage in article.passages()]


def test_a_hidden_word_is_not_read() -> None:
    article = read_page(story('<span style="display:none">लोड हो रहा है</span>'), "x")

    assert [(item.text, item.reason) for item in article.left_out] == [("लोड हो रहा है", "boilerplate")]


def test_a_heading_of_any_length_is_a_heading_and_a_short_paragraph_is_none() -> None:
    long = "यह एक बहुत लंबा शीर्षक है जो नब्बे अक्षरों से कहीं आगे तक जाता है और फिर भी अगले हिस्से के ऊपर का शीर्षक ही है"
    article = read_page(story(f"<p>काम कब होगा</p><p>{TWO}</p><h2>{long}</h2>"), "x")

    assert [section.heading.text for section in article.sections if section.heading] == [long]


def test_rows_of_a_table_are_read_as_sentences() -> None:
    article = read_page(
        story("<table><tr><th>वार्ड</th><th>घर</th></tr><tr><td>पहला</td><td>320</td></tr></table>"), "x"
    )

    assert [paragraph.text for paragraph in article.sections[0].paragraphs][1:3] == [
        "वार्ड, घर।",
        "पहला, 320।",
    ]


@pytest.mark.parametrize(
    "name", ["comments", "related", "share", "sidebar", "ad", "author", "caption", "summary"]
)
def test_a_class_does_not_leave_out_the_article_itself(name: str) -> None:
    data = page(f'<div class="{name}"><h1>{HEADLINE}</h1><p>{ONE}</p><p>{TWO}</p></div>')

    assert [passage.text for passage in read_page(data, "x").passages()] == [HEADLINE, ONE, TWO]


@pytest.mark.parametrize(
    "opened", ['<div class="poll-result">', '<div class="reporter-note">', "<aside>", '<div class="player">']
)
def test_a_box_within_the_text_keeps_its_sentences(opened: str) -> None:
    text = "मतदान में 62 प्रतिशत लोगों ने योजना के पक्ष में राय दी।"
    article = read_page(story(f"{opened}<p>{text}</p></{opened[1:].split()[0].rstrip('>')}>"), "x")

    assert [passage.text for passage in article.passages()] == [HEADLINE, ONE, text, TWO]


def test_a_box_with_something_to_press_is_left_out_with_its_sentences() -> None:
    article = read_page(
        story("<div class='poll'><p>क्या आप इस योजना से सहमत हैं?</p><button>हां</button></div>"), "x"
    )

    assert [passage.text for passage in article.passages()] == [HEADLINE, ONE, TWO]


@pytest.mark.parametrize("between", ["", "</div><div class='part'>"])
def test_a_list_at_the_end_belongs_to_the_text_above_it(between: str) -> None:
    items = ["पहला चरण: सात वार्ड", "दूसरा चरण: नदी पार"]
    listed = "".join(f"<li>{item}</li>" for item in items)
    data = page(
        f"<main><h1>{HEADLINE}</h1><div class='part'><p>{ONE} {TWO}</p>{between}<ul>{listed}</ul></div></main>"
    )

    assert [passage.text for passage in read_page(data, "x").passages()][2:] == items


@pytest.mark.parametrize("heading", ["3 Comments", "टिप्पणियां (4)", "Leave a Reply"])
def test_what_readers_say_under_a_heading_is_outside(heading: str) -> None:
    said = "यह योजना बहुत अच्छी है, पर काम समय पर पूरा होना चाहिए। हम सब यही चाहते हैं।"
    article = read_page(
        page(f"<h1>{HEADLINE}</h1><p>{ONE}</p><p>{TWO}</p><h3>{heading}</h3><p>{said}</p>"), "x"
    )

    assert [passage.text for passage in article.passages()] == [HEADLINE, ONE, TWO]


@pytest.mark.parametrize(
    ("encoding", "said", "header"),
    [
        ("utf-8", "windows-1252", ""),
        ("utf-8", "utf-8", "text/html; charset=iso-8859-1"),
        ("utf-16", "utf-16", ""),
        ("utf-8-sig", "utf-16", ""),
    ],
)
def test_the_bytes_of_a_page_decide_its_encoding(encoding: str, said: str, header: str) -> None:
    data = story().decode().replace('charset="utf-8"', f'charset="{said}"').encode(encoding)
    article = read_page(data, "x", content_type=header)

    assert [passage.text for passage in article.passages()] == [HEADLINE, ONE, TWO]


def test_some_bytes_of_windows_in_utf_8_are_the_signs_that_were_meant() -> None:
    data = (
        story(f"<p>उन्होंने कहा, QWork शुरूQ और फिर रुक गए। {TWO}</p>")
        .replace(b"QW", b"\x93W")
        .replace("रूQ".encode(), "रू".encode() + b"\x94")
    )

    assert "“Work शुरू”" in read_page(data, "x").text


@pytest.mark.parametrize(
    "bomb",
    [
        "<p " + " ".join(f"a{number}=1" for number in range(30_000)) + ">",
        "<div>" * 50_000,
        "<b></b>" * 110_000,
    ],
    ids=["attributes", "depth", "elements"],
)
@pytest.mark.timeout(20)
def test_a_page_made_to_take_time_is_refused(bomb: str) -> None:
    with pytest.raises(InputError, match="too complex") as caught:
        read_page(story(bomb), "x")
    assert caught.value.error_id == "page.complex"


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9, 0.99])
def test_a_page_that_breaks_off_is_read_as_far_as_it_goes(cut: float) -> None:
    data = (FOLDER / "01-classic-desktop.html").read_bytes()
    try:
        article = read_page(data[: int(len(data) * cut)], "x")
    except InputError as error:
        assert error.error_id == "page.no_article"
    else:
        check_coverage([article], write_script([article]))


def test_text_with_html_in_it_is_read_without_its_tags() -> None:
    data = (
        f'{HEADLINE}\n<p>{ONE}</p><p>{TWO}</p>\n<img src="https://example.org/a.jpg" alt="पाइप" />\n'.encode()
    )

    assert [passage.text for passage in read_article(data, "x").passages()] == [HEADLINE, ONE, TWO]


def test_control_characters_of_a_page_are_not_read() -> None:
    assert "\x1b" not in read_page(story("<p>शहर &#27;[31m में काम शुरू हो गया है।</p>"), "x").text


def test_a_page_in_english_is_refused_by_its_language() -> None:
    text = "The council has said that the new line will be open by the end of the week and that it is for all of the city."
    with pytest.raises(InputError, match="in English"):
        read_page(page(f"<h1>The new line of the city</h1><p>{text}</p><p>{text}</p>"), "x")


def test_tags_without_a_letter_between_them_are_nothing_to_read() -> None:
    with pytest.raises(InputError) as caught:
        read_fragment(b"<p>&nbsp;</p><p>...</p>", "x")
    assert caught.value.error_id == "text.empty"


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_page_is_read_to_the_last_letter_or_refused(seed: int) -> None:
    chance = Random(seed)
    data = chance.choice(PAGES).read_bytes()
    tags = [match.span() for match in re.finditer(rb"<[^>]*>", data)]
    for start, end in sorted(chance.sample(tags, 9), reverse=True):
        data = (
            data[:start] + data[end:] if chance.random() < 0.5 else data[:end] + data[start:end] + data[end:]
        )
    try:
        article = read_page(data, "x")
    except InputError as error:
        assert error.error_id in ("page.no_article", "page.language")
    else:
        check_coverage([article], write_script([article]))

"""Live pages, galleries and what comes twice: rules that go by several lines."""

from __future__ import annotations

import pytest

from bulletin.readers import read_article
from bulletin.schema.article import Article

HEAD = "<h1>शहर में दिन भर बारिश, निचले इलाकों में पानी भरा</h1><p>सोमवार को शहर में तेज बारिश हुई। कई सड़कों पर पानी भर गया है और बसें बंद रहीं।</p>"
FOOT = "<p>मौसम केंद्र ने कहा कि मंगलवार को भी बारिश होगी। लोग घरों में ही रहें।</p>"


def read(inside: str) -> Article:
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><article>{HEAD}{inside}{FOOT}</article></body></html>'
    return read_article(page.encode(), "live.html")


def left_out(inside: str) -> dict[str, str]:
    return {item.text: item.rule for item in read(inside).left_out}


def entry(stamp: str, title: str = "<h3>नदी का पानी पुल तक पहुंचा</h3>") -> str:
    return f"<div><p>{stamp}</p>{title}<p>नदी किनारे के गांव खाली कराए गए हैं।</p></div>"


@pytest.mark.parametrize("stamp", ["05:40 PM", "05:40 PM (IST) • 22 Jul 2025", "05:40 PM22 जुलाई 2025"])
def test_times_over_the_titles_of_entries_are_no_part_of_the_report(stamp: str) -> None:
    earlier = stamp.replace("05:40", "02:15")

    assert left_out(entry(stamp) + entry(earlier)) == {stamp: "time-of-entry", earlier: "time-of-entry"}


def test_a_time_that_is_an_entrys_only_title_is_read() -> None:
    assert left_out(entry("05:40 PM", "") + entry("02:15 PM", "")) == {}


def test_one_time_alone_is_the_reports_own() -> None:
    assert left_out(entry("05:40 PM")) == {}


def slides(*numbers: str) -> str:
    return "".join(f"<p>{number}</p><p>पुल के पास खड़े लोग पानी देख रहे हैं।</p>" for number in numbers)


def test_the_numbers_of_a_gallerys_pictures_are_no_part_of_it() -> None:
    assert set(left_out(slides("1/3", "2/3", "3/3")).values()) == {"slide-number"}


@pytest.mark.parametrize(
    "scores", [("1/3", "2/3"), ("1/3", "2/4", "3/5"), ("3/8", "2/8", "1/8"), ("1/3", "2/3", "9/3")]
)
def test_scores_are_read(scores: tuple[str, ...]) -> None:
    assert "slide-number" not in left_out(slides(*scores)).values()


POINTS = "<ul><li>निचले इलाकों के सैकड़ों घरों में पानी भर गया</li><li>बसें दिन भर बंद रहीं</li></ul>"


def test_the_points_of_a_box_that_comes_again_are_read_once() -> None:
    article = read(POINTS + FOOT + POINTS)
    again = [item for item in article.left_out if item.reason == "duplicate"]

    assert [item.text for item in again] == ["निचले इलाकों के सैकड़ों घरों में पानी भर गया"]
    assert sum(passage.text == again[0].text for passage in article.passages()) == 1


def test_a_sentence_that_comes_again_is_read_again() -> None:
    assert left_out(FOOT + FOOT) == {}


def test_a_note_under_a_table_goes_by_its_star() -> None:
    table = "<table><tr><td>2025*</td><td>12 करोड़</td></tr><tr><td>2026</td><td>14 करोड़</td></tr></table>"

    assert left_out(f"{table}<p>* अनंतिम आंकड़े</p>") == {"* अनंतिम आंकड़े": "note-of-table"}
    assert left_out(f"{table.replace('*', '')}<p>* अनंतिम आंकड़े</p>") == {}


def test_who_is_quoted_beside_the_text_is_left_out_with_the_quotation() -> None:
    quote = (
        "<blockquote><p>मौसम केंद्र ने कहा कि मंगलवार को भी बारिश होगी।</p><cite>केंद्र की निदेशक</cite></blockquote>"
    )

    assert set(left_out(quote)) == {"मौसम केंद्र ने कहा कि मंगलवार को भी बारिश होगी।", "केंद्र की निदेशक"}
    assert left_out(quote.replace("बारिश", "आंधी")) == {}


def test_a_link_its_teaser_and_button_are_one_box() -> None:
    box = (
        "<p>बारिश से जुड़ी यह खबर भी पढ़िए...</p><p>बांध के छह गेट खुले, नीचे के गांव खाली</p>"
        "<p>बांध का पानी खतरे के निशान से ऊपर है। सुबह गेट खोले गए। पूरी खबर पढ़ें...</p>"
    )

    assert len(left_out(box)) == 3
    assert len(left_out(box.replace(" पूरी खबर पढ़ें...", ""))) == 2


def test_who_the_writer_is_is_left_out_in_brackets_at_the_end_alone() -> None:
    life = "<p>(रेखा जोशी समाजशास्त्री हैं और पुस्तकालयों पर शोध करती हैं. व्यक्त विचार निजी हैं)</p>"
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><article>{HEAD}{FOOT}{life}</article></body></html>'
    article = read_article(page.encode(), "opinion.html")

    assert [item.rule for item in article.left_out] == ["life-in-brackets"]
    assert left_out(life) == {}

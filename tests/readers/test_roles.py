"""Whole articles as many papers write them, each with the roles of its parts in a `.roles` file."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.language.characters import letters_and_digits
from bulletin.readers import read_article, read_text
from bulletin.schema.article import NO_TEXT, Article
from bulletin.script import check_coverage, write_script
from tests.tiers import chosen

FOLDER = Path(__file__).with_name("articles")
ARTICLES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".txt", ".md"))


def roles_of(article: Article) -> list[tuple[str, str]]:
    """Every part of the article with its role, in the article's order."""
    parts: list[tuple[int, int, str, str]] = []
    for order, item in enumerate(article.left_out):
        parts.append((item.line, order + 2000 * item.after, item.reason, item.text))
    spoken: list[tuple[str, str, int]] = []
    if article.headline:
        spoken.append(("headline", article.headline.text, article.headline.line))
    if article.dek:
        spoken.append(("dek", article.dek.text, article.dek.line))
    for section in article.sections:
        if section.heading:
            spoken.append(("heading", section.heading.text, section.heading.line))
        spoken += [("body", paragraph.text, paragraph.line) for paragraph in section.paragraphs]
    parts += [(line, 1000 + order, role, text) for order, (role, text, line) in enumerate(spoken)]
    return [(role, " ".join(text.split())) for _, _, role, text in sorted(parts)]


def expected_roles(path: Path) -> list[tuple[str, str]]:
    rows = path.with_suffix(".roles").read_text(encoding="utf-8").split("\n")
    return [(row.split("\t")[0], " ".join(row.split("\t")[1].split())) for row in rows if row.strip()]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_parts_of_an_article_are_found_in_bare_text(path: Path) -> None:
    assert roles_of(read_article(path.read_bytes(), path.name)) == expected_roles(path)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_no_letter_of_an_article_is_lost(path: Path) -> None:
    article = read_article(path.read_bytes(), path.name)
    said = "".join(text for role, text in roles_of(article) if role not in NO_TEXT)
    assert letters_and_digits(said) == letters_and_digits(article.text)


@pytest.mark.parametrize("change", ["\r\n", "\r", "\n\n", "\n \n"], ids=["CRLF", "CR", "blank", "spaces"])
def test_the_parts_are_the_same_whatever_ends_the_lines(change: str) -> None:
    path = FOLDER / "06-phone-launch.txt"
    text = path.read_text(encoding="utf-8")
    article = read_text(text.replace("\n", change).encode(), path.name)
    assert roles_of(article) == expected_roles(path)


def test_a_byte_order_mark_is_no_part_of_the_headline() -> None:
    article = read_text("\ufeffशहर में मेट्रो शुरू\n\nमेट्रो शुरू हो गई। लोग खुश हैं।".encode(), "x")
    assert article.headline is not None
    assert article.headline.text == "शहर में मेट्रो शुरू"


def test_a_paragraph_alone_has_no_headline() -> None:
    article = read_text("शहर में मेट्रो शुरू हो गई। लोग खुश हैं।".encode(), "x")
    assert article.headline is None
    assert article.sections[0].paragraphs[0].text == "शहर में मेट्रो शुरू हो गई। लोग खुश हैं।"


def test_lines_that_an_editor_wrapped_are_one_paragraph() -> None:
    text = (
        "शहर में मेट्रो शुरू\n\nशहर की नई मेट्रो लाइन सोमवार को शुरू हो गई और पहले ही दिन\n"
        "पैंतालीस हजार लोगों ने सफर किया जो उम्मीद से कहीं ज्यादा था\nऔर भीड़ दिन भर रही।\n\nकिराया कम है।"
    )
    article = read_text(text.encode(), "x")
    assert len(article.sections[0].paragraphs) == 2


def test_a_headline_over_a_dek_is_not_taken_for_a_wrapped_paragraph() -> None:
    text = (
        "शहर में मेट्रो की नई लाइन शुरू, पहले ही दिन हजारों लोगों ने किया सफर\n"
        "किराया 10 रुपये से शुरू होकर 60 रुपये तक जाएगा और पास भी बनेंगे\n\n"
        "मेट्रो की नई लाइन सोमवार को शुरू हो गई। मुख्यमंत्री ने हरी झंडी दिखाई। लोगों की भीड़ दिन भर रही।\n\n"
        "किराया कम है।"
    )
    article = read_text(text.encode(), "x")
    assert [role for role, _ in roles_of(article)] == ["headline", "dek", "body", "body"]


def test_items_as_even_as_wrapped_rows_stay_items() -> None:
    items = [
        "लगातार सातवीं बार दर में बदलाव नहीं हुआ",
        "महंगाई का अनुमान चार प्रतिशत पर बरकरार",
        "समिति के छह में से पांच सदस्य पक्ष में",
    ]
    text = "बैंक ने दर नहीं बदली\n\nमुख्य बातें:\n" + "\n".join(items) + "\n\nबैंक की बैठक हुई। दर वही है।"
    article = read_text(text.encode(), "x")
    assert [text for _, text in roles_of(article)][2:5] == items


def test_a_bare_also_read_takes_its_links_and_leaves_the_heading_under_them() -> None:
    text = (
        "शहर में मेट्रो शुरू\nमेट्रो शुरू हो गई. लोग खुश हैं.\nयह भी पढ़ें:\nबसों का किराया घटा, देखें सूची\n"
        "कितना है किराया\nकिराया दस रुपये है. पास भी बनेंगे."
    )
    article = read_text(text.encode(), "x")
    assert [role for role, _ in roles_of(article)][2:] == ["related-link", "related-link", "heading", "body"]


HOSTILE = {
    "also read": "यह भी पढ़ें",
    "a letter": "क",
    "pairs": "क: ५",
    "bullets": "• क",
    "wrapped": "यह एक लंबी पंक्ति है जो बार बार टूटती",
    "signs": "क\u093f" * 40,
    "boxes": "छोड़िए क और आगे बढ़ें",
    "authors": "लेखक के बारे में",
    "stamps": "30 Nov 2025 10:08 PM IST",
    "crumbs": "खेल / क्रिकेट",
    "buttons": "WhatsApp",
    "spaces": "क" + " " * 300 + "फॉलो" + " " * 300,
}
HOSTILE = chosen(HOSTILE, "also read", "bullets", "stamps")


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.timeout(20)
def test_thousands_of_odd_lines_are_read_whole(line: str) -> None:
    # A quadratic walk over the lines would take minutes.
    text = f"{line}\n" * 4_000

    article = read_text(text.encode(), "x")

    assert len(letters_and_digits("".join(part for _, part in roles_of(article)))) == len(
        letters_and_digits(text)
    )


def test_an_article_of_furniture_alone_is_read_as_it_stands() -> None:
    article = read_text("यह भी पढ़ें: शहर में मेट्रो शुरू".encode(), "x")
    assert [text for _, text in roles_of(article)] == ["यह भी पढ़ें: शहर में मेट्रो शुरू"]
    assert article.left_out == ()


def test_a_related_link_keeps_its_address() -> None:
    text = "शहर में मेट्रो शुरू\nमेट्रो शुरू हो गई. लोग खुश हैं.\nयह भी पढ़ें: नई बसें https://example.in/bus"
    article = read_text(text.encode(), "x")
    assert [item.href for item in article.left_out] == ["https://example.in/bus"]


@pytest.mark.parametrize(
    ("line", "tail", "reason"),
    [
        ("मेट्रो दो साल में बनेगी। (भाषा)", "(भाषा)", "credit"),
        ("मेट्रो दो साल में बनेगी। (इनपुट: एजेंसी)", "(इनपुट: एजेंसी)", "credit"),
        ("मेट्रो दो साल में बनेगी। [पीटीआई]", "[पीटीआई]", "credit"),
        ("मेट्रो दो साल में बनेगी। यह भी पढ़ें: शहर में 100 नई बसें", "यह भी पढ़ें: शहर में 100 नई बसें", "related-link"),
        ("मेट्रो दो साल में बनेगी। ये भी पढ़ेंः https://a.in/b", "ये भी पढ़ेंः https://a.in/b", "related-link"),
    ],
)
def test_furniture_at_the_end_of_a_paragraph_is_left_out(line: str, tail: str, reason: str) -> None:
    article = read_text(f"शहर में मेट्रो शुरू\n\nमेट्रो शुरू हो गई। लोग खुश हैं।\n\n{line}\n".encode(), "x")

    assert [(item.text, item.reason) for item in article.left_out] == [(tail, reason)]
    assert article.sections[0].paragraphs[-1].text == "मेट्रो दो साल में बनेगी।"
    check_coverage([article], write_script([article]))


@pytest.mark.parametrize(
    "line",
    [
        "राष्ट्रीय भाषा (हिंदी) में लिखें।",
        "उन्होंने कहा कि यह भी पढ़ें: किताब और अखबार।",
        "समिति (एजेंसी का नाम नहीं बताया) बनेगी।",
    ],
)
def test_what_belongs_to_a_paragraph_stays_in_it(line: str) -> None:
    article = read_text(f"शहर में मेट्रो शुरू\n\nमेट्रो शुरू हो गई। लोग खुश हैं।\n\n{line}\n".encode(), "x")

    assert article.sections[0].paragraphs[-1].text == line


@pytest.mark.parametrize(
    "line",
    [
        "यात्री पहले रेल विभाग का ऐप डाउनलोड करें।",
        "अब होम पेज पर दिए गए लिंक पर क्लिक करें।",
        "विभाग के यूट्यूब चैनल को सब्सक्राइब करें, ऐसा उन्होंने कहा।",
        "मंत्री ने कहा, आप हमारे साथ जुड़ें।",
        "Last Date: 15 जनवरी 2026",
        "WhatsApp",
        "15 अगस्त 1947",
        "15 August 1947",
        "जयपुर:",
        "वीडियो: यह पूरा सच है।",
        "सुझाव",
        "प्रवक्ता ने कहा है (पीटीआई में छपे बयान से)",
        "पानी: 04:12 बजे तक",
        "घर-घर",
        "Homeopathy",
        "होमबायर्स",
        "होमगार्ड",
        "यह भी पढ़ाई है",
        "वीडियो गेम",
        "एजेंसी पर शक",
        "टैग",
        "मंत्रालय",
        "रिपोर्ट",
        "खबरें",
        "बाघ 3, शावक 2",
        "पढ़ें और आगे बढ़ें",
        "शेयर",
        "क्रिकेट",
        "पत्रिका",
        "यह रिपोर्ट संपादन के बाद सौंपी गई थी।",
    ],
)
def test_what_looks_like_furniture_but_belongs_to_the_article_is_read(line: str) -> None:
    before, after = "मेट्रो शुरू हो गई। लोग खुश हैं।\nभीड़ रही। जाम लगा।", "किराया दस रुपये है। पास भी बनेंगे।"
    article = read_text(f"शहर में मेट्रो शुरू\n\n{before}\n\n{line}\n\n{after}\n".encode(), "x")

    assert article.left_out == ()


@pytest.mark.parametrize(
    "line",
    [
        "हमारा ऐप डाउनलोड करें",
        "Google पर हमें फॉलो करें",
        "ताजा खबरों के लिए WhatsApp चैनल जॉइन करें।",
        "पूरी खबर पढ़ें...",
        "[कॉपी लिंक]",
        "3 min read",
        "Get Latest News in Hindi on Metro and Buses",
        "(यह खबर एजेंसी फीड से ली गई है, इसमें संपादन नहीं किया गया है।)",
        "Story by: Amit Tyagi",
        "#मेट्रो #शहर",
        "Updated Sun, 30 Nov 2025 10:08 PM IST",
        "अपडेटेड 30 नवंबर 2025, 10:08 बजे",
        "*शहर डेस्क, पटना। 30 Nov 2025 10:08 PM (IST)*",
        "pic.twitter.com/AbCd1234",
        "— शहर मेट्रो (@citymetro) November 20, 2025",
        "![मेट्रो](https://example.in/a.jpg)",
    ],
)
def test_furniture_is_left_out_wherever_it_stands(line: str) -> None:
    before, after = "मेट्रो शुरू हो गई। लोग खुश हैं।\nभीड़ रही। जाम लगा।", "किराया दस रुपये है। पास भी बनेंगे।"
    article = read_text(f"शहर में मेट्रो शुरू\n\n{before}\n\n{line}\n\n{after}\n".encode(), "x")

    assert [item.text for item in article.left_out] == [line]


@pytest.mark.parametrize("crumbs", ["खेल", "खेल / क्रिकेट", "LIVE", "मौसम | LIVE TV", "होम\nदेश\nBreaking News"])
def test_crumbs_over_a_headline_are_no_headline(crumbs: str) -> None:
    text = f"{crumbs}\nशहर में मेट्रो की नई लाइन शुरू\n\nमेट्रो शुरू हो गई। लोग खुश हैं।\n"
    article = read_text(text.encode(), "x")

    assert article.headline is not None
    assert article.headline.text == "शहर में मेट्रो की नई लाइन शुरू"


def test_buttons_that_could_be_headings_are_buttons_only_beside_one_another() -> None:
    text = "शहर में मेट्रो शुरू\nFacebook\nTwitter\nWhatsApp\nमेट्रो शुरू हो गई। लोग खुश हैं।\n"
    article = read_text(text.encode(), "x")

    assert [item.text for item in article.left_out] == ["Facebook", "Twitter", "WhatsApp"]


def test_a_box_that_may_be_skipped_is_left_out_to_its_end() -> None:
    text = (
        "शहर में मेट्रो शुरू\nमेट्रो शुरू हो गई। लोग खुश हैं।\nछोड़िए सबसे अधिक पढ़ी गईं और आगे बढ़ें\n"
        "बसों का किराया घटा\nसबसे अधिक पढ़ी गईं समाप्त\nकिराया दस रुपये है। पास भी बनेंगे।\n"
    )
    article = read_text(text.encode(), "x")

    assert [item.line for item in article.left_out] == [3, 4, 5]


def test_a_box_without_an_end_leaves_nothing_out() -> None:
    text = "शहर में मेट्रो शुरू\nमेट्रो शुरू हो गई। लोग खुश हैं।\nछोड़िए यह बात और आगे बढ़ें\nकिराया दस रुपये है। पास भी बनेंगे।\n"
    assert read_text(text.encode(), "x").left_out == ()

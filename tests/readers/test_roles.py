"""Whole articles of many papers' habits, each with the roles of its parts beside it in a `.roles` file."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.language.characters import letters_and_digits
from bulletin.readers import read_text
from bulletin.schema.article import Article

FOLDER = Path(__file__).with_name("articles")
ARTICLES = sorted(FOLDER.glob("*.txt"))


def roles_of(article: Article) -> list[tuple[str, str]]:
    """Every part of the article with its role, in the article's order; what is left out of a line comes first."""
    parts: list[tuple[int, int, str, str]] = []
    for order, item in enumerate(article.left_out):
        parts.append((item.line, order, item.reason, item.text))
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
    assert roles_of(read_text(path.read_bytes(), path.name)) == expected_roles(path)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_no_letter_of_an_article_is_lost(path: Path) -> None:
    article = read_text(path.read_bytes(), path.name)
    assert letters_and_digits("".join(text for _, text in roles_of(article))) == letters_and_digits(
        article.text
    )


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


def test_an_article_of_notes_alone_is_read_as_it_stands() -> None:
    article = read_text("यह भी पढ़ें: शहर में मेट्रो शुरू".encode(), "x")
    assert [text for _, text in roles_of(article)] == ["यह भी पढ़ें: शहर में मेट्रो शुरू"]
    assert article.left_out == ()


def test_a_related_link_keeps_its_address() -> None:
    text = "शहर में मेट्रो शुरू\nमेट्रो शुरू हो गई. लोग खुश हैं.\nयह भी पढ़ें: नई बसें https://example.in/bus"
    article = read_text(text.encode(), "x")
    assert [item.href for item in article.left_out] == ["https://example.in/bus"]

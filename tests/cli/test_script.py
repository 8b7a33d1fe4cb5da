"""`bulletin script`: what will be said, and what is left out and why; no sound, no files."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ARTICLE, Bulletin

ROLES = {"opening", "headline", "dek", "heading", "body", "transition", "recap", "closing"}
REASONS = {
    "kicker",
    "byline",
    "dateline",
    "related-link",
    "credit",
    "caption",
    "boilerplate",
    "duplicate",
    "footnote",
}


@pytest.fixture
def script(article: Path, bulletin: Bulletin) -> dict[str, Any]:
    """The article's script as JSON; nothing but it is on standard output."""
    result = bulletin("script", article, "--json")
    assert result.stdout.count("\n") == 1
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def letters(text: str) -> Counter[str]:
    """Everything in a text that carries letters or digits."""
    return Counter(sign for sign in text if unicodedata.category(sign)[0] in "LN")


def test_it_has_the_fields_of_the_surface(script: dict[str, Any]) -> None:
    assert script["schema"] == "bulletin.script/2"
    assert {"title", "language", "date", "stories", "segments", "left_out"} <= set(script)
    for segment in script["segments"]:
        assert {"id", "role", "story", "reader", "written", "spoken", "voice", "sentences"} <= set(segment)
        assert all({"written", "spoken"} <= set(sentence) for sentence in segment["sentences"])
    for item in script["left_out"]:
        assert {"written", "reason", "rule", "story", "href"} <= set(item)


def test_its_roles_and_reasons_are_those_of_the_surface(script: dict[str, Any]) -> None:
    assert {segment["role"] for segment in script["segments"]} <= ROLES
    assert {item["reason"] for item in script["left_out"]} <= REASONS


def test_each_segment_has_an_id_of_its_own(script: dict[str, Any]) -> None:
    ids = [segment["id"] for segment in script["segments"]]
    assert len(ids) == len(set(ids))


def test_the_segments_come_in_the_articles_order(script: dict[str, Any]) -> None:
    roles = [segment["role"] for segment in script["segments"]]
    assert roles == ["headline", "dek", "body", "heading", "body"]


def test_every_letter_is_said_or_left_out(script: dict[str, Any]) -> None:
    told = [item["written"] for item in (*script["segments"], *script["left_out"])]
    assert letters(" ".join(told)) == letters(ARTICLE)


def test_kickers_and_links_are_left_out(script: dict[str, Any]) -> None:
    left_out = [(item["reason"], item["written"]) for item in script["left_out"]]
    assert left_out == [
        ("kicker", "Metro News:"),
        ("kicker", "City Metro:"),
        ("kicker", "Metro News:"),
        ("related-link", "यह भी पढ़ेंः Bus Service: शहर में 100 नई बसें"),
    ]


def test_figures_are_written_as_figures_and_spoken_as_words(script: dict[str, Any]) -> None:
    headline = script["segments"][0]
    assert "₹25" in headline["written"]
    assert "पच्चीस रुपये" in headline["spoken"]


def test_sentences_are_parted_where_a_full_stop_is_glued(script: dict[str, Any]) -> None:
    assert len(script["segments"][2]["sentences"]) == 3


def test_two_articles_are_two_stories(article: Path, bulletin: Bulletin) -> None:
    document = json.loads(bulletin("script", article, article, "--json").stdout)
    assert {segment["story"] for segment in document["segments"]} == {0, 1}
    assert {item["story"] for item in document["left_out"]} == {0, 1}


def test_an_article_comes_in_by_standard_input(bulletin: Bulletin) -> None:
    document = json.loads(bulletin("script", "-", "--json", stdin=ARTICLE.encode()).stdout)
    assert document["title"] == "शहर में नई मेट्रो लाइन शुरू, किराया ₹25 से"


def test_a_person_sees_what_is_said_and_what_is_left_out(article: Path, bulletin: Bulletin) -> None:
    result = bulletin("script", article)
    assert "  न्यूनतम किराया पच्चीस रुपये है।\n    written: न्यूनतम किराया ₹25 है.\n" in result.stdout
    assert "  kicker: Metro News:\n" in result.stdout


def test_it_makes_no_files(world: Path, article: Path, bulletin: Bulletin) -> None:
    bulletin("script", article)
    assert list(world.iterdir()) == [article]
    assert not (world.parent / "cache").exists()


def test_a_script_can_be_edited_and_made(bulletin: Bulletin, article: Path, world: Path) -> None:
    assert bulletin("script", article, "-o", "metro.md").stdout == "metro.md\n"
    sheet = world / "metro.md"
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(text.replace("= न्यूनतम किराया पच्चीस रुपये है।", "= किराया बस पच्चीस रुपये।"), encoding="utf-8")

    result = bulletin("make", "metro.md", "--voice", "tone", "--no-jingles", "--no-cover", "--json")

    assert result.returncode == 0, result.stderr
    spoken = json.loads(bulletin("script", "metro.md", "--json").stdout)
    assert "किराया बस पच्चीस रुपये।" in [
        sentence["spoken"] for segment in spoken["segments"] for sentence in segment["sentences"]
    ]


def test_an_edited_script_is_not_written_over(bulletin: Bulletin, article: Path, world: Path) -> None:
    bulletin("script", article, "-o", "metro.md")
    again = bulletin("script", article, "-o", "metro.md")
    sheet = world / "metro.md"
    edited = sheet.read_text(encoding="utf-8").replace("सोमवार", "मंगलवार")
    sheet.write_text(edited, encoding="utf-8")

    refused = bulletin("script", article, "-o", "metro.md")

    assert (again.returncode, refused.returncode) == (0, 73)
    assert "--force" in refused.stderr
    assert sheet.read_text(encoding="utf-8") == edited
    assert bulletin("script", article, "-o", "metro.md", "--force").returncode == 0


def test_an_edited_script_stands_alone(bulletin: Bulletin, article: Path) -> None:
    bulletin("script", article, "-o", "metro.md")

    result = bulletin("make", "metro.md", article)

    assert (result.returncode, "script.alone" in result.stderr) == (65, True)


def test_a_script_is_a_text_file(bulletin: Bulletin, article: Path, world: Path) -> None:
    result = bulletin("script", article, "-o", "metro.toml")

    assert (result.returncode, "metro.md" in result.stderr) == (73, True)
    assert not (world / "metro.toml").exists()


def test_the_changes_are_a_table_with_a_row_each(bulletin: Bulletin, article: Path) -> None:
    rows = [line.split("\t") for line in bulletin("script", article, "--changes").stdout.splitlines()]

    assert rows[0] == ["line", "sentence", "at", "rule", "written", "spoken"]
    assert ["5", "1", "15", "money", "₹25", "पच्चीस रुपये"] in rows
    assert {len(row) for row in rows} == {6}


def test_why_shows_the_rule_and_the_row_of_each_line_that_is_left_out(
    article: Path, bulletin: Bulletin
) -> None:
    head, *rows = (row.split("\t") for row in bulletin("script", article, "--why").stdout.splitlines())
    assert head == ["line", "reason", "rule", "row", "written"]
    assert rows
    assert all(len(row) == 5 and row[2] for row in rows)


def test_a_rule_is_switched_off_by_its_name(
    article: Path, bulletin: Bulletin, script: dict[str, Any]
) -> None:
    rule = script["left_out"][-1]["rule"]
    document = json.loads(bulletin("script", article, "--json", "--without", rule).stdout)
    assert rule not in {item["rule"] for item in document["left_out"]}


def test_the_document_lists_its_stories(article: Path, script: dict[str, Any]) -> None:
    headline = script["segments"][0]["written"]
    story = {"title": headline, "source": str(article), "published": None, "reader": None, "site": None}
    assert script["stories"] == [story]

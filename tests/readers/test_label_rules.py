"""The rules that say what is not spoken: their names, their switches, and the rows that `--why` shows."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from bulletin.language.hindi import rule_names as names_of_language
from bulletin.readers import read_article
from bulletin.readers.labels.chain import LINE_RULES, PAGE_RULES, RULES, line_label, rule_names
from bulletin.readers.labels.label import without_rules
from bulletin.readers.labels.why import _LISTS, row_of
from bulletin.readers.sites.known import ours
from bulletin.readers.sites.profile import using
from bulletin.readers.wordlists import rows
from bulletin.schema.article import Reason
from tests.readers.cases import pages

CASES = Path(__file__).with_name("cases") / "lines.tsv"
HEAD = "शहर में मेट्रो शुरू\n\nमेट्रो शुरू हो गई। लोग खुश हैं।\n\n"


def lines() -> list[tuple[str, str, str]]:
    """Each case: the rule that finds a line, or `-` where the line is read; the line; and the profile of its site, or ""."""
    found = CASES.read_text(encoding="utf-8").split("\n")
    rows = [row.split("\t") for row in found if row and not row.startswith("#")]
    return [(rule, line, "".join(site)) for rule, line, *site in rows]


@pytest.mark.parametrize(("rule", "line", "site"), lines())
def test_a_line_is_found_by_its_rule(rule: str, line: str, site: str) -> None:
    with using(ours(site) if site else None):
        label = line_label(line)
    assert (label.rule if label else "-") == rule


def test_every_rule_of_a_lines_own_words_has_a_case() -> None:
    assert {rule.name for rule in LINE_RULES} <= {rule for rule, *_ in lines()}


def test_no_two_rules_have_one_name() -> None:
    names = [*(rule.name for rule in LINE_RULES), *(rule.name for rule in PAGE_RULES)]
    assert len(names) == len(set(names))


def test_no_rule_has_the_name_of_a_rule_of_the_language() -> None:
    assert not set(rule_names()) & set(names_of_language())


def test_every_rule_has_a_reason_that_an_article_knows() -> None:
    assert set(RULES.values()) <= set(get_args(Reason))


def test_the_lists_of_a_rule_exist() -> None:
    assert set(_LISTS) <= set(RULES)
    for name, *kinds in (entry.split() for lists in _LISTS.values() for entry in lists):
        assert set(kinds) <= {row[1] for row in rows(name)}, name


def test_a_rule_that_is_switched_off_leaves_its_line_to_be_read() -> None:
    with without_rules(frozenset(["source-credit"])):
        article = read_article(f"{HEAD}इनपुट: एजेंसी\n".encode(), "x")
    assert article.left_out == ()


def test_a_later_rule_finds_what_one_that_is_switched_off_would_have() -> None:
    with without_rules(frozenset(["labelled-name"])):
        article = read_article(f"{HEAD}Curated by:\nटैग: मेट्रो\n".encode(), "x")
    assert [item.rule for item in article.left_out] == ["known-words"]


def test_what_was_switched_off_is_on_again_after_it() -> None:
    with without_rules(frozenset(["source-credit"])):
        pass
    article = read_article(f"{HEAD}इनपुट: एजेंसी\n".encode(), "x")
    assert [item.rule for item in article.left_out] == ["source-credit"]


def test_the_row_is_the_longest_word_that_the_line_has() -> None:
    file, _, word = row_of("picture-words", "फाइल फोटो").partition(" ")
    number = int(file.removeprefix("labels.tsv:"))
    row = Path(__file__).parents[2].joinpath("src/bulletin/readers/words/labels.tsv").read_text("utf-8")
    assert row.split("\n")[number - 1].split("\t")[0] == word


def test_a_rule_without_a_word_list_has_no_row() -> None:
    assert row_of("hashtags", "#मेट्रो") == ""


@pytest.mark.parametrize(("text", "expected"), pages.LEFT_OUT.values(), ids=pages.LEFT_OUT.keys())
def test_what_a_page_has_round_its_report_is_left_out_whole(text: str, expected: list[str]) -> None:
    article = read_article(text.encode(), "x")
    assert [f"{item.rule}: {item.text}" for item in article.left_out] == expected


@pytest.mark.parametrize("text", pages.READ.values(), ids=pages.READ.keys())
def test_what_could_be_the_reports_own_is_read(text: str) -> None:
    assert read_article(text.encode(), "x").left_out == ()

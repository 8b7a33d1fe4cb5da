"""What the signs of Markdown and the parts of Word leave out is a named rule each, which can be switched off."""

from __future__ import annotations

import pytest

from bulletin.readers import read_article
from bulletin.readers.labels.chain import RULES
from bulletin.readers.labels.label import SOURCE_RULES, without_rules
from bulletin.readers.markdown.reading import read_markdown
from bulletin.schema.article import Article
from bulletin.script import check_coverage, write_script
from tests.readers.word_documents import docx, p, run

HEAD = "# नगर निगम ने नई बस सेवा शुरू की\n\n"
FIRST = "नगर निगम ने सोमवार को 12 नई बसें शुरू कीं। महापौर ने हरी झंडी दिखाई।"
SECOND = "किराया दस रुपये होगा। पास भी बनेंगे।"
WORDS = "अगले हफ्ते और बसें"
"""What is left out in each case."""

DRAWN = (
    f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{WORDS}"/></wp:inline></w:drawing></w:r>'
)


def word(*inside: str, **beside: str) -> bytes:
    return docx(p("नगर निगम ने नई बस सेवा शुरू की", "a3"), p(FIRST), *inside, p(SECOND), beside=beside)


CASES: dict[str, bytes] = {
    "front-matter": f"---\nslug: {WORDS}\n---\n\n{HEAD}{FIRST}\n\n{SECOND}\n".encode(),
    "markdown-comment": f"{HEAD}{FIRST}\n\n<!-- {WORDS} -->\n\n{SECOND}\n".encode(),
    "markdown-deletion": f"{HEAD}{FIRST}\n\nबाकी बाद में। ~~{WORDS}~~\n\n{SECOND}\n".encode(),
    "markdown-code": f"{HEAD}{FIRST}\n\n```\nfor bus in buses_of_the_town: print(bus)\n# {WORDS}\n```\n\n{SECOND}\n".encode(),
    "markdown-picture": f"{HEAD}{FIRST}\n\n![{WORDS}](a.jpg)\n\n{SECOND}\n".encode(),
    "markdown-footnote": f"{HEAD}{FIRST}\n\n{SECOND}\n\n[^1]: {WORDS}\n".encode(),
    "markdown-bar": f"{HEAD}{FIRST}\n\n[{WORDS}](a) | [लॉगिन](b)\n\n{SECOND}\n".encode(),
    "word-deletion": word(p(run(WORDS, properties="<w:strike/>"))),
    "word-comment": word(comments=f'<w:comment w:id="1">{p(WORDS)}</w:comment>'),
    "word-hidden": word(p(run(WORDS, properties="<w:vanish/>"))),
    "word-header": word(header=p(WORDS)),
    "word-contents": word(p(WORDS, "toc1")),
    "word-picture": word(p(DRAWN)),
    "word-footnote": word(footnotes=f'<w:footnote w:id="1">{p(WORDS)}</w:footnote>'),
}


def read(rule: str) -> Article:
    data = CASES[rule]
    article = read_article(data, "a.docx") if rule.startswith("word") else read_markdown(data, "a.md")
    check_coverage([article], write_script([article]))
    return article


def test_every_such_rule_has_a_case_and_stands_in_the_table() -> None:
    assert set(CASES) == set(SOURCE_RULES)
    assert set(SOURCE_RULES) <= set(RULES)


@pytest.mark.parametrize("rule", CASES)
def test_what_it_leaves_out_has_its_name(rule: str) -> None:
    assert [item.rule for item in read(rule).left_out if WORDS in item.text] == [rule]


@pytest.mark.parametrize("rule", CASES)
def test_what_it_would_leave_out_is_read_when_it_is_switched_off(rule: str) -> None:
    with without_rules(frozenset([rule])):
        article = read(rule)
    assert any(WORDS in passage.text for passage in article.passages())


@pytest.mark.parametrize("rule", CASES)
def test_the_article_is_read_as_well_when_it_is_switched_off(rule: str) -> None:
    with without_rules(frozenset([rule])):
        spoken = [passage.text for passage in read(rule).passages()]
    assert spoken[0] == "नगर निगम ने नई बस सेवा शुरू की"
    assert {FIRST, SECOND} <= set(spoken)


def test_addresses_are_no_text_whatever_is_switched_off() -> None:
    text = f"{HEAD}{FIRST}\n\n[और पढ़ें इसके बारे में]({'https://example.org/a'})\n\n{SECOND}\n"
    with without_rules(frozenset(RULES) | {"markdown-markup"}):
        article = read_markdown(text.encode(), "a.md")
    assert "https://example.org/a" in [item.text for item in article.left_out]

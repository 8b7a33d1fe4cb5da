"""Markdown is read as what its signs say, and no row of it is lost."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.errors import InputError
from bulletin.readers import read_article
from bulletin.readers.markdown.reading import document_of, read_markdown
from bulletin.readers.markdown.signs import is_markdown
from bulletin.script import check_coverage, write_script
from tests.readers.test_roles import roles_of
from tests.tiers import by_tier

FIRST = "नगर निगम ने सोमवार को 12 नई बसें शुरू कीं। महापौर ने हरी झंडी दिखाई।"
SECOND = "किराया दस रुपये होगा। पास भी बनेंगे।"
HEAD = "# नगर निगम ने नई बस सेवा शुरू की"
HEADLINE = ("headline", "नगर निगम ने नई बस सेवा शुरू की")


def roles(text: str) -> list[tuple[str, str]]:
    """The parts of a Markdown text, its coverage checked."""
    article = read_markdown(text.encode(), "a.md")
    check_coverage([article], write_script([article]))
    return roles_of(article)


def test_the_title_of_front_matter_is_the_headline_where_the_text_has_none() -> None:
    text = f"---\ntitle: 'बस सेवा शुरू: 12 नई बसें'\nsummary: शहर को राहत\n---\n\n{FIRST}\n\n{SECOND}\n"
    assert roles(text) == [
        ("markup", "title"),
        ("headline", "बस सेवा शुरू: 12 नई बसें"),
        ("markup", "summary"),
        ("dek", "शहर को राहत"),
        ("body", FIRST),
        ("body", SECOND),
    ]


def test_of_two_titles_the_first_is_the_headline() -> None:
    found = roles(f"---\ntitle: बस सेवा शुरू\nheadline: नई बसें\n---\n\n{FIRST}\n\n{SECOND}\n")
    assert found[1:3] == [("headline", "बस सेवा शुरू"), ("boilerplate", "headline: नई बसें")]


def test_a_title_stands_over_what_stands_above_a_heading_of_the_first_rank() -> None:
    found = roles(f"---\ntitle: बस सेवा शुरू\n---\n\n{FIRST}\n\n# बस सेवा शुरू\n\n# समय\n\n{SECOND}\n")
    assert [role for role, _ in found] == ["markup", "headline", "body", "duplicate", "heading", "body"]


@pytest.mark.parametrize("fences", [("---", "---"), ("---", "...")])
def test_what_front_matter_says_of_an_article_is_left_out_with_its_reason(fences: tuple[str, str]) -> None:
    rows = 'title: "बस"\ndate: 2026-11-20T07:00:00+05:30 # सुबह\nauthors:\n  - रमेश\n  - name: सीता\ntags: [बस, शहर]\ndraft: false'
    article = read_markdown(f"{fences[0]}\n{rows}\n{fences[1]}\n\n{HEAD}\n\n{FIRST}\n".encode(), "a.md")

    assert article.published == date(2026, 11, 20)
    assert roles_of(article)[:5] == [
        ("duplicate", 'title: "बस"'),
        ("dateline", "date: 2026-11-20T07:00:00+05:30 # सुबह"),
        ("byline", "authors: - रमेश - name: सीता"),
        ("boilerplate", "tags: [बस, शहर]"),
        ("boilerplate", "draft: false"),
    ]


def test_front_matter_in_toml_is_read() -> None:
    text = f'+++\ntitle = "बस सेवा शुरू"\ndate = 2026-11-20\n[extra]\nslug = "bus"\n+++\n{FIRST}\n\n{SECOND}\n'
    article = read_markdown(text.encode(), "a.md")

    assert article.published == date(2026, 11, 20)
    assert ("headline", "बस सेवा शुरू") in roles_of(article)
    assert ("boilerplate", 'slug = "bus"') in roles_of(article)


@pytest.mark.parametrize(
    "value",
    ["!!python/object/apply:os.system [ls]", "&a [*a, *a]", "{{ page.title }}", "2026-13-45", "|\n  क\n  ख"],
)
def test_a_value_of_front_matter_is_text_and_runs_nothing(value: str) -> None:
    article = read_markdown(f"---\ndate: {value}\n---\n\n{HEAD}\n\n{FIRST}\n".encode(), "a.md")

    assert article.published is None
    assert [item.reason for item in article.left_out] == ["dateline"]


@pytest.mark.parametrize(
    "text", [f"---\n\n{FIRST}\n\n---\n\n{SECOND}", f"---\n{FIRST}\n---\n{SECOND}", "---\ntitle: बस\n" + FIRST]
)
def test_rulers_are_no_front_matter(text: str) -> None:
    assert not is_markdown(text)


def test_headings_are_headings_whatever_their_length_and_paragraphs_never_are() -> None:
    long = "बसों का समय, किराया, पड़ाव, पास, रियायत, शिकायत और सुझाव के बारे में वह सब कुछ जो यात्रियों को जानना चाहिए आज से"
    found = roles(f"{HEAD}\n\n{FIRST}\n\n## {long}\n\nछोटी पंक्ति\n\n{SECOND}\n")
    assert found == [HEADLINE, ("body", FIRST), ("heading", long), ("body", "छोटी पंक्ति"), ("body", SECOND)]


def test_the_name_of_a_heading_in_the_page_is_no_part_of_it() -> None:
    found = roles(f"{HEAD}\n\n{FIRST}\n\n## किराया {{#fare}}\n\n{SECOND}\n")
    assert found[2:] == [("markup", "{#fare}"), ("heading", "किराया"), ("body", SECOND)]


def test_without_headings_words_tell() -> None:
    found = roles(f"---\ntitle: बस सेवा शुरू\n---\n\n{FIRST}\n\nकिराया कितना\n\n{SECOND}\n")
    assert ("heading", "किराया कितना") in found


def test_a_bold_line_may_be_a_heading() -> None:
    found = roles(f"{HEAD}\n\n{FIRST}\n\n**किराया कितना**\n\n{SECOND}\n\n## समय\n\n{SECOND}\n")
    assert ("heading", "किराया कितना") in found


@pytest.mark.parametrize("mark", ["*", "**", "_"])
def test_a_stressed_line_under_the_headline_is_the_dek(mark: str) -> None:
    assert ("dek", "शहर को राहत") in roles(
        f"{HEAD}\n\n{mark}शहर को राहत{mark}\n\n{FIRST}\n\n## समय\n\n{SECOND}\n"
    )


def test_a_stressed_byline_under_the_headline_is_no_dek() -> None:
    found = roles(
        f"{HEAD}\n\n*टेक डेस्क, नई दिल्ली। Fri, 21 Nov 2025 04:30 PM (IST)*\n\n{FIRST}\n\n## समय\n\n{SECOND}\n"
    )
    assert "dek" not in [role for role, _ in found]


def test_the_words_of_links_are_read_and_their_addresses_are_not() -> None:
    text = f'{HEAD}\n\n[सोमवार](https://example.org/a_(b) "x") को **12** [बसें][1] `A1` आईं। {SECOND}\n\n[1]: https://example.org/c\n'
    assert roles(text) == [
        HEADLINE,
        ("markup", "https://example.org/a_(b) x https://example.org/c 1"),
        ("body", f"सोमवार को 12 बसें A1 आईं। {SECOND}"),
        ("markup", "[1]: https://example.org/c"),
    ]


def test_links_under_also_read_are_related_links_with_their_addresses() -> None:
    text = f"{HEAD}\n\n{FIRST}\n\n{SECOND}\n\n## यह भी पढ़ें\n\n- [मेट्रो कब आएगी](https://example.org/m)\n- [रेल का समय](/rail)\n"
    article = read_markdown(text.encode(), "a.md")
    assert [(item.text, item.href) for item in article.left_out if item.reason == "related-link"] == [
        ("यह भी पढ़ें", None),
        ("मेट्रो कब आएगी", "https://example.org/m"),
        ("रेल का समय", "/rail"),
    ]


def test_lists_quotes_and_tables_are_read() -> None:
    text = f"{HEAD}\n\n{FIRST}\n\n## समय\n\n1. पहली बस\n2. दूसरी बस\n   - [x] स्टेशन\n\n> महापौर ने कहा।\n\n| मार्ग | किराया |\n|---|--:|\n| स्टेशन | **10** |\n"
    assert [row for row in roles(text) if row[0] == "body"][1:] == [
        ("body", "1. पहली बस"),
        ("body", "2. दूसरी बस"),
        ("body", "स्टेशन"),
        ("body", "महापौर ने कहा।"),
        ("body", "मार्ग, किराया।"),
        ("body", "स्टेशन, 10।"),
    ]


@pytest.mark.parametrize(
    ("block", "reason", "text"),
    [
        ("```js\nroute = 1\n```", "boilerplate", "js route = 1"),
        ("![डिपो में बसें](bus.jpg)", "caption", "डिपो में बसें"),
        ("[^1]: विज्ञप्ति\n    के अनुसार", "footnote", "[^1]: विज्ञप्ति"),
        ("~~पुराना किराया~~", "note", "पुराना किराया"),
        ("<!--more-->", "note", "<!--more-->"),
        ('{{< figure src="a.jpg" >}}', "markup", '{{< figure src="a.jpg" >}}'),
        ("{% include ad.html %}", "markup", "{% include ad.html %}"),
        ("<https://example.org/a>", "markup", "https://example.org/a"),
    ],
)
def test_what_is_no_text_is_left_out_with_its_reason(block: str, reason: str, text: str) -> None:
    found = roles(f"{HEAD}\n\n{FIRST}\n\n{block}\n\n{SECOND}\n")
    assert (reason, text) in found
    assert found[-1] == ("body", SECOND)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\n\n    {FIRST}\n\n    {SECOND}\n",
        f"{HEAD}\n\n```\n{FIRST}\n\n{SECOND}\n",
        f"{HEAD}\n\n```\n{FIRST}\n\n{SECOND}\n```\n",
        f"{HEAD}\n\n{FIRST}\n---\n{SECOND}\n",
        f"{HEAD}\n\n{FIRST}  \n{SECOND}\n",
        f"{HEAD}\n{FIRST}\n{SECOND}\n",
        f"{HEAD}\n\n<div>\n\n{FIRST}\n\n</div>\n\n{SECOND}\n",
    ],
    ids=["indented", "a fence without end", "Hindi in a fence", "a ruler", "a hard break", "rows", "HTML"],
)
def test_what_only_the_rules_of_markdown_would_hide_or_join_is_read(text: str) -> None:
    assert [row for row in roles(text) if row[0] in ("headline", "heading", "body")] == [
        HEADLINE,
        ("body", FIRST),
        ("body", SECOND),
    ]


def test_a_text_in_english_is_refused_in_markdown_too() -> None:
    text = "# The road\n\n**The minister** said on Monday that the road is closed for repairs and will be open by the end of the week.\n"
    with pytest.raises(InputError, match="in English"):
        read_article(text.encode(), "a.md")


@pytest.mark.parametrize(
    "text",
    ["> " * 300 + "क\n\n# ख\n\n## ग", "- " * 300 + "क\n\n# ख\n\n## ग", "[" * 500, "*a " * 500, "![" * 300 + "क", "| a " * 300 + "\n" + "|---" * 300, "`" * 500 + "क", "[[&quot;]" * 300],
    ids=["quotes", "lists", "brackets", "stars", "pictures", "columns", "ticks", "references"],
)  # fmt: skip
@pytest.mark.timeout(10)
def test_hostile_markdown_is_read_whole_in_its_time(text: str) -> None:
    roles(f"{HEAD}\n\n{text}\n\n{FIRST}")


SIGNS = st.sampled_from(["क", "ख ग", "1", "# ", "## ", "- ", "> ", "**", "*", "[", "](", ")", "![", "`", "```", "\n", "\n\n", "    ", "|", "---", "[^1]", "<!--", "-->", "{{", "}}", "{% ", " %}", "[^1]: ", "&amp;", "<b>", "~~", "।", ": ", "x"])  # fmt: skip


@settings(deadline=None, max_examples=by_tier(20, 50))
@given(
    st.lists(SIGNS, max_size=30).map("".join),
    st.sampled_from(["", "---\ntitle: ब\n---\n", "+++\nx = 1\n+++\n"]),
)
def test_whatever_markdown_says_is_spoken_or_left_out(text: str, above: str) -> None:
    try:
        roles(above + text)
    except InputError as error:
        assert error.error_id == "text.empty"


@settings(deadline=None, max_examples=by_tier(20, 50))
@given(st.lists(SIGNS, max_size=30).map("".join))
def test_every_row_of_markdown_is_in_a_block_or_left_out(text: str) -> None:
    document = document_of(text)

    assert document is not None
    found = [block.text for block in document.blocks] + [item.text for item in document.left_out]
    assert sorted(letters("".join(found))) == sorted(letters(text))


def letters(text: str) -> list[str]:
    return re.findall("[कखग]", text)

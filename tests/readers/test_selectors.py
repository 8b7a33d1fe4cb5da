"""Selectors of profiles: which elements of a page they fit."""

from __future__ import annotations

import pytest

from bulletin.readers.html.parsing import parse
from bulletin.readers.sites.selectors import matches, selectors_of

PAGE = """<html><body class="page hindi"><div id="top" class="a b"><p class="x" id="1">1</p>
<section data-role="story body"><p id="2">2</p><div><p class="x" id="3" itemprop="articleBody">3</p></div></section></div>
<p id="4">4</p></body></html>"""


def ids(selector: str) -> list[str]:
    found = matches(selectors_of(selector), parse(PAGE, "x").elements())
    return [each.attributes.get("id", each.tag) for elements in found.values() for each in elements]


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("p", ["1", "2", "3", "4"]),
        (".x", ["1", "3"]),
        ("p.x", ["1", "3"]),
        ("div.x", []),
        ("#top", ["top"]),
        (".a.b", ["top"]),
        (".a.c", []),
        ("div p", ["1", "2", "3"]),
        ("div > p", ["1", "3"]),
        ("section>p", ["2"]),
        ("#top section p", ["2", "3"]),
        ("#top > div > p", []),
        ("[itemprop]", ["3"]),
        ("[itemprop=articleBody]", ["3"]),
        ('p[itemprop="articleBody"]', ["3"]),
        ("[itemprop^=article]", ["3"]),
        ("[itemprop$=Body]", ["3"]),
        ("[itemprop*=cleBo]", ["3"]),
        ("[data-role~=body]", ["section"]),
        ("[data-role=body]", []),
        ("body.hindi > p", ["4"]),
        ("#1, #4", ["1", "4"]),
        ("* > #4", ["4"]),
        ("#top *", ["1", "section", "2", "div", "3"]),
    ],
)
def test_a_selector_fits_the_elements_it_names(selector: str, expected: list[str]) -> None:
    assert ids(selector) == expected


@pytest.mark.parametrize(
    "selector", ["", " ", "p:first-child", "div >", "> p", "p,,a", ".", "a + b", "[x", "p.x!"]
)
def test_what_is_not_understood_is_refused(selector: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        selectors_of(selector)

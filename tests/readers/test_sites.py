"""Profiles of news sites: found by address or marks, followed on their pages, and overruled where they would lose text."""

from __future__ import annotations

from pathlib import Path

import pytest

import bulletin.readers.sites
from bulletin.errors import InputError
from bulletin.readers import read_article
from bulletin.readers.html import read_page
from bulletin.readers.labels.label import without_rules
from bulletin.readers.labels.whose import profile_of_text
from bulletin.readers.sites.checking import ProfileError, profile_of
from bulletin.readers.sites.indexing import index_of
from bulletin.readers.sites.known import indexed, of_address, ours, with_own
from bulletin.readers.sites.profile import Profile
from bulletin.schema.article import Article
from bulletin.script import check_coverage, write_script
from tests.readers.cases.sites import HEADLINE, NOTE, ONE, PAGES, TWO

SITES = Path(bulletin.readers.sites.__file__).parent
FILES = sorted(path.name for path in SITES.glob("*.toml"))
NOWHERE = "https://www.example.in/1"
OWN_PAGE = "https://www.example.org/1"
RIGHT = [HEADLINE, ONE, TWO]


def index() -> str:
    return index_of(map(ours, FILES))


def page(body: str, head: str = "") -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()
    )


def spoken(article: Article) -> list[str]:
    return [passage.text for passage in article.passages()]


def left_out(article: Article) -> list[str]:
    return [f"{item.rule}: {item.text}" for item in article.left_out]


def own(text: str, file: str = "own.toml") -> Profile:
    return profile_of(f'name = "नगर टाइम्स"\nhosts = ["example.org"]\n{text}', file)


def read_with(text: str, body: str, head: str = "") -> Article:
    with with_own(lambda: (own(text),)):
        article = read_page(page(body, head), OWN_PAGE)
    check_coverage([article], write_script([article]))
    return article


# What each profile is for


def test_every_profile_has_a_page_that_needs_it() -> None:
    assert sorted(PAGES) == FILES


@pytest.mark.parametrize("file", PAGES)
def test_a_page_is_read_right_by_the_profile_of_its_site(file: str) -> None:
    address, body, expected = PAGES[file]
    article = read_page(page(body), address)
    check_coverage([article], write_script([article]))
    assert (spoken(article), left_out(article), article.site) == (RIGHT, expected, file)


@pytest.mark.parametrize("file", PAGES)
def test_the_rules_of_all_sites_alone_read_it_wrong(file: str) -> None:
    article = read_page(page(PAGES[file][1]), NOWHERE)
    assert (spoken(article) != RIGHT, article.site) == (True, "")


def test_the_index_is_made_of_the_profiles_as_they_are() -> None:
    assert (SITES / "index.tsv").read_text(encoding="utf-8") == index()


def test_no_two_profiles_are_known_by_the_same() -> None:
    rows = [row.split("\t") for row in index().split("\n") if row and row[0] != "#"]
    marks = {(text.casefold(), kind, file) for text, kind, file in rows}
    assert len({(text, kind) for text, kind, _ in marks}) == len(marks)


# How a profile is found


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("https://ndtv.in/india/1", "ndtv.toml"),
        ("http://WWW.NDTV.IN:80/india/1", "ndtv.toml"),
        ("https://m.jagran.com", "jagran.toml"),
        ("https://www.bbc.com/hindi/articles/1", "bbc.toml"),
        ("https://www.bbc.com/news/1", None),
        ("https://notndtv.in/1", None),
        ("ndtv.in/india/1", None),
        ("https://[broken", None),
    ],
)
def test_an_address_is_of_a_site_by_its_host_and_first_folder(address: str, file: str | None) -> None:
    found = of_address(address)
    assert (found.file if found else None) == file


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="https://ndtv.in/india/1">',
        '<meta property="og:url" content="https://ndtv.in/india/1">',
        '<meta property="og:site_name" content="NDTV India">',
    ],
)
def test_a_page_kept_as_a_file_is_known_by_what_it_says_of_itself(head: str) -> None:
    assert read_article(page(PAGES["ndtv.toml"][1], head), "page.html").site == "ndtv.toml"


def test_a_page_kept_as_a_file_is_known_by_a_line_of_its_foot() -> None:
    body = f"{PAGES['ndtv.toml'][1]}<footer>© Copyright 2026 NDTV</footer>"
    assert spoken(read_article(page(body), "page.html")) == RIGHT


def test_a_mark_in_a_page_of_a_known_address_counts_nothing() -> None:
    body = f"{PAGES['ndtv.toml'][1]}<footer>© Copyright 2026 NDTV</footer>"
    assert read_page(page(body), NOWHERE).site == ""


@pytest.mark.parametrize(
    "mark",
    ["© 2026 जनसत्ता", "Copyright Jansatta, all rights reserved", "https://www.jansatta.com/national/1/"],
)
def test_a_bare_text_is_known_by_its_marks(mark: str) -> None:
    text = f"{HEADLINE}\n\n{ONE}\n\n{TWO}\n\nजनसत्ता ऐप डाउनलोड करें\n\n{mark}\n"
    article = read_article(text.encode(), "article.txt")
    assert (article.site, "site-button" in [item.rule for item in article.left_out]) == (
        "jansatta.toml",
        True,
    )


def test_the_name_of_a_site_within_a_sentence_is_no_mark() -> None:
    assert profile_of_text([HEADLINE, "मुख्यमंत्री ने आज तक से कहा कि काम पूरा होगा।"], "x") is None


def test_marks_of_two_sites_alike_decide_nothing() -> None:
    assert profile_of_text([HEADLINE, "© 2026 जनसत्ता", "© 2026 अमर उजाला"], "x") is None


def test_a_text_without_a_mark_has_no_profile() -> None:
    assert read_article(f"{HEADLINE}\n\n{ONE}\n\n{TWO}\n".encode(), "x").site == ""


def test_a_section_of_the_site_over_the_headline_is_left_out() -> None:
    text = f"रविवारी\n\n{HEADLINE}\n\n{ONE}\n\n{TWO}\n\n© 2026 जनसत्ता\n"
    assert "section-on-top: रविवारी" in left_out(read_article(text.encode(), "x"))


def test_no_profile_is_read_before_a_page_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ours.cache_clear()
    monkeypatch.setattr("bulletin.readers.sites.checking.profile_of", lambda *_: pytest.fail("parsed"))
    read_article(f"{HEADLINE}\n\n{ONE}\n\n{TWO}\n".encode(), "x")
    read_page(page(f"<h1>{HEADLINE}</h1><p>{ONE}</p><p>{TWO}</p>"), NOWHERE)


# A newsroom's own


def test_a_newsrooms_own_profile_leaves_out_what_it_names() -> None:
    article = read_with(
        '[words]\nbuttons = ["नगर टाइम्स के साथ"]',
        f"<h1>{HEADLINE}</h1><p>{ONE}</p><p>नगर टाइम्स के साथ</p><p>{TWO}</p>",
    )
    assert (spoken(article), [item.row for item in article.left_out]) == (
        RIGHT,
        ["own.toml:4 नगर टाइम्स के साथ"],
    )


def test_a_newsrooms_profile_of_a_site_that_we_know_is_laid_over_ours() -> None:
    mine = profile_of('name = "N"\nhosts = ["ndtv.in"]\n[words]\nbuttons = ["हमारा बटन"]', "own.toml")
    with with_own(lambda: (mine,)):
        found = of_address("https://ndtv.in/1")
    assert found is not None
    assert {"हमारा बटन", "फटाफट पढ़ें"} <= set(found.words["buttons"])


def test_a_newsrooms_profile_that_overrides_stands_alone() -> None:
    mine = profile_of('name = "N"\nhosts = ["ndtv.in"]\noverrides = true', "own.toml")
    with with_own(lambda: (mine,)):
        assert of_address("https://ndtv.in/1") is mine


def test_a_newsrooms_site_is_known_by_its_marks() -> None:
    mine = own('[marks]\nlines = ["नगर की आवाज"]')
    with with_own(lambda: (mine,)):
        assert profile_of_text([HEADLINE, ONE, "नगर की आवाज"], "x") is mine


def test_rules_of_profiles_can_be_switched_off() -> None:
    address, body, _ = PAGES["ndtv.toml"]
    with without_rules(frozenset(["site-furniture"])):
        assert NOTE in spoken(read_page(page(body), address))


# Selectors that lie

STORY = f'<h1>{HEADLINE}</h1><div class="story"><div class="top"><p>{ONE}</p></div><div class="rest"><p>{TWO}</p></div></div>'


@pytest.mark.parametrize(
    ("key", "selector"),
    [
        ("body", ".top"),
        ("body", ".rest"),
        ("furniture", ".rest"),
        ("furniture", ".story"),
        ("related", "p"),
        ("caption", ".top"),
    ],
)
def test_a_selector_that_would_lose_text_of_the_article_is_overruled(key: str, selector: str) -> None:
    article = read_with(f'[page]\n{key} = ["{selector}"]', STORY)
    assert (spoken(article), article.overruled) == (RIGHT, (f"own.toml:4 {selector}",))


@pytest.mark.parametrize("key", ["body", "headline", "dek", "byline", "furniture", "related"])
def test_a_selector_that_finds_nothing_is_passed_over(key: str) -> None:
    article = read_with(f'[page]\n{key} = [".gone"]', STORY)
    assert (spoken(article), article.overruled) == (RIGHT, ())


def test_a_byline_that_is_a_paragraph_is_read() -> None:
    assert spoken(read_with('[page]\nbyline = [".top"]', STORY)) == RIGHT


def test_a_body_that_holds_the_links_of_the_page_as_well_is_overruled() -> None:
    links = "".join(f'<div><a href="/{n}">शहर की एक और बड़ी खबर संख्या {n}</a></div>' for n in range(12))
    article = read_with('[page]\nbody = ["body"]', f"{STORY}<section>{links}</section>")
    assert (spoken(article), article.overruled) == (RIGHT, ("own.toml:4 body",))


def test_a_headline_of_another_story_is_overruled_by_the_pages_title() -> None:
    other = '<h2 class="other">दूसरी खबर का शीर्षक यहां खड़ा है</h2>'
    article = read_with(
        '[page]\nheadline = [".other"]', f"{other}{STORY}", f"<title>{HEADLINE} | नगर टाइम्स</title>"
    )
    assert (spoken(article), article.overruled) == (RIGHT, ("own.toml:4 .other",))


def test_what_the_page_itself_counts_as_the_article_is_not_left_out() -> None:
    told = f'{{"@type":"NewsArticle","headline":"{HEADLINE}","articleBody":"{ONE} {NOTE} {TWO}"}}'
    body = f'<h1>{HEADLINE}</h1><div><p>{ONE}</p><p class="note">{NOTE}</p><p>{TWO}</p></div>'
    article = read_with(
        '[page]\nfurniture = [".note"]', body, f'<script type="application/ld+json">{told}</script>'
    )
    assert spoken(article) == [HEADLINE, ONE, NOTE, TWO]


def test_a_body_within_what_looks_like_a_sidebar_is_read() -> None:
    text = f'<div class="sidebar"><div class="story"><p>{ONE}</p><p>{TWO}</p></div></div>'
    boxes = "".join(f"<aside><p>{NOTE} संख्या {number}।</p></aside>" for number in range(8))
    body = f"<h1>{HEADLINE}</h1>{text}{boxes}"
    with pytest.raises(InputError):
        read_page(page(body), NOWHERE)
    assert spoken(read_with('[page]\nbody = [".story"]', body)) == RIGHT


# Profiles that are wrong

WRONG = {
    "a key": ('nam = "x"', 'there is no key "nam"', "Did you mean name?"),
    "a key of a table": ('[page]\nbodie = [".x"]', 'there is no key "bodie" of [page]', "Did you mean body?"),
    "a key like no other": (
        '[words]\nqqq = ["x"]',
        'there is no key "qqq" of [words]',
        "The keys of [words] are: names, sections, buttons, desks, boxes.",
    ),
    "a selector": ('[page]\nbody = ["div:has(p)"]', '"div:has(p)" is no selector', "Use tags"),
    "a list": ('[words]\nbuttons = "x"', "buttons of [words] is a list of texts", "Write: buttons"),
    "a box": ('[words]\nboxes = [{ from = "x" }]', "a box of [words] has a first and a last line", "Write: boxes"),
    "a flag": ('overrides = "yes"', "overrides is true or false", "Write: overrides = true"),
    "a table": ('page = "x"', "page is a table", "Write a row [page]"),
    "no TOML": ("[words\n", "this is no TOML", "Put that row right."),
}  # fmt: skip


@pytest.mark.parametrize(("text", "what", "remedy"), WRONG.values(), ids=WRONG)
def test_a_wrong_profile_is_told_with_its_row_and_remedy(text: str, what: str, remedy: str) -> None:
    with pytest.raises(ProfileError) as caught:
        own(text)
    assert caught.value.what.startswith(what)
    assert caught.value.remedy.startswith(remedy)
    assert caught.value.line >= 3


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('hosts = ["example.org"]', "a profile says its site's name"),
        ('name = "x"', "no page can be known as this site's"),
        ('name = "x"\nhosts = ["https://example.org"]', '"https://example.org" is no host'),
    ],
)
def test_a_profile_has_a_name_and_what_its_pages_are_known_by(text: str, what: str) -> None:
    with pytest.raises(ProfileError, match=f"^{what}"):
        profile_of(text, "own.toml")


@pytest.mark.parametrize("file", FILES)
def test_each_of_our_profiles_is_right_and_every_word_of_it_has_its_row(file: str) -> None:
    profile = ours(file)
    rows = (SITES / file).read_text(encoding="utf-8").split("\n")
    for table in (profile.page, profile.words):
        for word, row in ((word, row) for key in table.values() for word, row in key.items()):
            number = int(row.removeprefix(f"{file}:").partition(" ")[0])
            assert word in rows[number - 1]


def test_every_indexed_file_is_there() -> None:
    kinds = ("host", "site_name", "line", "name")
    assert {file for kind in kinds for file in indexed(kind).values()} == set(FILES)


@pytest.mark.parametrize("selector", [".story", "p", "li", ".points", "h2"])
def test_a_byline_that_holds_text_of_the_article_is_overruled(selector: str) -> None:
    points = "".join(f"<li>पहले चरण की मुख्य बात संख्या {number}</li>" for number in (1, 2))
    body = (
        f'<h1>{HEADLINE}</h1><div class="story"><p>{ONE}</p><h2>खर्च और समय</h2><p>{TWO}</p>'
        f'<ul class="points">{points}</ul><p>{NOTE}</p></div>'
    )
    article = read_with(f'[page]\nbyline = ["{selector}"]', body)
    assert (article.left_out, article.overruled) == ((), (f"own.toml:4 {selector}",))

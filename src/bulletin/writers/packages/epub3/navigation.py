"""Navigation of an EPUB: its articles and their headings as lists within lists, and its landmarks."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.schema.book import Article, Book, Part
from bulletin.writers.packages.epub3.documents import ABOUT_TITLE, document
from bulletin.writers.packages.epub3.names import ABOUT, COVER, NAVIGATION, document_name
from bulletin.writers.packages.markup import marked, section_heads

CONTENTS = "विषय-सूची"
COVER_TITLE = "आवरण"


def navigation_document(book: Book) -> str:
    """The navigation document."""
    body = [
        f'<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="contents">\n<h1 id="contents">{CONTENTS}</h1>'
    ]
    body.append("<ol>")
    for part in book.parts:
        body += _part(part, is_alone=len(book.parts) == 1)
    if book.notes:
        body.append(f'<li><a href="{ABOUT}">{ABOUT_TITLE}</a></li>')
    body += ["</ol>", "</nav>", *_landmarks(book)]
    return document(book, CONTENTS, body)


def _part(part: Part, *, is_alone: bool) -> Iterator[str]:
    """The articles of a part, under its title where there are several parts and several articles in this one."""
    if is_alone or len(part.articles) == 1:
        for article in part.articles:
            yield from _article(article)
        return
    # What opens a bulletin is headed by its title: that stands for the part.
    first, *others = part.articles
    if first.title != part.title:
        others = list(part.articles)
    yield f'<li><a href="{document_name(first)}">{marked(part.title)}</a>\n<ol>'
    for article in others:
        yield from _article(article)
    yield "</ol></li>"


def _article(article: Article) -> Iterator[str]:
    name = document_name(article)
    heads = section_heads(article.blocks, article.level)
    entry = f'<li><a href="{name}">{marked(article.title)}</a>'
    if not heads:
        yield f"{entry}</li>"
        return
    yield f"{entry}\n<ol>"
    for block, phrase in heads:
        yield f'<li><a href="{name}#{phrase.id}-t">{marked(block.text)}</a></li>'
    yield "</ol></li>"


def _landmarks(book: Book) -> Iterator[str]:
    yield '<nav epub:type="landmarks" id="landmarks" hidden="hidden" aria-label="मुख्य स्थान">\n<ol>'
    yield f'<li><a epub:type="cover" href="{COVER}">{COVER_TITLE}</a></li>'
    yield f'<li><a epub:type="toc" href="{NAVIGATION}#toc">{CONTENTS}</a></li>'
    first = book.parts[0].articles[0]
    yield f'<li><a epub:type="bodymatter" href="{document_name(first)}">{marked(first.title)}</a></li>'
    yield "</ol>\n</nav>"

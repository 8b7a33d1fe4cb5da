"""Documents of an EPUB: an article, the cover and the credits as XHTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.schema.book import Article, Block, Book
from bulletin.writers.packages.epub3.names import STYLE, cover_name
from bulletin.writers.packages.markup import attribute, linked, marked
from bulletin.writers.sidecars.paragraphs import READ_BY
from bulletin.writers.timestamps import day_in_hindi

ABOUT_TITLE = "जानकारी"


def document(book: Book, title: str, body: Sequence[str]) -> str:
    """A whole XHTML document of the book."""
    language = attribute(book.language)
    names = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<!DOCTYPE html>",
        f'<html {names} lang="{language}" xml:lang="{language}">',
        "<head>",
        '<meta charset="UTF-8"/>',
        f"<title>{attribute(title)}</title>",
        f'<link rel="stylesheet" type="text/css" href="{STYLE}"/>',
        "</head>",
        "<body>",
        *body,
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines)


def article_document(book: Book, article: Article) -> str:
    """An article; each phrase has an element with its id."""
    title = next(block for block in article.blocks if block.level == article.level)
    body = [f'<section epub:type="chapter" role="doc-chapter" aria-labelledby="{title.phrases[0].id}-t">']
    for block in article.blocks:
        body += _block(block)
    body.append("</section>")
    return document(book, article.title, body)


def _block(block: Block) -> Iterator[str]:
    first = block.phrases[0].id
    said_by = f'<p class="reader">{READ_BY}: {marked(block.reader)}</p>' if block.reader else ""
    if not block.text:
        # Nothing to see, but a place to go on from: the player marks it while music is heard.
        yield f'<div class="music" id="{first}"></div>'
        return
    phrases = " ".join(f'<span id="{each.id}">{marked(each.text)}</span>' for each in block.phrases)
    if block.level:
        yield f'<h{block.level} id="{first}-t">{phrases}</h{block.level}>'
        if said_by:
            yield said_by
    else:
        if said_by:
            yield said_by
        yield f"<p>{phrases}</p>"


def cover_document(book: Book) -> str:
    """The cover with its alternative text, the title, day, publisher and narrators."""
    body = ['<section epub:type="titlepage" aria-labelledby="title">']
    if book.cover:
        alternative = attribute(f"आवरण: {book.cover_text}")
        body.append(f'<p><img src="{cover_name(book)}" alt="{alternative}"/></p>')
    body.append(f'<h1 id="title">{marked(book.title)}</h1>')
    body.append(f"<p>{day_in_hindi(book.day)}</p>")
    body.append(f"<p>{marked(book.publisher)}</p>")
    if book.narrators:
        body.append(f"<p>{READ_BY}: {marked(', '.join(book.narrators))}</p>")
    body.append("</section>")
    return document(book, book.title, body)


def about_document(book: Book) -> str:
    """What is read and not heard: credits, corrections, links."""
    body = ['<section epub:type="colophon" role="doc-colophon" aria-labelledby="about">']
    body.append(f'<h1 id="about">{ABOUT_TITLE}</h1>')
    for note in book.notes:
        body.append(f"<h2>{marked(note.title)}</h2>")
        body.append("<ul>")
        body += [f"<li>{linked(text, href)}</li>" for text, href in note.lines]
        body.append("</ul>")
    body.append("</section>")
    return document(book, ABOUT_TITLE, body)

"""Text of a DAISY book: all of it in one XHTML document, every sentence linked to its sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bulletin.schema.book import Book
from bulletin.writers.packages.daisy202.events import Chapter, Event
from bulletin.writers.packages.daisy202.names import FORMAT, XHTML, smil_name
from bulletin.writers.packages.daisy202.smil import meta
from bulletin.writers.packages.markup import attribute, marked


def text_document(book: Book, chapters: Sequence[Chapter]) -> str:
    """The whole text."""
    language = attribute(book.language)
    lines = [
        f'{XHTML}<html xmlns="http://www.w3.org/1999/xhtml" lang="{language}" xml:lang="{language}">',
        "<head>",
        '<meta http-equiv="Content-type" content="text/html; charset=utf-8"/>',
        f"<title>{attribute(book.title)}</title>",
        meta("dc:title", book.title),
        meta("dc:identifier", book.identifier),
        meta("dc:format", FORMAT),
        meta("ncc:generator", book.generator),
        "</head>",
        "<body>",
    ]
    for number, chapter in enumerate(chapters):
        lines.append('<div class="chapter">')
        for _, group in groupby(chapter.events, key=lambda event: event.block):
            lines += _block(list(group), smil_name(number))
        lines.append("</div>")
    return "\n".join([*lines, "</body>", "</html>", ""])


def _block(events: Sequence[Event], smil: str) -> Iterator[str]:
    first = events[0]
    said = " ".join(
        f'<span class="sentence" id="{each.id}"><a href="{smil}#{each.id}">{marked(each.text)}</a></span>'
        for each in events
    )
    if not first.level:
        yield f"<p>{said}</p>"
    elif first.is_title:
        yield f'<h{first.level} class="title">{said}</h{first.level}>'
    else:
        yield f"<h{first.level}>{said}</h{first.level}>"

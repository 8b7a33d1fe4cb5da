"""NCC: the headings of a DAISY book, each linked to its sound, and what is to be known of the whole."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.schema.book import Book
from bulletin.writers.packages.daisy202.events import Chapter
from bulletin.writers.packages.daisy202.names import FORMAT, XHTML, smil_name
from bulletin.writers.packages.daisy202.smil import clock, meta
from bulletin.writers.packages.markup import attribute, marked


def ncc_document(book: Book, chapters: Sequence[Chapter], *, files: int, beside: int) -> str:
    """`ncc.html`; `files` counts it too, `beside` is the bytes of all others."""
    size = beside
    # It states the size of the book, itself included; its own changes with the digits of that number alone.
    while True:
        document = _document(book, chapters, files, -(-size // 1024))
        whole = beside + len(document.encode())
        if -(-whole // 1024) == -(-size // 1024):
            return document
        size = whole


def _document(book: Book, chapters: Sequence[Chapter], files: int, kilobytes: int) -> str:
    language = attribute(book.language)
    headings = [
        (event, text, number) for number, chapter in enumerate(chapters) for event, text in chapter.headings
    ]
    rows = [
        meta("dc:title", book.title),
        meta("dc:creator", book.publisher),
        meta("dc:publisher", book.publisher),
        meta("dc:date", book.day.isoformat(), "yyyy-mm-dd"),
        meta("dc:identifier", book.identifier),
        meta("dc:language", book.language, "ISO 639"),
        meta("dc:format", FORMAT),
        meta("ncc:charset", "utf-8"),
        meta("ncc:generator", book.generator),
        *(meta("ncc:narrator", narrator) for narrator in book.narrators),
        meta("ncc:producer", book.publisher),
        meta("ncc:producedDate", book.modified.date().isoformat(), "yyyy-mm-dd"),
        meta("ncc:multimediaType", "audioFullText"),
        meta("ncc:totalTime", clock(book.length), "hh:mm:ss"),
        meta("ncc:tocItems", str(len(headings))),
        meta("ncc:depth", str(max(event.level for event, _, _ in headings))),
        meta("ncc:pageFront", "0"),
        meta("ncc:pageNormal", "0"),
        meta("ncc:pageSpecial", "0"),
        meta("ncc:maxPageNormal", "0"),
        meta("ncc:setInfo", "1 of 1"),
        meta("ncc:files", str(files)),
        meta("ncc:kByteSize", str(kilobytes)),
    ]
    lines = [
        f'{XHTML}<html xmlns="http://www.w3.org/1999/xhtml" lang="{language}" xml:lang="{language}">',
        "<head>",
        '<meta http-equiv="Content-type" content="text/html; charset=utf-8"/>',
        f"<title>{attribute(book.title)}</title>",
        *rows,
        "</head>",
        "<body>",
    ]
    for place, (event, text, number) in enumerate(headings):
        kind = "title" if place == 0 else "chapter" if event.level < 3 else "section"
        lines.append(
            f'<h{event.level} class="{kind}" id="n{place + 1:04d}">'
            f'<a href="{smil_name(number)}#{event.id}">{marked(text)}</a></h{event.level}>'
        )
    return "\n".join([*lines, "</body>", "</html>", ""])

"""EPUB 3.3 with media overlays: a book → the files of its container, in order (EPUB 3.3; EPUB Accessibility 1.1).

A document and an overlay an article; the cover stands outside the reading order, so that playing begins with the news.
"""

from __future__ import annotations

from bulletin.schema.book import Book, Member
from bulletin.writers.packages.epub3.documents import about_document, article_document, cover_document
from bulletin.writers.packages.epub3.names import (
    ABOUT,
    COVER,
    FOLDER,
    NAVIGATION,
    PACKAGE,
    STYLE,
    cover_name,
    document_name,
    overlay_name,
    sound_name,
)
from bulletin.writers.packages.epub3.navigation import navigation_document
from bulletin.writers.packages.epub3.overlay import overlay
from bulletin.writers.packages.epub3.package import package_document
from bulletin.writers.packages.epub3.style import STYLE_SHEET

MEDIA_TYPE = "application/epub+zip"

_CONTAINER = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="{FOLDER}/{PACKAGE}" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


def epub_members(book: Book) -> list[Member]:
    """The files of the container; `mimetype` comes first, and none is compressed."""
    inside = [
        Member(name=PACKAGE, data=package_document(book).encode()),
        Member(name=NAVIGATION, data=navigation_document(book).encode()),
        Member(name=STYLE, data=STYLE_SHEET.encode()),
        Member(name=COVER, data=cover_document(book).encode()),
    ]
    if book.cover:
        inside.append(Member(name=cover_name(book), data=book.cover))
    for number, part in enumerate(book.parts):
        for article in part.articles:
            inside.append(Member(name=document_name(article), data=article_document(book, article).encode()))
            inside.append(
                Member(name=overlay_name(article), data=overlay(article, sound_name(book, number)).encode())
            )
        inside.append(Member(name=sound_name(book, number), part=number))
    if book.notes:
        inside.append(Member(name=ABOUT, data=about_document(book).encode()))
    return [
        Member(name="mimetype", data=MEDIA_TYPE.encode()),
        Member(name="META-INF/container.xml", data=_CONTAINER.encode()),
        *(Member(name=f"{FOLDER}/{each.name}", data=each.data, part=each.part) for each in inside),
    ]

"""Names of the files of an EPUB."""

from __future__ import annotations

from bulletin.schema.book import Article, Book

FOLDER = "EPUB"
PACKAGE = "package.opf"
NAVIGATION = "nav.xhtml"
STYLE = "style.css"
COVER = "cover.xhtml"
ABOUT = "about.xhtml"


def document_name(article: Article) -> str:
    """The name of an article's document."""
    return f"{article.id}.xhtml"


def overlay_name(article: Article) -> str:
    """The name of an article's overlay."""
    return f"{article.id}.smil"


def sound_name(book: Book, part: int) -> str:
    """The name of a part's sound file."""
    return f"sound{part + 1:02d}{book.parts[part].suffix}"


def cover_name(book: Book) -> str:
    """The name of the picture."""
    return "cover.png" if book.cover_type == "image/png" else "cover.jpg"

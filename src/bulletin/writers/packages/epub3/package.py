"""Package document of an EPUB: metadata, every file, the reading order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

from bulletin.schema.book import Book
from bulletin.writers.packages.epub3.names import (
    ABOUT,
    COVER,
    NAVIGATION,
    STYLE,
    cover_name,
    document_name,
    overlay_name,
    sound_name,
)
from bulletin.writers.packages.epub3.overlay import clock
from bulletin.writers.packages.epub3.style import ACTIVE
from bulletin.writers.packages.markup import attribute, in_english

_ROOT = 'xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book-id"'

CONFORMS_TO = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"

FEATURES = (
    "synchronizedAudioText", "structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability",
)  # fmt: skip
"""What helps (schema.org's accessibilityFeature); with a picture, its alternative text too."""

SUMMARY = (
    "पूरी पुस्तक सुनी और पढ़ी जा सकती है। आवाज़ के साथ बोला जा रहा वाक्य चिह्नित होता है। "
    "खबरों और उनके शीर्षकों की सूची से सीधे किसी भी खबर पर जाया जा सकता है। "
    "प्रस्तुति की जानकारी केवल लिखित रूप में है। चमकने या हिलने वाली कोई सामग्री नहीं है।"
)
"""What a reader should know (accessibilitySummary)."""


def package_document(book: Book) -> str:
    """The package document."""
    language = attribute(book.language)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<package {_ROOT} xml:lang="{language}">',
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
        *_described(book),
        *_accessibility(book),
        *_times(book),
        "</metadata>",
        "<manifest>",
        *_manifest(book),
        "</manifest>",
        "<spine>",
        '<itemref idref="cover-page" linear="no"/>',
        '<itemref idref="nav" linear="no"/>',
        *(f'<itemref idref="{article.id}"/>' for article in book.articles),
        *(['<itemref idref="about"/>'] if book.notes else []),
        "</spine>",
        "</package>",
        "",
    ]
    return "\n".join(lines)


def _described(book: Book) -> Iterator[str]:
    station = in_english(book.publisher)
    yield f'<dc:identifier id="book-id">{attribute(book.identifier)}</dc:identifier>'
    yield f"<dc:title{in_english(book.title)}>{attribute(book.title)}</dc:title>"
    yield f"<dc:language>{attribute(book.language)}</dc:language>"
    yield f"<dc:creator{station}>{attribute(book.publisher)}</dc:creator>"
    yield f"<dc:publisher{station}>{attribute(book.publisher)}</dc:publisher>"
    yield f"<dc:date>{book.day.isoformat()}</dc:date>"
    if book.description:
        yield f"<dc:description>{attribute(book.description)}</dc:description>"
    if book.rights:
        yield f"<dc:rights>{attribute(book.rights)}</dc:rights>"
    yield f'<meta property="dcterms:modified">{book.modified.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</meta>'


def _accessibility(book: Book) -> Iterator[str]:
    modes = ["textual", "auditory", *(["visual"] if book.cover else [])]
    features = [*FEATURES, *(["alternativeText"] if book.cover else [])]
    rows = [
        *(("schema:accessMode", mode) for mode in modes),
        *(("schema:accessModeSufficient", modes) for modes in ("textual,auditory", "textual", "auditory")),
        *(("schema:accessibilityFeature", feature) for feature in features),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", SUMMARY),
        ("dcterms:conformsTo", CONFORMS_TO),
        ("a11y:certifiedBy", book.generator),
    ]
    for name, value in rows:
        yield f'<meta property="{name}">{attribute(value)}</meta>'


def _times(book: Book) -> Iterator[str]:
    for article in book.articles:
        yield f'<meta property="media:duration" refines="#{article.id}-overlay">{clock(article.length)}</meta>'
    yield f'<meta property="media:duration">{clock(book.length)}</meta>'
    for narrator in book.narrators:
        yield f'<meta property="media:narrator">{attribute(narrator)}</meta>'
    yield f'<meta property="media:active-class">{ACTIVE}</meta>'


def _manifest(book: Book) -> Iterator[str]:
    xhtml = 'media-type="application/xhtml+xml"'
    yield f'<item id="nav" href="{NAVIGATION}" {xhtml} properties="nav"/>'
    yield f'<item id="style" href="{STYLE}" media-type="text/css"/>'
    yield f'<item id="cover-page" href="{COVER}" {xhtml}/>'
    if book.cover:
        yield (
            f'<item id="cover" href="{cover_name(book)}" media-type="{book.cover_type}"'
            ' properties="cover-image"/>'
        )
    for number, part in enumerate(book.parts):
        for article in part.articles:
            overlay = f"{article.id}-overlay"
            yield (
                f'<item id="{article.id}" href="{document_name(article)}" {xhtml} media-overlay="{overlay}"/>'
            )
            yield f'<item id="{overlay}" href="{overlay_name(article)}" media-type="application/smil+xml"/>'
        yield (
            f'<item id="sound{number + 1}" href="{sound_name(book, number)}" media-type="{part.media_type}"/>'
        )
    if book.notes:
        yield f'<item id="about" href="{ABOUT}" {xhtml}/>'

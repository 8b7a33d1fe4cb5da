"""EPUB: what the standard fixes and no validator looks at, and what one does, in milliseconds."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest

from bulletin.schema.book import Book, Note, Part
from bulletin.schema.edition import Edition
from bulletin.writers.packages.articles import articles_of
from bulletin.writers.packages.epub3 import epub_members
from bulletin.writers.packages.markup import marked
from tests.writers.editions import HARD, SMALL, WHOLE, line

OPF, SMIL, XHTML = (
    "{http://www.idpf.org/2007/opf}",
    "{http://www.w3.org/ns/SMIL}",
    "{http://www.w3.org/1999/xhtml}",
)
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def book(*editions: Edition, **more: Any) -> Book:
    """A book of these editions, with all that a book may have."""
    told: dict[str, Any] = {
        "title": editions[0].title if len(editions) == 1 else "समाचार, 5 मार्च",
        "language": "hi",
        "identifier": "urn:uuid:00000000-0000-5000-8000-000000000000",
        "day": date(2026, 3, 5),
        "modified": datetime(2026, 3, 5, 7, 30, 15, tzinfo=UTC),
        "publisher": 'रेडियो "शहर" & FM',
        "narrators": ("अनीता", "रवि <&> साथी"),
        "description": "क & ख",
        "cover": b"\xff\xd8\xff",
        "cover_text": 'कोसी "पुल" & AT&T',
        "parts": tuple(
            Part(
                title=each.title,
                suffix=".mp3",
                media_type="audio/mpeg",
                size=1000,
                articles=articles_of(each, f"e{number}a", 1),
            )
            for number, each in enumerate(editions, start=1)
        ),
        "notes": (Note(title="स्रोत", lines=(("metro & co", "https://a.example/?b=1&c=2"), ("b.txt", ""))),),
        **more,
    }
    return Book(**told)


@cache
def files(made: Book) -> dict[str, bytes]:
    return {each.name: each.data for each in epub_members(made)}


def parsed(made: Book, name: str) -> ET.Element:
    return ET.fromstring(files(made)[f"EPUB/{name}"])


def metadata(made: Book) -> list[tuple[str, str, str]]:
    """Property, what it refines, value."""
    return [
        (each.get("property", ""), each.get("refines", ""), each.text or "")
        for each in parsed(made, "package.opf").iter(f"{OPF}meta")
    ]


def milliseconds(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)


BOOKS = {
    "one story": book(SMALL),
    "two stories": book(WHOLE),
    "a day": book(SMALL, WHOLE, replace(SMALL, title=HARD["markup"])),
}


@pytest.fixture(params=list(BOOKS.values()), ids=list(BOOKS))
def made(request: pytest.FixtureRequest) -> Book:
    found: Book = request.param
    return found


def test_the_media_type_comes_first_and_stands_by_itself(made: Book) -> None:
    first = epub_members(made)[0]
    assert (first.name, first.data) == ("mimetype", b"application/epub+zip")


def test_every_document_is_xml_in_the_language_of_the_book(made: Book) -> None:
    for name, data in files(made).items():
        if name.endswith(".xhtml"):
            root = ET.fromstring(data)
            assert (root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang")) == ("hi", "hi")


def test_the_manifest_lists_every_file_and_nothing_else(made: Book) -> None:
    package = parsed(made, "package.opf")
    listed = [f"EPUB/{item.get('href')}" for item in package.iter(f"{OPF}item")]
    outside = {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
    assert sorted(listed) == sorted(files(made).keys() - outside)


def test_durations_of_overlays_are_the_sums_of_their_clips_and_add_up_to_the_whole(made: Book) -> None:
    package = parsed(made, "package.opf")
    href = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    durations = {
        refined: milliseconds(text) for name, refined, text in metadata(made) if name == "media:duration"
    }
    whole = durations.pop("")
    for refined, duration in durations.items():
        clips = [
            milliseconds(audio.get("clipEnd", "")) - milliseconds(audio.get("clipBegin", ""))
            for audio in parsed(made, href[refined[1:]] or "").iter(f"{SMIL}audio")
        ]
        assert sum(clips) == duration
    assert sum(durations.values()) == whole == sum(part.length for part in made.parts)


def test_overlays_point_at_every_phrase_in_the_order_of_the_document(made: Book) -> None:
    for article in made.articles:
        ids = [each.get("id", "") for each in parsed(made, f"{article.id}.xhtml").iter() if each.get("id")]
        pointed = [
            (text.get("src") or "").split("#")[1]
            for text in parsed(made, f"{article.id}.smil").iter(f"{SMIL}text")
        ]
        assert pointed == [each for each in ids if not each.endswith("-t")]


def test_no_clip_ends_beyond_its_sound(made: Book) -> None:
    for part in made.parts:
        ends = [phrase.end for article in part.articles for phrase in article.phrases]
        assert max(ends) == part.length


def test_navigation_lists_articles_and_their_headings(made: Book) -> None:
    toc = next(nav for nav in parsed(made, "nav.xhtml").iter(f"{XHTML}nav") if nav.get(EPUB_TYPE) == "toc")
    links = [link.get("href") for link in toc.iter(f"{XHTML}a")]
    wanted = []
    for article in made.articles:
        wanted.append(f"{article.id}.xhtml")
        wanted += [
            f"{article.id}.xhtml#{block.phrases[0].id}-t"
            for block in article.blocks
            if block.level > article.level
        ]
    assert links == [*wanted, "about.xhtml"]


def test_titles_stand_in_the_navigation_as_they_are_written(made: Book) -> None:
    text = "".join(parsed(made, "nav.xhtml").itertext())
    assert [article.title for article in made.articles if article.title not in text] == []


def test_the_reading_order_begins_with_the_news(made: Book) -> None:
    refs = list(parsed(made, "package.opf").iter(f"{OPF}itemref"))
    assert next(ref.get("idref") for ref in refs if ref.get("linear") != "no") == made.articles[0].id


def test_what_helps_a_reader_is_told(made: Book) -> None:
    told = [(name, text) for name, _, text in metadata(made)]
    for row in (
        ("schema:accessMode", "auditory"),
        ("schema:accessMode", "textual"),
        ("schema:accessModeSufficient", "auditory"),
        ("schema:accessibilityFeature", "synchronizedAudioText"),
        ("schema:accessibilityHazard", "none"),
        ("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"),
        ("media:narrator", "रवि <&> साथी"),
        ("media:active-class", "said"),
        ("dcterms:modified", "2026-03-05T07:30:15Z"),
    ):
        assert row in told
    (summary,) = [text for name, text in told if name == "schema:accessibilitySummary"]
    assert re.search("[\u0900-\u097f]", summary)


def test_the_class_that_marks_what_is_said_is_in_the_style(made: Book) -> None:
    assert b".said {" in files(made)["EPUB/style.css"]


def test_the_cover_has_a_text_in_its_place() -> None:
    image = next(parsed(book(WHOLE), "cover.xhtml").iter(f"{XHTML}img"))
    assert image.get("alt") == 'आवरण: कोसी "पुल" & AT&T'


def test_without_a_picture_none_is_promised() -> None:
    without = book(WHOLE, cover=b"")
    assert b"cover.jpg" not in b"".join(files(without).values())
    assert ("schema:accessMode", "", "visual") not in metadata(without)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("AT&T ने 5G शुरू किया", ["AT&T", "5G"]),
        ("देखें New York Times, London का", ["New York Times, London"]),
        ("12 किमी, ₹25", []),
        ("COVID-19 और G20", ["COVID-19", "G20"]),
        ("<b>मोटा</b>", ["b", "b"]),
        ("café में", ["café"]),
    ],
)
def test_runs_of_latin_letters_are_marked_as_english(text: str, runs: list[str]) -> None:
    root = ET.fromstring(f"<p>{marked(text)}</p>")
    assert "".join(root.itertext()) == text
    assert [each.text for each in root if each.get("lang") == "en"] == runs


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_no_text_breaks_a_document(text: str) -> None:
    hard = book(replace(SMALL, title=text, sentences=(line(text, role="headline"), line(text))), title=text)
    for name, data in files(hard).items():
        if name.endswith((".xhtml", ".smil", ".opf")):
            ET.fromstring(data)
    assert hard.title in "".join(parsed(hard, "e1a01.xhtml").itertext())


def test_latin_words_are_marked_as_english_wherever_they_stand() -> None:
    sentences = (replace(SMALL.sentences[0], written="मेट्रो में AT&T का 5G"), *SMALL.sentences[1:])
    notes = (Note(title="Links", lines=(("नया metro नक्शा", ""),)),)
    made = book(replace(SMALL, sentences=sentences), publisher="Akash FM", notes=notes)
    found = {
        name: [each.text for each in parsed(made, name).iter(f"{XHTML}span") if each.get("lang") == "en"]
        for name in ("nav.xhtml", "about.xhtml", "cover.xhtml")
    }
    assert {"AT&T", "5G"} <= {*found["nav.xhtml"]}
    assert found["about.xhtml"] == ["Links", "metro"]
    assert found["cover.xhtml"] == ["Akash FM"]


def test_what_is_all_english_in_the_metadata_says_so() -> None:
    language = "{http://www.w3.org/XML/1998/namespace}lang"

    def told(publisher: str) -> list[str | None]:
        root = parsed(book(SMALL, publisher=publisher), "package.opf")
        return [each.get(language) for each in root.iter() if each.tag.endswith(("}publisher", "}creator"))]

    assert told("Akash FM") == ["en", "en"]
    assert told("आकाश FM") == [None, None]

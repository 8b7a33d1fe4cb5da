"""The files beside the sound, as whole files and as other programs read them."""

from __future__ import annotations

import itertools
import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import av
import pytest

from bulletin.schema.edition import Edition, Link
from bulletin.schema.programme import Chapter
from bulletin.writers.sidecars import SIDECARS
from bulletin.writers.sidecars.captions import captions
from bulletin.writers.sidecars.notes import Notes, show_notes
from bulletin.writers.sidecars.page import transcript_page
from bulletin.writers.sidecars.page.index import Listed, index_page
from tests.writers.editions import DIRTY, HARD, SMALL, WHOLE, line, saying, with_lines

GOLDEN = Path(__file__).parent / "golden"
WRITERS = {sidecar.kind: sidecar.write for sidecar in SIDECARS}


def told(edition: Edition = SMALL) -> dict[str, str]:
    """All words around an edition by kind."""
    notes = show_notes(edition)
    return {kind: write(edition).decode() for kind, write in WRITERS.items()} | {
        "notes.txt": notes.text,
        "notes.html": notes.html,
    }


@pytest.mark.parametrize("kind", [*WRITERS, "notes.txt", "notes.html"])
@pytest.mark.parametrize(("name", "edition"), [("small", SMALL), ("whole", WHOLE)], ids=["small", "whole"])
def test_an_edition_is_told_as_the_golden_file_says(name: str, edition: Edition, kind: str) -> None:
    golden = GOLDEN / f"{name}.{'chapters.json' if kind == 'chapters' else kind}"
    found = told(edition)[kind]
    if kind == "html":
        # What is the same on every page, and a font that depends on the version of the library that cuts it.
        found = re.sub("<(style|script)>.*?</", r"<\1></", found, flags=re.DOTALL)
    if os.environ.get("BULLETIN_GOLDEN") == "write":
        golden.write_text(found, encoding="utf-8", newline="\n")

    assert found == golden.read_text(encoding="utf-8")


def read_back(kind: str, edition: Edition) -> list[tuple[int, int, str]]:
    """Start, end and text of each cue, by libavformat and its decoder of that format."""
    path = Path(f"a.{kind}").resolve()
    path.write_bytes(WRITERS[kind](edition))
    with av.open(str(path)) as container:
        stream = container.streams.subtitles[0]
        return [
            (packet.pts or 0, (packet.pts or 0) + (packet.duration or 0), text.dialogue.decode())  # type: ignore[union-attr]
            for packet in container.demux(stream)
            for text in packet.decode()
        ]


@pytest.mark.parametrize("kind", ["vtt", "srt"])
def test_captions_are_read_back_by_another_program(kind: str) -> None:
    assert read_back(kind, SMALL) == [(cue.start, cue.end, "\n".join(cue.lines)) for cue in captions(SMALL)]


@pytest.mark.parametrize("kind", ["vtt", "srt"])
@pytest.mark.parametrize(
    "text", [HARD["Devanagari only"], HARD["joiners"], HARD["emoji"], "A & B 'C' \"D\" > 1"], ids=ascii
)
def test_hard_captions_are_read_back_as_they_are(kind: str, text: str) -> None:
    assert [shown for _, _, shown in read_back(kind, saying(text))] == [text]


def test_markup_is_shown_and_not_obeyed_in_webvtt() -> None:
    data = WRITERS["vtt"](saying("<b>क</b> --> &amp; <00:01.000>")).decode()

    assert data.count("-->") == 1
    assert "&lt;b&gt;क&lt;/b&gt; --&gt; &amp;amp; &lt;00:01.000&gt;" in data


def test_markup_is_shown_and_not_obeyed_in_srt() -> None:
    ((_, _, shown),) = read_back("srt", saying('<b>क</b> <font color="red">ख {\\an8}'))

    assert shown.replace("\u2060", "") == '<b>क</b> <font color="red">ख \uff5b\\an8\uff5d'


def test_the_header_of_webvtt_tells_the_language_and_no_title_ends_it() -> None:
    data = WRITERS["vtt"](replace(SMALL, title="क\n\n1\n00:00:00.000 --> 00:00:09.000\nख")).decode()

    assert data.startswith("WEBVTT\nLanguage: hi\n\nNOTE क 1 00:00:00.000 --&gt; 00:00:09.000 ख\n\n")


def test_captions_beyond_a_day_have_their_hours() -> None:
    edition = replace(with_lines(line("नमस्ते।", start=100 * 3600.0 + 1.5, end=100 * 3600.0 + 3)), title="क")

    assert "100:00:01.500 --> 100:00:03.000" in WRITERS["vtt"](edition).decode()
    assert "100:00:01,500 --> 100:00:03,000" in WRITERS["srt"](edition).decode()


@pytest.mark.parametrize("kind", [*WRITERS, "notes.txt", "notes.html"])
@pytest.mark.parametrize(("dirty", "clean"), DIRTY.values(), ids=DIRTY)
def test_what_no_file_may_hold_is_taken_out(kind: str, dirty: str, clean: str) -> None:
    edition = replace(
        with_lines(line(dirty)),
        title=dirty,
        dek=dirty,
        station=dirty,
        chapters=(Chapter(start=0, end=1, title=dirty), Chapter(start=1, end=2, title=dirty)),
    )
    found = told(edition)[kind]

    assert clean in " ".join(found.split())
    assert not re.search(
        "[\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\ud800-\udfff]", found
    )


class Page(HTMLParser):
    """What a browser would make of the transcript: its text, its tags with their attributes, whether they match."""

    VOID = ("meta", "br")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open[-1] not in ("style", "script"):
            self.texts.append(data)

    def of(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in tags]


def page(edition: Edition = SMALL) -> Page:
    return Page(WRITERS["html"](edition).decode())


def test_every_tag_of_the_page_is_closed() -> None:
    assert page().open == []


def test_the_page_says_it_is_hindi_and_has_one_main_heading() -> None:
    assert page().of("html") == [{"lang": "hi"}]
    assert len(page().of("h1")) == len(page().of("main")) == 1


def test_headings_of_the_page_leave_no_level_out() -> None:
    levels = [int(tag[1]) for tag, _ in page().tags if re.fullmatch("h[1-6]", tag)]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_headings_without_a_headline_leave_no_level_out_either() -> None:
    edition = with_lines(line("शीर्षक", role="heading"), line("पाठ।", segment=1))

    assert [tag for tag, _ in page(edition).tags if re.fullmatch("h[1-6]", tag)][:4] == [
        "h1",
        "h2",
        "h2",
        "h3",
    ]


def test_the_page_plays_the_file_beside_it() -> None:
    (player,) = page(replace(SMALL, audio='a "b" #1 ख.mp3')).of("audio")

    assert player["src"] == "a%20%22b%22%20%231%20%E0%A4%96.mp3"
    assert "controls" in player


def test_the_page_asks_for_nothing_but_its_sound() -> None:
    found = page()

    assert found.of("script") == [{}]
    assert not found.of("link", "img", "iframe", "source")
    assert [attributes["src"] for _, attributes in found.tags if "src" in attributes] == ["nai-metro.mp3"]
    assert set(re.findall(r"url\(.(data:)?", told()["html"])) == {"data:"}
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]


def test_every_link_within_the_page_has_its_place() -> None:
    found = page()
    places = {attributes.get("id") for _, attributes in found.tags} - {None}
    inner = [href[1:] for link in found.of("a") if (href := link["href"] or "").startswith("#")]

    assert len(inner) == len(SMALL.chapters)
    assert set(inner) <= places


def test_ids_of_the_page_are_unique() -> None:
    ids = [attributes["id"] for _, attributes in page().tags if "id" in attributes]

    assert len(ids) == len(set(ids))


def test_each_chapter_of_the_page_leads_to_its_time_in_the_sound() -> None:
    times = [link["href"] for link in page().of("a") if "#t=" in (link["href"] or "")]

    assert [f"nai-metro.mp3#t={chapter.start:.2f}" for chapter in SMALL.chapters] == times[
        : len(SMALL.chapters)
    ]


def english(edition: Edition) -> set[str]:
    """What of the page a screen reader says in English."""
    return set(re.findall('<span lang="en">([^<]*)</', told(edition)["html"]))


@pytest.mark.parametrize(
    "changed",
    [
        {"station": "Akash FM"},
        {"programme": "Akash FM"},
        {"reader": "Akash FM"},
        {"voice": "Akash FM"},
        {"copyright": "© Akash FM"},
        {"disclosure": "आवाज़ Akash FM की है।"},
        {"sources": ("Akash FM.txt", "खबर")},
        {"links": (Link(title="Akash FM", href="https://news.example/a"),)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_latin_letters_are_said_in_english_wherever_they_stand(changed: dict[str, Any]) -> None:
    assert any("Akash FM" in run for run in english(replace(SMALL, **changed)))


def test_a_newsreaders_name_in_latin_letters_is_said_in_english() -> None:
    assert "Anita" in english(with_lines(replace(line("नमस्ते।"), reader="Anita")))


def test_what_has_no_other_letters_is_said_in_english_from_end_to_end() -> None:
    found = english(replace(SMALL, sources=("https://news.example/a_b",), voice="espeak:hi+f3, gtts:hi"))

    assert {"https://news.example/a_b", "espeak:hi+f3, gtts:hi"} <= found


@pytest.mark.parametrize("early", [0.012, 0.0, -0.8])
def test_a_story_is_its_headline_on_though_the_chapter_be_rounded(early: float) -> None:
    lines = (
        line("पहली।", start=0.0, end=1.9),
        replace(line("दूसरी", start=2.0, end=2.9, role="headline"), segment=1, story=1),
        replace(line("आगे।", start=3.0, end=3.9), segment=2, story=1),
    )
    chapters = (Chapter(start=0, end=2 + early, title="एक"), Chapter(start=2 + early, end=4, title="दो"))
    found = told(replace(with_lines(*lines), chapters=chapters))["html"]

    assert re.search('<h3 id="(s1)" data-story="(2.00|1.20)">', found)
    assert '<a href="#s1">दो</a>' in found


def test_a_page_of_a_list_leads_back_to_it() -> None:
    found = Page(transcript_page(SMALL, index="index.html").decode())

    assert [link["href"] for link in found.of("a") if link.get("class") == "up"] == ["index.html"]
    assert not [link for link in page().of("a") if link.get("class") == "up"]


def test_a_list_names_each_link_by_what_is_heard() -> None:
    found = index_page("Akash के समाचार", [Listed(edition=SMALL, page="a.html")]).decode()

    assert f'href="{SMALL.audio}">सुनें<span class="unseen">: ' in found
    assert f">{SMALL.audio}<" not in found


def test_dark_is_for_screens() -> None:
    assert "@media screen and (prefers-color-scheme:dark)" in told()["html"]
    assert "@media (prefers-color-scheme" not in told()["html"]


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_hard_texts_stand_on_the_page_as_they_are(text: str) -> None:
    edition = replace(saying(text), title=text, dek=text, station=text, links=(Link(title=text),))
    found = page(edition)

    assert found.open == []
    # Runs of English have an element of their own.
    assert "".join(found.texts).count(" ".join(text.split())) >= 4


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "http://",
        "http://[",
        "https://a b",
        "ftp://a.example",
    ],
)
def test_only_addresses_of_the_web_become_links(href: str) -> None:
    edition = replace(SMALL, link="", sources=(href,), links=(Link(title="खबर", href=href),), chapters=())
    found = told(edition)

    assert not [link for link in Page(found["html"]).of("a") if "nai-metro" not in (link["href"] or "")]
    assert "<a " not in found["notes.html"]


def test_an_address_cannot_leave_its_attribute() -> None:
    link = Link(title="खबर", href="https://a.example/?q=\"><script>x('")
    found = told(replace(SMALL, links=(link,)))

    for kind in ("html", "notes.html"):
        assert "<script>x" not in found[kind]
        hrefs = [
            attributes["href"]
            for attributes in Page(f"<i>{found[kind]}</i>".replace("<!doctype html>", "")).of("a")
        ]
        assert "https://a.example/?q=%22%3E%3Cscript%3Ex('" in hrefs


def test_the_transcript_has_every_sentence_in_its_order() -> None:
    text = told()["txt"]
    places = [text.index(sentence.written, 60) for sentence in SMALL.sentences]

    assert places == sorted(places)


def test_chapters_are_what_podcast_apps_read() -> None:
    document = json.loads(WRITERS["chapters"](SMALL))

    assert document["version"] == "1.2.0"
    assert [(one["startTime"], one["endTime"], one["title"]) for one in document["chapters"]] == [
        (chapter.start, chapter.end, chapter.title) for chapter in SMALL.chapters
    ]


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_hard_chapter_titles_are_read_back_as_they_are(text: str) -> None:
    document = json.loads(
        WRITERS["chapters"](replace(SMALL, chapters=(Chapter(start=0, end=9, title=text),)))
    )

    assert document["chapters"][0]["title"] == " ".join(text.split())


def timestamps(notes: str) -> Iterator[str]:
    """Lines that podcast apps take for chapters."""
    for text in re.split(r"<br>\n|\n", notes):
        if match := re.match(r"(?:<p>)?((?:\d+:)?\d\d:\d\d) .+", text):
            yield match[1]


@pytest.mark.parametrize("form", ["text", "html"])
def test_notes_begin_their_chapters_at_nought(form: str) -> None:
    assert list(timestamps(getattr(show_notes(SMALL), form))) == ["00:00", "00:18", "00:28"]


def test_chapters_within_one_second_are_told_once() -> None:
    chapters = tuple(Chapter(start=start, end=start + 1, title="क") for start in (0.4, 0.6, 7.2, 7.9, 3700.0))

    assert list(timestamps(show_notes(replace(SMALL, chapters=chapters)).text)) == [
        "00:00",
        "00:07",
        "1:01:40",
    ]


def sizes(notes: Notes) -> list[int]:
    return [len(notes.text.encode()), len(notes.html.encode())]


def test_long_notes_keep_the_disclosure_and_fit_4000_bytes() -> None:
    edition = replace(
        SMALL,
        dek="एक लंबा वाक्य है। " * 400,
        chapters=tuple(
            Chapter(start=start, end=start + 9, title="अध्याय & " * 20) for start in range(0, 9000, 9)
        ),
        links=(Link(title="खबर " * 90, href="https://a.example/" + "x" * 500),) * 50,
        sources=("https://news.example/" + "y" * 700,) * 9,
        station="आकाश " * 500,
    )
    notes = show_notes(edition)

    assert max(sizes(notes)) <= 4000
    assert notes.text.endswith(SMALL.disclosure)
    assert f"<p>{SMALL.disclosure}</p>" in notes.html
    assert len(list(timestamps(notes.text))) >= 3


@pytest.mark.parametrize("dek", ["क" * 20_000, "शब्द " * 5000, ""])
def test_a_dek_that_no_sentence_ends_is_cut_between_letters(dek: str) -> None:
    notes = show_notes(replace(SMALL, dek=dek))

    assert max(sizes(notes)) <= 4000
    assert "\ufffd" not in notes.text


def test_links_of_the_notes_lead_where_they_lead() -> None:
    notes = show_notes(SMALL)

    assert '<a href="https://news.example/bus?a=1&amp;b=2">Bus Service: शहर में 100 नई बसें</a>' in notes.html
    assert "Bus Service: शहर में 100 नई बसें https://news.example/bus?a=1&b=2" in notes.text
    assert "रेल बजट की 5 बातें" in notes.text


@pytest.mark.parametrize(
    "edition", [replace(with_lines(), chapters=(), links=(), sources=(), dek="", audio="")]
)
def test_an_edition_without_anything_is_told_all_the_same(edition: Edition) -> None:
    assert all(
        SMALL.title in text
        for kind, text in told(edition).items()
        if not kind.startswith("notes") and kind != "srt"
    )

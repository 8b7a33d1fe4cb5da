"""Newsreaders and sections in the files beside the sound."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace

import pytest

from bulletin.schema.edition import Edition
from bulletin.schema.programme import Chapter
from bulletin.writers.letters import columns
from bulletin.writers.sidecars import SIDECARS
from bulletin.writers.sidecars.captions import captions
from bulletin.writers.sidecars.notes import show_notes
from bulletin.writers.sidecars.paragraphs import paragraphs
from bulletin.writers.sidecars.tokens import WIDEST
from bulletin.writers.srt_reading import read_srt
from bulletin.writers.vtt_reading import read_vtt

from .editions import ANITA, RAVI, WHOLE, line, with_lines
from .test_sidecars import page

WRITERS = {sidecar.kind: sidecar.write for sidecar in SIDECARS}


def text_of(kind: str, edition: Edition = WHOLE) -> str:
    return WRITERS[kind](edition).decode()


def test_each_caption_of_webvtt_has_its_newsreaders_voice() -> None:
    found = read_vtt(WRITERS["vtt"](WHOLE))

    assert [caption.voice for caption in found] == [sentence.reader for sentence in WHOLE.sentences]


def test_a_voice_in_webvtt_is_no_part_of_the_text() -> None:
    shown = ["\n".join(caption.lines) for caption in captions(WHOLE)]

    assert [caption.text for caption in read_vtt(WRITERS["vtt"](WHOLE))] == shown


def test_captions_of_srt_name_the_newsreader_where_another_reads_on() -> None:
    named = [caption.text for caption in read_srt(WRITERS["srt"](WHOLE)) if ": " in caption.text]

    assert [text.partition(": ")[0] for text in named] == [ANITA, RAVI, ANITA]


@pytest.mark.parametrize("name", ["अनीता", "अनीता कुमारी शर्मा", "क" * 30, "एक बहुत लंबा नाम " * 6])
def test_a_name_leaves_no_line_of_a_caption_too_wide(name: str) -> None:
    long = "महीने भर के पास पर मिलने वाली छूट पहले की तरह अगले साल मार्च के अंत तक जारी रहेगी।"
    edition = with_lines(replace(line(long, start=0.0, end=8.0), reader=name))

    for caption in captions(edition, naming=True):
        assert len(caption.lines) <= 2
        assert all(columns(row) <= WIDEST for row in caption.lines)


def test_a_name_is_not_parted_from_the_first_word() -> None:
    long = "महीने भर के पास पर मिलने वाली छूट पहले की तरह अगले साल मार्च के अंत तक जारी रहेगी।"
    first, *_ = captions(with_lines(replace(line(long), reader="अनीता कुमारी शर्मा")), naming=True)

    assert first.lines[0].startswith("अनीता कुमारी शर्मा: महीने")


@pytest.mark.parametrize("kind", ["srt", "txt", "html"])
def test_a_name_comes_back_after_a_part_that_nobody_is_named_for(kind: str) -> None:
    readers = (ANITA, "", ANITA)
    edition = with_lines(
        *(
            replace(line(f"{n}।", start=n, end=n + 0.9), segment=n, reader=one)
            for n, one in enumerate(readers)
        )
    )

    assert text_of(kind, replace(edition, reader="")).count(ANITA) == 2


def test_the_text_names_the_newsreader_above_what_another_one_reads_on() -> None:
    assert f"\n\n{RAVI}:\n[00:28] मेट्रो का किराया बढ़ा\n\n" in text_of("txt")


def test_newsreaders_are_named_where_they_change_and_nowhere_else() -> None:
    assert [each.reads_on for each in paragraphs(WHOLE) if each.reads_on] == [ANITA, RAVI, ANITA]


def headings(edition: Edition = WHOLE) -> list[tuple[str, str]]:
    found = re.findall("<(h[34]) [^>]*>(.*?)</h", text_of("html", edition))
    return [(level, re.sub("<[^>]*>", "", text)) for level, text in found]


def test_headlines_and_recap_have_headings_as_stories_do_and_sections_stand_below() -> None:
    assert headings() == [
        ("h3", "मुख्य समाचार।"),
        ("h3", "नदी पर नया पुल खुला"),
        ("h3", "मेट्रो का किराया बढ़ा"),
        ("h4", "नया नियम"),
        ("h3", "एक बार फिर मुख्य समाचार"),
    ]


def test_what_announces_headlines_in_other_words_stands_below_their_heading() -> None:
    edition = with_lines(
        line("आज की सुर्खियाँ।", role="headlines"), line("पुल खुला।", role="headlines", segment=1)
    )

    assert [(each.text, each.is_heading) for each in paragraphs(edition)] == [
        ("मुख्य समाचार", True),
        ("आज की सुर्खियाँ।", False),
        ("पुल खुला।", False),
    ]


def test_a_section_of_a_story_without_a_headline_is_not_below_the_story_before() -> None:
    edition = with_lines(
        line("पुल खुला", role="headline"),
        line("पुल खुला।", segment=1),
        line("नया नियम", role="heading", segment=2, story=1),
    )

    assert headings(edition) == [("h3", "पुल खुला"), ("h3", "नया नियम")]


def test_the_page_lists_sections_within_their_story() -> None:
    nav = text_of("html").partition("</nav>")[0].partition("<nav")[2]
    inner = re.findall(r"<ol>\n(<li>.*</li>)\n</ol>\n</li>", nav)

    assert [re.sub("<[^>]*>", "", one) for one in inner] == ["नया नियम (अनीता) 00:36 से सुनें"]


@pytest.mark.parametrize("levels", [*itertools.product((0, 1), repeat=4)])
def test_lists_on_the_page_are_closed_whatever_the_levels(levels: tuple[int, ...]) -> None:
    chapters = tuple(Chapter(start=n, end=n + 1, title=str(n), level=level) for n, level in enumerate(levels))

    assert page(replace(WHOLE, chapters=chapters)).open == []


def test_apps_are_told_of_sections_that_are_in_no_table_of_contents() -> None:
    rows = json.loads(text_of("chapters"))["chapters"]

    assert [row["title"] for row in rows if row.get("toc") is False] == ["नया नियम (अनीता)"]


def test_a_story_lasts_as_long_as_its_sections_in_the_list_for_apps() -> None:
    rows = json.loads(text_of("chapters"))["chapters"]

    assert [row["endTime"] for row in rows if "toc" not in row] == [4.0, 16.0, 28.0, 44.0, 60.0]


@pytest.mark.parametrize("form", ["text", "html"])
def test_notes_list_stories_with_time_and_newsreader_and_no_sections(form: str) -> None:
    notes = getattr(show_notes(WHOLE), form)

    assert "00:28 मेट्रो का किराया बढ़ा (रवि)" in notes
    assert "नया नियम" not in notes


def test_notes_of_one_story_with_its_sections_within_list_nothing() -> None:
    chapters = (Chapter(start=0, end=1, title="क"), Chapter(start=1, end=2, title="ख", level=1))

    assert "00:00" not in show_notes(replace(WHOLE, chapters=chapters)).text

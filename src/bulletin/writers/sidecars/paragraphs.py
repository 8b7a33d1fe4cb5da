"""Paragraphs: an edition's text as headings and paragraphs, and the words in Hindi that transcript and notes add to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bulletin.schema.correction import Correction
from bulletin.schema.edition import Edition, TimedSentence
from bulletin.schema.script import Role
from bulletin.writers.audio.wording import one_line
from bulletin.writers.timestamps import day_in_hindi

ALSO_READ = "यह भी पढ़ें"
SOURCES = "स्रोत"
CHAPTERS = "अध्याय"
TRANSCRIPT = "लिखित पाठ"
READ_BY = "वाचन"

FRAME: dict[Role, str] = {"headlines": "मुख्य समाचार", "recap": "एक बार फिर मुख्य समाचार"}
"""Headings of what stands beside the stories."""

HEADINGS: tuple[Role, ...] = ("headline", "heading")
"""The roles that are headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """The sentences of one segment, a heading or a paragraph; or a heading that is not said."""

    start: float
    role: Role
    story: int
    text: str
    sentences: tuple[TimedSentence, ...] = ()
    """What it consists of; empty for a heading that nobody says."""
    is_heading: bool
    reads_on: str = ""
    """The newsreader's name where another one has read before, or none; else empty."""


def paragraphs(edition: Edition) -> Iterator[Paragraph]:
    """The whole text as heard, in order; without paragraphs that have nothing to show.

    Headlines and recap begin with a heading: what announces them, or one that is added.
    """
    before, reader = "", ""
    for _, group in groupby(edition.sentences, key=lambda sentence: sentence.segment):
        sentences: list[TimedSentence] = list(group)
        text = " ".join(filter(None, (one_line(sentence.written) for sentence in sentences)))
        if not text:
            continue
        first = sentences[0]
        name = one_line(first.reader)
        heading = FRAME.get(first.role, "") if first.role != before else ""
        is_said = heading != "" and text.rstrip(" ।.:") == heading
        paragraph = Paragraph(
            start=first.start,
            role=first.role,
            story=first.story,
            text=text,
            sentences=tuple(sentences),
            is_heading=first.role in HEADINGS or is_said,
            reads_on=name if name != reader else "",
        )
        if heading and not is_said:
            yield replace(paragraph, text=heading, sentences=(), is_heading=True, reads_on="")
        yield paragraph
        before, reader = first.role, name


def correction_lines(corrections: Sequence[Correction]) -> list[str]:
    """What was changed since the bulletin was first made, a line each."""
    return [
        f"संशोधन ({day_in_hindi(each.at.date())}, {each.at:%H:%M}): {one_line(each.text)}"
        for each in corrections
    ]


def credit_lines(edition: Edition) -> list[tuple[str, str]]:
    """What is known of who made it: pairs of label and text."""
    rows = [
        ("प्रस्तुति", " · ".join(filter(None, (one_line(edition.station), one_line(edition.programme))))),
        (READ_BY, one_line(edition.reader)),
        ("आवाज़", one_line(edition.voice)),
        ("दिनांक", day_in_hindi(edition.day)),
        ("अधिकार", one_line(edition.copyright)),
        ("वेबसाइट", one_line(edition.link)),
    ]
    return [(name, text) for name, text in rows if text]

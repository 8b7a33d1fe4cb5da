"""Paragraphs: an edition's text as headings and paragraphs, and the words in Hindi that transcript and notes add to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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

HEADINGS: tuple[Role, ...] = ("headline", "heading")
"""The roles that are headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """The sentences of one segment: a heading or a paragraph."""

    start: float
    role: Role
    text: str

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return self.role in HEADINGS


def paragraphs(edition: Edition) -> Iterator[Paragraph]:
    """The whole text as heard, in order; without paragraphs that have nothing to show."""
    for _, group in groupby(edition.sentences, key=lambda sentence: sentence.segment):
        sentences: list[TimedSentence] = list(group)
        text = " ".join(filter(None, (one_line(sentence.written) for sentence in sentences)))
        if text:
            yield Paragraph(start=sentences[0].start, role=sentences[0].role, text=text)


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
        ("वाचन", one_line(edition.reader)),
        ("आवाज़", one_line(edition.voice)),
        ("दिनांक", day_in_hindi(edition.day)),
        ("अधिकार", one_line(edition.copyright)),
        ("वेबसाइट", one_line(edition.link)),
    ]
    return [(name, text) for name, text in rows if text]

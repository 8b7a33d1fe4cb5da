"""Text: a bare text file → an article. Its shape is told by its lines alone: no mark-up, often no blank lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bulletin.errors import InputError
from bulletin.language.characters import letters_and_digits, speaks
from bulletin.language.sentences import split
from bulletin.language.tables import words
from bulletin.readers.encoding import decode
from bulletin.readers.heads import split_dateline, split_kicker
from bulletin.readers.lines import (
    ends_sentence,
    is_bullet,
    is_numbered,
    is_sentence_like,
    label_only,
    left_out_reason,
    link_of,
    may_be_heading,
)
from bulletin.schema.article import Article, LeftOut, Passage, Reason, Section

LONGEST_HEADLINE = 220
"""Characters a first line may have and still be a headline."""

LONGEST_DEK = 260

WRAPPED_AT_LEAST = 55
"""A line of at least this many characters that stops in mid-sentence was wrapped by an editor."""


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


def read_text(data: bytes, source: str) -> Article:
    """The article in a bare text file.

    Finds kicker, headline, dek, sections with headings, paragraphs, byline, dateline, credit, captions and
    "also read" lines. Raises InputError (65) if the bytes are not UTF-8 or hold no letter or digit.
    """
    text = decode(data, source)
    if not speaks(text):
        raise InputError(
            f"nothing to read aloud: no letter or digit in {len(data):,} bytes.",
            error_id="text.empty",
            source=source,
            remedy="Check that the file holds the article and was saved.",
        )
    return _Draft(_lines(text)).article(source, text)


def _lines(text: str) -> list[_Line]:
    """The lines that hold anything; lines that an editor wrapped are joined where blank lines part paragraphs."""
    rows = text.split("\n")
    blank_between = any(not row.strip() for row in rows[1:-1])
    found: list[_Line] = []
    open_paragraph = False
    for number, row in enumerate(rows, start=1):
        stripped = row.strip()
        if not stripped:
            open_paragraph = False
            continue
        if open_paragraph and blank_between and _goes_on(found[-1].text, stripped):
            found[-1] = _Line(found[-1].number, f"{found[-1].text}\n{stripped}")
        else:
            found.append(_Line(number, stripped))
        open_paragraph = True
    return found


def _goes_on(line: str, following: str) -> bool:
    last = line.rsplit("\n", 1)[-1]
    return (
        len(last) >= WRAPPED_AT_LEAST
        and not ends_sentence(last)
        and not is_bullet(following)
        and not is_numbered(following)
        and left_out_reason(following) is None
        and split_kicker(following)[0] == ""
    )


@cache
def _places() -> frozenset[str]:
    """Towns and states that datelines name."""
    return frozenset(row[0] for row in words("places.tsv"))


class _Draft:
    """One walk over the lines of an article, from the headline down."""

    def __init__(self, lines: list[_Line]) -> None:
        self.left_out: list[LeftOut] = []
        self.reasons = [left_out_reason(line.text) for line in lines]
        if all(self.reasons):
            # An article of notes alone is read as it stands: better than silence.
            self.reasons = [None] * len(lines)
        self.lines = lines

    def article(self, source: str, text: str) -> Article:
        kept: list[_Line] = []
        for line, reason in zip(self.lines, self.reasons, strict=True):
            if reason is None:
                if speaks(line.text):
                    kept.append(line)
            else:
                self.leave_out(line, line.text, reason)
        headline, kept = self.headline(kept)
        kept = self.without_duplicate(headline, kept)
        dek, kept = self.dek(headline, kept)
        sections = self.sections(kept)
        order = {id(item): index for index, item in enumerate(self.left_out)}
        return Article(
            source=source,
            headline=headline,
            dek=dek,
            sections=sections,
            left_out=tuple(sorted(self.left_out, key=lambda item: (item.line, order[id(item)]))),
            text=text,
        )

    def leave_out(self, line: _Line, text: str, reason: Reason) -> None:
        href = link_of(text) if reason == "related-link" else None
        self.left_out.append(LeftOut(text=text.strip(), line=line.number, reason=reason, href=href))

    def headline(self, lines: list[_Line]) -> tuple[Passage | None, list[_Line]]:
        """The headline is the first line, unless it plainly is a paragraph."""
        first = lines[0]
        if len(first.text) > LONGEST_HEADLINE or (len(split(first.text)) > 1 and len(first.text) > 120):
            return None, lines
        if len(lines) == 1 and ends_sentence(first.text):
            return None, lines
        return self.spoken(first, headline=True), lines[1:]

    def dek(self, headline: Passage | None, lines: list[_Line]) -> tuple[Passage | None, list[_Line]]:
        """The dek is a single sentence between the headline and a longer first paragraph."""
        if headline is None or len(lines) < 2:
            return None, lines
        first, second = lines[0], lines[1]
        if len(first.text) > LONGEST_DEK or is_bullet(first.text) or label_only(first.text):
            return None, lines
        if self.is_heading(lines, 1) or is_bullet(second.text):
            return None, lines
        if len(split(split_kicker(first.text)[1])) > 1 or split_dateline(first.text, _places())[0]:
            return None, lines
        if len(second.text) <= len(first.text) or len(split(second.text)) < 2:
            return None, lines
        if may_be_heading(first.text) and len(first.text) < 60 and not is_sentence_like(first.text):
            return None, lines
        return self.spoken(first), lines[1:]

    def sections(self, lines: list[_Line]) -> tuple[Section, ...]:
        found: list[Section] = []
        heading: Passage | None = None
        paragraphs: list[Passage] = []
        for index, line in enumerate(lines):
            if self.is_heading(lines, index):
                if heading is not None or paragraphs:
                    found.append(Section(heading=heading, paragraphs=tuple(paragraphs)))
                heading, paragraphs = Passage(text=line.text, line=line.number), []
            else:
                lede = not found and heading is None and not paragraphs
                passage = self.lede(line) if lede else Passage(text=line.text, line=line.number)
                paragraphs.append(passage)
        if heading is not None or paragraphs:
            found.append(Section(heading=heading, paragraphs=tuple(paragraphs)))
        return tuple(found)

    def is_heading(self, lines: list[_Line], index: int) -> bool:
        """A short unstopped line with text under it. The last line never is one."""
        line = lines[index].text
        if index + 1 >= len(lines) or not may_be_heading(line):
            return False
        following = lines[index + 1].text
        if is_numbered(line) and is_numbered(following) and may_be_heading(following):
            # A numbered list: its items follow one another.
            return False
        if is_numbered(line) and ends_sentence(line):
            return False
        if label_only(line) or not may_be_heading(following) or is_bullet(following):
            return True
        # Two short lines in a row: a heading over a heading is none.
        return ends_sentence(following) or (is_numbered(following) and not is_sentence_like(line))

    def lede(self, line: _Line) -> Passage:
        passage = self.spoken(line)
        dateline, rest = split_dateline(passage.text, _places())
        if dateline:
            self.leave_out(line, dateline, "dateline")
            return Passage(text=rest, line=line.number)
        return passage

    def spoken(self, line: _Line, *, headline: bool = False) -> Passage:
        """The line without its kicker, which is left out."""
        kicker, rest = split_kicker(line.text, headline=headline)
        if kicker:
            self.leave_out(line, kicker, "kicker")
        return Passage(text=rest, line=line.number)

    def without_duplicate(self, headline: Passage | None, lines: list[_Line]) -> list[_Line]:
        """The lines without one of the first two that only says the headline again."""
        if headline is None:
            return lines
        kept: list[_Line] = []
        for index, line in enumerate(lines):
            rest = split_kicker(line.text, headline=True)[1]
            if index < 2 and _bare(rest) == _bare(headline.text):
                self.leave_out(line, line.text, "duplicate")
            else:
                kept.append(line)
        return kept


def _bare(text: str) -> str:
    return re.sub(r"\W", "", letters_and_digits(text)).casefold()

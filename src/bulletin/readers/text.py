"""Text: a bare text file → an article. Its shape is told by its lines alone: no mark-up, often no blank lines."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from bulletin.errors import InputError
from bulletin.language.characters import letters_and_digits, speaks
from bulletin.language.sentences import split
from bulletin.language.tables import words
from bulletin.readers.encoding import decode
from bulletin.readers.heads import is_dateline, is_day, is_reported, split_dateline, split_kicker
from bulletin.readers.lines import (
    ends_sentence,
    is_bullet,
    is_numbered,
    is_pair,
    is_picture,
    is_sentence_like,
    label_only,
    link_of,
    may_be_heading,
    opens_points,
    rows_as_lists,
    split_tail,
)
from bulletin.readers.notes import reasons
from bulletin.readers.page import is_section, is_stamp, without_markup
from bulletin.readers.wrapping import Line, unwrapped
from bulletin.schema.article import Article, LeftOut, Passage, Reason, Section

LONGEST_HEADLINE = 220
"""Characters a first line may have and still be a headline."""

SHORTEST_HEADLINE = 4
"""Words of a line that is a headline rather than the Latin line above it."""

LONGEST_DEK = 260

SHORTEST_DEK = 25
"""Characters a line over a heading has at least if it is a dek and not a label of some kind."""

LONGEST_LABEL = 45
"""Characters an unstopped line under the headline has at most if it is a heading and no dek."""

_WORD = r"[\u0900-\u0963\u0970-\u097f]+"
_NAME_AND_MORE = re.compile(
    rf"\s*(?P<name>{_WORD}(?:\s{_WORD}){{1,2}})(?:\s*[,|/]\s*{_WORD}(?:\s{_WORD}){{0,2}})?\s*[।.|]?\s*"
)
"""A name of two or three words, and where or for whom its bearer writes."""


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
    lines = unwrapped(text)
    told = rows_as_lists([line.text for line in lines])
    return _Draft([replace(line, text=row) for line, row in zip(lines, told, strict=True)]).article(
        source, text
    )


@cache
def _places() -> frozenset[str]:
    """Towns and states that datelines name."""
    return frozenset(row[0] for row in words("places.tsv"))


@cache
def _months() -> frozenset[str]:
    return frozenset(row[0] for row in words("hindi/words/months.tsv"))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row[0] for row in words("surnames.tsv"))


class _Draft:
    """One walk over the lines of an article, from the headline down."""

    def __init__(self, lines: list[Line]) -> None:
        self.left_out: list[LeftOut] = []
        self.kickers: set[str] = set()
        self.reasons = reasons(lines)
        if all(self.reasons):
            # An article of notes alone is read as it stands: better than silence.
            self.reasons = [None] * len(lines)
        self.lines = lines

    def article(self, source: str, text: str) -> Article:
        kept: list[Line] = []
        for line, reason in zip(self.lines, self.reasons, strict=True):
            if reason is None:
                if speaks(line.text):
                    kept.append(line)
            else:
                self.leave_out(line, line.text, reason)
        headline, kept = self.headline(self.without_rooms(kept))
        kept = self.without_repeats(headline, kept, anywhere=True)
        kept = self.without_name(self.without_town(kept))
        # A name under the dek must not hide what follows it.
        kept = kept[:1] + self.without_name(kept[1:])
        dek, kept = self.dek(headline, kept)
        kept = self.without_name(self.without_repeats(dek, kept))
        sections = self.sections(self.without_pictures(kept))
        order = {id(item): index for index, item in enumerate(self.left_out)}
        return Article(
            source=source,
            headline=headline,
            dek=dek,
            sections=sections,
            left_out=tuple(sorted(self.left_out, key=lambda item: (item.line, order[id(item)]))),
            text=text,
        )

    def leave_out(self, line: Line, text: str, reason: Reason, *, after: bool = False) -> None:
        href = link_of(text) if reason == "related-link" else None
        self.left_out.append(
            LeftOut(text=text.strip(), line=line.number, reason=reason, href=href, after=after)
        )

    def without_rooms(self, lines: list[Line]) -> list[Line]:
        """The lines without first ones that name rooms of the site and not the article: "खेल", "क्रिकेट"."""
        while len(lines) > 1 and (is_section(lines[0].text) or _is_latin_crumb(lines[0].text, lines[1].text)):
            self.leave_out(lines[0], lines[0].text, "boilerplate")
            lines = lines[1:]
        return lines

    def headline(self, lines: list[Line]) -> tuple[Passage | None, list[Line]]:
        """The headline is the first line, unless it plainly is a paragraph."""
        if len(lines) > 2 and self.is_short_title(lines[0], lines[1]):
            self.leave_out(lines[0], lines[0].text, "duplicate")
            lines = lines[1:]
        first = lines[0]
        if len(first.text) > LONGEST_HEADLINE or (len(split(first.text)) > 1 and len(first.text) > 120):
            return None, lines
        if len(lines) == 1 and ends_sentence(first.text):
            return None, lines
        return self.spoken(first, headline=True), lines[1:]

    @staticmethod
    def is_short_title(first: Line, second: Line) -> bool:
        """Whether the second line is the headline, and the first no more than the beginning of it: a page's title."""
        short, whole = (_bare(split_kicker(line.text, headline=True)[1]) for line in (first, second))
        return 15 <= len(short) < len(whole) and whole.startswith(short) and len(split(second.text)) == 1

    def dek(self, headline: Passage | None, lines: list[Line]) -> tuple[Passage | None, list[Line]]:
        """The dek is a single sentence between the headline and a longer first paragraph, or a heading."""
        if headline is None or len(lines) < 2:
            return None, lines
        first, second = lines[0], lines[1]
        if len(first.text) > LONGEST_DEK or is_bullet(first.text) or label_only(first.text):
            return None, lines
        dateline, rest = split_dateline(split_kicker(first.text)[1], _places())
        if len(split(rest)) > 1 or (dateline and ends_sentence(rest)):
            return None, lines
        items = _items(lines)
        if 1 in items:
            return None, lines
        if self.is_heading(lines, 1, items):
            unstopped = not ends_sentence(first.text) and len(first.text) >= SHORTEST_DEK
            return (self.opening(first), lines[1:]) if unstopped else (None, lines)
        under_headline = not first.opens_block and second.opens_block
        if (len(second.text) <= len(first.text) and not under_headline) or len(split(second.text)) < 2:
            return None, lines
        label = len(first.text) < LONGEST_LABEL and may_be_heading(first.text)
        if label and not under_headline and not is_sentence_like(first.text):
            return None, lines
        return self.opening(first), lines[1:]

    def without_pictures(self, lines: list[Line]) -> list[Line]:
        """The lines without captions that only their wording gives away."""
        items = _items(lines)
        kept: list[Line] = []
        for index, line in enumerate(lines):
            over_heading = index + 1 < len(lines) and self.is_heading(lines, index + 1, items)
            if index not in items and is_picture(line.text, over_heading=over_heading):
                self.leave_out(line, line.text, "caption")
            else:
                kept.append(line)
        return kept

    def sections(self, lines: list[Line]) -> tuple[Section, ...]:
        found: list[Section] = []
        heading: Passage | None = None
        paragraphs: list[Passage] = []
        items = _items(lines)
        lede = True
        labelled = False
        for index, line in enumerate(lines):
            if self.is_heading(lines, index, items):
                if heading is not None or paragraphs:
                    found.append(Section(heading=heading, paragraphs=tuple(paragraphs)))
                heading, paragraphs = Passage(text=without_markup(line.text), line=line.number), []
            elif (
                lede or labelled or (heading is None and self.is_fresh(lines, index))
            ) and index not in items:
                passage = self.opening(line)
                # A site that labels its first paragraph may label the second as well.
                labelled = lede and heading is None and passage.text != line.text
                paragraphs.append(self.paragraph(line, passage.text))
                lede = False
            else:
                paragraphs.append(self.paragraph(line, self.reported(line)))
        if heading is not None or paragraphs:
            found.append(Section(heading=heading, paragraphs=tuple(paragraphs)))
        return tuple(found)

    def is_heading(self, lines: list[Line], index: int, items: frozenset[int]) -> bool:
        """A short unstopped line with text under it. Neither the last line nor an item of a list is one."""
        line = lines[index].text
        if index + 1 >= len(lines) or index in items or not may_be_heading(line):
            return False
        following = lines[index + 1].text
        if self.ends_list(lines, index):
            return False
        if opens_points(line) or label_only(line) or index + 1 in items or not may_be_heading(following):
            return True
        # Two short lines in a row: a heading over a heading is none.
        return ends_sentence(following) or (is_numbered(following) and not is_sentence_like(line))

    def is_fresh(self, lines: list[Line], index: int) -> bool:
        """Whether who wrote it, or when, stands between a paragraph and the one before: here the report begins."""
        above = lines[index - 1].number if index else 0
        between = range(above + 1, lines[index].number)
        return any(item.line in between and item.reason in ("byline", "dateline") for item in self.left_out)

    @staticmethod
    def ends_list(lines: list[Line], index: int) -> bool:
        """Whether a short line is the last of several that stand together by themselves: points in short, no heading."""
        return (
            not lines[index].opens_block
            and lines[index + 1].number > lines[index].number + 1
            and index > 0
            and may_be_heading(lines[index - 1].text)
            and not ends_sentence(lines[index - 1].text)
        )

    def opening(self, line: Line) -> Passage:
        """The dek or first paragraph without its kicker and dateline, which are left out."""
        passage = self.spoken(line)
        dateline, rest = split_dateline(passage.text, _places())
        if dateline:
            self.leave_out(line, dateline, "dateline")
            return Passage(text=rest, line=line.number)
        return passage

    def reported(self, line: Line) -> str:
        """A later paragraph without the headline's kicker, or whose report it is: "जागरण संवाददाता, लखनऊ।"."""
        kicker, rest = split_kicker(line.text)
        if kicker and kicker.strip() in self.kickers:
            self.leave_out(line, kicker, "kicker")
            return rest
        dateline, rest = split_dateline(line.text, frozenset())
        if not dateline or not is_reported(dateline):
            return line.text
        self.leave_out(line, dateline, "dateline")
        return rest

    def paragraph(self, line: Line, text: str) -> Passage:
        """A paragraph without the credit or the link at its end, which is left out."""
        rest, tail, reason = split_tail(text)
        if reason is not None and speaks(rest):
            self.leave_out(line, tail, reason, after=True)
            return Passage(text=rest, line=line.number)
        return Passage(text=text, line=line.number)

    def spoken(self, line: Line, *, headline: bool = False) -> Passage:
        """The line without its kicker, which is left out."""
        kicker, rest = split_kicker(without_markup(line.text), headline=headline)
        if kicker:
            self.leave_out(line, kicker, "kicker")
            self.kickers.add(kicker.strip())
        return Passage(text=without_markup(rest), line=line.number)

    def without_repeats(
        self, head: Passage | None, lines: list[Line], *, anywhere: bool = False
    ) -> list[Line]:
        """The lines without one of the first two, or any, that only says the headline or dek again."""
        if head is None:
            return lines
        kept: list[Line] = []
        for index, line in enumerate(lines):
            rest = split_kicker(line.text, headline=True)[1]
            if (index < 2 or anywhere) and _bare(rest) == _bare(head.text):
                self.leave_out(line, line.text, "duplicate")
            else:
                kept.append(line)
        return kept

    def without_town(self, lines: list[Line]) -> list[Line]:
        """The lines without a dateline that stands in a line of its own, above its paragraph: "नई दिल्ली:"."""
        towns = [
            line
            for line in lines
            if (label_only(line.text) and line.text.rstrip(" :-ः") in _places())
            or is_dateline(line.text.rstrip(" ,"), _places())
        ]
        # Where there are several, they are headings, and so is one further down.
        if len(towns) != 1 or towns[0] is lines[-1]:
            return lines
        if sum(len(split(line.text)) > 1 for line in lines[: lines.index(towns[0])]) > 1:
            return lines
        self.leave_out(towns[0], towns[0].text, "dateline")
        return [line for line in lines if line is not towns[0]]

    def without_name(self, lines: list[Line]) -> list[Line]:
        """The lines without first ones that are nothing but who wrote it, where, or on what day."""
        while len(lines) > 1 and not is_bullet(lines[1].text):
            reason = _name_or_place(lines[0].text)
            if reason is None or (reason == "dateline" and any(map(_is_town_or_day, lines[1:]))):
                # Where every section has a town or a day over it, the first is no dateline.
                break
            self.leave_out(lines[0], lines[0].text, reason)
            lines = lines[1:]
        return lines


def _name_or_place(line: str) -> Reason | None:
    """Whether a whole line is a byline ("राजेश कुमार, नई दिल्ली") or a dateline ("पटना, 3 मई", "26 नवंबर 2026")."""
    named = _NAME_AND_MORE.fullmatch(line)
    if named and named["name"].split()[-1] in _surnames():
        return "byline"
    if line.isascii() and line.strip().isalpha() and not opens_points(line):
        return "boilerplate"
    if line.strip() in _places() or is_day(line, _months()) or is_dateline(line, _places()) or is_stamp(line):
        return "dateline"
    return None


def _is_latin_crumb(line: str, following: str) -> bool:
    """Whether a first line is the way to the page in Latin letters, over a headline that has none or few."""
    return (
        line.isascii()
        and not ends_sentence(line)
        and not following.isascii()
        and len(following.split()) >= SHORTEST_HEADLINE
        and not ends_sentence(following)
    )


def _is_town_or_day(line: Line) -> bool:
    return line.text.strip() in _places() or is_day(line.text, _months()) or is_stamp(line.text)


def _items(lines: list[Line]) -> frozenset[int]:
    """The lines that are items of a list: bulleted, numbered one after another, or names with figures."""
    found: set[int] = set()
    points = False
    for index, line in enumerate(lines):
        points = (
            points and not line.opens_block and may_be_heading(line.text) and not ends_sentence(line.text)
        )
        if is_bullet(line.text) or points:
            found.add(index)
        points = points or opens_points(line.text)
        if index == 0:
            continue
        before = lines[index - 1].text
        numbered = is_numbered(before) and is_numbered(line.text)
        if numbered or (is_pair(before) and is_pair(line.text)):
            found.update((index - 1, index))
    return frozenset(found)


def _bare(text: str) -> str:
    return re.sub(r"\W", "", letters_and_digits(text)).casefold()

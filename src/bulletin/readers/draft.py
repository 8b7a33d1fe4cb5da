"""Draft: the lines of an article → its headline, dek, sections, and what is left out."""

from __future__ import annotations

from dataclasses import replace

from bulletin.language.characters import speaks
from bulletin.language.sentences import split
from bulletin.readers.labels.agencies import names_reporter
from bulletin.readers.labels.bylines import town_of
from bulletin.readers.labels.captions import describes_picture
from bulletin.readers.labels.chain import labels
from bulletin.readers.labels.datelines import has_agencys_day, split_dateline
from bulletin.readers.labels.furniture import split_tail
from bulletin.readers.labels.headings import is_heading, is_unsaid, list_items, may_be_heading
from bulletin.readers.labels.kickers import split_kicker
from bulletin.readers.labels.label import is_on, label
from bulletin.readers.labels.line import DEK, Line
from bulletin.readers.labels.markup import without_markup
from bulletin.readers.labels.page_parts import title_tail
from bulletin.readers.labels.pages import goes_on_overleaf, is_page_number
from bulletin.readers.labels.shapes import ends_sentence, ends_with_colon, is_bullet, is_sentence_like
from bulletin.readers.ledger import Ledger
from bulletin.readers.opening import (
    without_crumbs,
    without_masthead,
    without_name,
    without_repeats,
    without_short_title,
    without_town,
)
from bulletin.schema.article import Article, Passage, Section

LONGEST_HEADLINE = 220
"""Characters of a headline."""

LONGEST_LONG_HEADLINE = 120
"""Characters of a headline of several sentences."""

LONGEST_DEK = 260

SHORTEST_DEK = 25
"""Characters of a dek over a heading; a shorter line is a label of some kind."""

LONGEST_LABEL = 45
"""A shorter unstopped line under the headline, in characters, is a heading and no dek."""


class Draft:
    """Puts an article together in one walk over its lines, from the headline down."""

    def __init__(self, lines: list[Line]) -> None:
        self._ledger = Ledger()
        self._kickers: set[str] = set()
        self._lines = lines
        self._labels = labels(lines)
        if not any(
            found is None and speaks(line.text) for line, found in zip(lines, self._labels, strict=True)
        ):
            # An article of nothing but furniture is read as it stands: better than silence.
            self._labels = [None] * len(lines)
        above = (
            town_of(line.text)
            for line, found in zip(lines, self._labels, strict=True)
            if found is not None and found.reason == "byline"
        )
        self._town = next(filter(None, above), "")

    def article(self, source: str, text: str) -> Article:
        """The article; `source` and `text` go into it as they are."""
        lines: list[Line] = []
        for index, (line, found) in enumerate(zip(self._lines, self._labels, strict=True)):
            if found is not None:
                self._ledger.leave_out(line, line.text, found)
                if lines and is_page_number(self._lines, index) and not ends_sentence(lines[-1].text):
                    lines[-1] = replace(lines[-1], goes_on=goes_on_overleaf(lines[-1].text))
            elif speaks(line.text):
                lines.append(line)
        ledger = self._ledger
        if not lines[0].is_titled:
            lines = without_short_title(without_masthead(without_crumbs(lines, ledger), ledger), ledger)
        headline, lines = self._headline(lines)
        lines = without_repeats(lines, ledger, headline, "headline-again", first=len(lines))
        lines = without_name(without_town(lines, ledger), ledger)
        # A name under the dek must not hide what follows it.
        lines = lines[:1] + without_name(lines[1:], ledger)
        dek, lines = self._dek(headline, lines)
        lines = without_name(without_repeats(lines, ledger, dek, "dek-again", first=2), ledger)
        sections = self._sections(self._without_pictures(lines))
        return Article(
            source=source,
            headline=headline,
            dek=dek,
            sections=sections,
            left_out=ledger.entries(),
            text=text,
        )

    def _headline(self, lines: list[Line]) -> tuple[Passage | None, list[Line]]:
        """The first line, unless it plainly is a paragraph; and the other lines."""
        if lines[0].tag == "h1":
            return self._without_kicker(lines[0], headline=True), lines[1:]
        first = lines[0].text
        if len(first) > LONGEST_HEADLINE or (len(split(first)) > 1 and len(first) > LONGEST_LONG_HEADLINE):
            return None, lines
        if len(lines) == 1 and ends_sentence(first):
            return None, lines
        return self._without_kicker(lines[0], headline=True), lines[1:]

    def _dek(self, headline: Passage | None, lines: list[Line]) -> tuple[Passage | None, list[Line]]:
        """A single sentence between the headline and a longer first paragraph or a heading; and the other lines."""
        marked = bool(lines) and lines[0].tag == DEK
        if not marked and (headline is None or len(lines) < 2 or not _is_dek(lines)):
            return None, lines
        return self._without_dateline(lines[0]), lines[1:]

    def _without_pictures(self, lines: list[Line]) -> list[Line]:
        """The lines without captions that only their wording gives away."""
        items = list_items(lines)
        kept: list[Line] = []
        for index, line in enumerate(lines):
            over_heading = index + 1 < len(lines) and is_heading(lines, index + 1, items)
            if (
                index not in items
                and not line.is_titled
                and is_on("what-is-pictured")
                and describes_picture(line.text, over_heading=over_heading)
            ):
                self._ledger.leave_out(line, line.text, label("what-is-pictured"))
            else:
                kept.append(line)
        return kept

    def _sections(self, lines: list[Line]) -> tuple[Section, ...]:
        found: list[Section] = []
        heading: Passage | None = None
        paragraphs: list[Passage] = []
        items = list_items(lines)
        lede = True
        labelled = False
        for index, line in enumerate(lines):
            if is_heading(lines, index, items):
                if is_unsaid(line.text) and is_on("title-of-points"):
                    self._ledger.leave_out(line, line.text, label("title-of-points"))
                    continue
                if heading is not None or paragraphs:
                    found.append(Section(heading=heading, paragraphs=tuple(paragraphs)))
                heading, paragraphs = Passage(text=without_markup(line.text), line=line.number), []
            elif index not in items and (
                lede or labelled or (heading is None and self._opens_report(lines, index))
            ):
                passage = self._without_dateline(line)
                # A site that labels its first paragraph may label the second as well.
                labelled = lede and heading is None and passage.text != line.text
                paragraphs.append(self._without_tail(line, passage.text))
                lede = False
            else:
                last = index == len(lines) - 1
                paragraphs.append(self._without_tail(line, self._without_reporter(line), last=last))
        if heading is not None or paragraphs:
            found.append(Section(heading=heading, paragraphs=tuple(paragraphs)))
        return tuple(found)

    def _opens_report(self, lines: list[Line], index: int) -> bool:
        """Whether a byline or dateline stands over a paragraph: the report begins here."""
        above = lines[index - 1].number if index else 0
        return self._ledger.between(above, lines[index].number, ("byline", "dateline"))

    def _without_kicker(self, line: Line, *, headline: bool = False) -> Passage:
        text = without_markup(line.text)
        if headline and is_on("headline-tail") and (end := title_tail(text)) is not None:
            self._ledger.leave_out(line, text[end:], label("headline-tail"), after=True)
            text = text[:end]
        kicker, rest = split_kicker(text, headline=headline)
        rule = "headline-kicker" if headline else "paragraph-kicker"
        if kicker and not is_on(rule):
            rest = kicker + rest
        elif kicker:
            self._ledger.leave_out(line, kicker, label(rule))
            self._kickers.add(kicker.strip())
        return Passage(text=without_markup(rest), line=line.number)

    def _without_dateline(self, line: Line) -> Passage:
        """The dek or first paragraph without its kicker and dateline."""
        passage = self._without_kicker(line)
        dateline, rest = split_dateline(passage.text, bare_place=True, town=self._town)
        if dateline and is_on("paragraph-dateline"):
            self._ledger.leave_out(line, dateline, label("paragraph-dateline"))
            return Passage(text=rest, line=line.number)
        return passage

    def _without_reporter(self, line: Line) -> str:
        """A later paragraph without the headline's kicker or its reporter: "जागरण संवाददाता, लखनऊ।"."""
        kicker, rest = split_kicker(line.text)
        if kicker and kicker.strip() in self._kickers and is_on("kicker-again"):
            self._ledger.leave_out(line, kicker, label("kicker-again"))
            return rest
        dateline, rest = split_dateline(line.text, bare_place=False)
        if (
            not dateline
            or not (has_agencys_day(dateline) or names_reporter(dateline))
            or not is_on("reporter-dateline")
        ):
            return line.text
        self._ledger.leave_out(line, dateline, label("reporter-dateline"))
        return rest

    def _without_tail(self, line: Line, text: str, *, last: bool = False) -> Passage:
        """A paragraph without the credit or the link at its end."""
        rest, tail, rule = split_tail(text, last=last)
        if rule is not None and speaks(rest):
            self._ledger.leave_out(line, tail, label(rule), after=True)
            return Passage(text=rest, line=line.number)
        return Passage(text=text, line=line.number)


def _is_dek(lines: list[Line]) -> bool:
    """Whether the first of at least two lines under a headline is its dek."""
    first, second = lines[0], lines[1]
    if first.tag or first.goes_on:
        return False
    if len(first.text) > LONGEST_DEK or is_bullet(first.text) or ends_with_colon(first.text):
        return False
    dateline, rest = split_dateline(split_kicker(first.text)[1], bare_place=True)
    if len(split(rest)) > 1 or (dateline and ends_sentence(rest)):
        return False
    items = list_items(lines)
    if 1 in items:
        return False
    if is_heading(lines, 1, items):
        return not ends_sentence(first.text) and len(first.text) >= SHORTEST_DEK
    under_headline = not first.opens_block and second.opens_block
    longer = len(second.text) > len(first.text) and len(split(second.text)) > 1
    if not (longer or (under_headline and ends_sentence(second.text))):
        return False
    label = len(first.text) < LONGEST_LABEL and may_be_heading(first.text)
    return not label or under_headline or is_sentence_like(first.text)

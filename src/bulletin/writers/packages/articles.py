"""Articles: an edition → the chapters of a book, each phrase with its time; pure.

Everything of the sound belongs to some phrase: a sentence has the pause after it, and music before the first sentence of
an article or after the last one is a phrase without words. So a book plays as the bulletin does, and its times add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from bulletin.schema.book import Article, Block, Phrase
from bulletin.schema.edition import Edition, TimedSentence
from bulletin.schema.script import HEADLINE_LISTS, OF_STORIES
from bulletin.schema.units import Milliseconds
from bulletin.writers.audio.wording import one_line
from bulletin.writers.sidecars.paragraphs import FRAME, HEADINGS

MUSIC = 800
"""Milliseconds without a voice, from which they are music and no pause."""

AHEAD = 50
"""The most milliseconds by which a sentence may be marked before or after it begins.

So many a heading that is not said takes of the first sentence, where nothing is heard before it.
"""

_Heard = tuple[str, int, int]
"""Words, and the milliseconds in which they are heard."""


def articles_of(edition: Edition, prefix: str, top: int) -> tuple[Article, ...]:
    """The articles of a part; ids begin with `prefix`, and its highest headings have the level `top`.

    The sentences are in order of time. Raises ValueError where there are none.
    """
    sentences = [each for each in edition.sentences if one_line(each.written)]
    if not sentences:
        raise ValueError("nothing is said")
    several = len({each.story for each in sentences if each.role in OF_STORIES}) > 1
    groups = [
        [each for _, each in group]
        for _, group in groupby(_parted(sentences, several), key=lambda pair: pair[0])
    ]
    starts = [0, *(_start(edition, group[0]) for group in groups[1:])]
    stops = [*starts[1:], int(edition.duration * 1000)]
    found: list[Article] = []
    for number, group in enumerate(groups):
        level = top + 1 if several and group[0].role != "opening" else top
        article = _Article(edition, group, level, f"{prefix}{number + 1:02d}")
        found.append(article.between(starts[number], stops[number], is_last=number == len(groups) - 1))
    return tuple(found)


def _parted(sentences: Iterable[TimedSentence], several: bool) -> Iterator[tuple[str, TimedSentence]]:
    """Each sentence with the name of the article it is in. What closes the bulletin is in the one before it."""
    part = ""
    for each in sentences:
        if each.role in HEADLINE_LISTS or (several and each.role == "opening"):
            part = each.role
        elif each.role != "closing" or not part:
            part = str(each.story)
        yield part, each


def _start(edition: Edition, first: TimedSentence) -> int:
    """Where the article begins whose first sentence this is: with its chapter, if a sting is heard before it.

    A mere pause there is left to the sentence before, so that no sentence is marked before it is said.
    """
    start = _milliseconds(first.start)
    heard = max(_milliseconds(each.end) for each in edition.sentences if each.start < first.start)
    begun = [_milliseconds(each.start) for each in edition.chapters if each.start <= first.start]
    begin = max(begun, default=start)
    return begin if heard <= begin <= start - MUSIC else start


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


class _Article:
    """An article in the making."""

    def __init__(self, edition: Edition, sentences: Sequence[TimedSentence], level: int, name: str) -> None:
        self._segments = [list(group) for _, group in groupby(sentences, key=lambda each: each.segment)]
        self._levels = [_level(segment, level) for segment in self._segments]
        self._level = level
        self._chapters = [_milliseconds(each.start) for each in edition.chapters]
        self._id = name
        self._count = 0
        titles = [place for place, each in enumerate(self._levels) if each == level]
        self._is_titled = bool(titles)
        role = sentences[0].role
        if not titles:
            self._title = (
                FRAME.get(role, "") or _chapter_title(edition, sentences[0]) or one_line(edition.title)
            )
        elif role in FRAME:
            self._title = FRAME[role]
        else:
            self._title = _text(self._segments[titles[0]])

    def between(self, start: int, stop: int, *, is_last: bool) -> Article:
        """The article, from `start` to `stop` in the sound."""
        heard = [each for segment in self._segments for each in segment]
        begins = [_milliseconds(each.start) for each in heard]
        # No phrase is empty, whatever a record says.
        for place in range(1, len(begins)):
            begins[place] = max(begins[place], begins[place - 1] + 1)
        ends = [*begins[1:], max(stop, begins[-1] + 1)]
        blocks: list[Block] = []
        if not self._is_titled:
            begins[0] = max(begins[0], start + min(AHEAD, (ends[0] - start) // 2))
            blocks.append(self._block([(self._title, start, begins[0])], self._level))
        elif begins[0] - start > AHEAD:
            blocks.append(self._block([("", start, begins[0])]))
        else:
            begins[0] = start
        said = _milliseconds(heard[-1].end)
        is_out = is_last and ends[-1] - said >= MUSIC and said > begins[-1]
        if is_out:
            ends[-1] = said
        times = iter(zip(begins, ends, strict=True))
        reader = ""
        for segment, level in zip(self._segments, self._levels, strict=True):
            phrases = [(one_line(each.written), *next(times)) for each in segment]
            name = one_line(segment[0].reader)
            block = self._block(phrases, level, name if name != reader else "")
            blocks.append(replace(block, chapter=self._chapter(block, blocks)))
            reader = name
        if is_out:
            blocks.append(self._block([("", said, stop)]))
        return Article(id=self._id, title=self._title, level=self._level, blocks=tuple(blocks))

    def _chapter(self, heading: Block, before: Sequence[Block]) -> Milliseconds | None:
        """Where the chapter of a section's heading begins: after the last sentence before it has begun."""
        said = [phrase.begin for block in before for phrase in block.phrases]
        if heading.level <= self._level or not said:
            return None
        begun = [start for start in self._chapters if said[-1] < start <= heading.phrases[0].begin]
        return Milliseconds(max(begun)) if begun else None

    def _block(self, heard: Sequence[_Heard], level: int = 0, reader: str = "") -> Block:
        phrases: list[Phrase] = []
        for text, begin, end in heard:
            self._count += 1
            phrases.append(
                Phrase(
                    id=f"{self._id}-{self._count:03d}",
                    begin=Milliseconds(begin),
                    end=Milliseconds(end),
                    text=text,
                )
            )
        return Block(phrases=tuple(phrases), level=level, reader=reader)


def _chapter_title(edition: Edition, first: TimedSentence) -> str:
    """The title of the chapter that a story without a headline begins in; empty for what opens the bulletin."""
    begun = [each for each in edition.chapters if each.start <= first.start]
    if first.role == "opening" or not begun:
        return ""
    return one_line(begun[-1].title).removesuffix(f" ({one_line(first.reader)})")


def _level(segment: Sequence[TimedSentence], level: int) -> int:
    """The level of a segment as a heading, in an article of this level; 0 for a paragraph."""
    role = segment[0].role
    if role in HEADINGS:
        return level if role == "headline" else level + 1
    return level if _text(segment).rstrip(" ।.:") == FRAME.get(role) else 0


def _text(segment: Sequence[TimedSentence]) -> str:
    return " ".join(one_line(each.written) for each in segment)

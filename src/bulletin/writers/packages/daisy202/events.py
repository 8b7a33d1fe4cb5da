"""Events of a DAISY book: what has words, each with the stretches of sound in which it is heard.

Music has no words of its own and is heard with the words beside it. The first heading of a book must be its title: where
no article begins with it, it stands before the first one, with the music there, or a moment of the first sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bulletin.schema.book import Article, Book, Phrase
from bulletin.schema.units import Milliseconds
from bulletin.writers.packages.articles import AHEAD

TITLE_ID = "title"

_ADDED = -1
"""The block of a title that no article has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Words and their sound: a heading or a sentence."""

    id: str
    text: str
    clips: tuple[Phrase, ...]
    """In order; with music beside the words, two."""
    block: int
    """Events of one block make a heading or a paragraph."""
    level: int = 0
    """Of a heading; 0 for a sentence of a paragraph."""
    is_title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One article with its own SMIL file."""

    part: int
    title: str
    events: tuple[Event, ...]

    @property
    def length(self) -> Milliseconds:
        """How long it lasts."""
        return Milliseconds(sum(clip.length for event in self.events for clip in event.clips))

    @property
    def headings(self) -> tuple[tuple[Event, str], ...]:
        """The headings, each with its whole text, and the event that a player goes to for it.

        To the article's own it goes where the article begins, with what is said before its headline.
        """
        found: list[tuple[Event, str]] = []
        own = False
        for event in self.events:
            if not event.level or (found and found[-1][0].block == event.block):
                continue
            text = " ".join(each.text for each in self.events if each.block == event.block)
            goes_to = event
            if event.block != _ADDED and not own:
                own = True
                goes_to = next(each for each in self.events if each.block != _ADDED)
            found.append((replace(goes_to, level=event.level, block=event.block), text))
        return tuple(found)


def chapters_of(book: Book) -> tuple[Chapter, ...]:
    """The chapters of a book, in order."""
    chapters = [
        Chapter(part=number, title=article.title, events=_events(article))
        for number, part in enumerate(book.parts)
        for article in part.articles
    ]
    first = book.parts[0].articles[0]
    chapters[0] = _titled(chapters[0], book.title, is_there=first.title == book.title and first.level == 1)
    return tuple(chapters)


def _events(article: Article) -> tuple[Event, ...]:
    found: list[Event] = []
    waiting: list[Phrase] = []
    for place, block in enumerate(article.blocks):
        for phrase in block.phrases:
            if phrase.text:
                found.append(
                    Event(
                        id=phrase.id,
                        text=phrase.text,
                        clips=(*waiting, phrase),
                        block=place,
                        level=block.level,
                    )
                )
                waiting = []
            elif found:
                found[-1] = replace(found[-1], clips=(*found[-1].clips, phrase))
            else:
                waiting.append(phrase)
    return tuple(found)


def _titled(chapter: Chapter, title: str, *, is_there: bool) -> Chapter:
    """The first chapter, with the book's title as its first heading."""
    events: Sequence[Event] = chapter.events
    if is_there:
        number = next(place for place, each in enumerate(events) if each.level == 1)
        block = events[number].block
        return replace(chapter, events=tuple(replace(each, is_title=each.block == block) for each in events))
    first, *others = events
    clip, *following = first.clips
    if not clip.text and following:
        taken, left = clip, following
    else:
        cut = Milliseconds(clip.begin + max(1, min(AHEAD, clip.length // 2)))
        taken, left = replace(clip, end=cut), [replace(clip, begin=cut), *following]
    heading = Event(
        id=TITLE_ID, text=title, clips=(replace(taken, id=TITLE_ID),), block=_ADDED, level=1, is_title=True
    )
    return replace(chapter, events=(heading, replace(first, clips=tuple(left)), *others))

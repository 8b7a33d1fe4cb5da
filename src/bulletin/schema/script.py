"""A script: everything a bulletin will say, in order, as it is written and as it is spoken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from bulletin.schema.article import LeftOut
from bulletin.schema.change import Change as Change  # part of this room's surface
from bulletin.schema.rundown import USUAL_PRIORITY
from bulletin.schema.units import Milliseconds

Role = Literal["opening", "headlines", "headline", "dek", "heading", "body", "transition", "recap", "closing"]
"""What a segment is to the listener."""

ROLES: tuple[Role, ...] = (
    "opening", "headlines", "headline", "dek", "heading", "body", "transition", "recap", "closing",
)  # fmt: skip


HEADLINE_LISTS: tuple[Role, ...] = ("headlines", "recap")
"""The roles of what is said in headlines: parts of a bulletin that are no story."""

OF_STORIES: tuple[Role, ...] = ("headline", "dek", "heading", "body")
"""The roles of what stories say themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, written and spoken side by side, and the pause after it."""

    written: str
    spoken: str
    """Empty for a sentence of signs alone, which has nothing to say."""
    pause_after: Milliseconds = Milliseconds(0)
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A heading, paragraph or announcement in one voice, and the pause after it."""

    id: str
    role: Role
    story: int
    """Which of the bulletin's articles it belongs to, counted from 0."""
    written: str
    """Text as the reader sees it: captions, transcript, notes."""
    voice: str
    """`engine:name`, or an empty string for the bulletin's own voice."""
    sentences: tuple[Sentence, ...]
    pause_after: Milliseconds = Milliseconds(0)
    line: int = 0
    """The line of the source it begins on, counted from 1; 0 for announcements."""
    reader: str = ""
    """The newsreader who reads it; empty where no one is named."""

    @property
    def spoken(self) -> str:
        """The same text as the engine says it: numbers and signs in words."""
        return " ".join(sentence.spoken for sentence in self.sentences if sentence.spoken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story of a bulletin, as it is listed."""

    title: str
    source: str
    """The path or address it was read from."""
    published: date | None = None
    reader: str | None = None
    """The newsreader's name, the first of several; None where no one is named."""
    headline: str = ""
    """The line that headlines and recap say; empty for the article's own headline."""
    before: str = ""
    """A line that is said before it."""
    after: str = ""
    """A line that is said after it."""
    sting: Path | None = None
    """Sound in place of the sting before it."""
    may_drop: bool = False
    """Whether a slot may leave out the whole story."""
    reserve: bool = False
    """Whether it is read only where the other stories are too few for the slot."""
    priority: int = USUAL_PRIORITY
    """1 is the most important, 9 the least."""
    may_cut: bool = True
    """Whether a slot may leave out paragraphs of it."""
    longest: float | None = None
    """Seconds it may last; None for no limit."""
    on_air: bool = True
    """Whether it is read; False for one that was dropped, and for a reserve that is not needed."""
    site: str = ""
    """The file of the site's profile by which it was read; "" where there was none."""
    overruled: tuple[str, ...] = ()
    """Rows of that profile which were not followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLeftOut:
    """A passage left out of the bulletin, and its story."""

    story: int
    passage: LeftOut


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptSection:
    """A heading, or several in a row, with the paragraphs under them; or the top of a story, above its first heading."""

    story: int
    """The story it belongs to, counted from 0."""
    places: tuple[int, ...]
    """Its segments: their indices in `Script.segments`, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """Everything a bulletin will say, in order, and what it leaves out."""

    title: str
    language: str
    published: date | None
    sources: tuple[str, ...]
    segments: tuple[Segment, ...]
    left_out: tuple[StoryLeftOut, ...] = ()
    identities: tuple[str, ...] = ()
    """By what each story is known again, if any is from a feed: the entry, or its source; else empty."""
    stories: tuple[Story, ...] = ()
    """The bulletin's stories in order; empty where a script was made of no source."""
    summary: str = ""
    """What it is about, in its makers' words; empty for the dek, or the headlines of several stories."""
    outside: tuple[int, ...] = ()
    """Of each story, the letters and digits of its page that are no part of the article; empty where none is a page."""

    def sections(self, places: Iterable[int] | None = None) -> tuple[ScriptSection, ...]:
        """The sections, in order: what chapters, stings, cuts and a fallback voice go by.

        With `places`, only the segments at these indices count, in ascending order, as if there were no others.
        Headings in a row begin one section together. The headlines are one, and so are the recap and the closing after it.
        """
        sections: list[list[int]] = []
        before: Segment | None = None
        part: object = None
        for place in range(len(self.segments)) if places is None else places:
            segment = self.segments[place]
            begins = segment.role == "heading" and before is not None and before.role != "heading"
            inside = _part(segment, part)
            if before is None or begins or inside != part:
                sections.append([])
            sections[-1].append(place)
            before, part = segment, inside
        return tuple(
            ScriptSection(story=self.segments[section[0]].story, places=tuple(section))
            for section in sections
        )


def _part(segment: Segment, before: object) -> object:
    """The part of a bulletin that a segment is in, after one in the part `before`: the headlines, the recap, or a story."""
    if segment.role in HEADLINE_LISTS:
        return segment.role
    if segment.role == "closing" and before == "recap":
        return before
    return segment.story

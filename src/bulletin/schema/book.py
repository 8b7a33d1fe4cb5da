"""A book: one finished episode, or several of a day, as what one hears and reads side by side.

Packages (EPUB 3, DAISY 2.02, a playlist) are made from it alone. Times are whole milliseconds from the start of the part's
sound, so that they add up exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from bulletin.schema.units import Milliseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What is heard in one go: a sentence with the pause after it, or music."""

    id: str
    """ASCII, once in the book."""
    begin: Milliseconds
    end: Milliseconds
    text: str = ""
    """As it is written; empty for music."""

    @property
    def length(self) -> Milliseconds:
        """How long it is heard."""
        return Milliseconds(self.end - self.begin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, a paragraph, or a moment of music."""

    phrases: tuple[Phrase, ...]
    level: int = 0
    """Of a heading, 1 to 6; 0 for all else."""
    reader: str = ""
    """The newsreader's name where another one has read before."""
    chapter: Milliseconds | None = None
    """Where the chapter of a section's heading begins, with what is heard before it; None where it has no chapter."""

    @property
    def text(self) -> str:
        """All its words; empty for music."""
        return " ".join(phrase.text for phrase in self.phrases if phrase.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A chapter of the book: a story, or what stands beside the stories. It begins where the one before it ends."""

    id: str
    """ASCII, once in the book; the ids of its phrases begin with it."""
    title: str
    level: int
    """The level of its own heading."""
    blocks: tuple[Block, ...]

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All that is heard, in order, without a gap."""
        return tuple(phrase for block in self.blocks for phrase in block.phrases)

    @property
    def begin(self) -> Milliseconds:
        """Where it begins in the part's sound."""
        return self.phrases[0].begin

    @property
    def length(self) -> Milliseconds:
        """How long it lasts."""
        return Milliseconds(self.phrases[-1].end - self.begin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One episode."""

    title: str
    suffix: str
    """Of its sound file: .mp3 or .m4a."""
    media_type: str
    size: int
    """Bytes of the sound file."""
    articles: tuple[Article, ...]

    @property
    def length(self) -> Milliseconds:
        """How long its sound lasts."""
        return Milliseconds(sum(article.length for article in self.articles))


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Lines that stand in the book to be read, and are not heard: credits, corrections, links."""

    title: str
    lines: tuple[tuple[str, str], ...]
    """Each with the address it leads to, or an empty one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What a package is made from."""

    title: str
    language: str
    identifier: str
    """A `urn:uuid:`, the same whenever the same episodes are exported."""
    day: date
    modified: datetime
    """When the newest of its episodes was made or corrected, with its zone."""
    publisher: str
    narrators: tuple[str, ...]
    """Newsreaders, or voices where nobody is named."""
    description: str = ""
    rights: str = ""
    generator: str = "bulletin"
    cover: bytes = field(default=b"", repr=False)
    """A JPEG or PNG; empty where there is none."""
    cover_type: str = "image/jpeg"
    cover_text: str = ""
    """What stands on it."""
    parts: tuple[Part, ...]
    notes: tuple[Note, ...] = ()

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles of all parts, in order."""
        return tuple(article for part in self.parts for article in part.articles)

    @property
    def length(self) -> Milliseconds:
        """How long all of it lasts."""
        return Milliseconds(sum(part.length for part in self.parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file of a package."""

    name: str
    """Its path within the package, ASCII, with `/` between folders."""
    data: bytes = field(default=b"", repr=False)
    part: int | None = None
    """The part whose sound file follows `data`, as it stands; its bytes are not in memory."""
    span: tuple[int, int] | None = None
    """The bytes of that file, from the first to the one after the last; None for all of it."""

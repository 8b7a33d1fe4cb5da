"""A rundown: what a bulletin of several stories is put together from, in its order."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

HIGHEST_PRIORITY, LOWEST_PRIORITY = 1, 9
USUAL_PRIORITY = 5
"""Of a story without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsreader:
    """Somebody who reads."""

    name: str
    voice: str = ""
    """`engine:name`; empty for the bulletin's own voice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A story as the rundown lists it."""

    source: str = ""
    """A path or address; empty where the text stands in the rundown."""
    text: str = ""
    """The article itself, in place of a source."""
    headline: str = ""
    """The line that headlines and recap say; empty for the article's own headline."""
    reader: str = ""
    """The newsreader's name; empty to take turns."""
    priority: int = USUAL_PRIORITY
    """1 is the most important, 9 the least: what a slot cuts first."""
    longest: float | None = None
    """Seconds; a longer story loses paragraphs from its end."""
    may_cut: bool | None = None
    """Whether a slot may leave out paragraphs of it; None for all stories but the lead."""
    may_drop: bool = False
    """Whether a slot may leave out the whole story."""
    reserve: bool = False
    """Whether it is read only where the other stories are too few for the slot."""
    before: str = ""
    """A line that its reader says before it."""
    after: str = ""
    """A line that its reader says after it."""
    sting: Path | None = None
    """Sound in place of the sting before it: a bumper, a sponsor's spot."""
    line: int = field(default=0, compare=False)
    """The line of the rundown's file that it begins on, counted from 1; 0 where it is in none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rundown:
    """The stories of a bulletin in order, and what it is called."""

    path: Path | None = field(default=None, compare=False)
    """The file it was read from."""
    title: str = ""
    """Empty for the first story's headline."""
    summary: str = ""
    """Empty for the headlines of all stories."""
    items: tuple[Item, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """Everything it was made from: its own file, and the sources of its stories."""
        own = [] if self.path is None else [str(self.path)]
        return (*own, *(item.source for item in self.items if item.source))

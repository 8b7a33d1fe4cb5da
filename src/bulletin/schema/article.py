"""An article as its reader found it: what to say, and what was left out and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Reason = Literal[
    "kicker", "byline", "dateline", "related-link", "credit", "caption", "boilerplate", "duplicate", "cut",
    "footnote", "markup", "note", "font",
]  # fmt: skip
"""Why a passage of the article is not spoken; `cut` is a person's own choice in an edited script.

`markup` is tags, entities and addresses of links, `font` the name of a legacy font whose text was converted to Unicode:
both are no part of the article's text. `note` is a comment, or what its writer struck out.
"""

NO_TEXT: frozenset[Reason] = frozenset({"markup", "font"})
"""Reasons of what a source holds beside its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A part of the article's own text, as it is written."""

    text: str
    line: int
    """The line of the source it begins on, counted from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A passage that is not spoken, and why."""

    text: str
    line: int
    reason: Reason
    rule: str = ""
    """The name of the rule that found it; "" where none did."""
    row: str = ""
    """The row of the site's profile that the rule went by, as FILE:LINE WORD; "" for rules of all sites."""
    href: str | None = None
    """Where a related link leads, if the source says so."""
    after: bool = False
    """Whether it follows the spoken part of its line; else it precedes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and the paragraphs under it. The first section of an article often has no heading."""

    heading: Passage | None = None
    paragraphs: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One story. Every letter and digit of `text` is in exactly one passage or left-out passage."""

    source: str
    """The path or address it was read from, as the user named it; `-` for standard input; the page of a feed's entry."""
    identity: str = ""
    """By what a feed knows it again, whatever becomes of its address and headline; "" where it is from no feed."""
    headline: Passage | None
    dek: Passage | None = None
    sections: tuple[Section, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    published: date | None = None
    language: str = "hi"
    text: str
    """The whole article as read, after decoding; what coverage is checked against."""
    site: str = ""
    """The file of the site's profile by which it was read; "" for a site that has none."""
    overruled: tuple[str, ...] = ()
    """Rows of that profile which were not followed, since they would have lost some of the article."""
    outside: int = 0
    """Letters and digits of the source round the article that are no part of it: menus, boxes, other stories."""

    def passages(self) -> tuple[Passage, ...]:
        """All passages to be spoken, in the article's order."""
        found = [head for head in (self.headline, self.dek) if head is not None]
        for section in self.sections:
            if section.heading is not None:
                found.append(section.heading)
            found.extend(section.paragraphs)
        return tuple(found)

    @property
    def title(self) -> str:
        """The headline, or the first words of the text where there is none."""
        passages = self.passages()
        return passages[0].text if passages else ""

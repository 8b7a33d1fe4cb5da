"""Markdown within a block: its words, and what stands beside them: addresses, pictures, deletions, numbers of notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from bulletin.readers.labels.label import is_on

if TYPE_CHECKING:
    from markdown_it.token import Token

LEAST_LINKED = 0.5
"""Share of a block's characters in its one link that makes the block a link."""

FEWEST_OF_BAR = 2
LONGEST_OF_BAR = 30
"""Links of a menu, and the characters of one."""

_BETWEEN = re.compile(r"[\s|•·>»/]*")
"""What parts the links of a menu; names in a sentence have commas between them."""

_NOTE = re.compile(r"\[\^[^\]\s]{1,60}\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """What the signs of Markdown within a block leave."""

    text: str
    row: int
    """The row it begins on, counted from 0."""
    href: str | None
    """Where it leads, if most of it is one link."""
    is_bar: bool
    """Whether it is several short links and nothing else: a menu, or what to share it with."""
    bold: bool
    """Whether all of it is bold."""
    stressed: bool
    """Whether all of it is bold or in italics."""
    pictures: tuple[str, ...]
    """What pictures in it show."""
    deleted: tuple[str, ...]
    markup: tuple[str, ...]
    """Addresses, labels of links, numbers of notes."""


def inline_of(token: Token) -> Inline:
    """The words of an inline token, row by row as they are written."""
    words: list[str] = []
    thin: list[str] = []  # outside bold
    plain: list[str] = []  # outside bold and italics
    markup: list[str] = []
    pictures: list[str] = []
    deleted: list[str] = []
    links: list[tuple[str, int, int]] = []
    autolink = False
    bold = italic = struck = length = 0
    for child in token.children or ():
        kind = child.type
        if kind in ("softbreak", "hardbreak"):
            words.append("\n")
            length += 1
        elif kind == "image":
            markup += _attributes(child, "src")
            if is_on("markdown-picture"):
                pictures.append(child.content)
            else:
                words.append(child.content)
                length += len(child.content)
        elif kind == "link_open":
            address = str(child.attrs.get("href", ""))
            markup += _attributes(child, "href")
            autolink = child.markup == "autolink"
            links.append((address, length, -1))
        elif kind == "link_close":
            autolink = False
            links[-1] = (*links[-1][:2], length)
        elif kind in ("s_open", "s_close"):
            struck += child.nesting
        elif kind in ("strong_open", "strong_close"):
            bold += child.nesting
        elif kind in ("em_open", "em_close"):
            italic += child.nesting
        elif autolink:
            # The address that stands for itself is in `markup`.
            continue
        elif struck and is_on("markdown-deletion"):
            deleted.append(child.content)
        elif child.content:
            bare = _NOTE.sub("", child.content) if kind == "text" else child.content
            markup += _NOTE.findall(child.content) if kind == "text" else ()
            words.append(bare)
            length += len(bare)
            if not bold:
                thin.append(bare)
            if not bold and not italic:
                plain.append(bare)
    text = "".join(words)
    return Inline(
        text=text,
        row=(token.map or (0, 0))[0],
        href=_href(links, text),
        is_bar=_is_bar(links, text),
        bold=bool(text.strip()) and not "".join(thin).strip(),
        stressed=bool(text.strip()) and not "".join(plain).strip(),
        pictures=tuple(pictures),
        deleted=tuple(deleted),
        markup=tuple(markup),
    )


def _attributes(child: Token, name: str) -> list[str]:
    """The address and title of a link or picture, and the label by which it is defined elsewhere."""
    found = [str(child.attrs[key]) for key in (name, "title") if child.attrs.get(key)]
    label = child.meta.get("label")
    return [*found, str(label)] if label else found


def _href(links: list[tuple[str, int, int]], text: str) -> str | None:
    if len(links) != 1:
        return None
    address, begin, end = links[0]
    return address if end - begin >= LEAST_LINKED * len(text.strip()) else None


def _is_bar(links: list[tuple[str, int, int]], text: str) -> bool:
    if len(links) < FEWEST_OF_BAR or any(end - begin > LONGEST_OF_BAR for _, begin, end in links):
        return False
    between = [text[end:begin] for (_, _, end), (_, begin, _) in pairwise([("", 0, 0), *links])]
    return _BETWEEN.fullmatch("".join([*between, text[links[-1][2] :]])) is not None

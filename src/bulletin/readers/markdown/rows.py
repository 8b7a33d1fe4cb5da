"""Rows: what is taken from the rows of Markdown before it is parsed: templates, comments, footnotes, a fence left open."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from bulletin.language.characters import speaks
from bulletin.readers.block import Block
from bulletin.readers.labels.label import is_on, label
from bulletin.schema.article import LeftOut, Reason

MARKUP = "markdown-markup"
"""The rule of addresses, templates and names of languages of code, which are no text of the article."""

_NOTE = re.compile(r" {0,3}\[\^[^\]\s]{1,60}\]:")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


@dataclass(slots=True)
class Work:
    """What was found so far."""

    blocks: list[Block] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    """Rows, counted from 0, that are in a block or left out."""

    def leave_out(self, text: str, row: int, rule: str) -> None:
        """Enter a text that begins on a row, counted from 0, unless nothing of it could be said.

        `rule` is one of `SOURCE_RULES`, or MARKUP.
        """
        if speaks(text):
            reason: Reason = "markup" if rule == MARKUP else label(rule).reason
            self.left_out.append(LeftOut(text=text.strip(), line=row + 1, reason=reason, rule=rule))


def without_templates(rows: list[str], work: Work) -> list[str]:
    """The rows without comments and what a site's generator fills in: `<!--more-->`, `{{< figure >}}`, `{% if %}`."""
    text = "\n".join(rows)
    if "<!--" not in text and "{" not in text:
        return rows

    def dropped(found: re.Match[str]) -> str:
        rule = "markdown-comment" if found[0].startswith("<!--") else MARKUP
        if rule != MARKUP and not is_on(rule):
            return found[0][4:-3]
        work.leave_out(found[0], text.count("\n", 0, found.start()), rule)
        return "\n" * found[0].count("\n")

    return _template().sub(dropped, text).split("\n")


@cache
def _template() -> re.Pattern[str]:
    return re.compile(
        r"""
        <!--.{0,5000}?-->
        | \{\{[^{}]{0,500}\}\} | \{%[^{}]{0,500}%\}       # Hugo, Jekyll, Jinja
        | \ ?\{[\#.:][^{}\n]{1,80}\}(?=[ \t]*$)          # an id or a class behind a heading
        """,
        re.VERBOSE | re.DOTALL | re.MULTILINE,
    )


def take_notes(rows: list[str], work: Work) -> None:
    """Take footnotes out of `rows`, each with the rows that go on with it."""
    kept = not is_on("markdown-footnote")
    begun = -1
    for number, row in enumerate(rows):
        if _NOTE.match(row):
            begun = number
        elif begun >= 0 and not (row.startswith(("    ", "\t")) and row.strip()):
            begun = -1
        if begun >= 0 and kept:
            rows[number] = _NOTE.sub("", row, count=1).strip()
        elif begun >= 0:
            work.leave_out(row, number, "markdown-footnote")
            rows[number] = ""


def close_fences(rows: list[str]) -> None:
    """Take away a fence of code that is never closed: all below it would be code."""
    opened: tuple[int, str] | None = None
    for number, row in enumerate(rows):
        fence = _FENCE.match(row)
        if fence and opened is None:
            opened = number, fence[1]
        elif fence and opened and fence[1].startswith(opened[1]) and not row.strip().strip(fence[1][0]):
            opened = None
    if opened is not None and not speaks(rows[opened[0]]):
        rows[opened[0]] = ""
    elif opened is not None:
        rows[opened[0]] = rows[opened[0]].replace(opened[1], "", 1)

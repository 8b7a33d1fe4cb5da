"""Walk: the tokens of markdown-it → blocks.

What only Markdown's rules would hide is read all the same: indented paragraphs are no code, and code in Devanagari is text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bulletin.language.characters import speaks
from bulletin.language.sentences import split
from bulletin.readers.block import Block
from bulletin.readers.labels.label import is_on
from bulletin.readers.labels.line import DEK
from bulletin.readers.labels.shapes import ends_sentence
from bulletin.readers.markdown.inline import Inline, inline_of
from bulletin.readers.markdown.rows import MARKUP, Work
from bulletin.readers.text.wrapping import unwrapped

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST_UNDERLINED = 160
"""Characters of a heading that is underlined; under a longer paragraph the line is a ruler."""

_TASK = re.compile(r"\[[ xX]\]\s+")
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_LATIN = re.compile("[A-Za-z]")


def definitions(env: dict[str, dict[str, dict[str, object]]], work: Work, rows: list[str]) -> list[int]:
    """The rows that only define the address of a link, entered as mark-up."""
    defined = [*env.get("references", {}).values(), *env.get("duplicate_refs", ())]
    found: list[int] = []
    for each in defined:
        begin, end = each["map"]
        work.leave_out("\n".join(rows[begin:end]), begin, MARKUP)
        found += range(begin, end)
    return found


def parser() -> MarkdownIt:
    """CommonMark with tables and deletions, without what would hide text or change it."""
    from markdown_it import MarkdownIt  # a tenth of a second, which other sources do without

    made = MarkdownIt("commonmark", {"html": False, "maxNesting": 60, "store_labels": True})
    made.enable(["table", "strikethrough"])
    # Entities and tags are those of `inline`; an indented paragraph is no code.
    made.disable(["entity", "code", "html_block", "html_inline"])
    made.normalizeLink = lambda url: url  # type: ignore[method-assign]
    made.validateLink = _is_valid  # type: ignore[method-assign]
    return made


def _is_valid(url: str) -> bool:  # noqa: ARG001
    """Whether an address makes a link: every one does, since none is opened."""
    return True


class Walk:
    """One walk over the tokens of a text: each leaf becomes a block, or is left out."""

    def __init__(self, work: Work, tokens: list[Token]) -> None:
        self._work = work
        self._tokens = tokens
        self._around: list[str] = []
        self._number = ""
        self._cells: list[Inline] = []

    def run(self) -> None:
        """Fill the work with blocks."""
        for index, token in enumerate(self._tokens):
            kind = token.type
            if kind == "list_item_open":
                self._number = f"{token.info}{token.markup} " if token.info else ""
                self._around.append("li")
            elif kind in ("blockquote_open", "heading_open"):
                self._around.append(token.tag)
            elif kind in ("list_item_close", "blockquote_close", "heading_close"):
                self._around.pop()
            elif kind in ("tr_open", "tr_close"):
                self._row(token)
            elif kind == "fence":
                self._fence(token)
            elif kind == "inline" and self._tokens[index - 1].type in ("td_open", "th_open"):
                self._cells.append(inline_of(token))
            elif kind == "inline":
                self._inline(token, self._tokens[index - 1])

    def _inline(self, token: Token, opening: Token) -> None:
        begin, end = token.map or (0, 0)
        self._work.seen.update(range(begin, max(end, begin + 1)))
        found = inline_of(token)
        self._beside(found, begin)
        tag = self._around[-1] if self._around else "p"
        text = found.text
        if tag == "li":
            text = self._number + _TASK.sub("", text, count=1)
            self._number, self._around[-1] = "", "li-p"
        tag = "p" if tag == "li-p" else tag
        underlined = opening.type == "heading_open" and opening.markup in ("=", "-")
        if underlined and (len(text) > LONGEST_UNDERLINED or ends_sentence(text)):
            tag = "p"
        lines = unwrapped(text) if tag == "p" else []
        if len(lines) > 1:
            for line in lines:
                self._block(line.text, begin + line.number - 1, "", line.number == 1, None)
        elif tag == "p" and found.is_bar and not self._is_announced() and is_on("markdown-bar"):
            self._work.leave_out(text, begin, "markdown-bar")
        elif speaks(text):
            if tag == "p" and found.stressed and self._is_under_headline() and len(split(text)) == 1:
                tag = DEK
            elif tag == "p" and found.bold:
                # It may be a heading: its words tell.
                tag = ""
            self._block(text, begin, tag, True, found.href)

    def _is_under_headline(self) -> bool:
        blocks = self._work.blocks
        return len(blocks) == 1 and blocks[0].tag == "h1"

    def _is_announced(self) -> bool:
        """Whether what stands above says that something follows."""
        blocks = self._work.blocks
        return bool(blocks) and blocks[-1].text.rstrip().endswith((":", "："))

    def _fence(self, token: Token) -> None:
        begin, end = token.map or (0, 0)
        self._work.seen.update(range(begin, end))
        hindi = len(_DEVANAGARI.findall(token.content)) > len(_LATIN.findall(token.content))
        if hindi or not is_on("markdown-code"):
            self._work.leave_out(token.info, begin, MARKUP)
            for line in unwrapped(token.content):
                self._block(line.text, begin + line.number, "", line.opens_block, None)
        else:
            self._work.leave_out(f"{token.info}\n{token.content}", begin, "markdown-code")

    def _row(self, token: Token) -> None:
        """A row of a table as one sentence of its cells."""
        if token.type == "tr_open":
            self._cells = []
            return
        begin = self._tokens_row()
        cells = [cell.text.strip() for cell in self._cells if cell.text.strip()]
        for cell in self._cells:
            self._beside(cell, begin)
        if cells:
            self._block(", ".join(cells) + "।", begin, "tr", True, None)

    def _tokens_row(self) -> int:
        row = self._cells[0].row if self._cells else 0
        self._work.seen.update((row, row + 1))
        return row

    def _beside(self, found: Inline, row: int) -> None:
        """What a row has beside its words: pictures, deletions, addresses."""
        for text in found.pictures:
            self._work.leave_out(text, row, "markdown-picture")
        for text in found.deleted:
            self._work.leave_out(text, row, "markdown-deletion")
        self._work.leave_out(" ".join(found.markup), row, MARKUP)

    def _block(self, text: str, row: int, tag: str, opens: bool, href: str | None) -> None:
        if speaks(text):
            self._work.blocks.append(
                Block(text=text.strip(), line=row + 1, tag=tag, opens_group=opens, href=href)
            )

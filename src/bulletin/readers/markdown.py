"""Markdown: its blocks, by markdown-it's CommonMark with tables, and its front matter.

What only Markdown's rules would hide is read all the same: indented paragraphs are no code, a fence that is never closed
opens none, and code in Devanagari is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from bulletin.language.characters import letters_and_digits, speaks
from bulletin.language.sentences import split
from bulletin.readers.assemble import article_of
from bulletin.readers.block import Block
from bulletin.readers.document import Document
from bulletin.readers.encoding import decode
from bulletin.readers.front_matter import Field, date_in, split_front_matter
from bulletin.readers.inline import without_inline
from bulletin.readers.line import DEK
from bulletin.readers.markdown_inline import Inline, inline_of
from bulletin.readers.shapes import ends_sentence
from bulletin.readers.text import read_text, without_control_characters
from bulletin.readers.wrapping import unwrapped
from bulletin.schema.article import Article, LeftOut, Reason

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST_UNDERLINED = 160
"""Characters of a heading that is underlined; under a longer paragraph the line is a ruler."""

_NOTE = re.compile(r" {0,3}\[\^[^\]\s]{1,60}\]:")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TASK = re.compile(r"\[[ xX]\]\s+")
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_LATIN = re.compile("[A-Za-z]")


def read_markdown(data: bytes, source: str) -> Article:
    """The article in a Markdown text. Raises InputError (65) if it is no text, or has no letter or digit to read."""
    text, controls = without_control_characters(decode(data, source))
    text, inline = without_inline(text)
    document = document_of(text)
    if document is None:
        return read_text(data, source)
    return article_of(
        Document(
            blocks=document.blocks,
            left_out=tuple(sorted((*controls, *inline, *document.left_out), key=lambda item: item.line)),
            published=document.published,
        ),
        source,
    )


def document_of(text: str) -> Document | None:
    """The blocks of a Markdown text; None if some row of it is in none of them: it is nested too deep to be parsed."""
    fields, above = split_front_matter(text)
    rows = text.split("\n")
    rows[:above] = [""] * above
    work = _Work()
    rows = _without_templates(rows, work)
    _take_notes(rows, work)
    _close_fences(rows)
    env: dict[str, dict[str, dict[str, object]]] = {}
    tokens = _parser().parse("\n".join(rows), env)
    work.seen.update(row for row in _definitions(env, work, rows))
    _Walk(work, tokens).run()
    if any(speaks(row) and number not in work.seen for number, row in enumerate(rows)):
        return None
    blocks = work.blocks
    if not any(block.is_titled for block in blocks[1:]):
        # Nothing but the words tells which short line is a heading.
        blocks = [_untagged(block) if block.tag == "p" else block for block in blocks]
    return _with_fields(fields, blocks, work)


@dataclass(slots=True)
class _Work:
    """What was found so far."""

    blocks: list[Block] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    """Rows, counted from 0, that are in a block or left out."""

    def leave_out(self, text: str, row: int, reason: Reason) -> None:
        if speaks(text):
            self.left_out.append(LeftOut(text=text.strip(), line=row + 1, reason=reason))


def _without_templates(rows: list[str], work: _Work) -> list[str]:
    """The rows without comments and what a site's generator fills in: `<!--more-->`, `{{< figure >}}`, `{% if %}`."""
    text = "\n".join(rows)
    if "<!--" not in text and "{" not in text:
        return rows

    def dropped(found: re.Match[str]) -> str:
        reason: Reason = "note" if found[0].startswith("<!--") else "markup"
        work.leave_out(found[0], text.count("\n", 0, found.start()), reason)
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


def _take_notes(rows: list[str], work: _Work) -> None:
    """Take footnotes out of `rows`, each with the rows that go on with it."""
    begun = -1
    for number, row in enumerate(rows):
        if _NOTE.match(row):
            begun = number
        elif begun >= 0 and not (row.startswith(("    ", "\t")) and row.strip()):
            begun = -1
        if begun >= 0:
            work.leave_out(row, number, "note")
            rows[number] = ""


def _close_fences(rows: list[str]) -> None:
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


def _definitions(env: dict[str, dict[str, dict[str, object]]], work: _Work, rows: list[str]) -> list[int]:
    """The rows that only define the address of a link, entered as mark-up."""
    defined = [*env.get("references", {}).values(), *env.get("duplicate_refs", ())]
    found: list[int] = []
    for each in defined:
        begin, end = each["map"]
        work.leave_out("\n".join(rows[begin:end]), begin, "markup")
        found += range(begin, end)
    return found


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # a tenth of a second, which other sources do without

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 60, "store_labels": True})
    parser.enable(["table", "strikethrough"])
    # Entities and tags are those of `inline`; an indented paragraph is no code.
    parser.disable(["entity", "code", "html_block", "html_inline"])
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = _is_valid  # type: ignore[method-assign]
    return parser


def _is_valid(url: str) -> bool:  # noqa: ARG001
    """Whether an address makes a link: every one does, since none is opened."""
    return True


class _Walk:
    """One walk over the tokens of a text: each leaf becomes a block, or is left out."""

    def __init__(self, work: _Work, tokens: list[Token]) -> None:
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

    def _fence(self, token: Token) -> None:
        begin, end = token.map or (0, 0)
        self._work.seen.update(range(begin, end))
        if len(_DEVANAGARI.findall(token.content)) > len(_LATIN.findall(token.content)):
            self._work.leave_out(token.info, begin, "markup")
            for line in unwrapped(token.content):
                self._block(line.text, begin + line.number, "", line.opens_block, None)
        else:
            self._work.leave_out(f"{token.info}\n{token.content}", begin, "boilerplate")

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
            self._work.leave_out(text, row, "caption")
        for text in found.deleted:
            self._work.leave_out(text, row, "note")
        self._work.leave_out(" ".join(found.markup), row, "markup")

    def _block(self, text: str, row: int, tag: str, opens: bool, href: str | None) -> None:
        if speaks(text):
            self._work.blocks.append(
                Block(text=text.strip(), line=row + 1, tag=tag, opens_group=opens, href=href)
            )


def _untagged(block: Block) -> Block:
    return Block(text=block.text, line=block.line, opens_group=block.opens_group, href=block.href)


def _with_fields(fields: tuple[Field, ...], blocks: list[Block], work: _Work) -> Document:
    """The document with what its front matter says: the title is the headline, unless the text has one."""
    headline = next((block for block in blocks[:3] if block.tag == "h1"), None)
    above: list[Block] = []
    published = None
    for each in fields:
        meaning = each.meaning
        named = meaning in (block.tag for block in above)
        if meaning == "title" and headline is None and not named and speaks(each.value):
            above.append(_of_field(each, "h1", work))
        elif meaning == "title":
            same = letters_and_digits(each.value) in letters_and_digits(headline.text if headline else "")
            work.left_out.append(each.left_out("duplicate" if same else "boilerplate"))
        elif meaning == "summary" and above and above[-1].tag == "h1" and speaks(each.value):
            above.append(_of_field(each, DEK, work))
        elif meaning == "date":
            published = published or date_in(each.value)
            work.left_out.append(each.left_out("dateline"))
        elif meaning == "author":
            work.left_out.append(each.left_out("byline"))
        elif speaks("".join(each.rows)):
            work.left_out.append(each.left_out("boilerplate"))
    left_out = sorted(work.left_out, key=lambda item: item.line)
    return Document(blocks=(*above, *blocks), left_out=tuple(left_out), published=published)


def _of_field(each: Field, tag: str, work: _Work) -> Block:
    work.leave_out(each.key, each.line - 1, "markup")
    return Block(text=each.value, line=each.line, tag=tag)

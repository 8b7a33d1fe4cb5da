"""Reading: a Markdown text → its article, by markdown-it's CommonMark with tables, and by its front matter."""

from __future__ import annotations

from bulletin.language.characters import letters_and_digits, speaks
from bulletin.readers.assemble import article_of
from bulletin.readers.block import Block
from bulletin.readers.document import Document
from bulletin.readers.labels.label import is_on
from bulletin.readers.labels.line import DEK
from bulletin.readers.markdown.front_matter import Field, date_in, split_front_matter
from bulletin.readers.markdown.rows import MARKUP, Work, close_fences, take_notes, without_templates
from bulletin.readers.markdown.walk import Walk, definitions, parser
from bulletin.readers.text.encoding import decode
from bulletin.readers.text.inline import without_inline
from bulletin.readers.text.reading import read_text, without_control_characters
from bulletin.schema.article import Article, Reason


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
    work = Work()
    rows = without_templates(rows, work)
    take_notes(rows, work)
    close_fences(rows)
    env: dict[str, dict[str, dict[str, object]]] = {}
    tokens = parser().parse("\n".join(rows), env)
    work.seen.update(row for row in definitions(env, work, rows))
    Walk(work, tokens).run()
    if any(speaks(row) and number not in work.seen for number, row in enumerate(rows)):
        return None
    blocks = work.blocks
    if not any(block.is_titled for block in blocks[1:]):
        # Nothing but the words tells which short line is a heading.
        blocks = [_untagged(block) if block.tag == "p" else block for block in blocks]
    return _with_fields(fields, blocks, work)


def _untagged(block: Block) -> Block:
    return Block(text=block.text, line=block.line, opens_group=block.opens_group, href=block.href)


def _with_fields(fields: tuple[Field, ...], blocks: list[Block], work: Work) -> Document:
    """The document with what its front matter says: the title is the headline, unless the text has one."""
    headline = blocks[0] if blocks and blocks[0].tag == "h1" else None
    above: list[Block] = []
    read: list[Block] = []
    published = None

    def leave_out(each: Field, reason: Reason) -> None:
        if is_on("front-matter"):
            work.left_out.append(each.left_out(reason))
        else:
            read.append(_of_field(each, "p", work))

    for each in fields:
        meaning = each.meaning
        if meaning == "title" and headline is None and not above and speaks(each.value):
            above.append(_of_field(each, "h1", work))
        elif meaning == "title":
            known = headline or next(iter(above), None)
            same = letters_and_digits(each.value) in letters_and_digits(known.text if known else "")
            leave_out(each, "duplicate" if same else "boilerplate")
        elif meaning == "summary" and above and above[-1].tag == "h1" and speaks(each.value):
            above.append(_of_field(each, DEK, work))
        elif meaning == "date":
            published = published or date_in(each.value)
            leave_out(each, "dateline")
        elif meaning == "author":
            leave_out(each, "byline")
        elif speaks("".join(each.rows)):
            leave_out(each, "boilerplate")
    left_out = sorted(work.left_out, key=lambda item: item.line)
    if headline is not None:
        above, blocks = [headline], blocks[1:]
    return Document(blocks=(*above, *read, *blocks), left_out=tuple(left_out), published=published)


def _of_field(each: Field, tag: str, work: Work) -> Block:
    work.leave_out(each.key, each.line - 1, MARKUP)
    return Block(text=each.value, line=each.line, tag=tag)

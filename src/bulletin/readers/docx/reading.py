"""Reading: a DOCX file → blocks: paragraphs by their styles, rows of tables, text boxes; and what is left out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from bulletin.errors import InputError
from bulletin.language.characters import speaks
from bulletin.language.sentences import split
from bulletin.readers.assemble import article_of
from bulletin.readers.block import Block
from bulletin.readers.document import Document
from bulletin.readers.docx.package import Package, called, child, value
from bulletin.readers.docx.runs import KRUTI_DEV, Paragraph, Reader, layout_of
from bulletin.readers.docx.styles import Styles, is_heading_tag, is_item, level_of
from bulletin.readers.labels.label import is_on, label
from bulletin.readers.legacy.kruti_dev import unknown_signs
from bulletin.readers.legacy.reading import converted_from, refused
from bulletin.schema.article import Article, LeftOut, Reason

DEEPEST = 12
"""Tables and text boxes within one another."""

LONGEST_CELL = 160
"""Characters of a cell; a table with longer ones, or with several sentences in one, only arranges the page."""

BESIDE = {
    "footnotes": "word-footnote",
    "endnotes": "word-footnote",
    "comments": "word-comment",
    "header": "word-header",
    "footer": "word-header",
}
"""Parts beside the text, with the rule that leaves them out."""

_LEFT = {"footnote": "word-footnote", "note": "word-comment", "nav": "word-contents"}
"""Tags of paragraphs that are left out, with the rule."""

_MARKUP = "word-markup"
"""The rule of addresses, which are no text of the article."""


def read_docx(data: bytes, source: str) -> Article:
    """The article in a Word document.

    Raises InputError (65) if it is damaged, has a password, unpacks to too much, has no text, or has text in a legacy font
    that cannot be converted.
    """
    package = Package(data, source)
    main = next((name for kind, name in package.related().values() if kind == "officeDocument"), "")
    root = package.tree(main or "word/document.xml")
    body = child(root, "w:body")
    if body is None:
        raise package.damaged("it has no text")
    related = package.related(main or "word/document.xml")
    folder = (main or "word/document.xml").rpartition("/")[0]
    styles = next((name for kind, name in related.values() if kind == "styles"), f"{folder}/styles.xml")
    work = _Work(Styles(package.tree(styles)), related, source)
    try:
        work.walk(body, 0)
        work.headed()
        for kind, name in sorted(set(related.values())):
            if kind in BESIDE:
                part = package.tree(name)
                work.beside(part, BESIDE[kind])
    except RecursionError:
        raise package.damaged("its text is nested too deep") from None
    document = Document(blocks=tuple(work.blocks), left_out=tuple(work.left_out))
    return article_of(document, source)


@dataclass(slots=True)
class _Work:
    """What was found so far."""

    styles: Styles
    related: dict[str, tuple[str, str]]
    source: str
    blocks: list[Block] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    line: int = 1
    """The number of the next block."""
    _blank: bool = True
    _fonts: set[str] = field(default_factory=set)

    def walk(self, element: Element, depth: int) -> None:
        """Read the paragraphs and tables in an element."""
        if depth > DEEPEST:
            raise RecursionError
        for each in element:
            name = called(each)
            if name == "w:p":
                self.paragraph(each, depth)
            elif name == "w:tbl":
                self.table(each, depth)
            elif name in ("w:del", "w:moveFrom"):
                for inside in each.iter():
                    if called(inside) == "w:p":
                        self.leave_out(self._read(inside).text("deleted"), "word-deletion")
            elif name in ("w:altChunk", "w:subDoc"):
                raise InputError(
                    "a part of this Word document's text is another file within it.",
                    error_id="source.embedded",
                    source=self.source,
                    remedy="Open it in Word, save it again, and give that: bulletin make article.docx",
                )
            elif name not in ("w:sectPr", "w:sdtPr", "w:sdtEndPr", "w:tcPr", "w:tblPr"):
                self.walk(each, depth + (name == "w:txbxContent"))

    def paragraph(self, element: Element, depth: int) -> None:
        """Read a paragraph, and the text boxes that hang on it."""
        found = self._read(element)
        for shown in found.pictures:
            self.leave_out(shown, "word-picture")
        self.leave_out(found.text("deleted"), "word-deletion")
        self.leave_out(found.text("hidden"), "word-hidden")
        self.leave_out(" ".join(found.addresses), _MARKUP)
        text = found.text()
        self._tell_conversion(found)
        tag = self._tag(element, found)
        if tag in _LEFT:
            self.leave_out(text, _LEFT[tag])
        else:
            self._rows(text, tag, found.href())
        for box in found.boxes:
            self._blank = True
            self.walk(box, depth + 1)
            self._blank = True

    def table(self, element: Element, depth: int) -> None:
        """Read a table row by row, each as one sentence of its cells; or, if it only arranges the page, its paragraphs."""
        if _arranges(element):
            self.walk(element, depth + 1)
            return
        for row in element.iter():
            if called(row) != "w:tr":
                continue
            cells = []
            for cell in (each for each in row if called(each) == "w:tc"):
                parts = []
                for each in cell.iter():
                    if called(each) == "w:p":
                        found = self._read(each)
                        self._beside_cell(found)
                        self._tell_conversion(found)
                        parts.append(" ".join(found.text().split()))
                cells.append(" ".join(filter(None, parts)))
            self._block(", ".join(filter(None, cells)) + "।", "tr", None)

    def beside(self, root: Element | None, rule: str) -> None:
        """Leave out all text of a part beside the main one."""
        for each in root.iter() if root is not None else ():
            if called(each) == "w:p":
                self.leave_out(self._read(each, strict=False).text(), rule)

    def headed(self) -> None:
        """Make the first heading the headline; and let words tell headings where no style does."""
        if self.blocks and self.blocks[0].is_titled:
            self.blocks[0] = replace(self.blocks[0], tag="h1")
        if not any(block.is_titled for block in self.blocks[1:]):
            self.blocks = [replace(block, tag="") if block.tag == "p" else block for block in self.blocks]

    def leave_out(self, text: str, rule: str) -> None:
        """Leave out a text, as a piece of its own; or read it, if the rule is switched off."""
        if not speaks(text):
            return
        if rule != _MARKUP and not is_on(rule):
            self._rows(text, "p", None)
            return
        reason: Reason = "markup" if rule == _MARKUP else label(rule).reason
        self.left_out.append(LeftOut(text=text.strip(), line=self.line, reason=reason, rule=rule))
        self.line += 1

    def _read(self, element: Element, *, strict: bool = True) -> Paragraph:
        found = Reader(self.styles, self.related).paragraph(element)
        for font in found.fonts() if strict else ():
            if layout_of(font) != KRUTI_DEV:
                raise refused(font, "and bulletin has no table for it", self.source)
        return found

    def _tell_conversion(self, found: Paragraph) -> None:
        """Hold converted text to be known, sign by sign, and enter each font once."""
        for font in found.fonts():
            converted = Paragraph([piece for piece in found.pieces if piece.font == font]).text()
            unknown = unknown_signs(converted)
            if unknown:
                raise refused(
                    font,
                    f'and "{unknown}" in it cannot be converted',
                    self.source,
                )
            if font not in self._fonts:
                self._fonts.add(font)
                self.left_out.append(converted_from(font, self.line))

    def _beside_cell(self, found: Paragraph) -> None:
        self.leave_out(found.text("deleted"), "word-deletion")
        self.leave_out(" ".join(found.addresses), _MARKUP)

    def _tag(self, element: Element, found: Paragraph) -> str:
        properties = child(element, "w:pPr")
        tag = level_of(properties) or self.styles.of(value(child(properties, "w:pStyle"))).tag
        if is_item(properties) and not is_heading_tag(tag):
            return "li"
        # A bold paragraph may be a heading that somebody made by hand: its words tell.
        return tag or ("" if found.is_bold() else "p")

    def _rows(self, text: str, tag: str, href: str | None) -> None:
        """Enter a paragraph; its line breaks part it, except in a heading."""
        if not speaks(text):
            self._blank = True
            return
        if is_heading_tag(tag):
            self._block(" ".join(text.split()), tag, href)
            return
        rows = [row for row in text.split("\n") if speaks(row)]
        for row in rows:
            self._block(row.strip(" \t"), tag if len(rows) == 1 or tag != "p" else "", href)

    def _block(self, text: str, tag: str, href: str | None) -> None:
        if speaks(text):
            self.blocks.append(Block(text=text, line=self.line, tag=tag, opens_group=self._blank, href=href))
            self.line += 1
            self._blank = False


def _arranges(table: Element) -> bool:
    """Whether a table has one column, another table, or whole paragraphs in its cells."""
    if any(called(each) in ("w:tbl", "w:txbxContent") for each in table.iter() if each is not table):
        return True
    rows = [each for each in table.iter() if called(each) == "w:tr"]
    if all(sum(called(cell) == "w:tc" for cell in row) < 2 for row in rows):
        return True
    for cell in (each for each in table.iter() if called(each) == "w:tc"):
        text = "".join(each.text or "" for each in cell.iter() if called(each) == "w:t")
        if len(text) > LONGEST_CELL or len(split(text)) > 2:
            return True
    return False

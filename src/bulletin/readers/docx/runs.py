"""Runs: a paragraph of a DOCX file → its words, with text in a legacy font in Unicode, and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby
from xml.etree.ElementTree import Element

from bulletin.language.characters import speaks
from bulletin.readers.docx.package import called, child, is_on, value
from bulletin.readers.docx.styles import Styles, font_of
from bulletin.readers.legacy.kruti_dev import from_kruti_dev
from bulletin.readers.wordlists import rows

DEEPEST = 60
"""Elements within one another in a paragraph; real ones have a dozen."""

_DEVANAGARI = re.compile("[\u0900-\u097f]")
_SHY = "\u00ad"
_ADDRESS = re.compile(r'HYPERLINK\s+"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one run."""

    text: str
    font: str = ""
    """A legacy font's name; "" for a font of Unicode."""
    bold: bool = False
    state: str = ""
    """"deleted" (a revision, or struck out), "hidden", or ""."""
    href: str = ""


@dataclass(slots=True)
class Paragraph:
    """What a paragraph has."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Text boxes that hang on it: elements with paragraphs of their own."""
    pictures: list[str] = field(default_factory=list)
    """What its pictures show, as their writer says."""
    addresses: list[str] = field(default_factory=list)

    def text(self, state: str = "") -> str:
        """Its words in one state, converted to Unicode, with line breaks and tabs."""
        chosen = [piece for piece in self.pieces if piece.state == state]
        parts = []
        for layout, group in groupby(chosen, key=lambda piece: layout_of(piece.font)):
            text = "".join(piece.text for piece in group)
            parts.append(from_kruti_dev(text) if layout == KRUTI_DEV else text)
        return "".join(parts)

    def fonts(self) -> tuple[str, ...]:
        """Legacy fonts in which words of it are set, each once."""
        return tuple(dict.fromkeys(piece.font for piece in self.pieces if piece.font and piece.text.strip()))

    def is_bold(self) -> bool:
        """Whether all that is read of it is bold."""
        said = [piece for piece in self.pieces if not piece.state and speaks(piece.text)]
        return bool(said) and all(piece.bold for piece in said)

    def href(self) -> str | None:
        """Where it leads, if most of its words are one link."""
        hrefs = {piece.href for piece in self.pieces if piece.href}
        linked = sum(len(piece.text) for piece in self.pieces if piece.href)
        whole = sum(len(piece.text) for piece in self.pieces)
        return hrefs.pop() if len(hrefs) == 1 and 2 * linked >= whole else None


KRUTI_DEV = "kruti-dev"


def layout_of(font: str) -> str:
    """The layout of a legacy font by its name: "kruti-dev", "other", or "" for a font of Unicode."""
    return _layout(font) if font else ""


@cache
def _layout(font: str) -> str:
    plain = re.sub(r"[\W_]", "", font).casefold()
    if "unicode" in plain:
        return ""
    return next((layout for name, layout in rows("legacy_fonts") if plain.startswith(name)), "")


class Reader:
    """Reads paragraphs of a document with its styles and links."""

    def __init__(self, styles: Styles, related: dict[str, tuple[str, str]]) -> None:
        self._styles = styles
        self._related = related

    def paragraph(self, element: Element) -> Paragraph:
        """The paragraph in an element `w:p`. Raises RecursionError if it is nested without reason."""
        found = Paragraph()
        style = self._styles.of(value(child(element, "w:pPr", "w:pStyle")))
        self._walk(element, found, Piece("", style.font, style.bold), 0)
        return found

    def _walk(self, element: Element, found: Paragraph, around: Piece, depth: int) -> None:
        if depth > DEEPEST:
            raise RecursionError
        for each in element:
            name = called(each)
            if name in _LEFT:
                continue
            if name == "w:r":
                found.pieces += self._run(each, found, around, depth)
            elif name in ("w:del", "w:moveFrom"):
                self._walk(each, found, replace(around, state="deleted"), depth + 1)
            elif name == "w:hyperlink":
                address = self._related.get(value(each, "id") or "", ("", ""))[1]
                if address:
                    found.addresses.append(address)
                self._walk(each, found, replace(around, href=address), depth + 1)
            elif name == "mc:AlternateContent":
                chosen = child(each, "mc:Choice")
                self._walk(chosen if chosen is not None else each, found, around, depth + 1)
            elif name == "m:t":
                found.pieces.append(replace(around, text=each.text or ""))
            else:
                self._walk(each, found, around, depth + 1)

    def _run(self, run: Element, found: Paragraph, around: Piece, depth: int) -> Iterator[Piece]:
        properties = child(run, "w:rPr")
        style_id = value(child(properties, "w:rStyle"))
        style = self._styles.of(style_id) if style_id else None
        font = font_of(properties) or (style.font if style and style.font != self._styles.font else "")
        bold = child(properties, "w:b")
        piece = replace(
            around,
            font=font or around.font,
            bold=is_on(bold) if bold is not None else around.bold or (style is not None and style.bold),
        )
        if is_on(child(properties, "w:vanish")):
            piece = replace(piece, state="hidden")
        elif is_on(child(properties, "w:strike")) or is_on(child(properties, "w:dstrike")):
            piece = replace(piece, state="deleted")
        for each in self._in_run(run, found, depth):
            text = each if isinstance(each, str) else _symbol(each, piece.font)
            symbol_font = "" if isinstance(each, str) else value(each, "font") or piece.font
            text = text.replace(_SHY, "")
            font = symbol_font or piece.font
            legacy = bool(layout_of(font)) and not _DEVANAGARI.search(text)
            yield replace(piece, text=text, font=font if legacy else "")

    def _in_run(self, run: Element, found: Paragraph, depth: int) -> Iterator[str | Element]:
        """The texts of a run, and its symbols as elements; text boxes and pictures go into `found`."""
        if depth > DEEPEST:
            raise RecursionError
        for each in run:
            name = called(each)
            if name in ("w:t", "w:delText"):
                yield each.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "w:br":
                yield "" if value(each, "type") in ("page", "column") else "\n"
            elif name == "w:sym":
                yield each
            elif name == "w:instrText":
                found.addresses += _ADDRESS.findall(each.text or "")
            elif name in ("w:drawing", "w:pict", "w:object"):
                _hang(each, found)
            elif name == "mc:AlternateContent":
                chosen = child(each, "mc:Choice")
                yield from self._in_run(chosen if chosen is not None else each, found, depth + 1)
            elif name == "mc:Fallback":
                yield from self._in_run(each, found, depth + 1)


_LEFT = frozenset({"w:pPr", "w:rPr", "mc:Fallback", "w:sdtPr", "w:commentRangeStart", "w:commentRangeEnd"})
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "-"}


def _hang(element: Element, found: Paragraph) -> None:
    """Enter the text boxes and the description of a drawing."""
    below = [element]
    while below:
        each = below.pop()
        name = called(each)
        if name == "w:txbxContent":
            # What is inside is read with its own paragraphs.
            found.boxes.append(each)
            continue
        if name == "wp:docPr" and (shown := value(each, "descr")):
            found.pictures.append(shown)
        below += reversed(each)


def _symbol(element: Element, font: str) -> str:
    """A symbol by its place in its font: U+F061 is the place of a."""
    try:
        code = int(value(element, "char") or "", 16)
    except ValueError:
        return ""
    if not layout_of(value(element, "font") or font):
        return ""
    return bytes([code & 0xFF]).decode("cp1252", "ignore") if code >= 0xF000 or code < 0x100 else ""

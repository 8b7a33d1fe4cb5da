"""Styles: what a paragraph is by its style, and in which font a run is set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bulletin.readers.docx.package import called, child, is_on, value
from bulletin.readers.wordlists import rows

_HEADING = re.compile(r"heading ([1-6])")
MOST_BASES = 20
"""Styles that a style is based on, one on the other; more are a circle."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style of a document, with what it takes from those it is based on."""

    tag: str = ""
    """h1 … h6, dek, figcaption, blockquote, li, note; "" for running text."""
    font: str = ""
    bold: bool = False


class Styles:
    """The styles of a document, by their ids. Ids and custom names are in the writer's language; built-in names are not."""

    def __init__(self, root: Element | None) -> None:
        self._elements = {value(each, "styleId") or "": each for each in _children(root, "w:style")}
        self._found: dict[str, Style] = {}
        defaults = child(root, "w:docDefaults", "w:rPrDefault", "w:rPr")
        self.font = font_of(defaults)
        normal = next(
            (each for each in _children(root, "w:style") if _is_default(each)),
            None,
        )
        self._normal = value(normal, "styleId") or ""

    def of(self, style_id: str | None) -> Style:
        """A style by its id; that of running text without one."""
        style_id = self._normal if style_id is None or style_id not in self._elements else style_id
        if style_id not in self._found:
            self._found[style_id] = self._style(style_id)
        return self._found[style_id]

    def _style(self, style_id: str) -> Style:
        tag, font, bold = "", "", False
        for _ in range(MOST_BASES):
            element = self._elements.get(style_id)
            if element is None:
                break
            tag = tag or _tag(element)
            font = font or font_of(child(element, "w:rPr"))
            bold = bold or is_on(child(element, "w:rPr", "w:b"))
            style_id = value(child(element, "w:basedOn")) or ""
        return Style(tag, font or self.font, bold)


def font_of(properties: Element | None) -> str:
    """The font that run properties give Latin letters, where legacy fonts have theirs; "" if they give none."""
    fonts = child(properties, "w:rFonts")
    return value(fonts, "ascii") or value(fonts, "hAnsi") or ""


def level_of(properties: Element | None) -> str:
    """The tag of a heading by the outline level in paragraph properties, or ""."""
    level = value(child(properties, "w:outlineLvl")) or ""
    return f"h{int(level) + 1}" if level in ("0", "1", "2", "3", "4", "5") else ""


def is_heading_tag(tag: str) -> bool:
    """Whether a tag is h1 to h6."""
    return tag[:1] == "h"


def is_item(properties: Element | None) -> bool:
    """Whether paragraph properties number a paragraph or give it a bullet."""
    number = child(properties, "w:numPr", "w:numId")
    return number is not None and value(number) != "0"


def _tag(element: Element) -> str:
    name = (value(child(element, "w:name")) or "").casefold()
    heading = _HEADING.match(name)
    if heading:
        return f"h{heading[1]}"
    for written, tag in rows("word_styles"):
        if name == written or name.startswith(f"{written} "):
            return tag
    properties = child(element, "w:pPr")
    return level_of(properties) or ("li" if is_item(properties) else "")


def _is_default(element: Element) -> bool:
    return value(element, "type") == "paragraph" and value(element, "default") in ("1", "true")


def _children(root: Element | None, name: str) -> list[Element]:
    return [each for each in root if called(each) == name] if root is not None else []

"""Package: the parts of a DOCX file, as trees, each read within a limit."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from bulletin.errors import InputError

LARGEST_PART = 24 * 1024 * 1024
"""Bytes of a part after unpacking: some 5,000 pages."""

MOST_PARTS = 10_000

NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
}
"""The names that Word has used for its namespaces, with the prefixes that they go by here."""

_DAMAGED = "Open it in Word or LibreOffice, save it again as DOCX, and give that: bulletin make article.docx"
_AS_TEXT = "Save its text as plain text (UTF-8), and give that: bulletin make article.txt"


class Package:
    """A DOCX file. Raises InputError (65) for what is damaged, locked or too large, as it is asked for."""

    def __init__(self, data: bytes, source: str) -> None:
        self._source = source
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            names = self._archive.namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
            raise self.damaged(f"its list of parts cannot be read ({error})") from None
        if len(names) > MOST_PARTS:
            raise self.too_large(f"it has {len(names):,} parts")
        self._names = frozenset(names)

    def tree(self, name: str) -> Element | None:
        """The part of this name; None if there is none."""
        if name not in self._names:
            return None
        try:
            with self._archive.open(name) as part:
                data = part.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise self.damaged(f"{name} cannot be unpacked ({error})") from None
        except RuntimeError:
            raise InputError(
                "this Word document has a password.",
                error_id="source.locked",
                source=self._source,
                remedy="Open it with its password, save it without one, and give that: bulletin make article.docx",
            ) from None
        if len(data) > LARGEST_PART:
            raise self.too_large(f"{name} is larger than {LARGEST_PART // 1024 // 1024} MB")
        parser = XMLParser(target=_WithoutTypes())  # noqa: S314  # no document types, and a limit above
        try:
            parser.feed(data)
            root = parser.close()
        except (ParseError, ValueError, LookupError) as error:
            raise self.damaged(f"{name} is no XML ({error})") from None
        assert isinstance(root, Element)
        return root

    def related(self, to: str = "") -> dict[str, tuple[str, str]]:
        """What a part refers to, by its ids: the kind of relation, and a part's name or an address outside."""
        folder, name = posixpath.split(to)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for each in root if root is not None else ():
            target, kind = each.get("Target", ""), each.get("Type", "").rpartition("/")[2]
            if each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[each.get("Id", "")] = (kind, target)
        return found

    def damaged(self, what: str) -> InputError:
        """The error for a file that is not whole."""
        return InputError(
            f"this is a Word document (DOCX), but damaged: {what}.",
            error_id="source.damaged",
            source=self._source,
            remedy=_DAMAGED,
        )

    def too_large(self, what: str) -> InputError:
        """The error for a file that unpacks to more than an article is."""
        return InputError(
            f"this Word document is too large: {what}.",
            error_id="source.too_large",
            source=self._source,
            remedy=_AS_TEXT,
        )


class _WithoutTypes(TreeBuilder):
    """Builds trees of XML without a document type: no part has one, and entities that grow need one."""

    def doctype(self, *_: str | None) -> None:
        """Called before any of its entities is declared."""
        raise ValueError("it declares a document type")


def called(element: Element) -> str:
    """An element's name with our prefix: `w:p`; "" for one of a namespace that is not read."""
    namespace, _, name = element.tag[1:].partition("}") if element.tag[:1] == "{" else ("", "", element.tag)
    prefix = NAMESPACES.get(namespace)
    return f"{prefix}:{name}" if prefix else ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of this name, and of it the next; None if one is missing."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if called(each) == name), None)
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute of Word's, whatever its namespace is called; None without it."""
    if element is None:
        return None
    for key, text in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return text
    return None


def is_on(element: Element | None) -> bool:
    """Whether a switch such as w:b is there and not off."""
    return element is not None and value(element) not in ("0", "false", "off", "none")

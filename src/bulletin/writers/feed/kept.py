"""Kept: the bytes of an item → what others wrote into it, to be kept where the item is written again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from bulletin.writers.feed import spaces
from bulletin.writers.feed.item import OWN
from bulletin.writers.feed.layout import element_end
from bulletin.writers.feed.text import attribute


@dataclass(frozen=True, slots=True)
class Kept:
    """What others wrote into an item: their elements, and the prefixes declared at the item."""

    elements: tuple[bytes, ...]
    prefixes: dict[str, str]


def kept_elements(item: bytes, declared: Mapping[str, str], readers: Collection[str]) -> Kept:
    """The elements of an item that are not bulletin's own; a `podcast:person` is its own if it names a reader."""
    opening = "<feed" + "".join(
        f" xmlns{':' if prefix else ''}{prefix}={attribute(uri)}" for prefix, uri in declared.items()
    )
    before = f"{opening}>".encode()
    whole = before + item + b"</feed>"
    found: list[tuple[str, int, int, str]] = []
    prefixes: dict[str, str] = {}
    depth, start = 0, 0
    texts: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def begins(name: str, attributes: dict[str, str]) -> None:  # noqa: ARG001
        nonlocal depth, start
        depth += 1
        if depth == 3:
            start = parser.CurrentByteIndex
            texts.clear()

    def ends(name: str) -> None:
        nonlocal depth
        if depth == 3:
            found.append((name, start, parser.CurrentByteIndex, "".join(texts).strip()))
        depth -= 1

    def declares(prefix: str | None, uri: str | None) -> None:
        if depth == 1:
            prefixes[prefix or ""] = uri or ""

    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    parser.StartNamespaceDeclHandler = declares
    parser.CharacterDataHandler = texts.append
    parser.Parse(whole, True)

    def read(offset: int, size: int) -> bytes:
        return whole[offset : offset + size]

    person = f"{spaces.PODCAST} person"
    return Kept(
        tuple(
            whole[begin : element_end(read, begin, close)]
            for name, begin, close, text in found
            if name not in OWN and not (name == person and text in readers)
        ),
        prefixes,
    )

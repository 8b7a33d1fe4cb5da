"""Selectors: the part of CSS by which a profile names elements: tags, classes, ids, attributes, `a b`, `a > b`, `a, b`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, Self, TypeVar


class Node(Protocol):
    """What selectors ask of an element."""

    @property
    def tag(self) -> str:
        """Its name in small letters."""

    @property
    def attributes(self) -> Mapping[str, str]:
        """Its attributes by their names in small letters."""

    @property
    def parent(self) -> Self | None:
        """The element that it is in."""


_PART = re.compile(
    r"""
    \.(?P<class>-?[\w-]+) | \#(?P<id>[\w-]+)
    | \[\s*(?P<name>[\w-]+)\s*(?:(?P<how>[~^$*]?=)\s*(?P<quote>["']?)(?P<value>[^"'\]]*)(?P=quote)\s*)?\]  # [a^="b"]
    """,
    re.VERBOSE,
)
_TAG = re.compile(r"[A-Za-z][\w-]*|\*")
_STEP = re.compile(r"\s*(>)\s*|\s+")


class _Simple:
    """One element's tag, classes, id and attributes: `div.story[itemprop=articleBody]`."""

    def __init__(self, tag: str, classes: frozenset[str], tests: tuple[tuple[str, str, str], ...]) -> None:
        self.tag = tag
        self.classes = classes
        self.tests = tests

    @property
    def key(self) -> tuple[str, str]:
        """What any such element has (a class, an id, an attribute, its tag): few elements need a closer look."""
        if self.classes:
            return "class", min(self.classes)
        by_id = next((value for name, how, value in self.tests if name == "id" and how == "="), "")
        if by_id or self.tag != "*" or not self.tests:
            return ("id", by_id) if by_id else ("tag", self.tag)
        return "has", self.tests[0][0]

    def fits(self, element: Node) -> bool:
        if self.tag not in ("*", element.tag):
            return False
        attributes = element.attributes
        if self.classes and not self.classes.issubset(attributes.get("class", "").split()):
            return False
        return all(_holds(attributes.get(name), how, value) for name, how, value in self.tests)


def _holds(found: str | None, how: str, value: str) -> bool:
    if found is None:
        return False
    match how:
        case "=":
            return found == value
        case "~=":
            return value in found.split()
        case "^=":
            return found.startswith(value)
        case "$=":
            return found.endswith(value)
        case "*=":
            return value in found
    return True


E = TypeVar("E", bound=Node)


class Selector:
    """One selector, without commas. Raises ValueError, which says what is wrong, for one that is not understood."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._steps: list[tuple[_Simple, bool]] = []
        """Each with whether it is the parent of the next, and not just around it."""
        rest = text.strip()
        if not rest:
            raise ValueError("it is empty")
        while rest:
            simple, rest = _simple(rest, text)
            step = _STEP.match(rest)
            if step is None and rest:
                raise ValueError(f"{rest!r} is not understood")
            if step is not None:
                rest = rest[step.end() :]
                if not rest:
                    raise ValueError("nothing follows the last sign")
            self._steps.append((simple, step is not None and step[1] is not None))

    @property
    def key(self) -> tuple[str, str]:
        """The name and value that every element has which it may fit."""
        return self._steps[-1][0].key

    def fits(self, element: Node) -> bool:
        """Whether it is an element that is meant."""
        return self._steps[-1][0].fits(element) and self._is_under(element, len(self._steps) - 2)

    def _is_under(self, element: Node, step: int) -> bool:
        if step < 0:
            return True
        simple, direct = self._steps[step]
        above = element.parent
        while above is not None:
            if simple.fits(above) and self._is_under(above, step - 1):
                return True
            if direct:
                return False
            above = above.parent
        return False


def _simple(text: str, whole: str) -> tuple[_Simple, str]:
    tag = _TAG.match(text)
    place = tag.end() if tag else 0
    classes: set[str] = set()
    tests: list[tuple[str, str, str]] = []
    while (part := _PART.match(text, place)) is not None:
        if part["class"]:
            classes.add(part["class"])
        elif part["id"]:
            tests.append(("id", "=", part["id"]))
        else:
            tests.append((part["name"].lower(), part["how"] or "", part["value"] or ""))
        place = part.end()
    if not place:
        raise ValueError(f"{text!r} is not understood" if text != whole.strip() else "it is no selector")
    return _Simple(tag[0].lower() if tag else "*", frozenset(classes), tuple(tests)), text[place:]


def selectors_of(text: str) -> tuple[Selector, ...]:
    """The selectors between commas. Raises ValueError as `Selector` does."""
    return tuple(Selector(part) for part in text.split(","))


def matches(selectors: Iterable[Selector], elements: Iterator[E]) -> dict[Selector, list[E]]:
    """The elements that each selector fits, in the page's order. One walk for all of them."""
    found: dict[Selector, list[E]] = {selector: [] for selector in selectors}
    by_key: dict[tuple[str, str], list[Selector]] = {}
    for selector in found:
        by_key.setdefault(selector.key, []).append(selector)
    anywhere = by_key.get(("tag", "*"), [])
    named = [(name, asking) for (kind, name), asking in by_key.items() if kind == "has"]
    for element in elements:
        attributes = element.attributes
        asked = [*anywhere, *by_key.get(("tag", element.tag), ())]
        for name in attributes.get("class", "").split():
            asked += by_key.get(("class", name), ())
        if "id" in attributes:
            asked += by_key.get(("id", attributes["id"]), ())
        for name, asking in named:
            if name in attributes:
                asked += asking
        for selector in asked:
            if selector.fits(element) and (not found[selector] or found[selector][-1] is not element):
                found[selector].append(element)
    return found

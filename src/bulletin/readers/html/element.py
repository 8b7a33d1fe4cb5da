"""Element: a page as a tree of its own, with what the search for the article asks of it."""

from __future__ import annotations

from collections.abc import Iterator

SILENT = frozenset(
    [
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "picture",
        "input",
        "textarea",
        "option",
        "datalist",
        "map",
        "frameset",
    ]
)
"""Elements whose text nobody sees in the page."""


class Element:
    """An element of a page. Its children are elements and pieces of text, in order."""

    # A plain class: a page has thousands, and a dataclass takes longer to make them.
    __slots__ = ("attributes", "children", "parent", "tag")

    def __init__(
        self,
        tag: str,
        attributes: dict[str, str] | None = None,
        parent: Element | None = None,
        children: list[Element | str] | None = None,
    ) -> None:
        self.tag = tag
        self.attributes = {} if attributes is None else attributes
        self.parent = parent
        self.children = [] if children is None else children

    def ancestors(self) -> Iterator[Element]:
        """The element itself, its parent, and so on up to the root."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    def elements(self) -> Iterator[Element]:
        """The element itself and all within it, in the page's order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            if element.children:
                waiting += [child for child in element.children[::-1] if isinstance(child, Element)]

    def text(self, *, seen: bool = False) -> str:
        """All text within, with its white space as it is; with `seen`, only what a page shows."""
        found: list[str] = []
        waiting: list[Element | str] = [self]
        while waiting:
            child = waiting.pop()
            if isinstance(child, str):
                found.append(child)
            elif not (seen and child.tag in SILENT):
                waiting += child.children[::-1]
        return "".join(found)

    def is_in(self, other: Element) -> bool:
        """Whether this is `other` or within it."""
        element: Element | None = self
        while element is not None and element is not other:
            element = element.parent
        return element is not None

"""Page reading: a web page that anyone may have written → its text, without its tags."""

from __future__ import annotations

from html.parser import HTMLParser

from bulletin.writers.reading import read_text

_NOT_TEXT = frozenset({"script", "style", "template", "title"})


def read_page(data: bytes) -> str:
    """The text of a web page, without its tags. Raises ValueError if it is not UTF-8."""
    page = _Page()
    page.feed(read_text(data))
    page.close()
    return "".join(page.said)


class _Page(HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """A tag separates words."""
        self._hidden += tag in _NOT_TEXT
        self.said.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """A tag separates words."""
        self._hidden -= tag in _NOT_TEXT and self._hidden > 0
        self.said.append(" ")

    def handle_data(self, data: str) -> None:
        """Collect text, except scripts and styles."""
        if not self._hidden:
            self.said.append(data)

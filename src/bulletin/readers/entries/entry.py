"""Entry: a story in a feed: by what it is known, where its page is, and its text as far as the feed has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A story in a feed."""

    id: str
    """As the feed has it; else its address; else its title."""
    title: str
    address: str
    """Of its page; "" where there is none on the web."""
    published: datetime | None
    """With its zone."""
    html: str | None
    """Its whole text, if the feed has it."""
    summary: str
    """What stands there for it otherwise: HTML, cut or whole."""

    @property
    def known_as(self) -> str:
        """By what it is known again, in this feed and beside entries of others."""
        if self.id.startswith(("http://", "https://")):
            return self.id
        return f"entry:{urlsplit(self.address).netloc}/{self.id}"


def on_the_web(link: str, base: str) -> str:
    """A link of a feed as an address; "" if it leads elsewhere. `base` is what it is relative to."""
    try:
        found = urljoin(base, link.strip())
        return found if link.strip() and urlsplit(found).scheme in ("http", "https") else ""
    except ValueError:
        return ""

"""Page: what an address gave: its bytes, what the site says of them, and by what it knows them again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The answer to a request."""

    address: str
    """Where it was found in the end, behind all redirects."""
    data: bytes
    """As they came, unpacked; in whatever character set."""
    content_type: str = ""
    """The header as it came, with the character set that the site claims; "" where there is none."""
    etag: str = ""
    modified: str = ""
    """ETag and Last-Modified, by which the site tells whether the page is still the same."""


class Pages(Protocol):
    """Pages kept from earlier runs."""

    def find(self, asked: str) -> Page | None:
        """What this address gave last, whole, or None."""

    def keep(self, asked: str, page: Page) -> None:
        """Keep what an address gave. That it cannot be kept is no error."""

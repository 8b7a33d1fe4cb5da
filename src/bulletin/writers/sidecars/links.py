"""Links: addresses in transcript and notes, as plain text and as HTML."""

from __future__ import annotations

from html import escape
from urllib.parse import quote, urlsplit

from bulletin.writers.audio.wording import one_line


def address(text: str) -> str | None:
    """`text` as an http or https address in ASCII, safe to link to; None if it is none."""
    text = one_line(text)
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc or " " in text:
        return None
    return quote(text, safe="%/:?#[]@!$&'()*+,;=~-._")


def with_address(title: str, href: str | None) -> str:
    """A link in plain text: its title, then its address unless the title is one."""
    return f"{title} {href}" if href and address(title) is None else title


def linked(text: str, link: str | None) -> str:
    """The text as HTML, linked to `link` if there is one."""
    return f'<a href="{escape(link)}">{escape(text)}</a>' if link else escape(text)

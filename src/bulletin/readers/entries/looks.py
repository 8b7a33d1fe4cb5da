"""Looks: whether the bytes of a source are a feed, and of which kind; a cheap look, since most sources are none."""

from __future__ import annotations

import re
from functools import cache

from bulletin.readers.entries.decoding import decoded

LOOKED_AT = 8_000
"""Bytes from the beginning."""

_OPENINGS = (b"<", b"{", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0<")
_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")


def is_feed(data: bytes, content_type: str = "") -> bool:
    """Whether bytes are a feed: by their beginning, or as the site says, if it is mark-up at all."""
    start = data[:64].lstrip()
    if not start.startswith(_OPENINGS):
        return False
    text = decoded(data[:LOOKED_AT]).lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return is_json_feed(text)
    if not text.startswith("<"):
        return False
    told = content_type.partition(";")[0].strip().lower() in _TYPES
    return told or _root().match(text) is not None


def is_json_feed(text: str) -> bool:
    """Whether a text is a JSON Feed: it names the version by its address."""
    return _version().search(text[:LOOKED_AT]) is not None


# Compiled for sources with mark-up only.
@cache
def _root() -> re.Pattern[str]:
    return re.compile(
        r"""
        (?:
            <\?.{0,500}?\?>\s*                                   # a declaration, a style sheet
          | <!--.{0,3000}?-->\s*
          | <!DOCTYPE[^>\[]{0,300}(?:\[.{0,7000}?\]\s*)?>\s*     # with or without entities
        ){0,20}
        <(?:\w+:)?(?:rss|feed|RDF)\b
        """,
        re.VERBOSE | re.DOTALL,
    )


@cache
def _version() -> re.Pattern[str]:
    return re.compile(r'"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org\\?/version')

"""Spaces: the XML namespaces of a podcast feed, and the prefixes that players expect for them."""

from __future__ import annotations

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
BULLETIN = "urn:bulletin:feed"
"""Our own: `feed` in the channel and `mark` in an item."""

PREFIXES = {
    "itunes": ITUNES,
    "podcast": PODCAST,
    "content": CONTENT,
    "atom": ATOM,
    "fh": HISTORY,
    "bulletin": BULLETIN,
}

VERSION = 1
"""Of the elements in our own namespace. A feed of a later version is left alone."""

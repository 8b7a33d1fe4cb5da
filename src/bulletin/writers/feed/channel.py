"""Channel: a feed without episodes, and the elements of it that change with every publication."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from bulletin.schema.feed import Show
from bulletin.writers.feed import spaces
from bulletin.writers.feed.dates import rfc2822
from bulletin.writers.feed.identity import show_guid
from bulletin.writers.feed.text import DESCRIPTION_BYTES, attribute, content, cut_at_sentence, one_line

FEED_TYPE = "application/rss+xml"


def channel_bytes(show: Show, made: datetime, version: str) -> bytes:
    """A complete feed of a show without episodes, made by this version of bulletin."""
    declared = "\n     ".join(f"xmlns:{prefix}={attribute(uri)}" for prefix, uri in spaces.PREFIXES.items())
    lines = [
        f"<title>{content(one_line(show.title))}</title>",
        *(address_elements(show.address) if show.address else []),
        *([f"<link>{content(one_line(show.link))}</link>"] if show.link else []),
        f"<description>{content(cut_at_sentence(one_line(show.description), DESCRIPTION_BYTES))}</description>",
        f"<language>{content(show.language)}</language>",
        *([f"<copyright>{content(one_line(show.copyright))}</copyright>"] if show.copyright else []),
        f"<generator>bulletin {content(version)}</generator>",
        f"<lastBuildDate>{rfc2822(made)}</lastBuildDate>",
        f"<itunes:author>{content(one_line(show.author))}</itunes:author>",
        _category(show.category),
        "<itunes:explicit>false</itunes:explicit>",
        f"<itunes:image href={attribute(show.image)}/>",
        "<itunes:type>episodic</itunes:type>",
        *([_owner(show)] if show.email else []),
        f"<podcast:locked{f' owner={attribute(show.email)}' if show.email else ''}>yes</podcast:locked>",
        our_element(show.limit),
    ]
    body = "".join(f"\n    {line}" for line in lines)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"\n     {declared}>\n  <channel>{body}\n  </channel>\n</rss>\n'
    ).encode()


def address_elements(address: str) -> list[str]:
    """The elements with a feed's own address."""
    return [link(address, "self"), f"<podcast:guid>{show_guid(address)}</podcast:guid>"]


def link(address: str, rel: str) -> str:
    """An Atom link to another page of the feed (RFC 5005), or to itself."""
    return f'<atom:link href={attribute(address)} rel="{rel}" type="{FEED_TYPE}"/>'


def our_element(limit: int | None) -> str:
    """The element in which bulletin keeps its own settings of a feed."""
    limited = f' limit="{limit}"' if limit else ""
    return f'<bulletin:feed version="{spaces.VERSION}"{limited}/>'


def declaring(line: str, declared: Mapping[str, str]) -> str:
    """An element that declares its own prefix if the feed does not declare it with our meaning."""
    prefix, colon, rest = line[1:].partition(":")
    uri = spaces.PREFIXES.get(prefix)
    if not colon or uri is None or declared.get(prefix) == uri:
        return line
    name = re.match(r"\w+", rest)
    assert name is not None
    return f"<{prefix}:{name[0]} xmlns:{prefix}={attribute(uri)}{rest[name.end() :]}"


def _owner(show: Show) -> str:
    return (
        f"<itunes:owner><itunes:name>{content(one_line(show.author))}</itunes:name>"
        f"<itunes:email>{content(one_line(show.email))}</itunes:email></itunes:owner>"
    )


def _category(path: tuple[str, ...]) -> str:
    if len(path) == 1:
        return f"<itunes:category text={attribute(path[0])}/>"
    return f"<itunes:category text={attribute(path[0])}><itunes:category text={attribute(path[1])}/></itunes:category>"

"""Claims: what a page says of itself in its head: JSON-LD, OpenGraph, its title. Used as a check, never trusted alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

from bulletin.readers.html.element import Element

ARTICLES = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "VideoObject",
        "ImageGallery",
        "MediaGallery",
        "WebPage",
        "AdvertiserContentArticle",
    ]
)
"""Types of JSON-LD that describe a story."""

MOST_JSON = 2_000_000
"""Characters of a piece of JSON-LD that is read."""

IST = timezone(timedelta(hours=5, minutes=30))
"""The day of a story is the day in India."""

_TIME = re.compile(
    r"""
    \s*(\d{4}-\d\d-\d\d)
    (?:[T\ ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?  # the time, perhaps with parts of a second
    \s*(Z|[+-]\d\d:?\d\d)?)?
    """,
    re.VERBOSE,
)
_TITLES = ("og:title", "twitter:title", "title")
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
_SITE_NAMES = ("og:site_name", "application-name", "apple-mobile-web-app-title")
_DATES = (
    "article:published_time",
    "datepublished",
    "publishdate",
    "pubdate",
    "date",
    "dc.date",
    "dc.date.issued",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story that the page describes in JSON-LD."""

    headline: str = ""
    description: str = ""
    published: date | None = None
    body: str = ""
    paid: bool = False
    """Whether it says that the story is not free to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """All that a page says of itself."""

    titles: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    published: date | None = None
    address: str = ""
    """The page's own address (canonical, og:url), or an empty string."""
    stories: tuple[Story, ...] = ()
    is_article: bool = False
    """Whether OpenGraph says so."""
    site_names: tuple[str, ...] = ()
    generators: tuple[str, ...] = ()
    """The software that made the page."""


def claims_of(root: Element) -> Claims:
    """What the page says of itself."""
    metas: dict[str, str] = {}
    titles: list[str] = []
    stories: list[Story] = []
    address = ""
    for element in root.elements():
        if element.tag == "meta":
            named = element.attributes
            name = named.get("property") or named.get("name") or named.get("itemprop") or ""
            metas.setdefault(name.strip().lower(), " ".join(_unescaped(named.get("content", "")).split()))
        elif element.tag == "title" and (element.parent is None or element.parent.tag == "head"):
            titles.append(" ".join(element.text().split()))
        elif element.tag == "link" and element.attributes.get("rel", "").lower() == "canonical":
            address = address or element.attributes.get("href", "")
        elif element.tag == "script" and "ld+json" in element.attributes.get("type", "").lower():
            stories += _stories(element.text())
    found = [metas[name] for name in _TITLES if metas.get(name)] + titles
    return Claims(
        titles=tuple(dict.fromkeys(filter(None, found))),
        descriptions=tuple(dict.fromkeys(metas[name] for name in _DESCRIPTIONS if metas.get(name))),
        published=next((day for name in _DATES if (day := day_of(metas.get(name, "")))), None),
        address=address or metas.get("og:url", ""),
        stories=tuple(stories),
        is_article=metas.get("og:type", "").lower() == "article",
        site_names=tuple(metas[name] for name in _SITE_NAMES if metas.get(name)),
        generators=tuple(filter(None, [metas.get("generator")])),
    )


def day_of(text: str) -> date | None:
    """The day in India of an ISO date or time; None if it is none."""
    match = _TIME.match(text)
    if match is None:
        return None
    day, time, zone = match.groups()
    try:
        if not time or not zone:
            return date.fromisoformat(day)
        return (
            datetime.fromisoformat(f"{day}T{time}{'+00:00' if zone == 'Z' else zone}").astimezone(IST).date()
        )
    except (ValueError, OverflowError):
        return None


def _stories(text: str) -> list[Story]:
    """The stories in a piece of JSON-LD; none if it is broken."""
    if len(text) > MOST_JSON:
        return []
    import json

    # Sites forget to escape the line ends of a text.
    bare = re.sub(r"[\x00-\x1f]+", " ", text.strip().removeprefix("<!--").removesuffix("-->").rstrip(" ;"))
    try:
        return [_story(found) for found in _objects(json.loads(bare)) if _is_story(found)]
    except (ValueError, RecursionError):
        return []


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """All objects of a document that may be described on their own: of lists, of `@graph`, of a page."""
    waiting = [data]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item)


def _is_story(found: dict[str, Any]) -> bool:
    kinds = found.get("@type")
    return bool(
        ARTICLES.intersection(
            kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)
        )
    )


def _story(found: dict[str, Any]) -> Story:
    published = _string(found, "datePublished", "uploadDate", "dateCreated")
    return Story(
        headline=_string(found, "headline", "name"),
        description=_string(found, "description"),
        published=day_of(published),
        body=_string(found, "articleBody"),
        paid=str(found.get("isAccessibleForFree")).lower() == "false",
    )


def _string(found: dict[str, Any], *keys: str) -> str:
    text = next((found[key] for key in keys if isinstance(found.get(key), str)), "")
    return " ".join(re.sub(r"<[^<>]{0,200}>", " ", _unescaped(text)).split())


def _unescaped(text: str) -> str:
    """The text with its references to characters as characters."""
    if "&" not in text:
        return text
    from html import unescape  # with a table of thousands of names

    return unescape(text)

"""Agencies: patterns for news agencies and for a paper's own bureaus: the owner of `agencies.tsv`."""

from __future__ import annotations

import re
from functools import cache

from bulletin.readers.wordlists import any_of


def agency() -> str:
    """A pattern for a news agency."""
    return any_of("agencies", "agency")


def signing_agency() -> str:
    """A pattern for a news agency that ends its copy with its name and its editors' first names."""
    return any_of("agencies", "agency", use="signs")


def bureau() -> str:
    """A pattern for the paper's own people: "संवाददाता", "ब्यूरो"."""
    return any_of("agencies", "bureau")


def team() -> str:
    """A pattern for what stands after the site's name in a byline: "डेस्क", "team"."""
    return any_of("agencies", "bureau", "team")


def reporter() -> str:
    """A pattern for an agency or a bureau."""
    return any_of("agencies", "agency", "bureau")


@cache
def _reporter() -> re.Pattern[str]:
    return re.compile(reporter())


def names_reporter(text: str) -> bool:
    """Whether the text names an agency or a bureau."""
    return _reporter().search(text) is not None

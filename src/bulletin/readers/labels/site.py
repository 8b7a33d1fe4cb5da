"""Site: what news sites call their sections, their buttons and themselves: the owner of `furniture.tsv`.

What one site alone has is in its profile (`own_words`).
"""

from __future__ import annotations

import re
from functools import cache

from bulletin.readers.labels.own_words import is_known_name, is_own_section
from bulletin.readers.labels.places import is_place
from bulletin.readers.labels.plain import MARKS, plain_line, plain_pattern
from bulletin.readers.wordlists import any_of, rows

LONGEST_PATH = 120
"""Characters of a line that names sections of the site."""

_PARTS = re.compile(r"\s*(?:[/|>»›→,]|\s[-–]\s)\s*")


def is_crumb(line: str) -> bool:
    """Whether a line is only sections of the site, as over a headline: "खेल / क्रिकेट", "बिहार"."""
    if len(line) > LONGEST_PATH:
        return False
    parts = [part for part in _PARTS.split(line.strip(MARKS)) if part]
    return (
        bool(parts)
        and all(
            _is(part, "crumb")
            or is_outlet(part)
            or is_place(plain_line(part))
            or is_office(part)
            or is_own_section(part)
            # Beside a section: "मौसम | LIVE TV".
            or (len(parts) > 1 and _is(part, "button"))
            for part in parts
        )
        and not all(_is(part, "button") for part in parts)
    )


def is_office(text: str) -> bool:
    """Whether the text is an office that issues press releases: a ministry, a commission."""
    return _office().fullmatch(plain_line(text)) is not None


def is_root(text: str) -> bool:
    """Whether the text is where the path to a page begins: "होम"."""
    return _is(text, "root")


def is_outlet(text: str) -> bool:
    """Whether the text is a site's name."""
    return _is(text, "outlet") or is_known_name(text)


def is_button(text: str) -> bool:
    """Whether the text is something to press, or a label of a part of the page."""
    return _is(text, "button")


def is_share_word(text: str) -> bool:
    """Whether the text is a word of a share bar: a service, or "भेजें"."""
    return _is(text, "share") or plain_line(text).rstrip("+").casefold() in _named("share")


def is_over_foot(text: str) -> bool:
    """Whether the text stands over what is under an article: other stories, what readers say."""
    return _is(text.lstrip("0123456789 "), "foot")


def is_over_others(text: str) -> bool:
    """Whether the text stands over a list of other stories, which no article has as its own: "सबसे ज्यादा पढ़ी गईं"."""
    return _is(text, "others")


def may_be_button(text: str) -> bool:
    """Whether the text is a button if another one stands beside it: "Facebook"."""
    return _is(text, "ambiguous")


def _is(text: str, kind: str) -> bool:
    return plain_line(text).casefold() in _named(kind)


@cache
def _named(kind: str) -> frozenset[str]:
    return frozenset(plain_line(name).casefold() for name, of in rows("furniture") if of == kind)


@cache
def _office() -> re.Pattern[str]:
    return plain_pattern(
        rf"""
        {any_of("offices", "ministry")}(?:,?\s(?:एवं|और|तथा|[^\s।.!?:]{{2,14}})){{0,6}}\sमंत्रालय
        | {any_of("offices", "office")}
        """
    )

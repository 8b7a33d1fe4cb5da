"""Label: why a line is not spoken, and the rule that says so: the draft's rules, mark-up's, and which are switched off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from bulletin.schema.article import Reason


class Label:
    """Why a line or a part of one is not spoken, and the name of the rule that says so."""

    # A plain class: a dataclass takes a millisecond at each start.
    __slots__ = ("reason", "row", "rule")

    def __init__(self, reason: Reason, rule: str, row: str = "") -> None:
        self.reason = reason
        self.rule = rule
        self.row = row
        """The row of a site's profile by which it is known, as FILE:LINE WORD; "" for a rule of all sites."""


_NONE: frozenset[str] = frozenset()
_off: ContextVar[frozenset[str]] = ContextVar("rules switched off", default=_NONE)


def switched_off() -> frozenset[str]:
    """The names of the rules that set no label at present."""
    return _off.get()


@contextmanager
def without_rules(names: frozenset[str]) -> Iterator[None]:
    """Within it, the rules of these names set no label. Names of no rule are ignored."""
    before = _off.set(names)
    try:
        yield
    finally:
        _off.reset(before)


SITE_RULES: dict[str, Reason] = {
    "site-furniture": "boilerplate",
    "site-related": "related-link",
    "site-caption": "caption",
    "site-byline": "byline",
    "site-dateline": "dateline",
}
"""What the selectors of a site's profile find on its pages."""

DRAFT_RULES: dict[str, Reason] = {
    "section-on-top": "boilerplate",
    "masthead": "boilerplate",
    "short-title": "duplicate",
    "headline-tail": "boilerplate",
    "headline-kicker": "kicker",
    "headline-again": "duplicate",
    "town-line": "dateline",
    "name-under-headline": "byline",
    "word-under-headline": "boilerplate",
    "day-under-headline": "dateline",
    "dek-again": "duplicate",
    "what-is-pictured": "caption",
    "title-of-points": "boilerplate",
    "paragraph-kicker": "kicker",
    "paragraph-dateline": "dateline",
    "kicker-again": "kicker",
    "reporter-dateline": "dateline",
    "also-read-tail": "related-link",
    "read-more-tail": "related-link",
    "sign-off-tail": "credit",
    "credit-tail": "credit",
}
"""In the order in which `draft` and `opening` ask for them."""

MARKUP_RULES: dict[str, Reason] = {
    "figure-caption": "caption",
    "page-box": "boilerplate",
    "page-box-link": "related-link",
    "page-contents": "duplicate",
    "page-pull-quote": "duplicate",
    "page-summary": "boilerplate",
    "page-caption": "caption",
    "page-kicker": "kicker",
    "page-byline": "byline",
    "page-dateline": "dateline",
    "page-signs": "boilerplate",
    "page-entry-time": "dateline",
    "page-author-link": "byline",
    "page-button-link": "boilerplate",
    "page-link": "related-link",
    "page-opening": "boilerplate",
    "page-opening-day": "dateline",
    "page-empty-box": "boilerplate",
    "page-empty-links": "related-link",
}
"""What a web page's elements say, and a caption's mark in any source."""

SOURCE_RULES: dict[str, Reason] = {
    "front-matter": "boilerplate",
    "markdown-comment": "note",
    "markdown-deletion": "note",
    "markdown-code": "boilerplate",
    "markdown-picture": "caption",
    "markdown-footnote": "footnote",
    "markdown-bar": "boilerplate",
    "word-deletion": "note",
    "word-comment": "note",
    "word-hidden": "boilerplate",
    "word-header": "boilerplate",
    "word-contents": "boilerplate",
    "word-picture": "caption",
    "word-footnote": "footnote",
}
"""What Markdown's signs and Word's parts leave out. The fields of front matter have reasons of their own.

Addresses, tags and templates are mark-up and no text of the article: no rule that could be switched off takes them out.
"""

_LABELS = {name: Label(reason, name) for name, reason in (DRAFT_RULES | MARKUP_RULES | SOURCE_RULES).items()}


def label(name: str) -> Label:
    """The label of one of these rules. Raises KeyError for another name."""
    return _LABELS[name]


def is_on(name: str) -> bool:
    """Whether a rule is not switched off."""
    return name not in _off.get()

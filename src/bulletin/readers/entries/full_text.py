"""Full text: whether what a feed holds of a story is the whole of it, or the beginning that leads to the page."""

from __future__ import annotations

import re
from html import unescape

FEWEST_SIGNS = 400
"""Letters and spaces of a text that stands in the place of the whole one; the beginnings that sites give have 100 to 350."""

FEWEST_PARAGRAPHS = 2
"""Of a description that is the whole text; where a feed has a place for the text, one is enough."""

_TAG = re.compile(r"<[^<>]{0,2000}>")
_PARAGRAPH = re.compile(r"<(?:p|br\s*/?|div|h[1-6]|li)\b", re.IGNORECASE)
_CUT = re.compile(
    r"""
    (?: \[? \s* (?: … | \.{3} | \[\.{3}\] ) \s* \]?       # … or [...]
      | read\ more | continue\ reading | full\ story
      | (?:पूरी|पूरा)\ (?:खबर|ख़बर|समाचार|लेख)\ पढ़ें | (?:और|आगे)\ पढ़ें | read\ full\ (?:story|article)
    ) [\s.»>→]* \Z
    """,
    re.VERBOSE | re.IGNORECASE,
)


def plain(markup: str) -> str:
    """The words of a piece of HTML, on one row; also of HTML that was escaped once too often."""
    return " ".join(unescape(unescape(_TAG.sub(" ", markup))).split())


def full_text(written: str, summary: str) -> str | None:
    """The HTML of a whole story: from where a feed has its text, or its description; None if both are beginnings."""
    if _is_whole(written):
        return written
    if len(_PARAGRAPH.findall(summary)) >= FEWEST_PARAGRAPHS and _is_whole(summary):
        return summary
    return None


def _is_whole(markup: str) -> bool:
    # A tag alone is longer than any beginning: the words count, and their end.
    if len(markup) < FEWEST_SIGNS:
        return False
    words = plain(markup)
    return len(words) >= FEWEST_SIGNS and _CUT.search(words[-60:]) is None

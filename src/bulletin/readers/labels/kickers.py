"""Kickers: words with a colon or bar before a headline or a first paragraph, which name its subject or kind."""

from __future__ import annotations

import re
from functools import cache

from bulletin.readers.labels.plain import holds_any
from bulletin.readers.wordlists import any_of, verbose

_LATIN_CHARACTERS = r"A-Za-z0-9 ,.&'’/()#@"
_COLON_KICKER = re.compile(
    rf"""
    ^\s*(?=[^:|\-–—]*[A-Za-z])  # a Latin letter before any colon, bar or dash
    [A-Za-z0-9][{_LATIN_CHARACTERS}\-–]{{0,79}}?
    \s*(?::|ः)\s*(?=\S)
    """,
    re.VERBOSE,
)
_BAR_KICKER = re.compile(
    rf"""
    ^\s*(?=[A-Za-z0-9\ ]*[A-Za-z])
    [A-Za-z0-9][{_LATIN_CHARACTERS}]{{1,60}}?
    \s+[|–—-]\s+(?=\S)
    """,
    re.VERBOSE,
)
_ENDS = (":", "ः", "：", "|", "-", "–", "—")
"""A kicker ends in one of these."""

_DEVANAGARI = re.compile(r"[\u0900-\u097f]")


def split_kicker(line: str, *, headline: bool = False) -> tuple[str, str]:
    """A kicker with its colon, and the rest of the line; ("", line) if there is none.

    A kicker is in Latin letters, or it is the site's label of a first paragraph ("संक्षेप में: …"). In a headline
    it may also end in " | " or " - ", or name a kind of piece in Hindi. The rest must have Devanagari in it:
    a line wholly in English keeps its words.
    """
    if not holds_any(line, _ENDS):
        return "", line
    for pattern in _in_headline() if headline else _in_paragraph():
        match = pattern.match(line)
        if match and _DEVANAGARI.search(line, match.end()) and not _product().search(match.group()):
            return line[: match.end()], line[match.end() :]
    return "", line


@cache
def _in_headline() -> tuple[re.Pattern[str], ...]:
    genre = rf"(?:{any_of('kickers', 'adjective')}\s)?{any_of('kickers', 'genre')}"
    return _COLON_KICKER, _BAR_KICKER, verbose(rf"^\s*{genre}\s*[:|]\s*(?=\S)")


@cache
def _in_paragraph() -> tuple[re.Pattern[str], ...]:
    return _COLON_KICKER, verbose(rf"^\s*{any_of('kickers', 'summary')}\s*[:：]\s*(?=\S)")


@cache
def _product() -> re.Pattern[str]:
    return verbose(rf"{any_of('kickers', 'product')}(?![a-z])")

"""Punctuation: whatever remains between words becomes one of the marks `, । ? !`, a space, or nothing."""

from __future__ import annotations

import re
from functools import cache

from bulletin.language.characters import tidy
from bulletin.language.gate import BARRED


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern on first use: most sentences have few of the signs below."""
    return re.compile(pattern)


_ELLIPSIS = r"(?:…|\.{2,})"
_ELLIPSIS_AT_END = r"(?:…|(?<!\.)\.{2,}+)[\s\"”’')\]]*+$"
# Each begins with its sign: a pattern that begins with what stands before it is tried at every place of a text.
_FULL_STOP = r"\.(?:(?<!\d\.)(?=\s|$|[\"”’')\]])|(?=[\u0900-\u097f]))"
_NO_END = r"\.(?=[)\]](?!\s*$)|\s+(?:का|की|के|को|ने|में|से|तक)[\s,।])"
"""A full stop that ends no sentence: before a closing bracket inside one, or before a postposition, as of an
abbreviation that is not known."""
_HYPHEN = r"[-‐](?:(?<=[^\W_\u0000-\u0020].)|(?<=[\u093a-\u094f\u0900-\u0903\u0962\u0963\u0971].))(?=\w)"
_DASHED = r"[-–—:;()\[\]{}]"
_QUOTED = "[\"“”„‟«»‹›*_~^`´¨‘’']"
_DASHES = r"\s*[–—:;()\[\]{}]+\s*|\s+-+\s*|-+\s+|-{2,}"
_QUOTES = "[\"“”„‟«»‹›*_~^`´¨]|[‘’'](?!\\w)|(?<!\\w)[‘’']"
_SLASH = r"[/\\|]"
_SPACE = r"\s+"
_MARK_RUN = "(?: [,।?!]|,|।|[?]|!)[ ,।?!]*"
"""Consecutive marks, with the single spaces around them."""
_UNEVEN = re.compile("[,।?!](?:(?<= .)|(?! [^ ,।?!]|$)|(?<![^,।?!].))", re.DOTALL)
"""A mark after a space or at the beginning, or one before anything but a space and a word."""


_PLAIN = re.compile(
    "(?:[\u0904-\u0939\u0958-\u0961\u0972-\u097f][\u0900-\u0902\u0904-\u0963\u0972-\u097f]*+[,।?!]?+ ?+)*+"
)
"""Devanagari words that begin with a letter and have no visarga, each with at most one mark."""

_MOST_PASSES = 6


def settle(text: str) -> str:
    """Tidy and punctuate spoken text until it no longer changes, almost always after one pass."""
    for _ in range(_MOST_PASSES):
        before = text
        text = punctuate(text)
        if _PLAIN.fullmatch(text):
            break
        text = _compiled(_ORPHANS).sub("", tidy(text).text)
        if text == before:
            break
    return text


_ORPHANS = (
    "(?<![^\\s,।?!])[\u0300-\u036f\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962\u0963\u0971]+"
)
"""Combining signs without a base letter."""


def punctuate(text: str) -> str:
    """Reduce the punctuation of spoken text to the four marks.

    Quotation marks are dropped; brackets, dashes, colons and semicolons become commas; a hyphen between two
    words becomes a space; a full stop at the end of a sentence becomes a danda.
    """
    text = " ".join(text.split())
    if BARRED.search(text):
        text = _without_other_signs(text)
    if _UNEVEN.search(text):
        text = _compiled(_MARK_RUN).sub(_strongest, text)
    return text.strip(" ,")


def _without_other_signs(text: str) -> str:
    if "." in text or "…" in text:
        if "…" in text or ".." in text:
            text = _compiled(_ELLIPSIS_AT_END).sub("।", text)
            text = _compiled(_ELLIPSIS).sub(", ", text)
        if ". " in text or ".)" in text or ".]" in text:
            text = _compiled(_NO_END).sub("", text)
        text = _compiled(_FULL_STOP).sub("।", text)
    if "-" in text or "‐" in text:
        text = _compiled(_HYPHEN).sub(" ", text)
    if _compiled(_DASHED).search(text):
        text = _compiled(_DASHES).sub(", ", text)
    if _compiled(_QUOTED).search(text):
        text = _compiled(_QUOTES).sub("", text)
    text = _compiled(_SLASH).sub(" ", text)
    text = BARRED.sub(" ", text)
    return _compiled(_SPACE).sub(" ", text)


def _strongest(match: re.Match[str]) -> str:
    marks = match.group()
    if match.start() == 0:
        return ""
    for mark in "?!।":
        if mark in marks:
            return mark + " "
    return ", "

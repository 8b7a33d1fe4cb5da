"""Punctuation: what is left between words becomes one of the four marks `, । ? !`, a space, or nothing."""

from __future__ import annotations

import re
import unicodedata

_ELLIPSIS = re.compile(r"(?:…|\.{2,})")
_ELLIPSIS_AT_END = re.compile(r"(?:…|\.{2,})[\s\"”’')\]]*$")
_FULL_STOP = re.compile(r"(?<!\d)\.(?=\s|$|[\"”’')\]])|\.(?=[\u0900-\u097f])")
_HYPHEN = re.compile(
    r"(?<=[^\W_\u0000-\u0020])[-‐](?=\w)|(?<=[\u093a-\u094f\u0900-\u0903\u0962\u0963\u0971])[-‐](?=\w)"
)
_DASHES = re.compile(r"\s*[–—:;()\[\]{}]+\s*|\s+-+\s*|-+\s+|-{2,}")
_QUOTES = re.compile("[\"“”„‟«»‹›*_~^`´¨]|[‘’'](?!\\w)|(?<!\\w)[‘’']")
_SLASH = re.compile(r"[/\\|]")
_SPACE = re.compile(r"\s+")
_MARK_RUN = re.compile(r"(?:\s*[,।?!])+\s*")


def punctuate(text: str) -> str:
    """Spoken text with the four marks alone. Applied to its own result it changes nothing.

    Quotation marks vanish; brackets, dashes, colons and semicolons become commas; a hyphen inside a pair
    of words becomes a space; an ASCII full stop at the end of a sentence becomes a danda.
    """
    text = _ELLIPSIS_AT_END.sub("।", text)
    text = _ELLIPSIS.sub(", ", text)
    text = _FULL_STOP.sub("।", text)
    text = _HYPHEN.sub(" ", text)
    text = _DASHES.sub(", ", text)
    text = _QUOTES.sub("", text)
    text = _SLASH.sub(" ", text)
    text = "".join(letter if _may_stay(letter) else " " for letter in text)
    text = _SPACE.sub(" ", text)
    text = _MARK_RUN.sub(_strongest, text)
    return text.strip(" ,")


def _strongest(match: re.Match[str]) -> str:
    marks = match.group()
    if match.start() == 0:
        return ""
    for mark in "?!।":
        if mark in marks:
            return mark + " "
    return ", "


def _may_stay(letter: str) -> bool:
    """Letters of any script but Latin, their combining marks, spaces and the four marks."""
    if "\u0900" <= letter <= "\u0963" or "\u0971" <= letter <= "\u097f" or letter in " ,।?!\n":
        return True
    if letter.isascii():
        return False
    category = unicodedata.category(letter)
    if category in ("Mn", "Mc", "Zs"):
        return True
    return category in ("Lo", "Lu", "Ll", "Lm", "Lt") and "LATIN" not in unicodedata.name(letter, "LATIN")

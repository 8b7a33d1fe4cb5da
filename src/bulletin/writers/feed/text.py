"""Text: characters that XML 1.0 allows, escaped, and cut at the end of a sentence."""

from __future__ import annotations

import re
import unicodedata
from html import escape

DESCRIPTION_BYTES = 4000
"""The longest description that podcast directories take."""

_FORBIDDEN = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f]|[\ufdd0-\ufdef]"
)
"""Characters that XML 1.0 forbids or discourages (C1 controls, non-characters): XML 1.0, section 2.2."""
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Bidirectional embeddings, overrides and isolates: an open one would reverse the rest of a player's page."""
_SENTENCE_END = re.compile(r"(?:[।॥?!…]|\.(?!\d))[\"'”’)\]]*(?=\s|$)|\n")


def clean(text: str) -> str:
    """The text without characters that a feed may not hold, with Unix line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _OVERRIDES.sub("", _FORBIDDEN.sub("", text))


def one_line(text: str) -> str:
    """The text cleaned, on one line, with single spaces."""
    return " ".join(clean(text).split())


def content(text: str) -> str:
    """Text as the content of an element."""
    return escape(clean(text), quote=False)


def attribute(text: str) -> str:
    """Text as the value of an attribute, with its quotation marks."""
    return f'"{escape(one_line(text))}"'


def cdata(html: str) -> str:
    """HTML as the content of an element, unescaped."""
    return "<![CDATA[" + clean(html).replace("]]>", "]]]]><![CDATA[>") + "]]>"


def paragraphs_html(paragraphs: tuple[str, ...], limit: int = DESCRIPTION_BYTES) -> str:
    """Plain paragraphs as HTML of at most `limit` bytes of UTF-8: whole ones, then as many whole sentences as fit."""
    done: list[str] = []
    left = limit
    for paragraph in paragraphs:
        text = one_line(paragraph)
        if not text:
            continue
        html = _paragraph(text)
        if len(html.encode()) > left:
            cut = cut_at_sentence(text, _fitting(text, left - len(_paragraph("").encode())))
            if cut:
                done.append(_paragraph(cut))
            break
        done.append(html)
        left -= len(html.encode())
    return "".join(done)


def cut_at_sentence(text: str, limit: int) -> str:
    """At most `limit` bytes of UTF-8 of the text: up to the last whole sentence, else the last whole word.

    Never cut within a letter and its signs. Empty where nothing fits.
    """
    if limit <= 0:
        return ""
    if len(text.encode()) <= limit:
        return text
    kept = text.encode()[:limit].decode(errors="ignore")
    # Search the whole text, so that lookaheads see what follows.
    ends = [end.end() for end in _SENTENCE_END.finditer(text, 0, len(text)) if end.end() <= len(kept)]
    if ends:
        return text[: ends[-1]].rstrip()
    ellipsis = "…"
    kept = text.encode()[: max(0, limit - len(ellipsis.encode()))].decode(errors="ignore")
    space = kept.rfind(" ")
    if space > 0:
        return kept[:space].rstrip() + ellipsis
    while kept and _continues(text, len(kept)):
        kept = kept[:-1]
    return kept + ellipsis if kept else ""


def _fitting(text: str, limit: int) -> int:
    """Bytes of the longest beginning of a text that fits into `limit` bytes once escaped as HTML (& is &amp;)."""
    plain = 0
    for letter in text:
        limit -= len(escape(letter, quote=False).encode())
        if limit < 0:
            break
        plain += len(letter.encode())
    return plain


def _continues(text: str, at: int) -> bool:
    """Whether a cut before `text[at]` would separate a letter from its signs."""
    if at >= len(text):
        return False
    following, before = text[at], text[at - 1]
    return (
        unicodedata.category(following).startswith("M")
        or following in "\u200d\ufe0f"
        or before in "\u200d\u094d"
        or "\U0001f3fb" <= following <= "\U0001f3ff"
    )


def _paragraph(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>"

"""Wording: text made fit for a file: without control characters, in ASCII, within a number of bytes."""

from __future__ import annotations

import re
import unicodedata

from bulletin.writers.names import slug

_DEVANAGARI = re.compile(r"[\u0900-\u0963\u0966-\u097f\u200c\u200d]+")

_ASCII_MARKS = {
    "₹": "Rs ",
    "€": "EUR ",
    "£": "GBP ",
    "।": ".",
    "॥": ".",
    "॰": ".",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "×": "x",
    "•": "-",
}
_JOINERS = "\u200c\u200d"


def clean(text: str) -> str:
    """Remove control characters, stray surrogates and marks of direction; line ends and joiners stay."""
    if text.isprintable():
        # Then its only white space is the plain one.
        return text
    spaced = "".join(" " if sign == "\t" or (sign.isspace() and sign >= "\xa0") else sign for sign in text)
    spaced = spaced.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in spaced if sign == "\n" or sign.isprintable() or sign in _JOINERS)


def one_line(text: str) -> str:
    """Clean the text, and turn every run of white space into one space."""
    return " ".join(clean(text).split())


def within(text: str, size: int) -> str:
    """Cut `text` to `size` bytes of UTF-8, between two letters with their signs; `…` shows the cut."""
    if len(text.encode()) <= size:
        return text
    kept = text.encode()[: max(size - 3, 0)].decode(errors="ignore")
    end = len(kept)
    while end and _belongs_to_the_one_before(text[end], text[end - 1]):
        end -= 1
    return f"{text[:end].rstrip()}…" if size >= 3 else ""


def in_ascii(text: str, size: int | None = None) -> str:
    """One line of printable ASCII, at most `size` characters, cut at a word where there is one.

    Devanagari is transliterated, accents are dropped, common marks are replaced; anything else is left out.
    """
    spelt = _DEVANAGARI.sub(lambda run: _spelt(run[0]), unicodedata.normalize("NFC", one_line(text)))
    marks = "".join(_ASCII_MARKS.get(sign, sign) for sign in spelt)
    plain = unicodedata.normalize("NFKD", marks)
    line = " ".join("".join(sign for sign in plain if " " <= sign <= "~").split())
    if size is None or len(line) <= size:
        return line
    return line[: size + 1].rpartition(" ")[0][:size].rstrip() or line[:size]


def _spelt(run: str) -> str:
    """Transliterate a run of Devanagari as in file names; signs without a letter become nothing."""
    # A slug is never empty, and never one of Windows' reserved names; a text need not avoid those.
    return slug(run).removesuffix("-bulletin") if any(sign.isalnum() for sign in run) else ""


def _belongs_to_the_one_before(sign: str, before: str) -> bool:
    return (
        unicodedata.category(sign).startswith("M")
        or sign in _JOINERS
        or before in _JOINERS
        or unicodedata.combining(before) == 9  # a virama joins what follows
    )

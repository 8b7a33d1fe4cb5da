"""Prepared: a tidied sentence → the same with two habits of typing undone, so that every rule sees one spelling.

The sign of an abbreviation may be a zero or a Latin o (डॉ०, रू0, उ0प्र0): it becomes a full stop. The groups of a
number may be parted by a space after the comma (60, 450): the space goes.
"""

from __future__ import annotations

import re
from functools import cache

from bulletin.language.characters import Tidied
from bulletin.language.hindi.rule import DEVANAGARI
from bulletin.language.tables import words

_SIGNED = re.compile(
    rf"""
    (?<![{DEVANAGARI}])(?:
        [{DEVANAGARI}]{{1,8}}[0oO°.]
        (?:(?![\d\w])[ ]?|(?=[{DEVANAGARI}]))  # a space, or at once the next word: कि0 मी0, उ0प्र0
    )+
    """,
    re.VERBOSE,
)
"""Short words, each with a sign after it: उ0प्र0, कि0 मी0, डॉ0."""
_SIGN = re.compile("[0oO°]")
_GROUPS = re.compile(
    r"""
    (?<![\d,.:/-])(?<!\d[ ])(?P<number>\d{1,2}(?:,[ ]\d\d)*,[ ]\d{3})(?!\d|,[ ]?\d|[.:/-]\d)
    (?!\s*(?:और|या|व|एवं|तथा)\s+\d{1,3}(?!,[ ]\d{3})(?!\d|,\d))  # 45, 102 और 33 is a list
    """,
    re.VERBOSE,
)
_NUMBERED = re.compile(
    rf"""
    (?<![{DEVANAGARI}])(?:धारा|धाराएं|धाराएँ|धाराओं|अनुच्छेद|नियम|वार्ड|पृष्ठ|पेज|नंबर|नम्बर|नं\.?|संख्या|क्रमांक|कक्षा  # in the law, in print
    |सेक्टर|प्लॉट|बूथ|रूट|उम्र|आयु)\s*(?::\s*)?$
    """,
    re.VERBOSE,
)
"""Words whose numbers name something: those in a list are not parts of one number."""


def prepare(tidied: Tidied) -> Tidied:
    """Return `tidied` with full stops for the zeros of abbreviations, and numbers without spaces inside."""
    text = tidied.text
    if _SIGN.search(text):
        text = _SIGNED.sub(_with_stops, text)
    gaps = [
        at
        for match in _GROUPS.finditer(text)
        if not _NUMBERED.search(text[max(0, match.start() - 20) : match.start()])
        for at in range(*match.span())
        if text[at] == " "
    ]
    if not gaps:
        return Tidied(text=text, origins=tidied.origins)
    dropped = frozenset(gaps)
    kept = [at for at in range(len(text)) if at not in dropped]
    origins = tidied.origins
    return Tidied(
        text="".join(text[at] for at in kept),
        origins=tuple(kept if origins is None else (origins[at] for at in kept)),
    )


def _with_stops(match: re.Match[str]) -> str:
    """Return known abbreviations with full stops; from others drop the sign, which is no number."""
    written = match.group()
    if not _SIGN.search(written):
        return written
    stopped = _SIGN.sub(".", written)
    whole = stopped.rstrip(" ")
    if whole in _known() or whole.replace(" ", "") in _known():
        return stopped
    parts = re.findall(r"[^.]+\.\s?", stopped)
    if all(part.strip() in _known() or part.strip()[:-1] in _letters() for part in parts):
        return stopped
    return _SIGN.sub(" ", written)


@cache
def _known() -> frozenset[str]:
    names = {
        row[0]
        for table in ("abbreviations", "units")
        for row in words(f"hindi/words/{table}.tsv")
        if "." in row[0] and not row[0].isascii()
    }
    return frozenset(names | {"रु.", "रू.", "श्री."})


@cache
def _letters() -> frozenset[str]:
    return frozenset(name for row in words("hindi/words/letters.tsv") for name in row[1:])

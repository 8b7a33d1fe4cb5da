"""Inline: what a web page left in a plain text: a tag, an entity. Dropped or replaced, except where a text is about such."""

from __future__ import annotations

import re
from functools import cache

from bulletin.readers.wordlists import words
from bulletin.schema.article import LeftOut

_VOID = ("br", "wbr", "hr")
"""Elements without an end."""

_ENTITY = r"(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8}[0-9]{0,2});"


def without_inline(text: str) -> tuple[str, tuple[LeftOut, ...]]:
    """The text without a web page's tags and entities, and an entry for each row that had some.

    Tags go that are closed, or need no end; entities become their signs. A text about HTML is left as it is.
    """
    if ("<" not in text and "&" not in text) or _about().search(text):
        return text, ()
    paired = _paired(text)
    rows: list[str] = []
    left_out: list[LeftOut] = []
    for number, row in enumerate(text.split("\n"), start=1):
        found: list[str] = []

        def dropped(tag: re.Match[str], found: list[str] = found) -> str:
            name = _name(tag)
            if name not in paired:
                return tag[0]
            found.append(tag[0])
            return " " if name in _VOID else ""

        def replaced(reference: re.Match[str], found: list[str] = found) -> str:
            from html import unescape  # with a table of thousands of names, which few texts need

            sign = unescape(reference[0])
            if sign == reference[0]:
                return sign
            found.append(reference[0])
            return _spaces().sub(" ", sign)

        bare = _reference().sub(replaced, _twice().sub("&", _tag().sub(dropped, row)))
        rows.append(bare)
        if found:
            left_out.append(LeftOut(text=" ".join(found), line=number, reason="markup", rule="inline-markup"))
    return "\n".join(rows), tuple(left_out)


def _paired(text: str) -> frozenset[str]:
    """Names of the elements of a text that end as often as they begin, or have no end."""
    counts: dict[str, int] = {}
    for tag in _tag().finditer(text):
        counts[_name(tag)] = counts.get(_name(tag), 0) + (-1 if tag["end"] else 1)
    balanced = {name for name, count in counts.items() if count == 0}
    return frozenset((balanced & _elements()) | set(_VOID))


def _name(tag: re.Match[str]) -> str:
    return str(tag["ended"] or tag["begun"]).lower()


@cache
def _elements() -> frozenset[str]:
    return frozenset(words("kinds", "element"))


# Compiled for texts with such signs only: most have none.
@cache
def _tag() -> re.Pattern[str]:
    return re.compile(
        r"""
        <(?:
            (?P<end>/)(?P<ended>[A-Za-z][A-Za-z0-9]*)\s*
          | (?P<begun>[A-Za-z][A-Za-z0-9]*)
            (?:\s+[A-Za-z][A-Za-z0-9:_-]*\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=]+))*  # class="x": a<b और b>c is no tag
            \s*/?
        )>
        """,
        re.VERBOSE,
    )


@cache
def _reference() -> re.Pattern[str]:
    return re.compile(f"&{_ENTITY}")


@cache
def _twice() -> re.Pattern[str]:
    return re.compile(f"&amp;(?={_ENTITY})")


@cache
def _spaces() -> re.Pattern[str]:
    return re.compile(r"[\r\n\v\f\x1c-\x1e\x85\xa0\u2028\u2029]")


@cache
def _about() -> re.Pattern[str]:
    return re.compile(
        r"""
        \bX?HTML | एच\.?टी\.?एम\.?एल | एचटीएमएल | ```  # of texts about HTML: their words, fences of code
        | [>;"'”’]\ ?टैग                              # the <p> tag
        | (?<!\S)&[lg]t;(?!\S)                       # a reference that stands alone
        """,
        re.VERBOSE,
    )

"""Front matter: the rows of `key: value` (YAML) or `key = value` (TOML) above a Markdown text.

A small part of either language is read, row by row: what an article's title, summary, date and author are written in.
All else is left out whole, so nothing in it can run or grow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bulletin.language.characters import speaks
from bulletin.readers.wordlists import words
from bulletin.schema.article import LeftOut, Reason

MOST_ROWS = 400
"""Rows of front matter; a fence further down is a ruler of the article."""

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_KEY = {
    "---": re.compile(r"([^\W\d][\w-]{0,40}) ?:(?:[ \t]+(.*))?$"),
    "+++": re.compile(r"([^\W\d][\w-]{0,40}) *= *(.*)$"),
}
_BESIDE = re.compile(r"\s*$|\s*#|\[{1,2}[\w.-]+\]{1,2}\s*$|[ \t]+\S|- |[\]})],?\s*$")
"""Rows without a key: blank ones, comments, tables of TOML, and what goes on with the row above."""

_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_BLOCK = re.compile(r"[>|][+-]?\d?\s*$")


@dataclass(frozen=True, slots=True)
class Field:
    """A key with its value, which may go on in further rows."""

    key: str
    value: str
    line: int
    rows: tuple[str, ...]
    """As they are written."""

    @property
    def meaning(self) -> str:
        """What the key says: title, summary, date, author; or "" if it is none of these."""
        return next((kind for kind in MEANINGS if self.key.lower() in words("front_matter", kind)), "")

    def left_out(self, reason: Reason) -> LeftOut:
        """The whole field, with its key, as it is written."""
        return LeftOut(text="\n".join(self.rows).strip(), line=self.line, reason=reason, rule="front-matter")


MEANINGS = ("title", "summary", "date", "author")


def has_front_matter(text: str) -> bool:
    """Whether a text begins with front matter."""
    return text.startswith(tuple(_FENCES)) and bool(split_front_matter(text)[0])


def split_front_matter(text: str) -> tuple[tuple[Field, ...], int]:
    """The fields above a text, and how many rows they take with their fences; none and 0 if it has no front matter."""
    rows = text.split("\n", MOST_ROWS + 2)[: MOST_ROWS + 2]
    fence = rows[0].rstrip()
    if fence not in _FENCES:
        return (), 0
    end = next((at for at, row in enumerate(rows[1:], 1) if row.rstrip() in _FENCES[fence]), 0)
    found: list[tuple[str, int, list[str]]] = []
    for number, row in enumerate(rows[1:end], start=2):
        key = _KEY[fence].match(row)
        if key is not None:
            found.append((key[1], number, [row]))
        elif not _BESIDE.match(row):
            return (), 0
        elif found:
            found[-1][2].append(row)
        elif row.strip():
            found.append(("", number, [row]))
    if not any(key for key, *_ in found):
        return (), 0
    return tuple(
        Field(key, _value(_KEY[fence], rows), line, tuple(rows)) for key, line, rows in found
    ), end + 1


def date_in(value: str) -> date | None:
    """The day that a value begins with, as 2026-11-20; None if it is written otherwise or is no day."""
    match = _DATE.match(value)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _value(pattern: re.Pattern[str], rows: list[str]) -> str:
    key = pattern.match(rows[0])
    first = ((key[2] if key else None) or "").strip()
    if _BLOCK.match(first):
        first = ""
    further = [row.strip() for row in rows[1:] if row.strip() and not row.lstrip().startswith("#")]
    value = " ".join([first, *further] if first else further)
    quote = value[:1]
    if quote in ("'", '"'):
        triple = quote * 3
        quote = triple if value.startswith(triple) else quote
        inner = value[len(quote) :].partition(quote)[0] if len(quote) == 3 else _quoted(value, quote)
        return inner.strip() if speaks(inner) else value
    return re.sub(r"\s+#.*$", "", value)


def _quoted(value: str, quote: str) -> str:
    """What stands between quotes: a doubled one is a quote in single ones, one behind a backslash in double ones."""
    inner = re.match(r"'((?:[^']|'')*)'" if quote == "'" else r'"((?:[^"\\]|\\.)*)"', value)
    if inner is None:
        return value.strip(quote)
    return inner[1].replace("''", "'") if quote == "'" else re.sub(r"\\(.)", r"\1", inner[1])

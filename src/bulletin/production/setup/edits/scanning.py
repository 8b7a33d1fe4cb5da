"""Scanning: a text in TOML → where its tables, keys and values stand, to the character. Pure.

The text is known to be TOML: what is no TOML is told before, with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PART = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*|[\[{]|[\]}]|\n|[^\"'#\[\]{}\n]+",
    re.DOTALL,
)
"""A string whole, a comment, a bracket, a line's end, or what stands between them."""

_HEAD = re.compile(r"[ \t]*(\[{1,2})[ \t]*([^\]\n]+?)[ \t]*\]{1,2}[^\n]*")
_KEY = re.compile(r"[ \t]*([^\s=\[\]#][^=\n]*?)[ \t]*=[ \t]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A key with its value. Places are characters from the text's beginning."""

    key: str
    """Without quotation marks."""
    start: int
    """Where its line begins."""
    value: int
    """Where its value begins."""
    end: int
    """Where its value ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A table, or one of several under the same head."""

    name: str
    """In its brackets; empty for what stands above the first head."""
    double: bool
    """Whether the brackets are double ones."""
    start: int
    """Where its head's line begins."""
    head: int
    """Where the line below its head begins."""
    end: int
    """Where the next head's line begins, or the text ends."""
    statements: tuple[Statement, ...]

    def statement(self, key: str) -> Statement | None:
        """The statement of a key, if there is one."""
        return next((one for one in self.statements if one.key == key), None)


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a text in TOML, in order; the first has no name."""
    found: list[Block] = []
    name, double, start, head = "", False, 0, 0
    statements: list[Statement] = []

    def finish(end: int) -> None:
        found.append(
            Block(name=name, double=double, start=start, head=head, end=end, statements=tuple(statements))
        )
        statements.clear()

    at = 0
    while at < len(text):
        if begins := _HEAD.match(text, at):
            finish(at)
            name, double, start = _unquoted(begins[2]), begins[1] == "[[", at
            at = head = _next_line(text, begins.end())
        elif key := _KEY.match(text, at):
            end = value_end(text, key.end())
            statements.append(Statement(key=_unquoted(key[1]), start=at, value=key.end(), end=end))
            at = _next_line(text, end)
        else:
            at = _next_line(text, at)
    finish(len(text))
    return tuple(found)


def value_end(text: str, start: int) -> int:
    """Where the value ends that begins at `start`."""
    end, depth = start, 0
    for part, after in _parts(text, start):
        depth += (part in ("[", "{")) - (part in ("]", "}"))
        is_over = part == "\n" or part.startswith("#")
        if is_over and not depth:
            break
        if not is_over:
            end = after - (len(part) - len(part.rstrip()))
    return max(start, end)


def _parts(text: str, start: int) -> Iterator[tuple[str, int]]:
    while start < len(text) and (part := _PART.match(text, start)):
        yield part.group(), part.end()
        start = part.end()


def _next_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _unquoted(key: str) -> str:
    """A key without its quotation marks; of several with dots between them, as it stands."""
    return key[1:-1] if len(key) > 1 and key[0] == key[-1] and key[0] in "\"'" and "." not in key else key

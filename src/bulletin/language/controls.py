"""Controls: characters that move a terminal's cursor or colour its text, and say nothing. Pure."""

from __future__ import annotations

import re
from functools import cache

_SEQUENCE = r"""
    (?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]             # ESC [ 31 m: colours, movements
    | \x1b\][^\x07\x1b\n]{0,2000}(?:\x07|\x1b\\)  # ESC ] 0 ; title BEL: titles, links
    | \x1b[ -/]*[0-~]                            # ESC c: reset
"""

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""What a terminal obeys: control characters except tab and line feed, and changes of direction."""


@cache
def sequence() -> re.Pattern[str]:
    """Escape sequences (ECMA-48), whose letters and digits are no text."""
    return re.compile(_SEQUENCE, re.VERBOSE)


@cache
def _control() -> re.Pattern[str]:
    """Escape sequences and control characters except those that are white space: tabs, ends of lines and of pages."""
    return re.compile(rf"(?:{_SEQUENCE}) | [\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]", re.VERBOSE)


def without_controls(text: str) -> tuple[str, str]:
    """The text without escape sequences and control characters, and these, one sign each: ␀ ␇ ␛."""
    if text.isprintable():
        return text, ""  # as most rows are; the pattern takes ten times as long to say so
    found: list[str] = []

    def drop(control: re.Match[str]) -> str:
        found.append(_picture(control[0][0]))
        return ""

    return _control().sub(drop, text), "".join(found)


def _picture(control: str) -> str:
    """The picture of a control character in Unicode; � where it has none."""
    return chr(0x2400 + ord(control)) if control < " " else "␡" if control == "\x7f" else "\ufffd"


def printable(text: str) -> str:
    r"""The text with what a terminal would obey as escapes: \u001b. They are JSON's, so that JSON stays as it is."""
    if text.isprintable():
        return text
    return _UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)

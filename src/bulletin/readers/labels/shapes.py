"""Shapes: what the first and last words of a line say: an item of a list, a sentence, an unfinished row."""

from __future__ import annotations

import re

_BULLET = re.compile(r"^\s*(?:[•●▪◦‣·○■□◆➤►▶✓✔*–—-]|\(?[ivx]{1,4}\))\s+\S|^\s*[•●▪◦‣○■◆➤►▶✓✔]\S")
_NUMBERED = re.compile(
    r"""
    ^\s*(?:
        (?:\d{1,2}|[०-९]{1,2}|[A-Za-zक-ह])\s?[.):]  # 1.
        | [(\[](?:\d{1,2}|[०-९]{1,2}|[A-Za-zक-ह])[)\]]  # (1)
    )\s+\S
    """,
    re.VERBOSE,
)
_QUESTION_LABEL = re.compile(r"^\s*(?:सवाल|प्रश्न|जवाब|उत्तर|Q|A|Q\d+|A\d+)\s*\d*\s*[:.\-–]\s")
_PAIR = re.compile(r"^\s*(?:[^\s:=।.?!|]+\s+){0,3}[^\s:=।.?!|]+(?:\s*[:=]\s*|\s+[-–—→]\s+|\t+\s*)\S")
_ATTRIBUTED = re.compile(r"^\s*[\"“‘'].{8,}[।.!?]?[\"”’']\s*[-–—]\s*\S")
_STATEMENT_STOPS = ("।", ".", "!", "…", "|", "৷", "॥")
_STOPS = (*_STATEMENT_STOPS, "?")
_CLOSERS = "\"”’')]"
"""What may stand between a stop and the end of its line."""
_FINITE_ENDS = (
    *("है", "हैं", "था", "थी", "थे", "थीं"),  # is, was
    *("गया", "गई", "गए", "गयी", "दिया", "दी", "किया", "की", "कहा", "बताया"),  # past
    *("होगा", "होगी", "होंगे", "करेंगे", "करेगा", "करेगी", "रहेगा", "रहेगी", "जाएगा", "जाएगी", "जाएंगे"),  # future
)
_UNFINISHED = re.compile(r"(?:[,;]|(?<!\S)(?:का|के|ने|और|कि|या|तथा|एवं|जो|लेकिन|क्योंकि|डॉ\.|श्री))\s*$")


def is_bullet(line: str) -> bool:
    """Whether a line is an item of a bulleted list."""
    return _BULLET.match(line) is not None


def is_numbered(line: str) -> bool:
    """Whether a line begins with a number or letter of its own: "1. …", "(२) …", "क) …"."""
    return _NUMBERED.match(line) is not None


def is_turn(line: str) -> bool:
    """Whether a line is a question or an answer of an interview: "सवाल: …"."""
    return _QUESTION_LABEL.match(line) is not None


def is_attributed(line: str) -> bool:
    """Whether a line is a quotation with who said it behind a dash."""
    return _ATTRIBUTED.match(line) is not None


def is_pair(line: str) -> bool:
    """Whether a line is a name and its figure, whatever its length: "पटना: अधिकतम 40 डिग्री"."""
    return not ends_with_colon(line) and _PAIR.match(line) is not None


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return line.rstrip().rstrip(_CLOSERS).endswith(_STOPS)


def ends_statement(line: str) -> bool:
    """Whether a line ends as a sentence does that is no question."""
    return line.rstrip().rstrip(_CLOSERS).endswith(_STATEMENT_STOPS)


def ends_with_colon(line: str) -> bool:
    """Whether a line ends in a colon: a heading, or what opens a list."""
    return line.rstrip().endswith((":", ":-", "ः"))


def is_unfinished(line: str) -> bool:
    """Whether a line stops on a word or mark that ends neither a heading nor a sentence."""
    return _UNFINISHED.search(line) is not None


def is_sentence_like(line: str) -> bool:
    """Whether a line without a full stop ends in a finite verb, as a sentence does."""
    return line.rstrip().endswith(_FINITE_ENDS)

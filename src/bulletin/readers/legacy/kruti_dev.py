"""Kruti Dev: text typed for the fonts Kruti Dev 010 and DevLys 010 → Unicode.

These fonts show Devanagari at the places of Latin letters and signs, one shape a key, in the order in which the shapes
are drawn. `words/kruti_dev.tsv` has the shapes; what is drawn in another order than it is written is put right here.
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize

from bulletin.readers.wordlists import rows, words

# Signs that stand for a shape until all shapes are known.
_BEFORE, _REPH, _STEM = "\ue000", "\ue001", "\ue002"

_LETTER = "[\u0915-\u0939]\u093c?"
_CLUSTER = f"(?:{_LETTER}\u094d)*{_LETTER}"
_VOWEL_SIGNS = "\u093e-\u094c\u0901-\u0903"

_STEMMED = re.compile("\u094d(\u093c?)" + _STEM)
_BEFORE_CLUSTER = re.compile(f"{_BEFORE}({_REPH}?)([\u0901\u0902]?)({_CLUSTER})")
_BEFORE_REPH = re.compile(f"({_CLUSTER})([{_VOWEL_SIGNS}]*){_REPH}")
_TWICE = re.compile(f"([{_VOWEL_SIGNS}{_REPH}])\\1+")
_SWAPPED = re.compile("([\u0901\u0902]+)([\u093e-\u094c]+)")
_VISARGA = re.compile("([\u0904-\u0939\u093c-\u094d]*)\u0903(?![\u0904-\u0939])")

_JOINED = (
    ("\u094d\u093c", "\u093c\u094d"),  # a nukta typed behind half a letter
    (f"{_REPH}\u093c", f"\u093c{_REPH}"),
    ("इ" + _REPH, "ई"),
    ("ाे", "ो"),
    ("ाै", "ौ"),
    ("ाॅ", "ॉ"),
    ("अो", "ओ"),
    ("अौ", "औ"),
    ("अॉ", "ऑ"),
    ("अा", "आ"),
    ("एे", "ऐ"),
)
"""Shapes that are one letter together."""

_KEPT = re.compile(r"[\s0-9!\u0900-\u097f\u200b-\u200d]+|(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[a-z.]{2,}")
"""What is the same in these fonts, and addresses."""

_DEVANAGARI = re.compile("[\u0900-\u097f]")
_WORD = re.compile("[\u0900-\u0963\u0970-\u097f]+")
_IMPOSSIBLE = re.compile(
    f"""
    (?<![\u0904-\u097f]) [\u0901-\u0903\u093a-\u094d]        # a sign without a letter
    | [{_VOWEL_SIGNS}] [\u093c\u093e-\u094d]                 # a vowel sign behind another
    | \u094d [\u0901-\u0903\u093e-\u094d]                    # or behind half a letter
    """,
    re.VERBOSE,
)

LEAST_COMMON = 0.15
"""Share of the commonest words in a text that is plainly Hindi; news has a quarter to a half."""

MOST_IMPOSSIBLE = 0.02
"""Share of words that no Hindi text can have, from typing errors."""


def from_kruti_dev(text: str) -> str:
    """`text` in Unicode. A sign that these fonts' table does not have stays as it is: see `unknown_signs`."""
    parts = []
    begin = 0
    for kept in _KEPT.finditer(text):
        parts += [_shapes(text[begin : kept.start()]), kept[0]]
        begin = kept.end()
    shown = "".join(parts) + _shapes(text[begin:])
    shown = _STEMMED.sub(r"\1", shown).replace(_STEM, "ा")
    for shapes, letter in _JOINED:
        shown = shown.replace(shapes, letter)
    shown = _TWICE.sub(r"\1", shown)
    shown = _BEFORE_CLUSTER.sub(r"\3ि\2\1", shown).replace("िा", "ि")
    shown = _SWAPPED.sub(r"\2\1", shown)
    shown = _BEFORE_REPH.sub(r"र्\1\2", shown)
    return normalize("NFC", _VISARGA.sub(_visarga_or_colon, shown))


def unknown_signs(converted: str) -> str:
    """The signs of a converted text that were not in the table, or have no letter to stand at, each once."""
    rest = _KEPT.sub("", converted)
    return "".join(dict.fromkeys(sign for sign in rest if sign not in _punctuation()))


def is_plain_hindi(converted: str) -> bool:
    """Whether a converted text can be nothing but Hindi, by its commonest words and the order of its signs."""
    found = _WORD.findall(converted)
    common = sum(word in _common("common") for word in found)
    wrong = sum(_IMPOSSIBLE.search(word) is not None for word in found)
    return bool(found) and common >= LEAST_COMMON * len(found) and wrong <= MOST_IMPOSSIBLE * len(found)


def rows_from_kruti_dev(text: str) -> tuple[str, str]:
    """`text` with each of its rows in Unicode, and the signs or words of it that could not be converted.

    A row that has Devanagari was typed in Unicode and stays; words on the keys of Kruti Dev within it are not converted.
    """
    found: list[str] = []
    unknown = ""
    for row in text.split("\n"):
        if _DEVANAGARI.search(row):
            found.append(row)
            unknown = unknown or next((word for word in row.split() if word in _keyed()), "")
        else:
            found.append(from_kruti_dev(row))
            unknown = unknown or unknown_signs(found[-1])
    return "\n".join(found), unknown


def _shapes(keys: str) -> str:
    return "".join(_table().get(key, key) for key in keys)


@cache
def _table() -> dict[str, str]:
    """What each key shows; signs drawn before or after their place as _BEFORE and _REPH."""
    found = {}
    for shown, keys, *place in rows("kruti_dev"):
        if "before" in place:
            # The reph is the later of the two, and an anusvara the last, whatever is drawn first.
            shown = _BEFORE + shown.replace("र्", _REPH).replace("ि", "")
        elif "after" in place:
            shown = shown.replace("र्", "") + _REPH if shown.endswith("ी") else shown.replace("र्", _REPH)
        elif shown == "ा":
            shown = _STEM
        found.update(dict.fromkeys(keys.split(" "), shown))
    return found


@cache
def _punctuation() -> frozenset[str]:
    return frozenset([":", *(shown for shown, *_ in rows("kruti_dev") if not _DEVANAGARI.search(shown))])


@cache
def _keyed() -> frozenset[str]:
    return frozenset(words("kinds", "kruti-dev"))


@cache
def _common(kind: str) -> frozenset[str]:
    return frozenset(words("common", kind))


def _visarga_or_colon(match: re.Match[str]) -> str:
    """One key shows both: at the end of a word it is ः in few words."""
    return match[1] + ("ः" if match[1] in _common("visarga") else ":")

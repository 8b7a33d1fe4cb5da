"""Characters: a text as typed → the same text in one normalised spelling, with the origin of each character.

Only spoken forms are normalised here; the written form keeps the author's characters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from bulletin.language.controls import sequence

NUKTA = "\u093c"
VISARGA = "\u0903"
DANDA = "।"

_PLAIN = re.compile("[\n\t !-_a-{}~₹–—‘’“”…°०-९\u0900-\u0902\u0904-\u0964\u0971-\u097f]*")
"""Text of only these needs no tidying, if it is NFC and its nuktas are in order.
The backtick, `|`, the visarga and the double danda are excluded on purpose."""

_DOUBTFUL_NUKTA = re.compile(f"{NUKTA}(?<=[^\u0915-\u0939]{NUKTA})")
_DEVANAGARI_DIGIT = re.compile("[०-९]")

_ALONE = {
    "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u3000": " ", "\u2028": "\n", "\u2029": "\n",
    "|": DANDA, "\u0970": ".", "\u09f7": DANDA, "॥": DANDA, "‖": DANDA,
    "\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2013": "–", "\u2014": "—", "\u2015": "—", "\u2212": "-",
    "\u02bc": "’", "`": "’", "´": "’", "\u2032": "’", "\u2033": "”",
    "⁄": "/", "∕": "/", "∶": ":", "،": ",", "؛": ";", "؟": "?", "۔": DANDA, "º": "°", "˚": "°", "℃": "°C", "℉": "°F",
}  # fmt: skip
"""Characters replaced by others."""

_COLON_IN_WORD = re.compile("[क-हँ-ौ]:")
_WORD_BEFORE = re.compile(r"[\u0900-\u0963\u0970-\u097f\u200c\u200d]+$")

MARKS_ON_ONE_LETTER = 8
"""Combining marks kept on one letter; more are noise, not spelling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """A cleaned text, and the offset in the written text from which each of its characters came."""

    text: str
    origins: tuple[int, ...] | None
    """None if nothing moved: offset n came from offset n."""

    def origin(self, index: int, whole: str) -> int:
        """Return the offset in `whole`, the text as written, of the character at `index` of the cleaned text."""
        if self.origins is None:
            return index
        return self.origins[index] if index < len(self.origins) else len(whole)

    def end(self, index: int, whole: str) -> int:
        """Return where in `whole` a span ends that ends before `index` here; a character that became several is whole."""
        origins = self.origins
        if origins is not None and index:
            while index < len(origins) and origins[index] == origins[index - 1]:
                index += 1
        return self.origin(index, whole)


def tidy(text: str) -> Tidied:
    """Clean `text` for speech: NFC, no invisible characters and escape sequences, ASCII digits, one danda, one kind of space.

    Never raises, whatever the characters; linear in the length of the text.
    """
    text = with_visargas(text)
    if _is_plain(text):
        return Tidied(text=_in_ascii_digits(text), origins=None)
    letters: list[str] = []
    origins: list[int] = []
    skipped = {place for found in sequence().finditer(text) for place in range(*found.span())}
    for start, cluster in _clusters(text):
        if start in skipped:
            continue
        for letter in unicodedata.normalize("NFC", _clean_cluster(cluster)):
            if letter.isspace() and letters[-2:] == [letter, letter]:
                continue
            letters.append(letter)
            origins.append(start)
    _mend_visargas(letters)
    return Tidied(text="".join(letters), origins=tuple(origins))


def _is_plain(text: str) -> bool:
    return (
        _PLAIN.fullmatch(text) is not None
        and unicodedata.is_normalized("NFC", text)
        and (NUKTA not in text or _DOUBTFUL_NUKTA.search(text) is None)
    )


def _in_ascii_digits(text: str) -> str:
    return _DEVANAGARI_DIGIT.sub(lambda digit: chr(ord(digit.group()) - 0x0936), text)


def _clusters(text: str) -> list[tuple[int, str]]:
    """Return each character with the combining marks after it, and its offset."""
    found: list[tuple[int, str]] = []
    start = 0
    parts: list[str] = []
    for index, letter in enumerate(text):
        if parts and letter > "\u02ff" and unicodedata.category(letter) in ("Mn", "Mc", "Me"):
            if len(parts) <= MARKS_ON_ONE_LETTER:
                parts.append(letter)
            continue
        if parts:
            found.append((start, "".join(parts)))
        start, parts = index, [letter]
    if parts:
        found.append((start, "".join(parts)))
    return found


def _clean_cluster(cluster: str) -> str:
    first, marks = cluster[0], cluster[1:]
    if marks:
        marks = "".join(mark for mark in marks if not _invisible(mark))
        if NUKTA in marks:
            # One nukta, right after its letter: anywhere else an engine reads it out as "nukta".
            marks = marks.replace(NUKTA, "")
            if "\u0915" <= first <= "\u0939":
                marks = NUKTA + marks
    return _clean_letter(first) + marks


def _clean_letter(letter: str) -> str:
    if letter in _ALONE:
        return _ALONE[letter]
    if " " <= letter <= "~" or "\u0900" <= letter <= "\u0965":
        return letter
    if _invisible(letter):
        return ""
    if "\uff01" <= letter <= "\uff5e":
        return _clean_letter(chr(ord(letter) - 0xFEE0))
    if letter.isspace():
        return "\n" if letter in "\n\r\v\f\x85" else " "
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category in ("Cc", "Cs", "Co", "Cn"):
        return " "
    # Imported here: almost no text has variants of characters.
    from bulletin.language.folding import fold

    folded = fold(letter)
    return folded if folded == letter else "".join(map(_clean_letter, folded))


def _invisible(letter: str) -> bool:
    """Return whether a character is a joiner, direction mark, soft hyphen, byte-order mark or variation selector."""
    return (
        "\u200b" <= letter <= "\u200f"
        or "\u202a" <= letter <= "\u202e"
        or "\u2060" <= letter <= "\u206f"
        or letter in "\ufeff\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u20e3"
        or "\ufe00" <= letter <= "\ufe0f"
        or "\U000e0000" <= letter <= "\U000e01ef"
    )


def _mend_visargas(letters: list[str]) -> None:
    """Replace each visarga typed for a colon by a colon, in place."""
    # From the end: of two in a row, the second decides whether the first ends its word.
    for index in range(len(letters) - 1, -1, -1):
        if letters[index] != VISARGA:
            continue
        after = letters[index + 1] if index + 1 < len(letters) else " "
        if after.isalpha() or unicodedata.category(after).startswith("M"):
            continue
        word = _WORD_BEFORE.search("".join(letters[max(0, index - 30) : index]))
        if word is None or word.group() + VISARGA not in _visarga_words():
            letters[index] = ":"


@cache
def _visarga_words() -> frozenset[str]:
    # Imported here: most sentences need no table.
    from bulletin.language.tables import words

    return frozenset(row[0] for row in words("hindi/words/visarga.tsv"))


def with_visargas(text: str) -> str:
    """Return `text` with a visarga for each colon that is typed for one, and every character in its place."""
    if ":" not in text or not _COLON_IN_WORD.search(text):
        return text
    return _colons_of_words().sub(lambda match: f"{match.group()[:-1]}{VISARGA}", text)


@cache
def _colons_of_words() -> re.Pattern[str]:
    """Return the pattern of a colon typed for a visarga: at the end of words that have one (अत:), and inside some (दु:ख)."""
    from bulletin.language.tables import words

    rows = words("hindi/words/visarga.tsv")
    ends = "|".join(row[0][:-1] for row in rows if "end" in row[1:])
    inside = "|".join(row[0][:-1] for row in rows if "inside" in row[1:])
    return re.compile(
        rf"""
        (?<![\u0900-\u0963\u0970-\u097f])(?:
            (?:{ends}|(?<!का[ ])(?<!की[ ])(?<!के[ ])(?:अंत|अन्त)):(?![\u0900-\u0963\u0970-\u097f:/\d])  # अत: वे
            |(?:{inside}):(?=[क-हअ-औ])  # दु:ख
            |(?:नि|दु):(?=[ ](?:शुल्क|संदेह|सन्देह|शब्द|स्वार्थ|सहाय|साहस|ख|खी|खद))  # नि: शुल्क
        )
        """,
        re.VERBOSE,
    )


def speaks(text: str) -> bool:
    """Return whether `text` has any letter or digit, and so anything to speak."""
    return any(map(str.isalnum, text))


def letters_and_digits(text: str) -> str:
    """Return the letters and digits of `text` in order; no stage may lose any of them."""
    return "".join(filter(str.isalnum, text))

"""Verbs: forms of Hindi verbs in Latin letters, from a table of roots and the endings: lautaunga → लौटाऊँगा."""

from __future__ import annotations

from functools import cache

from bulletin.language.tables import words

_ENDINGS = {
    "": ("", ""), "a": ("ा", ""), "e": ("े", "ए"), "i": ("ी", "ई"), "ee": ("ी", "ई"), "o": ("ो", "ओ"),
    "ya": ("", "या"), "ye": ("", "ए"), "yi": ("", "ई"), "yee": ("", "ई"),
    "na": ("ना", "ना"), "ne": ("ने", "ने"), "ni": ("नी", "नी"), "ta": ("ता", "ता"), "te": ("ते", "ते"), "ti": ("ती", "ती"),
    "unga": ("ूँगा", "ऊँगा"), "oonga": ("ूँगा", "ऊँगा"), "ungi": ("ूँगी", "ऊँगी"), "oongi": ("ूँगी", "ऊँगी"),
    "ega": ("ेगा", "एगा"), "yega": ("", "एगा"), "egi": ("ेगी", "एगी"), "yegi": ("", "एगी"),
    "enge": ("ेंगे", "एँगे"), "yenge": ("", "एँगे"), "engi": ("ेंगी", "एँगी"), "oge": ("ोगे", "ओगे"), "ogi": ("ोगी", "ओगी"),
    "un": ("ूँ", "ऊँ"), "oon": ("ूँ", "ऊँ"), "en": ("ें", "एँ"), "ein": ("ें", "एँ"),
    "iye": ("िए", "इए"), "iyega": ("िएगा", "इएगा"), "kar": (" कर", " कर"), "ke": (" के", " के"),
}  # fmt: skip
"""Endings in Latin letters: how each is written after a consonant, and after a vowel; an empty one does not stand there."""


@cache
def _roots() -> tuple[dict[str, str], dict[str, str]]:
    rows = words("hindi/words/hinglish_verbs.tsv")
    return {row[0]: row[1] for row in rows if len(row) == 2}, {row[0]: row[1] for row in rows if len(row) > 2}


@cache
def verb(word: str) -> str | None:
    """Return the form of a Hindi verb that the letters a to z write, or None; of several roots, the longest."""
    roots, whole = _roots()
    if word in whole:
        return whole[word]
    for cut in range(len(word), 1, -1):
        root, ending = roots.get(word[:cut]), _ENDINGS.get(word[cut:])
        if root is None or ending is None:
            continue
        written = ending["\u093e" <= root[-1] <= "\u094c" or root[-1] == "आ"]
        if written or cut == len(word):
            return root + written
    return None

"""Hinglish: Hindi in Latin letters, known by its commonest words, those of English spelling by the words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bulletin.language.hindi.rule import DEVANAGARI, Replacement
from bulletin.language.hindi.verbs import verb
from bulletin.language.tables import words

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_SMALL = re.compile("(?<![A-Za-z])[a-z][a-z]")
"""A word without a capital, which Hindi in Latin letters has, and a list of names has not."""
_BETWEEN_RUNS = re.compile(f"[{DEVANAGARI}]")
_NEAR = 4
"""How many words before and after a word tell in which language it is."""
_ENOUGH = 0.9
"""Least sum of the words nearby for Hindi."""

_FUTURE = ("nga", "ngi", "nge", "ega", "egi", "oge", "ogi")
_ENGLISH_WORDS = (
    "a an and are as at be been but by can for from has have he her his i if it its my no not of on our she should "
    "that their there they this was we were what when which who will with would you your"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
"""English words that Hindi in Latin letters hardly has."""

_FREQUENT_ENGLISH = frozenset(
    ("the", "is", "in", "or", "me", "to", "us", "do", "so", "use", "per", "they", "men", "use", "main")
)
"""Words of the table that are among the commonest of English: the words beside them decide alone."""

_THAT = (
    "kaha kahaa bataya bola bole boli kahte kehte kahna kehna kahenge socha laga lagta chaha mana hai hain tha thi chahiye "
    "pata poocha puchha likha khabar ummeed dar"
)
_BEFORE_THAT = frozenset(_THAT.split())
"""Words after which "ki" is the conjunction कि, not the postposition की."""


@cache
def _table() -> dict[str, tuple[str, float]]:
    """Return the Hindi words with their spoken form, and how much each speaks for Hindi."""
    return {row[0]: (row[1], _evidence(row)) for row in words("hindi/words/hinglish.tsv")}


def _evidence(row: tuple[str, ...]) -> float:
    """Return how much a word speaks for Hindi; one of two letters less, and one that English has, too, little."""
    if len(row) < 3:
        return 1.0
    if row[0] in _FREQUENT_ENGLISH:
        return 0.01
    return 0.6 if len(row[0]) == 2 else 0.4


def speak_hinglish(text: str) -> Iterator[Replacement]:
    """Hindi words in Latin letters; in a run of them, the unknown words, too. Names of several words are left alone."""
    if _SMALL.search(text) is None:
        return
    for run in _runs(text):
        weights = [_weight(match.group()) for match in run]
        if max(weights) > 0:
            yield from _said(run, weights)


def is_hindi(written: str) -> bool:
    """Return whether the table has a word, whatever its case."""
    return written.casefold() in _table()


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        if run and _BETWEEN_RUNS.search(text, run[-1].end(), match.start()):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _weight(word: str) -> float:
    if word.isupper() and len(word) > 1:
        return 0.0
    folded = word.casefold()
    known = _table().get(folded)
    if known is not None:
        return known[1]
    if folded in _ENGLISH:
        return -0.8
    # A form of the future is no English word.
    return 1.0 if folded.endswith(_FUTURE) and verb(folded) else 0.0


def _said(run: list[re.Match[str]], weights: list[float]) -> Iterator[Replacement]:
    # Imported here: most sentences have no such word, and these read larger tables.
    from bulletin.language.hindi.acronyms import acronym
    from bulletin.language.hindi.english import pronounced
    from bulletin.language.hindi.latin import known, name_at
    from bulletin.language.hindi.names import indian, is_indian

    place = 0
    while place < len(run):
        length, _ = name_at(run, place)
        if length > 1:
            place += length
            continue
        match, weight = run[place], weights[place]
        near = sum(weights[max(0, place - _NEAR) : place + _NEAR + 1]) - weight
        word = match.group()
        if weight > 0:
            if near >= _ENOUGH or (weight == 1.0 and near > -1.0):
                yield Replacement(match.start(), match.end(), _of_table(run, place))
        elif near >= _ENOUGH and len(word) > 2 and word.isalpha() and not word.isupper():
            folded = word.lower()
            form = verb(folded)
            if form and not known(word) and (is_indian(folded) or not pronounced(folded)):
                yield Replacement(match.start(), match.end(), form)
            elif not (known(word) or acronym(word)) and (is_indian(folded) or not pronounced(folded)):
                yield Replacement(match.start(), match.end(), indian(folded))
        place += 1


def _of_table(run: list[re.Match[str]], place: int) -> str:
    word = run[place].group().casefold()
    if word == "ki" and place and run[place - 1].group().casefold() in _BEFORE_THAT:
        return "कि"
    return _table()[word][0] if word in _table() else verb(word) or ""

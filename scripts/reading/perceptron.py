"""An averaged perceptron that gives each token of a word a class, from left to right."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

Token = TypeVar("Token")
Features = Callable[[Sequence[Token], int, list[str]], list[str]]
"""From the tokens of a word, a place, and the classes given so far, to the names of features."""


class Perceptron(Generic[Token]):
    """Weights of features by class. A token may get the classes that its kind had in training."""

    def __init__(self, features: Features[Token], kind: Callable[[Token], str]) -> None:
        self.features, self.kind = features, kind
        self.weights: dict[str, dict[str, float]] = defaultdict(dict)
        self.classes: dict[str, list[str]] = {}

    def train(
        self, words: Iterable[tuple[Sequence[Token], Sequence[str]]], rounds: int = 8, least: int = 1
    ) -> None:
        """Learn from words with their classes, so many rounds, by features that at least so many places have.

        The same words give the same weights.
        """
        words = list(words)
        counts: Counter[str] = Counter()
        for tokens, wanted in words if least > 1 else ():
            for place in range(len(wanted)):
                counts.update(self.features(tokens, place, list(wanted[:place])))
        classes: dict[str, set[str]] = defaultdict(set)
        for tokens, wanted in words:
            for token, one in zip(tokens, wanted, strict=True):
                classes[self.kind(token)].add(one)
        self.classes = {kind: sorted(those) for kind, those in classes.items()}
        totals: dict[str, dict[str, float]] = defaultdict(dict)
        last: dict[tuple[str, str], int] = {}
        step = 0
        draw = random.Random(1)
        for turn in range(rounds):
            draw.shuffle(words)
            for tokens, wanted in words:
                given: list[str] = []
                for place, right in enumerate(wanted):
                    step += 1
                    names = self.features(tokens, place, given)
                    guess = self._best(names, self.kind(tokens[place]))
                    if guess != right:
                        for name in names:
                            if least > 1 and counts[name] < least:
                                continue
                            for one, change in ((right, 1.0), (guess, -1.0)):
                                weight = self.weights[name].get(one, 0.0)
                                lasted = step - last.get((name, one), 0)
                                totals[name][one] = totals[name].get(one, 0.0) + lasted * weight
                                last[name, one] = step
                                self.weights[name][one] = weight + change
                    given.append(guess if turn else right)
        for name, weights in self.weights.items():
            for one, weight in weights.items():
                lasted = step - last[name, one]
                weights[one] = (totals[name][one] + lasted * weight) / step

    def tag(self, tokens: Sequence[Token]) -> list[str]:
        """Return the class of each token."""
        given: list[str] = []
        for place in range(len(tokens)):
            given.append(self._best(self.features(tokens, place, given), self.kind(tokens[place])))
        return given

    def _best(self, names: list[str], kind: str) -> str:
        scores = dict.fromkeys(self.classes.get(kind, [""]), 0.0)
        for name in names:
            for one, weight in self.weights.get(name, {}).items():
                if one in scores:
                    scores[one] += weight
        return max(scores, key=lambda one: (scores[one], one))

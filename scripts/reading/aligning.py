"""Aligning: which part of a word's other form belongs to each of its tokens, found by expectation and choice."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

Chunk = tuple[str, ...]
Score = Callable[[str, Chunk], float]
"""Logarithm of how likely a token stands for a chunk."""


def align(source: Sequence[str], target: Sequence[str], longest: int, score: Score) -> list[Chunk] | None:
    """Return a chunk of `target` of 0 to `longest` tokens for each token of `source`: the likeliest; None if too long."""
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for token in source:
        following: dict[int, tuple[float, int]] = {}
        for at, (so_far, _) in best[-1].items():
            for size in range(min(longest, len(target) - at) + 1):
                reached = so_far + score(token, tuple(target[at : at + size]))
                if at + size not in following or reached > following[at + size][0]:
                    following[at + size] = (reached, size)
        best.append(following)
    at = len(target)
    if at not in best[-1]:
        return None
    chunks: list[Chunk] = []
    for row in reversed(best[1:]):
        size = row[at][1]
        chunks.append(tuple(target[at - size : at]))
        at -= size
    return chunks[::-1]


def learn(
    pairs: Iterable[tuple[Sequence[str], Sequence[str]]], longest: int, seed: Score, rounds: int
) -> Score:
    """Return a score learned from pairs: align them by `seed`, count, and align by the counts, so many rounds."""
    pairs = list(pairs)
    score = seed
    for _ in range(rounds):
        together: Counter[tuple[str, Chunk]] = Counter()
        alone: Counter[str] = Counter()
        for source, target in pairs:
            for token, chunk in zip(source, align(source, target, longest, score) or (), strict=False):
                together[token, chunk] += 1
                alone[token] += 1
        score = _counted(together, alone, seed)
    return score


def _counted(together: Counter[tuple[str, Chunk]], alone: Counter[str], seed: Score) -> Score:
    known: dict[tuple[str, Chunk], float] = {}

    def score(token: str, chunk: Chunk) -> float:
        key = token, chunk
        if key not in known:
            weight = together[key] + 0.001 * math.exp(seed(token, chunk))
            known[key] = math.log(weight / (alone[token] + 1)) if alone[token] else -9.0
        return known[key]

    return score

"""Timing: when each word of a sentence, as it is written, is heard. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.schema.edition import TimedSentence

_NEAR = 16
"""How many words away the same word is looked for in the spoken form."""


def written_clock(tokens: Sequence[str], line: TimedSentence) -> list[float]:
    """When each written token is heard, in seconds, never before the one before it.

    Words that are written as they are spoken fix the clock; what stands between two of them shares the time
    between them by its length.
    """
    heard, times = _heard(line)
    clock: list[float] = []
    since = line.start
    for at, place in (*_same(tokens, heard), (len(tokens), len(heard))):
        until = max(times[place], since)
        clock += _shared(tokens[len(clock) : at], since, until)
        if at < len(tokens):
            clock.append(until)
            since = max(times[place + 1], until)
    return clock


def _shared(tokens: Sequence[str], since: float, until: float) -> Iterator[float]:
    """When each of `tokens` begins if they fill the time from `since` to `until`."""
    whole = sum(len(token) + 1 for token in tokens) or 1
    passed = 0
    for token in tokens:
        yield since + (until - since) * passed / whole
        passed += len(token) + 1


def _heard(line: TimedSentence) -> tuple[list[str], list[float]]:
    """The words as heard, and when each begins; the end comes last."""
    end = max(line.end, line.start)
    if line.words:
        times = [min(max(word.start, line.start), end) for word in line.words]
        return [word.text for word in line.words], [*times, end]
    words = line.spoken.split()
    return words, [*_shared(words, line.start, end), end]


def _same(written: Sequence[str], heard: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of words that are written as they are heard, in both; those passed over are as few as can be."""
    one, other = [_plain(word) for word in written], [_plain(word) for word in heard]
    at = place = 0
    while at < len(one) and place < len(other):
        step = _next_same(one, other, at, place)
        if step is None:
            at, place = at + 1, place + 1
            continue
        at, place = at + step[0], place + step[1]
        yield at, place
        at, place = at + 1, place + 1


def _next_same(one: Sequence[str], other: Sequence[str], at: int, place: int) -> tuple[int, int] | None:
    for passed in range(2 * _NEAR):
        for skip in range(max(0, passed - _NEAR), min(passed, _NEAR) + 1):
            first, second = at + skip, place + passed - skip
            if first < len(one) and second < len(other) and one[first] and one[first] == other[second]:
                return skip, passed - skip
    return None


def _plain(word: str) -> str:
    return "".join(
        sign for sign in word if sign.isalnum() or (not sign.isascii() and sign not in "।॥‘’“”–—…")
    ).casefold()

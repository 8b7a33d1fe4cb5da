"""Word times: when each word of a sentence, as it is written, is heard. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.schema.edition import TimedSentence

_NEAR = 16
"""How many words away the same word is looked for in the spoken form."""


def written_word_times(tokens: Sequence[str], sentence: TimedSentence) -> list[float]:
    """When each written token is heard, in seconds, never before the one before it.

    Words that are written as they are spoken have the voice's own times; those between two of them share the time
    between them by their length.
    """
    heard, times = _heard(sentence)
    times_of_tokens: list[float] = []
    since = sentence.start
    for at, place in (*_same(tokens, heard), (len(tokens), len(heard))):
        until = max(times[place], since)
        times_of_tokens += _shared(tokens[len(times_of_tokens) : at], since, until)
        if at < len(tokens):
            times_of_tokens.append(until)
            since = max(times[place + 1], until)
    return times_of_tokens


def _shared(tokens: Sequence[str], since: float, until: float) -> Iterator[float]:
    """When each of `tokens` begins if they fill the time from `since` to `until`."""
    whole = sum(len(token) + 1 for token in tokens) or 1
    passed = 0
    for token in tokens:
        yield since + (until - since) * passed / whole
        passed += len(token) + 1


def _heard(sentence: TimedSentence) -> tuple[list[str], list[float]]:
    """The words as heard, and when each begins; the end comes last."""
    end = max(sentence.end, sentence.start)
    if sentence.words:
        times = [min(max(word.start, sentence.start), end) for word in sentence.words]
        return [word.text for word in sentence.words], [*times, end]
    words = sentence.spoken.split()
    return words, [*_shared(words, sentence.start, end), end]


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

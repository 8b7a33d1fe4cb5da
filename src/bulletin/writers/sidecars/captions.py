"""Captions: the sentences of an edition → cues of at most two short lines, each timed by the voice. Pure.

A caption shows the written form. A sentence that needs more room than one caption has becomes several, cut where
a reader would pause: after punctuation, before conjunctions, between phrases; never inside a letter with its
signs, a number, or an abbreviation and its name. When later ones begin is known from the voice's own word times
where it gives them; else each part has the share of the sentence's time that its length when spoken has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bulletin.language.phrases import cost_of_break
from bulletin.schema.edition import Edition, TimedSentence
from bulletin.writers.audio.wording import one_line
from bulletin.writers.letters import columns, letters
from bulletin.writers.word_times import written_word_times

WIDEST = 42
"""Columns of a line, as `writers.letters.columns` counts them."""

SHORTEST = 1.0
"""Seconds a caption stays, where the next one leaves it the time."""

_CUE = 25
_LINE = 4
_LINE_BREAK = 0.8
"""The cost of a break within a caption, relative to one between two captions."""

_THIN = 16
"""Columns below which a caption is too short to read; each column less costs `_FOR_THIN`."""
_FOR_THIN = 6
_UNEVEN = 0.5
"""The cost of each column by which two lines differ, and `_TOP_HEAVY` more where the upper one is longer."""
_TOP_HEAVY = 0.2
_IN_WORD = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """One cue: what is shown from `start` to `end`, in milliseconds of the programme."""

    start: int
    end: int
    lines: tuple[str, ...]

    @property
    def speed(self) -> float:
        """Reading speed in columns a second. Up to 17 is easy for most; 22 is the usual limit for Hindi."""
        return sum(map(columns, self.lines)) * 1000 / max(self.end - self.start, 1)


@lru_cache(maxsize=1)  # two formats are written from them, one after the other
def captions(edition: Edition) -> tuple[Caption, ...]:
    """The captions of an edition, in order of time: none overlaps the next, each begins when its words do."""
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for timed in sorted(edition.sentences, key=lambda timed: timed.start):
        found.extend(_of(timed))
    last = round(edition.duration * 1000)
    return tuple(_in_time(found, last))


def _in_time(cues: Sequence[tuple[int, int, tuple[str, ...]]], last: int) -> Iterator[Caption]:
    """Show each until its words end, for at least a second where the next one and the sound allow it."""
    for place, (start, end, lines) in enumerate(cues):
        bound = cues[place + 1][0] if place + 1 < len(cues) else max(last, end)
        end = min(max(end, start + round(SHORTEST * 1000)), bound)
        if end > start:
            yield Caption(start=start, end=end, lines=lines)
        else:
            # Two that begin at once: keep both, this one for a millisecond.
            yield Caption(start=start, end=start + 1, lines=lines)


def _of(timed: TimedSentence) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    sentence = _Sentence(one_line(timed.written))
    if not sentence.tokens:
        return
    cues = _cues(sentence)
    begins = [timed.start]
    if len(cues) > 1:
        times = written_word_times(sentence.tokens, timed)
        begins += [times[first] for first, _, _ in cues[1:]]
    ends = [*begins[1:], max(timed.end, begins[-1])]
    for (first, middle, end), begin, over in zip(cues, begins, ends, strict=True):
        shown = [sentence.text(first, middle), sentence.text(middle, end)] if middle < end else []
        yield round(begin * 1000), round(over * 1000), tuple(shown or [sentence.text(first, end)])


class _Sentence:
    """A written sentence in tokens: its words, and the parts of words that are wider than a line."""

    def __init__(self, written: str) -> None:
        self.written = written
        self.tokens: list[str] = []
        self.joined: list[bool] = []
        """Whether the token goes on without a space."""
        for word in written.split():
            for number, part in enumerate(_parts(word)):
                self.tokens.append(part)
                self.joined.append(number > 0)

    @cached_property
    def widths(self) -> list[int]:
        return [columns(token) for token in self.tokens]

    @cached_property
    def costs(self) -> list[int]:
        """The cost of a break before each token; the first is never used."""
        return [0] + [
            _IN_WORD if self.joined[at] else cost_of_break(self.tokens, at)
            for at in range(1, len(self.tokens))
        ]

    def text(self, begin: int, end: int) -> str:
        """The tokens from `begin` to before `end`, as written."""
        shown = self.tokens[begin]
        for at in range(begin + 1, end):
            shown += self.tokens[at] if self.joined[at] else f" {self.tokens[at]}"
        return shown

    def width(self, begin: int, end: int) -> int:
        return sum(self.widths[begin:end]) + sum(not joined for joined in self.joined[begin + 1 : end])


def _parts(word: str) -> list[str]:
    """The word, or, if it is wider than a line, its parts cut between letters."""
    if columns(word) <= WIDEST:
        return [word]
    parts = [""]
    width = 0
    for letter in letters(word):
        wide = columns(letter)
        if parts[-1] and width + wide > WIDEST:
            parts.append("")
            width = 0
        parts[-1] += letter
        width += wide
    return parts


def _cues(sentence: _Sentence) -> list[tuple[int, int, int]]:
    """The captions by their tokens: first, the first of the second line (or the end), end."""
    count = len(sentence.tokens)
    if sentence.width(0, count) <= WIDEST:
        return [(0, count, count)]
    ends = _best_ends(sentence)
    return [
        (first, _best_middle(sentence, first, end), end) for first, end in zip([0, *ends], ends, strict=False)
    ]


def _best_ends(sentence: _Sentence) -> list[int]:
    """Where each caption ends: the shortest path over lines, two of which may be one caption.

    Takes time in proportion to the tokens times those that a line holds.
    """
    tokens, widths, costs, joined = sentence.tokens, sentence.widths, sentence.costs, sentence.joined
    count = len(tokens)
    never = float("inf")
    # For each place: the price when a caption ends there, and when the first line of one does.
    ended, broken = [0.0] + [never] * count, [never] * (count + 1)
    came: list[int] = [0] * (count + 1)  # where the caption that ends here begins
    opened: list[int] = [0] * (count + 1)  # where the caption whose first line ends here begins
    wide: list[int] = [0] * (count + 1)  # and how wide that line is
    for end in range(1, count + 1):
        width = -1
        closing = 0.0 if end == count else float(costs[end])
        for begin in range(end - 1, -1, -1):
            width += widths[begin] + (0 if begin + 1 < end and joined[begin + 1] else 1)
            if width > WIDEST:
                break
            alone = ended[begin] + _CUE + _LINE
            if (price := alone + closing + _for_thin(width)) < ended[end]:
                ended[end], came[end] = price, begin
            if end < count and (price := alone + _LINE_BREAK * closing) < broken[end]:
                broken[end], opened[end], wide[end] = price, begin, width
            second = broken[begin] + _LINE + closing + _for_thin(wide[begin] + width)
            if second < ended[end]:
                ended[end], came[end] = second, opened[begin]
    ends: list[int] = []
    end = count
    while end > 0:
        ends.append(end)
        end = came[end]
    return ends[::-1]


def _for_thin(width: int) -> float:
    return max(0, _THIN - width) * _FOR_THIN


def _best_middle(sentence: _Sentence, first: int, end: int) -> int:
    """Where the second line of a caption begins; its end if one line is enough."""
    if sentence.width(first, end) <= WIDEST:
        return end
    best, cheapest = end, float("inf")
    for middle in range(first + 1, end):
        upper, lower = sentence.width(first, middle), sentence.width(middle, end)
        if upper > WIDEST or lower > WIDEST:
            continue
        price = _LINE_BREAK * sentence.costs[middle] + _UNEVEN * abs(upper - lower)
        price += _TOP_HEAVY * max(upper - lower, 0)
        if price < cheapest:
            best, cheapest = middle, price
    return best


def fastest(shown: Iterable[Caption]) -> float:
    """The highest reading speed, in columns a second; 0 where nothing is shown."""
    return max((caption.speed for caption in shown), default=0.0)

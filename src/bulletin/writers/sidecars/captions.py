"""Captions: the sentences of an edition → cues of at most two short lines, each timed by the voice. Pure.

A caption shows the written form. When the later ones of a sentence begin is known from the voice's own word times where it
gives them; else each part has the share of the sentence's time that its length when spoken has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bulletin.schema.edition import Edition, TimedSentence
from bulletin.writers.audio.wording import one_line
from bulletin.writers.letters import columns
from bulletin.writers.sidecars.caption_breaks import cues_of
from bulletin.writers.sidecars.tokens import Tokens
from bulletin.writers.word_times import written_word_times

SHORTEST = 1.0
"""Seconds a caption stays, where the next one leaves it the time."""


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
    sentence = Tokens(one_line(timed.written))
    if not sentence.tokens:
        return
    cues = cues_of(sentence)
    begins = [timed.start]
    if len(cues) > 1:
        times = written_word_times(sentence.tokens, timed)
        begins += [times[first] for first, _, _ in cues[1:]]
    ends = [*begins[1:], max(timed.end, begins[-1])]
    for (first, middle, end), begin, over in zip(cues, begins, ends, strict=True):
        shown = [sentence.text(first, middle), sentence.text(middle, end)] if middle < end else []
        yield round(begin * 1000), round(over * 1000), tuple(shown or [sentence.text(first, end)])


def fastest(shown: Iterable[Caption]) -> float:
    """The highest reading speed, in columns a second; 0 where nothing is shown."""
    return max((caption.speed for caption in shown), default=0.0)

"""Captions: the sentences of an edition → cues of at most two short lines, each timed by the voice. Pure.

A caption shows the written form. When the later ones of a sentence begin is known from the voice's own word times where it
gives them; else each part has the share of the sentence's time that its length when spoken has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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
    reader: str = ""
    """The newsreader's name, on one line; empty where no one is named."""

    @property
    def speed(self) -> float:
        """Reading speed in columns a second. Up to 17 is easy for most; 22 is the usual limit for Hindi."""
        return sum(map(columns, self.lines)) * 1000 / max(self.end - self.start, 1)


def captions(edition: Edition, *, naming: bool = False) -> tuple[Caption, ...]:
    """The captions of an edition, in order of time: none overlaps the next, each begins when its words do.

    With `naming`, the text of one where the newsreader changes begins with the name and a colon.
    """
    return _captions(edition, naming=naming and any(timed.reader for timed in edition.sentences))


@lru_cache(maxsize=1)  # two formats are written from them, one after the other
def _captions(edition: Edition, *, naming: bool) -> tuple[Caption, ...]:
    found: list[Caption] = []
    before = ""
    for timed in sorted(edition.sentences, key=lambda timed: timed.start):
        if not (written := one_line(timed.written)):
            continue
        reader = one_line(timed.reader)
        label = name_line(reader) if naming and reader and reader != before else ""
        found.extend(_of(timed, Tokens(written, label), reader))
        before = reader
    last = round(edition.duration * 1000)
    return tuple(_in_time(found, last))


def name_line(reader: str) -> str:
    """What stands before the words of a newsreader."""
    return f"{reader}:"


def _in_time(cues: Sequence[Caption], last: int) -> Iterator[Caption]:
    """Show each until its words end, for at least a second where the next one and the sound allow it."""
    for place, cue in enumerate(cues):
        bound = cues[place + 1].start if place + 1 < len(cues) else max(last, cue.end)
        end = min(max(cue.end, cue.start + round(SHORTEST * 1000)), bound)
        # Two that begin at once: keep both, the first for a millisecond.
        yield replace(cue, end=max(end, cue.start + 1))


def _of(timed: TimedSentence, sentence: Tokens, reader: str) -> Iterator[Caption]:
    cues = cues_of(sentence)
    begins = [timed.start]
    if len(cues) > 1:
        times = written_word_times(sentence.tokens[sentence.ahead :], timed)
        begins += [times[max(first - sentence.ahead, 0)] for first, _, _ in cues[1:]]
    ends = [*begins[1:], max(timed.end, begins[-1])]
    for (first, middle, end), begin, over in zip(cues, begins, ends, strict=True):
        shown = [sentence.text(first, middle), sentence.text(middle, end)] if middle < end else []
        yield Caption(
            start=round(begin * 1000),
            end=round(over * 1000),
            lines=tuple(shown or [sentence.text(first, end)]),
            reader=reader,
        )


def fastest(shown: Iterable[Caption]) -> float:
    """The highest reading speed, in columns a second; 0 where nothing is shown."""
    return max((caption.speed for caption in shown), default=0.0)

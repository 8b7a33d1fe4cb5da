"""Unknown: scripts → the words that a lexicon should have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bulletin.language.doubtful import doubtful_names
from bulletin.language.hindi.hinglish import is_hindi
from bulletin.language.hindi.latin import looks_like_acronym
from bulletin.language.lexicon import NAME
from bulletin.schema.change import Change
from bulletin.schema.script import Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A word that a lexicon should have: what is said for it, how often, and why that is in doubt."""

    written: str
    spoken: str
    count: int
    reason: str


FALL_BACK = "foreign"
"""The rule that reads by spelling, or letter by letter, what nothing else knew."""
IN_HINDI = "hinglish"
"""The rule that reads Hindi in Latin letters, unknown words by spelling."""


def unknown_words(scripts: Iterable[Script]) -> tuple[Unknown, ...]:
    """The words of `scripts` in doubt, the most frequent first, then by the alphabet.

    Latin words that only rules read (`letters`: by the names of their letters, `spelling`), and doubtful Hindi names
    (`nukta`, `schwa`, `cluster`: see `bulletin.language.doubtful`) that no lexicon of the newsroom has.
    """
    counts: Counter[tuple[str, str, str]] = Counter()
    for script in scripts:
        for segment in script.segments:
            for sentence in segment.sentences:
                counts.update(
                    (change.written, change.spoken, _reason(change.written))
                    for change in sentence.changes
                    if _is_guess(change) and change.spoken
                )
                settled = " ".join(
                    change.written for change in sentence.changes if change.rule == NAME
                ).split()
                counts.update(
                    (doubt.written, doubt.spoken, doubt.reason)
                    for doubt in doubtful_names(sentence.written)
                    if doubt.written not in settled
                )
    return tuple(
        Unknown(written=written, spoken=spoken, count=count, reason=reason)
        for (written, spoken, reason), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def _is_guess(change: Change) -> bool:
    return change.rule == FALL_BACK or (change.rule == IN_HINDI and not is_hindi(change.written))


def _reason(written: str) -> str:
    return "letters" if looks_like_acronym(written) else "spelling"

"""Answers: what Microsoft's speech service sent, and whether it can be speech of the text. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.engines.edge.words import Boundary, sample_at
from bulletin.schema.clip import Heard

SILENT = 0.003
"""A peak below this is silence: −50 dB."""

SHORTEST_SECONDS_A_LETTER = 0.02
"""Speech faster than this, at the voice's own rate, is not the text: 50 characters a second."""

LONGEST_SECONDS_A_LETTER = 0.6
"""Letters of an acronym, said one by one, take about half of this."""

LONGEST_SECONDS_AROUND = 3.0
"""Silence before and after the speech; the service adds a little less than a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of the service."""

    sound: bytes = b""
    """MP3, 24 kHz, one channel."""
    boundaries: tuple[Boundary, ...] = ()
    fault: str = ""
    """What is wrong with the message itself; empty if nothing is."""


def misheard(text: str, answer: Answer, heard: Heard, pace: float = 1.0) -> str:
    """What is wrong with the sound as speech of `text`, `pace` times as fast as usual; "" if nothing is."""
    if heard.length <= 0:
        return "sound of no length"
    if heard.peak < SILENT:
        return "silence"
    seconds = heard.length / heard.rate
    shortest = SHORTEST_SECONDS_A_LETTER * len(text) / pace
    longest = LONGEST_SECONDS_AROUND + LONGEST_SECONDS_A_LETTER * len(text) / pace
    if not shortest <= seconds <= longest:
        return f"{seconds:.1f} s of sound for {len(text)} characters"
    # The words come ahead of the sound, so they show that a sound lacks its end.
    if any(sample_at(boundary.ticks, heard.rate) >= heard.length for boundary in answer.boundaries):
        return "sound that ends before its last word"
    return ""

"""Pauses: how long the voice pauses, depending on what it has just spoken. All in milliseconds.

The silence around an engine's speech is trimmed, so listeners hear exactly these.
"""

from __future__ import annotations

from bulletin.schema.script import Role
from bulletin.schema.units import Milliseconds

AFTER_SEGMENT: dict[Role, Milliseconds] = {
    "opening": Milliseconds(600),
    "headlines": Milliseconds(500),
    "headline": Milliseconds(700),
    "dek": Milliseconds(800),
    "heading": Milliseconds(550),
    "body": Milliseconds(600),
    "transition": Milliseconds(600),
    "recap": Milliseconds(700),
    "closing": Milliseconds(500),
}
"""After the last sentence of a segment."""

AFTER_SENTENCE: dict[str, Milliseconds] = {
    "।": Milliseconds(420),
    "?": Milliseconds(480),
    "!": Milliseconds(450),
    ",": Milliseconds(220),
    "": Milliseconds(380),
}
"""Between sentences of one segment, by the last mark of the first; "" for none."""

BETWEEN_PIECES: dict[str, Milliseconds] = {
    ",": Milliseconds(180),
    "": Milliseconds(60),
}
"""Between the pieces of a sentence that exceeds an engine's limit, by the mark at the cut; "" for none."""

BEFORE_STING = Milliseconds(250)
"""Between speech and the sting before a section, in addition to the pause after the segment."""

AFTER_STING = Milliseconds(200)

AROUND_EARCON = Milliseconds(120)
"""Between a headline and the earcon before the next, and behind it; in addition to the pause after the headline."""

AFTER_INTRO = Milliseconds(250)

BEFORE_OUTRO = Milliseconds(300)

LEAD_IN = Milliseconds(100)
"""Silence before the first sound, as some players cut off the start."""

LEAD_OUT = Milliseconds(250)
"""Silence after the last word, without an outro."""

BED_ALONE_BEFORE = Milliseconds(1500)
"""How long the music bed plays alone before the first word, without an intro; its fade-in is as long."""

BED_ALONE_AFTER = Milliseconds(2500)
"""How long the music bed plays alone after the last word, without an outro; its fade-out is as long."""


def pause_after_sentence(spoken: str) -> Milliseconds:
    """Return the pause between a sentence and the next of its segment, by its last mark."""
    return AFTER_SENTENCE.get(spoken[-1:], AFTER_SENTENCE[""])


def pause_between_pieces(piece: str) -> Milliseconds:
    """Return the pause after a piece of a sentence, by its last mark."""
    if piece[-1:] in "।?!" and piece:
        return pause_after_sentence(piece)
    return BETWEEN_PIECES.get(piece[-1:], BETWEEN_PIECES[""])

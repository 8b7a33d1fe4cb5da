"""Pauses: how long the voice rests, by what it has just said. One table; all in milliseconds.

The silence that an engine leaves around its speech is trimmed away, so these are what a listener hears.
"""

from __future__ import annotations

from bulletin.schema.script import Role
from bulletin.schema.units import Milliseconds

AFTER_SEGMENT: dict[Role, Milliseconds] = {
    "opening": Milliseconds(600),
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
"""Between sentences of one segment, by the mark that ends the first; "" for none."""

BETWEEN_PIECES: dict[str, Milliseconds] = {
    ",": Milliseconds(180),
    "": Milliseconds(60),
}
"""Between the pieces of one sentence that an engine must be asked for one by one, by the mark at the cut."""

BEFORE_STING = Milliseconds(250)
"""Between speech and a section's sting, on top of the pause after the segment."""

AFTER_STING = Milliseconds(200)

AFTER_INTRO = Milliseconds(250)

BEFORE_OUTRO = Milliseconds(300)

LEAD_IN = Milliseconds(100)
"""Silence before the first sound, so that no player swallows its start."""

LEAD_OUT = Milliseconds(250)
"""Silence after the last word, where no outro ends the programme."""

BED_ALONE_BEFORE = Milliseconds(1500)
"""Music under the voice, heard alone before the first word, where there is no intro. It fades in as long."""

BED_ALONE_AFTER = Milliseconds(2500)
"""And after the last word, where there is no outro. It fades out as long."""


def pause_after_sentence(spoken: str) -> Milliseconds:
    """The pause after a sentence within its segment, by its last mark."""
    return AFTER_SENTENCE.get(spoken[-1:], AFTER_SENTENCE[""])


def pause_between_pieces(piece: str) -> Milliseconds:
    """The pause after a piece of a sentence, by the mark it ends with."""
    if piece[-1:] in "।?!" and piece:
        return pause_after_sentence(piece)
    return BETWEEN_PIECES.get(piece[-1:], BETWEEN_PIECES[""])

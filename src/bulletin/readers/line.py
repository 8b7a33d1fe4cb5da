"""Line: what the reader of a bare text works on: a heading, an item, furniture or a whole paragraph."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a text, or several that an editor wrapped."""

    number: int
    """The row of the file it begins on, counted from 1."""
    text: str
    opens_block: bool
    """Whether a blank row, or nothing, stands before it."""
    goes_on: bool = False
    """Whether it is the begin of a sentence that the next page ends: it is no heading."""

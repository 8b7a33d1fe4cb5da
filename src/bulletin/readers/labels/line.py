"""Line: what readers work on: a heading, an item, furniture or a whole paragraph."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.readers.labels.label import Label

DEK = "dek"
"""The tag of a line that its source marks as the dek; HTML has no name for it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a text, or several that an editor wrapped; or a block of a source with mark-up."""

    number: int
    """The row of the file it begins on, counted from 1; the block's number where a source has no rows."""
    text: str
    opens_block: bool
    """Whether a blank row, another element or nothing stands before it."""
    goes_on: bool = False
    """Whether it is the begin of a sentence that the next page ends: it is no heading."""
    tag: str = ""
    """HTML's name for what it is, or DEK; "" where nothing says it, and words decide. The only h1 is the headline."""
    href: str | None = None
    """Where its first link leads."""
    label: Label | None = None
    """Why it is left out, as its source's mark-up says."""

    @property
    def is_titled(self) -> bool:
        """Whether its source marks it as a heading."""
        return self.tag[:1] == "h" and self.tag[1:].isdigit()

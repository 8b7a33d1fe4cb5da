"""Block: a piece of a source's text, with what its mark-up says about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, item, row or caption of a source, in the source's order."""

    text: str
    line: int
    """The row of the source it begins on, counted from 1; the block's number where a source has no rows."""
    tag: str = ""
    """HTML's name for what it is: h1 … h6, p, li, blockquote, figcaption, tr, pre, or DEK; "" where nothing says it."""
    opens_group: bool = True
    """Whether a blank row, another element or nothing stands before it."""
    href: str | None = None
    """Where it leads, if nearly all of it is one link."""

    @property
    def is_titled(self) -> bool:
        """Whether its source marks it as a heading."""
        return self.tag[:1] == "h" and self.tag[1:].isdigit()

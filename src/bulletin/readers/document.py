"""Document: what a reader of marked-up sources finds: blocks, and what its mark-up says is no part of the article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bulletin.readers.block import Block
from bulletin.schema.article import LeftOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source as its mark-up parts it."""

    blocks: tuple[Block, ...]
    """In the source's order, no two on one line unless the earlier is a caption."""
    left_out: tuple[LeftOut, ...] = ()
    """What mark-up alone tells to be left out, in the order of their lines."""
    published: date | None = None

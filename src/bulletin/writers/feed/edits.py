"""Edits: new bytes for a few ranges of a feed; all other bytes stay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from bulletin.writers.feed.channel import declaring
from bulletin.writers.feed.layout import Layout, Read, element_end

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Edit:
    """New bytes in place of those from `start` up to `end`; an insertion if the two are equal."""

    start: int
    end: int
    data: bytes


def write_edited(source: BinaryIO, edits: Iterable[Edit], target: BinaryIO, until: int | None = None) -> None:
    """Write `source` with its edits, in flat memory, up to the offset `until` or its end.

    Edits at one place are written in the order in which they were given. Raises ValueError if two overlap.
    """
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < at:
            raise ValueError("two edits overlap")
        copy(source, target, at, edit.start)
        target.write(edit.data)
        at = edit.end
    copy(source, target, at, until)


def copy(source: BinaryIO, target: BinaryIO, start: int, end: int | None) -> None:
    """Copy the bytes from `start` up to `end`, or to the end of the source."""
    source.seek(start)
    left = end - start if end is not None else None
    while left is None or left > 0:
        data = source.read(CHUNK if left is None else min(CHUNK, left))
        if not data:
            return
        target.write(data)
        left = left - len(data) if left is not None else None


def element_edit(layout: Layout, read: Read, name: str, line: str, **attributes: str) -> Edit:
    """Replace the channel's element of this name (and these attributes) by `line`, or insert `line` if it is missing."""
    line = declaring(line, layout.declared)
    found = layout.find(name, **attributes)
    if found is not None:
        return Edit(found.start, element_end(read, found.start, found.close), line.encode())
    if layout.items:
        at = layout.items[0].start
        return Edit(at, at, line.encode() + b"\n    ")
    return Edit(layout.channel_close, layout.channel_close, f"  {line}\n  ".encode())


def insertion(layout: Layout, before: int | None, item: bytes) -> Edit:
    """Insert an item before the one of index `before`, or after all others."""
    if before is not None and before < len(layout.items):
        at = layout.items[before].start
        return Edit(at, at, item + b"\n    ")
    return Edit(layout.channel_close, layout.channel_close, b"  " + item + b"\n  ")

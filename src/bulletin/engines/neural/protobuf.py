"""Protobuf: the fields of a message, found without a library, and messages of a field or two. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap

Data = bytes | mmap


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a message: its number, where it begins, and where its content lies."""

    number: int
    start: int
    content: int
    end: int


def fields(data: Data, start: int, end: int) -> Iterator[Field]:
    """The fields of the message at `start` to `end`. Raises ValueError where none begins."""
    place = start
    while place < end:
        number, content, after = field(data[place : place + 20])
        if not after or place + after > end:
            raise ValueError(f"no field at {place}")
        yield Field(number, place, place + content, place + after)
        place += after


def field(head: bytes) -> tuple[int, int, int]:
    """The number of the field that begins here, where its content begins, and its length; 0 where none begins."""
    key, taken = varint(head)
    content = 0
    match key & 7:
        case 0:
            _, width = varint(head[taken:])
            return (key >> 3, taken, taken + width) if taken and width else (0, 0, 0)
        case 2:
            content, width = varint(head[taken:])
            return (key >> 3, taken + width, taken + width + content) if taken and width else (0, 0, 0)
        case kind:
            width = {1: 8, 5: 4}.get(kind, 0)
            return (key >> 3, taken, taken + width) if taken and width else (0, 0, 0)


def varint(data: bytes) -> tuple[int, int]:
    """A number and how many bytes it takes; none if it does not end here."""
    value = 0
    for place, byte in enumerate(data[:10]):
        value |= (byte & 127) << (7 * place)
        if byte < 128:
            return value, place + 1
    return 0, 0


def message(number: int, content: bytes) -> bytes:
    """A field that holds bytes, a text or a message."""
    return head(number, len(content)) + content


def head(number: int, length: int) -> bytes:
    """The beginning of a field that holds `length` bytes."""
    return _number(number << 3 | 2) + _number(length)


def _number(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)

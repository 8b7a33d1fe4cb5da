"""Ranges: what a client has already, and which part of a file it requests (RFC 9110, sections 13 and 14)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import BinaryIO

_RANGE = re.compile(r"bytes=(?=\d|-\d)(\d{0,18})-(\d{0,18})")


@dataclass(frozen=True, slots=True)
class Body:
    """The content at a path: its type, its validators and its bytes, in a file or in memory."""

    media_type: str
    size: int
    etag: str
    modified: datetime
    stream: BinaryIO


def has_it(headers: Message, body: Body) -> bool:
    """Whether the client has these very bytes already."""
    known = headers.get("If-None-Match")
    if known is not None:
        tags = [tag.strip().removeprefix("W/") for tag in known.split(",")]
        return "*" in tags or body.etag in tags
    since = headers.get("If-Modified-Since")
    return since is not None and (moment := _moment(since)) is not None and body.modified <= moment


def wants_part(headers: Message, body: Body) -> bool:
    """Whether one range of bytes is requested, of the present version of the file."""
    if not _RANGE.fullmatch(headers.get("Range", "").strip()):
        return False
    version = headers.get("If-Range")
    if version is None:
        return True
    return version.strip() == body.etag or _moment(version) == body.modified


def part_of(headers: Message, body: Body) -> tuple[int, int] | None:
    """The first and last byte to send: the whole file if no range is requested; None for one outside it."""
    if not wants_part(headers, body):
        return 0, body.size - 1
    found = _RANGE.fullmatch(headers.get("Range", "").strip())
    assert found is not None
    first, last = found[1], found[2]
    if not first:
        start, end = max(0, body.size - int(last)), body.size - 1
    else:
        start, end = int(first), min(int(last), body.size - 1) if last else body.size - 1
    return (start, end) if start <= end else None


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

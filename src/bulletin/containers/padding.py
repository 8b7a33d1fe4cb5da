"""Padding: tags and zeros between, before and behind sound files, which are no sound.

Layout: ID3v1 and its `TAG+` ("ID3v1 extended"), "APE Tags Header" (version 2), "Lyrics3 v1" and "v2".
"""

from __future__ import annotations

from typing import Final

from bulletin.containers import id3
from bulletin.containers.window import Window

_ID3V1: Final = 128
_ID3V1_EXTENDED: Final = 227
_APE_HEADER: Final = 32
_APE_IS_HEADER: Final = 1 << 29
_APE_HAS_HEADER: Final = 1 << 31
_LONGEST_LYRICS: Final = 1 << 20
_AT_ONCE: Final = 1 << 16


def end_of_padding(data: Window, place: int) -> int:
    """The first place from `place` on that is in no tag and not zero; the end of the file if there is none."""
    while place < len(data):
        size = _tag(data, place) or _zeros(data, place)
        if not size:
            return place
        place += size
    return min(place, len(data))


def start_of_last_tags(data: Window) -> int:
    """Where the ID3v1 and APE tags at the end of a file begin; its end if there are none."""
    end = len(data)
    if data.at(max(0, end - _ID3V1), 3) == b"TAG":
        end -= _ID3V1
    foot = data.at(max(0, end - _APE_HEADER), _APE_HEADER)
    if foot[:8] == b"APETAGEX":
        header = _APE_HEADER if int.from_bytes(foot[20:24], "little") & _APE_HAS_HEADER else 0
        end -= int.from_bytes(foot[12:16], "little") + header
    return max(0, end)


def _tag(data: Window, place: int) -> int:
    """Bytes of the tag that begins at `place`; 0 if none does."""
    head = data.at(place, _APE_HEADER)
    if size := id3.tag_size(head[: id3.HEADER]):
        return size
    if head[:4] == b"TAG+":
        return _ID3V1_EXTENDED
    if head[:3] == b"TAG":
        return _ID3V1
    if head[:8] == b"APETAGEX" and len(head) == _APE_HEADER:
        # The size counts the items and the footer.
        flags, size = int.from_bytes(head[20:24], "little"), int.from_bytes(head[12:16], "little")
        return _APE_HEADER + size if flags & _APE_IS_HEADER else _APE_HEADER
    if head[:11] == b"LYRICSBEGIN":
        ends = (data.find(end, place, place + _LONGEST_LYRICS) for end in (b"LYRICS200", b"LYRICSEND"))
        return max(0, max(ends) + 9 - place)
    return 0


def _zeros(data: Window, place: int) -> int:
    """How many zeros begin at `place`."""
    count = 0
    while near := data.at(place + count, _AT_ONCE):
        zeros = len(near) - len(near.lstrip(b"\0"))
        count += zeros
        if zeros < len(near):
            break
    return count

"""VTT reading: a WebVTT file that anyone may have written → its captions.

Follows the parsing algorithm of the W3C's WebVTT 1 (sections 6.1 to 6.4), with its habits: an arrow in a text ends the
caption and opens the next; "<" begins a tag, up to ">" or the end of the text; references such as `&amp;` are resolved.
Of tags only those of voices are kept.
Stricter than a player in one thing: a block that is neither caption nor note, style or region is an error.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bulletin.writers.caption_reading import Caption, seconds
from bulletin.writers.reading import read_text

_ARROW = "-->"
_TIMESTAMP = r"(?:([0-9]{2,}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})"
_TIMES = re.compile(rf"[ \t\f]*{_TIMESTAMP}[ \t\f]*-->[ \t\f]*{_TIMESTAMP}(?![0-9])")
_SIGNATURE = re.compile(r"WEBVTT(?:[ \t].*)?")
_NO_CAPTION = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t\n]|$)")
_TAG = re.compile(r"<[^>]*(?:>|$)")
_VOICE = re.compile(r"<v(?:\.[^ \t\n>]*)?[ \t\n]([^>]*)(?:>|$)")


@dataclass(slots=True)
class _Block:
    """Rows up to a blank one; `times` is the row with the arrow, if there is one."""

    above: list[str] = field(default_factory=list)
    times: str | None = None
    text: list[str] = field(default_factory=list)


def read_vtt(data: bytes) -> list[Caption]:
    """The captions of a WebVTT file, without their tags. Raises ValueError with what is wrong."""
    rows = read_text(data).replace("\0", "\ufffd").split("\n")
    if not _SIGNATURE.fullmatch(rows[0]):
        raise ValueError("it does not begin with WEBVTT")
    return [caption for block in _blocks(_below_header(rows)) for caption in _captions(block)]


def _below_header(rows: list[str]) -> list[str]:
    """The rows after the signature and its header, which ends with a blank row or before an arrow."""
    place = 1
    while place < len(rows) and rows[place] and _ARROW not in rows[place]:
        place += 1
    return rows[place:]


def _blocks(rows: list[str]) -> Iterator[_Block]:
    block = _Block()
    for row in rows:
        if not row:
            yield block
            block = _Block()
        elif _ARROW in row:
            # Only the first or second row of a block can have its times; any other arrow opens a block of its own.
            if block.times is not None or len(block.above) > 1:
                yield block
                block = _Block()
            block.times = row
        else:
            (block.above if block.times is None else block.text).append(row)
    yield block


def _captions(block: _Block) -> Iterator[Caption]:
    if block.times is None:
        if block.above and not _NO_CAPTION.match(block.above[0]):
            raise ValueError(f"a caption has no times: {block.above[0][:60]!r}")
        return
    times = _TIMES.match(block.times)
    if times is None:
        raise ValueError(f"a caption has no times: {block.times[:60]!r}")
    parts = times.groups()
    shown = "\n".join(block.text)
    voices = dict.fromkeys(" ".join(html.unescape(name).split()) for name in _VOICE.findall(shown))
    yield Caption(
        start=seconds(*parts[:4]),
        end=seconds(*parts[4:]),
        text=html.unescape(_TAG.sub("", shown)),
        voice=", ".join(voices),
    )

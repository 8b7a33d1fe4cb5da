"""Reading: captions, chapters and transcripts, read back from files that anyone may have written."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser

from bulletin.writers.audio.found import Mark

FARTHEST = 1e9
"""Larger numbers are not accepted as seconds."""

_TIMESTAMP = r"(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})"
_TIMES = re.compile(rf"{_TIMESTAMP}[ \t]+-->[ \t]+{_TIMESTAMP}(?:[ \t].*)?$")
_TAG = re.compile(r"</?[a-z0-9:.]*(?:[ .][^<>]*)?>", re.IGNORECASE)
_NOT_TEXT = frozenset({"script", "style", "template", "title"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """Text shown from `start` to `end`, in seconds."""

    start: float
    end: float
    text: str


def read_vtt(data: bytes) -> list[Caption]:
    """The captions of a WebVTT file, without their tags. Raises ValueError with what is wrong."""
    text = _decoded(data)
    if not re.match(r"WEBVTT(?:[ \t].*)?$", text.partition("\n")[0]):
        raise ValueError("it does not begin with WEBVTT")
    found = []
    for block in re.split(r"\n{2,}", text)[1:]:
        rows = [row for row in block.split("\n") if row]
        if not rows or re.match(r"(?:NOTE|STYLE|REGION)(?:\s|$)", rows[0]):
            continue
        caption = _caption(rows)
        found.append(
            Caption(start=caption.start, end=caption.end, text=html.unescape(_TAG.sub("", caption.text)))
        )
    return found


def read_srt(data: bytes) -> list[Caption]:
    """The captions of an SRT file. Raises ValueError with what is wrong."""
    blocks = re.split(r"\n{2,}", _decoded(data).strip("\n"))
    return [_caption([row for row in block.split("\n") if row]) for block in blocks if block.strip()]


def read_chapters(data: bytes) -> list[Mark]:
    """The chapters of a Podcasting 2.0 file (JSON, version 1.2). Raises ValueError with what is wrong."""
    try:
        document = json.loads(data)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    said = document if isinstance(document, dict) else {}
    rows, version = said.get("chapters"), said.get("version")
    if not (isinstance(rows, list) and isinstance(version, str)):
        raise ValueError("it has no list of chapters, or no version")  # noqa: TRY004  (a file, not an argument)
    found = []
    for number, row in enumerate(rows, start=1):
        told = row if isinstance(row, dict) else {}
        start, title = _number(told.get("startTime")), told.get("title")
        if start is None:
            raise ValueError(f"chapter {number} has no start time")
        end = _number(told.get("endTime"))
        found.append(Mark(start=start, end=end, title=title if isinstance(title, str) else ""))
    return found


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < FARTHEST:
        return None
    return float(value)


def read_text(data: bytes) -> str:
    """A text file. Raises ValueError if it is not UTF-8."""
    return _decoded(data)


def read_page(data: bytes) -> str:
    """The text of a web page, without its tags. Raises ValueError if it is not UTF-8."""
    page = _Page()
    page.feed(_decoded(data))
    page.close()
    return "".join(page.said)


class _Page(HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """A tag separates words."""
        self._hidden += tag in _NOT_TEXT
        self.said.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """A tag separates words."""
        self._hidden -= tag in _NOT_TEXT and self._hidden > 0
        self.said.append(" ")

    def handle_data(self, data: str) -> None:
        """Collect text, except scripts and styles."""
        if not self._hidden:
            self.said.append(data)


def _caption(rows: list[str]) -> Caption:
    for number, row in enumerate(rows[:2]):
        times = _TIMES.match(row.strip())
        if times:
            parts = times.groups()
            return Caption(
                start=_seconds(parts[:4]), end=_seconds(parts[4:]), text="\n".join(rows[number + 1 :])
            )
    raise ValueError(f"a caption has no times: {rows[0][:60]!r}")


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"it is no UTF-8 at byte {error.start:,}") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")

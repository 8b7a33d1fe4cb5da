"""Caption reading: a VTT or SRT file that anyone may have written → its captions."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from bulletin.writers.reading import read_text

_TIMESTAMP = r"(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})"
_TIMES = re.compile(rf"{_TIMESTAMP}[ \t]+-->[ \t]+{_TIMESTAMP}(?:[ \t].*)?$")
_TAG = re.compile(r"</?[a-z0-9:.]*(?:[ .][^<>]*)?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """Text shown from `start` to `end`, in seconds."""

    start: float
    end: float
    text: str


def read_vtt(data: bytes) -> list[Caption]:
    """The captions of a WebVTT file, without their tags. Raises ValueError with what is wrong."""
    text = read_text(data)
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
    blocks = re.split(r"\n{2,}", read_text(data).strip("\n"))
    return [_caption([row for row in block.split("\n") if row]) for block in blocks if block.strip()]


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

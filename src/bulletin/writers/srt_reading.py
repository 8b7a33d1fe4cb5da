r"""SRT reading: a SubRip file that anyone may have written → its captions, as the most lenient players read it.

SubRip has no specification. Players (FFmpeg, VLC, mpv with libass) take a timing anywhere in a row for the next caption,
a row with nothing but digits before it for its number, and skip blank rows. In a text they obey tags, hide what stands
in braces, resolve references such as `&amp;` and break rows at `\N`. This reader does all of it, so that a text that is
read back whole is shown whole by any of them.
"""

from __future__ import annotations

import html
import re

from bulletin.writers.caption_reading import Caption, seconds
from bulletin.writers.reading import read_text

_TIMESTAMP = r"(\d+):(\d{1,2}):(\d{1,2})[.,:](\d{1,3})"
_TIMES = re.compile(rf"{_TIMESTAMP}\s*-+>\s*{_TIMESTAMP}")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BRACES = re.compile(r"\{[^{}]*\}")
_BREAK = re.compile(r"\\[Nnh]")
_REFERENCE = re.compile(r"&#?\w+;")


def read_srt(data: bytes) -> list[Caption]:
    """The captions of an SRT file, without their markup. Raises ValueError with what is wrong."""
    found: list[tuple[float, float, list[str]]] = []
    above: list[str] = []
    for row in filter(None, map(str.strip, read_text(data).split("\n"))):
        times = _TIMES.search(row)
        if times is None:
            above.append(row)
            continue
        if above and above[-1].isdecimal():
            above.pop()
        if above and not found:
            raise ValueError(f"a caption has no times: {above[0][:60]!r}")
        if found:
            found[-1][2].extend(above)
        above = []
        parts = times.groups()
        found.append((seconds(*parts[:4]), seconds(*parts[4:]), []))
    if above and not found:
        raise ValueError(f"a caption has no times: {above[0][:60]!r}")
    if found:
        found[-1][2].extend(above)
    return [Caption(start=start, end=end, text=_shown("\n".join(rows))) for start, end, rows in found]


def _shown(text: str) -> str:
    bare = _BREAK.sub("\n", _BRACES.sub("", _TAG.sub("", text)))
    return _REFERENCE.sub(lambda reference: html.unescape(reference[0]), bare)

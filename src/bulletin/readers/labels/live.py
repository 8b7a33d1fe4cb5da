"""Live: what stands over the entries of a live page, and the numbers of a gallery's pictures."""

from __future__ import annotations

import re

from bulletin.readers.labels.line import Line
from bulletin.readers.labels.neighbours import Found, Indices
from bulletin.readers.labels.stamps import is_clock, is_stamp, is_timed_stamp

FEWEST_ENTRIES = 2
"""Entries of a live page, at least: one time alone may be the report's own."""

FEWEST_SLIDES = 3
"""Numbers of pictures, at least: "1/8" alone may be a score."""

_TITLES = ("h2", "h3", "h4", "strong")

_GLUED = re.compile(r"(?<=[0-9 ])([AaPp][Mm]|IST)(\d)")

_SLIDE = re.compile(r"\s*(?P<number>\d{1,3})\s?(?:/|of|में से)\s?(?P<all>\d{1,3})\s*")


def times_of_entries(lines: list[Line], found: Found) -> Indices:
    """Times over the entries of a live page: with the day, or over an entry's title; else the time is the entry's title."""
    stamped = [
        index
        for index, line in enumerate(lines)
        if found[index] is None and is_timed_stamp(_apart(line.text))
    ]
    if len(stamped) >= FEWEST_ENTRIES:
        yield from stamped
    times = [index for index, line in enumerate(lines) if found[index] is None and is_clock(line.text)]
    if len(times) < FEWEST_ENTRIES:
        return
    for index in times:
        days = [
            beside
            for beside in (index - 1, index + 1)
            if 0 < beside < len(lines) and found[beside] is None and is_stamp(lines[beside].text)
        ]
        below = index + 1 + (index + 1 in days)
        titled = below < len(lines) and lines[below].tag in _TITLES
        if lines[index].tag not in _TITLES and (days or titled):
            yield from (index, *days)


def _apart(text: str) -> str:
    """A stamp whose day is glued to its time: "05:02 PM22 जुलाई"."""
    return _GLUED.sub(r"\1 \2", text)


def slide_numbers(lines: list[Line], found: Found) -> Indices:
    """Numbers of a gallery's pictures, of how many each: "1/8", "2/8", "3/8"."""
    slides = [
        (index, int(match["number"]), int(match["all"]))
        for index, line in enumerate(lines)
        if found[index] is None and (match := _SLIDE.fullmatch(line.text))
    ]
    numbers = [number for _, number, _ in slides]
    steady = len({of for _, _, of in slides}) == 1 and numbers == sorted(set(numbers))
    if steady and len(slides) >= FEWEST_SLIDES and numbers[-1] <= slides[0][2]:
        yield from (index for index, _, _ in slides)

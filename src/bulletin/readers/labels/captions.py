"""Captions: lines that belong to a picture: what it shows, and who took it."""

from __future__ import annotations

import re
from functools import cache

from bulletin.readers.labels.agencies import agency
from bulletin.readers.labels.headings import may_be_heading
from bulletin.readers.labels.plain import COLON, has_any, mentions, plain_line
from bulletin.readers.labels.shapes import ends_sentence, is_numbered, is_sentence_like
from bulletin.readers.labels.site import is_outlet
from bulletin.readers.wordlists import any_of, verbose

MOST_SHOWN = 8
"""Words of a caption before the agency in brackets."""

SHORTEST_DOUBLED = 6
"""Letters that stand twice by no accident."""

_BEFORE_OUTLET = re.compile(r".{5,200}\s?[-–—]\s(?P<outlet>[^-–—]{3,30})")
_PICTURED = re.compile(r"(?:ते\s+हुए|ती\s+हुई|ता\s+हुआ|का\s+दृश्य|का\s+नज़?ारा|की\s+तस्वीर)\s*$")
_PERHAPS_PICTURED = re.compile(r"के\s+(?:साथ|दौरान|सामने|पास)\s*$")


def is_caption(line: str) -> bool:
    """Whether a word says that a whole line is a caption."""
    named = mentions(line, "labels", "picture", "stock") or has_any(line, "caption", "कैप्शन", "छाया")
    return named and _caption().match(line) is not None


def is_image(line: str) -> bool:
    """Whether a line is an image in Markdown."""
    return "![" in line and _markdown_image().fullmatch(line.strip()) is not None


def is_doubled(line: str) -> bool:
    """Whether a line is the same text twice without a space: a picture's description and its caption."""
    plain = plain_line(line)
    half = len(plain) // 2
    return half >= SHORTEST_DOUBLED and len(plain) % 2 == 0 and plain[:half] == plain[half:]


def is_outlets_picture(line: str) -> bool:
    """Whether a line is a caption with the site's name behind a dash."""
    match = _BEFORE_OUTLET.fullmatch(line.strip())
    return match is not None and is_outlet(match["outlet"])


def describes_picture(line: str, *, over_heading: bool) -> bool:
    """Whether only the wording of a line makes it a caption.

    "शिविर का निरीक्षण करते हुए" is one anywhere; "सृष्टि अपने पिता के साथ" only over a heading, since over a
    paragraph it could be the heading.
    """
    if not may_be_heading(line) or ends_sentence(line) or is_numbered(line):
        return False
    return bool(_PICTURED.search(line) or (over_heading and _PERHAPS_PICTURED.search(line)))


def is_agencys_picture(line: str) -> bool:
    """Whether a line is a few words, no sentence, and an agency in brackets: "अदालत का परिसर (ANI)"."""
    match = _agencys_picture().match(line) if line.endswith((")", "]")) else None
    return (
        match is not None
        and len(match["shown"].split()) <= MOST_SHOWN
        and not is_sentence_like(match["shown"])
    )


@cache
def _markdown_image() -> re.Pattern[str]:
    return re.compile(r"!\[[^\]]*\]\([^()\s]*\)")


@cache
def _caption() -> re.Pattern[str]:
    picture = any_of("labels", "picture")
    stock = rf"{any_of('labels', 'stock')}\s+{picture}"
    by = any_of("labels", "picture-by")
    return verbose(
        rf"""
        ^[\s(\[]*(?:(?:{picture}|caption|कैप्शन)(?:\s*{by})?|{stock}){COLON}.{{0,200}}$  # फोटो साभार: …
        | ^[\s(\[]*{stock}[)\]\s।.]*$
        | ^.{{1,160}}[।.(\[|]\s*{picture}(?:\s*{by})?{COLON}[^।.]{{1,60}}[)\]]?$  # … (फोटो: एएनआई)
        | ^[^।.]{{5,160}}[।.]?\s*[(\[][^()\[\]]{{2,30}}\s{picture}[)\]]$  # … (एजेंसी फोटो)
        | ^.{{5,160}}[(\[](?:छाया|छायाकार|छायांकन)\s?[:：][^()\[\]]{{2,40}}[)\]]$
        | ^.{{5,200}}{picture}:\s?[A-Za-z][^।]{{2,80}}$
        | ^\s*[(\[].{{1,160}},\s*{picture}{COLON}[^।.]{{1,60}}[)\]]$
        | ^.{{1,160}}[(\[]{stock}[)\]][।.]?$  # … (फाइल फोटो)
        """
    )


@cache
def _agencys_picture() -> re.Pattern[str]:
    return verbose(rf"^(?P<shown>[^।.!?:]{{2,80}}?)\s?[(\[](?:{agency()}|getty[^()]{{0,20}})[)\]]$")

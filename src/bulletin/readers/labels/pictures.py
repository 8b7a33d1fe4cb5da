"""Pictures: captions that only their place shows: over the picture's source, or with the site's name in brackets."""

from __future__ import annotations

import re

from bulletin.readers.labels.captions import MOST_SHOWN
from bulletin.readers.labels.label import Label
from bulletin.readers.labels.line import Line
from bulletin.readers.labels.neighbours import Found, Indices
from bulletin.readers.labels.plain import opens_with
from bulletin.readers.labels.shapes import ends_sentence, is_sentence_like
from bulletin.readers.labels.site import is_outlet

LONGEST_SHOWN = 90
"""Characters of what a picture shows, over its source."""

LOOKED_AT = 40
"""Lines at the beginning of a text among which the large picture is."""

SHORTEST_PROSE = 60
"""Characters of a sentence with which the report, or its dek, has begun."""

MOST_DEKS = 1

_IN_BRACKETS = re.compile(r"(?P<shown>[^।.!?:()\[\]]{8,120}?)\s?[(\[](?P<outlet>[^()\[\]]{3,40})[)\]]")


def captions_over_source(lines: list[Line], found: Found) -> Indices:
    """What the large picture shows, between a button and the line that names its source: "Image Source : …"."""
    begun = 0
    for index in range(1, min(LOOKED_AT, len(lines) - 1)):
        line = lines[index]
        if found[index] is not None:
            continue
        if len(line.text) >= SHORTEST_PROSE and ends_sentence(line.text):
            begun += 1
            if begun > MOST_DEKS:
                return
        above, below = found[index - 1], lines[index + 1]
        shown = len(line.text) <= LONGEST_SHOWN and not ends_sentence(line.text) and not line.tag
        if (
            shown
            and _is_button(above)
            and not below.opens_block
            and _is_source(below.text, found[index + 1])
            and any(label is None for label in found[: index - 1])
        ):
            yield index


def _is_button(label: Label | None) -> bool:
    return label is not None and label.rule in ("button", "site-button", "call-to-action")


def _is_source(line: str, label: Label | None) -> bool:
    return label is not None and label.rule == "picture-words" and opens_with(line, "labels", "picture")


def pictures_of_site(lines: list[Line], found: Found) -> Indices:
    """A few words and the site's name in brackets, under the headline: "हाथियों को खदेड़ते ग्रामीण (ETV Bharat)"."""
    spoken = False
    for index, line in enumerate(lines):
        if found[index] is not None:
            continue
        if spoken and line.tag not in ("h1", "h2", "h3", "li") and line.text.endswith((")", "]")):
            match = _IN_BRACKETS.fullmatch(line.text.strip())
            if match is not None and _is_shown(match["shown"]) and _opens_with_outlet(match["outlet"]):
                yield index
        spoken = True


def _is_shown(text: str) -> bool:
    return len(text.split()) <= MOST_SHOWN and not is_sentence_like(text)


def _opens_with_outlet(text: str) -> bool:
    """Whether a text is a site's name, perhaps with its region behind: "ETV Bharat Bihar"."""
    words = text.split()
    region = len(words) > 1 and text.isascii() and is_outlet(" ".join(words[:-1]))
    return is_outlet(text) or region

"""Wire: what an agency's copy has round its report: the slug and catch line on top, marks of its end, the editors' names."""

from __future__ import annotations

import re
from functools import cache

from bulletin.readers.labels.agencies import agency
from bulletin.readers.labels.credits import are_names
from bulletin.readers.labels.line import Line
from bulletin.readers.labels.neighbours import Found, Indices
from bulletin.readers.labels.plain import plain_line
from bulletin.readers.labels.shapes import ends_sentence
from bulletin.readers.wordlists import verbose

MOST_CATCH_WORDS = 4
"""Words of a catch line: "संसद-आधार विधेयक"."""

MOST_NAMES = 3
"""Words of the editors' names over the agency's."""

_END = re.compile(r"[(\[]?\s*(?:न{3,}|n{3,}|N{3,}|(?:शेष\s+)?जारी|क्रमशः|more|MORE)\s*[)\]]?")


def is_slug(line: str) -> bool:
    """Whether a line is an agency's slug: its desk and number, the day, the hour or place: "प्रादे48 3-12-1835 दि"."""
    return any(map(str.isdigit, line)) and _slug().fullmatch(line.strip()) is not None


def is_end(line: str) -> bool:
    """Whether a line is a mark of the end of a copy or of its part: "नननन", "(जारी)". The word alone may be a heading."""
    bare = line.strip()
    return _END.fullmatch(bare) is not None and (bare[:1] in "([" or len(set(bare)) == 1)


def slugs_on_top(lines: list[Line], found: Found) -> Indices:
    """The agency and its catch words in one, over the headline: "वार्ता-बिहार-हादसा"."""
    if len(lines) > 1 and found[0] is None and _agencys_slug().fullmatch(plain_line(lines[0].text)):
        yield 0


def catch_lines(lines: list[Line], found: Found) -> Indices:
    """The catch line under a slug, over the headline."""
    for index in range(1, min(4, len(lines) - 1)):
        above = found[index - 1]
        words = lines[index].text.split()
        if (
            found[index] is None
            and above is not None
            and above.rule in ("wire-slug", "wire-slug-on-top")
            and len(words) <= MOST_CATCH_WORDS
            and len(lines[index + 1].text.split()) > len(words)
            and not ends_sentence(lines[index].text)
        ):
            yield index


def names_over_agency(lines: list[Line], found: Found) -> Indices:
    """The editors' names over the agency's, where that stands last: "सतीश राम" / "वार्ता"."""
    for index in range(2, len(lines)):
        label = found[index]
        credit = label is not None and label.rule == "source-credit" and all(found[index:])
        above = lines[index - 1].text
        if (
            credit
            and found[index - 1] is None
            and len(above.split()) <= MOST_NAMES
            and are_names(above)
            and ends_sentence(lines[index - 2].text)
            and _alone().fullmatch(plain_line(lines[index].text))
        ):
            yield index - 1
            return


@cache
def _slug() -> re.Pattern[str]:
    return verbose(
        r"""
        [\u0900-\u097f]{2,8}\s?\d{1,4}  # the desk and the copy's number
        \s+\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}  # the day, month and hour
        (?:\s+[\u0900-\u097f]{1,8}\.?){0,2}
        """
    )


@cache
def _agencys_slug() -> re.Pattern[str]:
    return verbose(rf"{agency()}(?:\s?[-–]\s?[\u0900-\u097f]{{2,20}}){{1,5}}")


@cache
def _alone() -> re.Pattern[str]:
    return verbose(agency())

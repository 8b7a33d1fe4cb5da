"""Frame: a station's announcements: what is in their braces, and their segments.

{date} and {time} are written in figures and spoken in words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bulletin.errors import ConfigurationError
from bulletin.language.hindi.numbers import cardinal
from bulletin.language.sentences import split
from bulletin.language.tables import words
from bulletin.schema.article import Passage
from bulletin.schema.script import Role, Segment
from bulletin.schema.station import Station
from bulletin.script.write import PLAIN, Diction, segment_of

WEEKDAYS = ("सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार", "रविवार")

DAY_PARTS = ((4, "सुबह"), (12, "दोपहर"), (16, "शाम"), (20, "रात"))
"""The hour from which each part of the day is named; before the first, it is night."""

_FIELD = re.compile(r"\{([^{}]*)\}")

FIELDS = ("station", "programme", "reader", "date", "time", "headlines")
"""What an announcement may have in braces."""


def values_of(station: Station, at: datetime) -> dict[str, str]:
    """Return the value of each field at the bulletin's own time."""
    names = [reader.name for reader in station.readers]
    return {
        "station": station.name,
        "programme": station.programme,
        "reader": together(names) if names else station.reader,
        "headlines": cardinal(station.headlines),
        "date": f"{WEEKDAYS[at.weekday()]}, {at.day} {_months()[at.month - 1]} {at.year}",
        "time": f"{_day_part(at.hour)} {(at.hour - 1) % 12 + 1}{f':{at.minute:02d}' if at.minute else ''} बजे",
    }


def check_announcement(announcement: str, source: str) -> None:
    """Check that an announcement has only `FIELDS` in braces. Raises ConfigurationError (78) otherwise."""
    for match in _FIELD.finditer(announcement):
        if match[1] not in FIELDS:
            import difflib

            close = difflib.get_close_matches(match[1], FIELDS, n=1)
            meant = (
                f"Did you mean {{{close[0]}}}?"
                if close
                else f"Use {', '.join(f'{{{one}}}' for one in FIELDS)}."
            )
            raise ConfigurationError(
                f"{match.group()} in an announcement is not a known field.",
                error_id="station.place",
                source=source,
                remedy=meant,
            )


def together(names: Sequence[str]) -> str:
    """Return names as a list is said: अनीता, रवि और मीना."""
    return " और ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcer:
    """What makes segments of announcements."""

    values: Mapping[str, str]
    """Of the fields in braces."""
    voice: str = ""
    diction: Diction = PLAIN

    def says(
        self,
        segment_id: str,
        role: Role,
        story: int,
        announcement: str,
        reader: str = "",
        following: str = "",
    ) -> tuple[Segment, ...]:
        """Return the segment of an announcement, with its fields filled in; none if it is empty.

        `reader` says it; {reader} in it is `following`, or all newsreaders.
        """
        known = {**self.values, "reader": following} if following else self.values
        text = " ".join(_FIELD.sub(lambda match: known.get(match[1], match.group()), announcement).split())
        return self.reads(segment_id, role, story, text, reader)

    def reads(
        self, segment_id: str, role: Role, story: int, text: str, reader: str = ""
    ) -> tuple[Segment, ...]:
        """Return the segment of a text as it stands; none if it is empty."""
        if not text:
            return ()
        sentences: list[tuple[str, str | None]] = [(sentence, None) for sentence in split(text)]
        passage = Passage(text=text, line=0)
        segment = segment_of(segment_id, role, story, passage, self.voice, sentences, self.diction)
        return (replace(segment, reader=reader),)


def _months() -> tuple[str, ...]:
    """Return the Hindi names of the months, January first."""
    names: dict[int, str] = {}
    for written, _, number in words("hindi/words/months.tsv"):
        names.setdefault(int(number), written)
    return tuple(names[number] for number in range(1, 13))


def _day_part(hour: int) -> str:
    named = [name for since, name in DAY_PARTS if since <= hour]
    return named[-1] if named else DAY_PARTS[-1][1]

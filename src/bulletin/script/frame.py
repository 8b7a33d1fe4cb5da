"""Frame: a station's announcements before and after the stories.

{date} and {time} are written in figures and spoken in words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bulletin.errors import ConfigurationError
from bulletin.language.sentences import split
from bulletin.language.tables import words
from bulletin.schema.article import Passage
from bulletin.schema.script import Role, Script, Segment
from bulletin.script.write import PLAIN, Diction, segment_of

WEEKDAYS = ("सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार", "रविवार")

DAY_PARTS = ((4, "सुबह"), (12, "दोपहर"), (16, "शाम"), (20, "रात"))
"""The hour from which each part of the day is named; before the first, it is night."""

_FIELD = re.compile(r"\{([^{}]*)\}")

FIELDS = ("station", "programme", "reader", "date", "time")
"""What an announcement may have in braces."""


def values_of(station: str, programme: str, reader: str, at: datetime) -> dict[str, str]:
    """Return the value of each field at the time when the bulletin is made."""
    return {
        "station": station,
        "programme": programme,
        "reader": reader,
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


def framed(
    script: Script,
    opening: str,
    closing: str,
    values: Mapping[str, str],
    *,
    voice: str = "",
    diction: Diction = PLAIN,
) -> Script:
    """Return the script with the opening before its first segment and the closing after its last, unless empty."""
    last = script.segments[-1].story if script.segments else 0
    before = _announcement("opening", 0, opening, values, voice, diction)
    after = _announcement("closing", last, closing, values, voice, diction)
    return replace(script, segments=(*before, *script.segments, *after))


def _announcement(
    role: Role, story: int, announcement: str, values: Mapping[str, str], voice: str, diction: Diction
) -> tuple[Segment, ...]:
    text = " ".join(_FIELD.sub(lambda match: values.get(match[1], match.group()), announcement).split())
    if not text:
        return ()
    sentences: list[tuple[str, str | None]] = [(sentence, None) for sentence in split(text)]
    passage = Passage(text=text, line=0)
    return (segment_of(role, role, story, passage, voice, sentences, diction),)


def _months() -> tuple[str, ...]:
    """Return the Hindi names of the months, January first."""
    names: dict[int, str] = {}
    for written, _, number in words("hindi/words/months.tsv"):
        names.setdefault(int(number), written)
    return tuple(names[number] for number in range(1, 13))


def _day_part(hour: int) -> str:
    named = [name for since, name in DAY_PARTS if since <= hour]
    return named[-1] if named else DAY_PARTS[-1][1]

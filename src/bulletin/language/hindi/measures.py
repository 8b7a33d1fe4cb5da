"""Measures and rates: 5 किमी → पाँच किलोमीटर, 80 km/h → अस्सी किलोमीटर प्रति घंटा, 1200 sq ft → … वर्ग फुट."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bulletin.language.hindi.numbers import number
from bulletin.language.hindi.rule import DASH, DEVANAGARI, LETTER, NOT_IN_NUMBER, NUMBER, NUMBER_ENDS, Saying
from bulletin.language.tables import lookup, words


@cache
def _measured() -> re.Pattern[str]:
    rows = sorted(words("hindi/words/units.tsv"), key=lambda row: len(row[0]), reverse=True)
    unit = "|".join(re.escape(row[0]) for row in rows if len(row) < 3)
    per = "|".join(re.escape(row[0]) for row in rows)
    return re.compile(
        rf"{NOT_IN_NUMBER}(?P<minus>(?<![\w{DEVANAGARI}])-(?=\d))?(?P<first>{NUMBER}){NUMBER_ENDS}"
        rf"(?:(?P<to>{DASH}|\s+से\s+|\s?[x×X]\s?)(?P<second>{NUMBER}){NUMBER_ENDS})?"
        rf"(?P<gap>\s?-?)(?P<unit>{unit})(?![{LETTER}\d²³])(?P<stop>\.(?=\s?[{DEVANAGARI}]))?"
        rf"(?:\s?/\s?(?P<per>{per})(?![{LETTER}])|\s+प्रति\s+(?P<per_word>घं\.?|से\.?|मि\.?)(?![{LETTER}]))?"
    )


_ALONE = re.compile(
    rf"(?<![{LETTER}\d])(?P<unit>वर्ग कि\.मी\.|कि\.मी\.|वर्ग किमी|किमी|किग्रा|मिमी|सेमी)(?:/(?P<per>घंटा|घंटे))?(?![{LETTER}])"
)
_SHORT_PER = {"घं": "घंटा", "से": "सेकंड", "मि": "मिनट"}


def speak_measures(text: str) -> Iterator[Saying]:
    """A number, or a range of two, and its unit in full. Units never change for number in speech."""
    units = lookup("hindi/words/units.tsv")
    for match in _measured().finditer(text):
        said = number(match["first"])
        if match["second"]:
            joint = "बाई" if match["to"].strip().casefold() in ("x", "×") else "से"
            said = f"{said} {joint} {number(match['second'])}"
        if match["minus"]:
            said = f"माइनस {said}"
        said = f"{said} {units[match['unit']]}"
        if match["per"]:
            said = f"{said} प्रति {_singular(units[match['per']])}"
        elif match["per_word"]:
            said = f"{said} प्रति {_SHORT_PER[match['per_word'].rstrip('.')]}"
        yield Saying(match.start(), match.end(), said)


def speak_lone_units(text: str) -> Iterator[Saying]:
    """Short units without a number before them: प्रति किमी, कई कि.मी. → किलोमीटर."""
    units = lookup("hindi/words/units.tsv")
    for match in _ALONE.finditer(text):
        said = units[match["unit"]]
        if match["per"]:
            said = f"{said} प्रति घंटा"
        yield Saying(match.start(), match.end(), said)


def _singular(unit: str) -> str:
    return {"घंटे": "घंटा"}.get(unit, unit)

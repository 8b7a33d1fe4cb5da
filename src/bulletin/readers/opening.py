"""Opening: what stands around headline and dek and is not spoken: crumbs, repeats, names, towns and days."""

from __future__ import annotations

from bulletin.language.characters import letters_and_digits
from bulletin.language.sentences import split
from bulletin.readers.labels.bylines import is_name
from bulletin.readers.labels.datelines import is_dateline
from bulletin.readers.labels.headings import opens_points
from bulletin.readers.labels.kickers import split_kicker
from bulletin.readers.labels.label import is_on, label
from bulletin.readers.labels.line import Line
from bulletin.readers.labels.places import is_place
from bulletin.readers.labels.plain import has_any
from bulletin.readers.labels.shapes import ends_sentence, ends_with_colon, is_bullet
from bulletin.readers.labels.site import is_crumb
from bulletin.readers.labels.stamps import is_stamp
from bulletin.readers.ledger import Ledger
from bulletin.schema.article import Passage

SHORTEST_HEADLINE = 4
"""Words of a headline under a line of Latin letters that is no part of the article."""

_OF_TOWNS = ("गांव", "शहर", "जिले", "जिला", "कस्बे", "तहसील", "थाना", "नगर")
"""Words one of which follows a town's name that no table has."""

LOOKED_AT = 30
"""Characters at a line's end by which most lines are told from the headline."""

SHORTEST_TITLE = 15
"""Letters of a page's title that repeats the beginning of the headline."""


def without_crumbs(lines: list[Line], ledger: Ledger) -> list[Line]:
    """The lines without the first ones that name sections of the site: "खेल", "क्रिकेट"."""
    while (
        len(lines) > 1
        and is_on("section-on-top")
        and (is_crumb(lines[0].text) or _is_latin_path(lines[0].text, lines[1].text))
    ):
        ledger.leave_out(lines[0], lines[0].text, label("section-on-top"))
        lines = lines[1:]
    return lines


_PAPERS = ("टाइम्स", "दर्पण", "भास्कर", "जागरण", "पत्रिका", "न्यूज", "न्यूज़", "एक्सप्रेस", "केसरी", "हेराल्ड", "ट्रिब्यून")
"""Last words of a paper's name."""
MOST_OF_NAME = 3
"""Words of a paper's name."""
LEAST_OF_HEADLINE = 6
"""Words of the headline below it."""


def without_masthead(lines: list[Line], ledger: Ledger) -> list[Line]:
    """The lines without a paper's name alone above the headline: "राजगढ़ टाइम्स"."""
    if len(lines) < 3 or lines[0].tag or not is_on("masthead"):
        return lines
    name = lines[0].text.split()
    if not (1 < len(name) <= MOST_OF_NAME and name[-1] in _PAPERS):
        return lines
    if len(lines[1].text.split()) < LEAST_OF_HEADLINE or ends_sentence(lines[1].text):
        return lines
    ledger.leave_out(lines[0], lines[0].text, label("masthead"))
    return lines[1:]


def without_short_title(lines: list[Line], ledger: Ledger) -> list[Line]:
    """The lines without a first one that is only the beginning of the headline below: the page's title."""
    if len(lines) > 2 and is_on("short-title") and _is_short_title(lines[0], lines[1]):
        ledger.leave_out(lines[0], lines[0].text, label("short-title"))
        return lines[1:]
    return lines


def without_repeats(
    lines: list[Line], ledger: Ledger, head: Passage | None, rule: str, *, first: int
) -> list[Line]:
    """The lines without those of the `first` ones that only repeat `head`, the headline or dek, by this rule."""
    if head is None or not is_on(rule):
        return lines
    kept: list[Line] = []
    wanted = _letters(head.text)
    for index, line in enumerate(lines):
        if index < first and _repeats(line.text, wanted):
            ledger.leave_out(line, line.text, label(rule))
        else:
            kept.append(line)
    return kept


def _repeats(text: str, wanted: str) -> bool:
    """Whether a line without its kicker has the letters `wanted`; they are at its end, and most lines end in others."""
    end = _letters(text[-LOOKED_AT:])
    if not (wanted.endswith(end) or end.endswith(wanted)):
        return False
    return _letters(split_kicker(text, headline=True)[1]) == wanted


def without_town(lines: list[Line], ledger: Ledger) -> list[Line]:
    """The lines without a dateline in a line of its own, above its paragraph: "नई दिल्ली:"."""
    towns = [
        line
        for index, line in enumerate(lines)
        if (ends_with_colon(line.text) and _is_town(line.text.rstrip(" :-ः"), lines[index + 1 : index + 2]))
        or is_dateline(line.text.rstrip(" ,"))
    ]
    # Several of them are headings, and so is one further down.
    if len(towns) != 1 or towns[0] is lines[-1] or not is_on("town-line"):
        return lines
    if sum(len(split(line.text)) > 1 for line in lines[: lines.index(towns[0])]) > 1:
        return lines
    ledger.leave_out(towns[0], towns[0].text, label("town-line"))
    return [line for line in lines if line is not towns[0]]


def _is_town(name: str, below: list[Line]) -> bool:
    """Whether a name is a known place, or one of a word with which the paragraph below opens as well."""
    if is_place(name):
        return True
    one = len(name.split()) == 1 and len(below) == 1 and len(split(below[0].text)) > 1
    return one and below[0].text.startswith(f"{name} ") and has_any(below[0].text[:LOOKED_AT], *_OF_TOWNS)


def without_name(lines: list[Line], ledger: Ledger) -> list[Line]:
    """The lines without the first ones that are only a writer's name, a place or a day."""
    while len(lines) > 1 and not is_bullet(lines[1].text):
        rule = _name_or_place(lines[0].text)
        if (
            rule is None
            or not is_on(rule)
            or (rule == "day-under-headline" and any(map(_is_town_or_day, lines[1:])))
        ):
            # Where every section has a town or a day over it, the first is no dateline.
            break
        ledger.leave_out(lines[0], lines[0].text, label(rule))
        lines = lines[1:]
    return lines


def _is_latin_path(line: str, following: str) -> bool:
    """Whether a first line is the path to the page in Latin letters, over a headline that has none or few."""
    return (
        line.isascii()
        and not ends_sentence(line)
        and not following.isascii()
        and len(following.split()) >= SHORTEST_HEADLINE
        and not ends_sentence(following)
    )


def _is_short_title(first: Line, second: Line) -> bool:
    short, whole = (_letters(split_kicker(line.text, headline=True)[1]) for line in (first, second))
    return (
        SHORTEST_TITLE <= len(short) < len(whole) and whole.startswith(short) and len(split(second.text)) == 1
    )


def _name_or_place(line: str) -> str | None:
    """The rule by which a whole line under the headline is no text: a byline, or a dateline ("पटना, 3 मई", "26 नवंबर 2026")."""
    if is_name(line):
        return "name-under-headline"
    if line.isascii() and line.strip().isalpha() and not opens_points(line):
        return "word-under-headline"
    if is_place(line.strip()) or is_dateline(line) or is_stamp(line):
        return "day-under-headline"
    return None


def _is_town_or_day(line: Line) -> bool:
    return is_place(line.text.strip()) or is_stamp(line.text)


def _letters(text: str) -> str:
    return letters_and_digits(text).casefold()

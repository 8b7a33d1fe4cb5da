"""The chain: the ordered table of rules, and the walk of one sentence through it.

Order matters. What claims the most context comes first: an address before its dots are full stops, a date
before its numbers are counts, money before its sign is lost. What a rule has said stands as one private
letter for the rules after it, so nothing is said twice, and each keeps its place in the written text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from bulletin.language.characters import Tidied, tidy
from bulletin.language.hindi.abbreviations import expand_abbreviations
from bulletin.language.hindi.acronyms import speak_acronyms
from bulletin.language.hindi.addresses import speak_addresses
from bulletin.language.hindi.cardinals import speak_numbers
from bulletin.language.hindi.codes import speak_codes
from bulletin.language.hindi.dates import speak_dates
from bulletin.language.hindi.foreign import speak_foreign
from bulletin.language.hindi.fractions import speak_fractions
from bulletin.language.hindi.latin import speak_latin
from bulletin.language.hindi.measures import speak_measures
from bulletin.language.hindi.money import speak_money
from bulletin.language.hindi.ordinals import speak_ordinals
from bulletin.language.hindi.percent import speak_percent
from bulletin.language.hindi.punctuation import settle
from bulletin.language.hindi.ranges import speak_ranges
from bulletin.language.hindi.roman import speak_roman
from bulletin.language.hindi.rule import LETTER, SAID, Rule
from bulletin.language.hindi.scores import speak_scores
from bulletin.language.hindi.signs import speak_signs
from bulletin.language.hindi.telephones import speak_telephones
from bulletin.language.hindi.temperature import speak_temperature
from bulletin.language.hindi.times import speak_times
from bulletin.language.hindi.years import speak_years
from bulletin.schema.script import Change

RULES: tuple[Rule, ...] = (
    Rule("addresses", speak_addresses),
    Rule("abbreviations", expand_abbreviations),
    Rule("telephones", speak_telephones, needs="digit"),
    Rule("dates", speak_dates, needs="digit"),
    Rule("times", speak_times, needs="digit"),
    Rule("scores", speak_scores, needs="digit"),
    Rule("temperature", speak_temperature, needs="digit"),
    # Money and percent must meet their numbers before the number rules do.
    Rule("money", speak_money, needs="digit"),
    Rule("percent", speak_percent, needs="digit"),
    Rule("ordinals", speak_ordinals, needs="digit"),
    Rule("codes", speak_codes, needs="digit"),
    Rule("fractions", speak_fractions, needs="digit"),
    Rule("measures", speak_measures, needs="digit"),
    Rule("years", speak_years, needs="digit"),
    Rule("ranges", speak_ranges, needs="digit"),
    Rule("numbers", speak_numbers, needs="digit"),
    Rule("roman", speak_roman, needs="latin"),
    Rule("acronyms", speak_acronyms, needs="latin"),
    Rule("latin", speak_latin, needs="latin"),
    # The fall-back: from here on no Latin letter is left.
    Rule("foreign", speak_foreign, needs="latin"),
    Rule("signs", speak_signs),
)
"""All rules in the order in which they are applied. `characters` and `punctuation` frame them and cannot
be switched off: no engine may meet a sign it would read aloud or lose."""

_DIGIT = re.compile(r"\d")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_FIRST_PRIVATE = 0xE000
_PRIVATES = 6400
LONGEST_STRETCH = 5_000
"""Characters spoken at one go. A longer sentence is taken in stretches, cut at white space where there is
any, so that time stays in proportion to the text and private letters never run out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A sentence as it is said, and what every rule did to it."""

    text: str
    changes: tuple[Change, ...]


def rule_names() -> tuple[str, ...]:
    """The names of the rules, in order, as they stand on the ledger."""
    return tuple(rule.name for rule in RULES)


def speak(written: str, *, without: frozenset[str] = frozenset(), lexicon: Rule | None = None) -> Spoken:
    """Say `written` in words: only Devanagari (and other scripts' letters), spaces and `, । ? !` are left.

    `without` names rules that are switched off; what they would have said falls to the rules behind them.
    `lexicon`, a newsroom's own words, goes before all rules. Pure, deterministic, and never raises.
    """
    rules = tuple(rule for rule in RULES if rule.name not in without) if without else RULES
    if lexicon is not None:
        rules = (lexicon, *rules)
    if len(written) <= LONGEST_STRETCH:
        return _speak_stretch(written, 0, rules)
    texts: list[str] = []
    changes: list[Change] = []
    for start, stretch in _stretches(written):
        spoken = _speak_stretch(stretch, start, rules)
        if spoken.text:
            texts.append(spoken.text)
        changes += spoken.changes
    return Spoken(text=settle(" ".join(texts)), changes=tuple(changes))


def _stretches(written: str) -> Iterator[tuple[int, str]]:
    start = 0
    while len(written) - start > LONGEST_STRETCH:
        cut = max(written.rfind(space, start, start + LONGEST_STRETCH) for space in " \n")
        cut = cut + 1 if cut > start else start + LONGEST_STRETCH
        yield start, written[start:cut]
        start = cut
    yield start, written[start:]


@dataclass(slots=True)
class _Said:
    rule: str
    start: int
    """Place in the tidied text."""
    end: int
    words: str


def _speak_stretch(written: str, offset: int, rules: tuple[Rule, ...]) -> Spoken:
    tidied = tidy(written)
    said: list[_Said] = []
    text = tidied.text
    has_digit = _DIGIT.search(text) is not None
    has_latin = _LATIN.search(text) is not None
    for rule in rules:
        if (rule.needs == "digit" and not has_digit) or (rule.needs == "latin" and not has_latin):
            continue
        text = _apply(rule, text, said)
    return Spoken(
        text=settle(_expand(_HYPHEN.sub(" ", text), said)),
        changes=_ledger(written, offset, tidied, said),
    )


def _apply(rule: Rule, text: str, said: list[_Said]) -> str:
    """The text after `rule`, what it said standing as private letters; `said` grows by its sayings."""
    sayings = list(rule.apply(text))
    if not sayings:
        return text
    parts: list[str] = []
    last = 0
    places = _places(text, said)
    for saying in sayings:
        if saying.start < last or len(said) >= _PRIVATES:
            continue
        parts.append(text[last : saying.start])
        parts.append(chr(_FIRST_PRIVATE + len(said)))
        said.append(_Said(rule.name, places(saying.start), places(saying.end), saying.words))
        last = saying.end
    parts.append(text[last:])
    return "".join(parts)


_PRIVATE = re.compile("[\ue000-\uf8ff]")
_HYPHEN = re.compile(f"(?<=[{LETTER}{SAID}\\d])-(?=[{LETTER}{SAID}])")
"""A hyphen within a pair of words or between a word and what was said of a number: चंद्रयान-3."""


def _places(text: str, said: list[_Said]) -> Callable[[int], int]:
    """A function from a place in `text` to the place in the tidied text, for places in rising order."""
    stands = [(match.start(), said[ord(match.group()) - _FIRST_PRIVATE]) for match in _PRIVATE.finditer(text)]
    index = 0
    shift = 0

    def place(at: int) -> int:
        nonlocal index, shift
        while index < len(stands) and stands[index][0] < at:
            item = stands[index][1]
            shift += item.end - item.start - 1
            index += 1
        return at + shift

    return place


def _expand(text: str, said: list[_Said]) -> str:
    """Put the words in place of the private letters, with spaces around them where words meet."""

    def words(match: re.Match[str]) -> str:
        inner = said[ord(match.group()) - _FIRST_PRIVATE].words
        return f" {_PRIVATE.sub(words, inner)} " if inner else ""

    return _PRIVATE.sub(words, text)


def _ledger(written: str, offset: int, tidied: Tidied, said: list[_Said]) -> tuple[Change, ...]:
    """The changes in the order of the written text. What a later rule took over is listed once, by it."""
    changes: list[Change] = []
    reached = -1
    for item in sorted(said, key=lambda one: (one.start, -one.end)):
        if item.end <= reached:
            continue
        reached = item.end
        start, end = tidied.place(item.start, written), tidied.place(item.end, written)
        changes.append(
            Change(
                rule=item.rule,
                written=written[start:end],
                spoken=" ".join(_expand(item.words, said).split()),
                start=offset + start,
            )
        )
    return tuple(changes)


@cache
def names() -> frozenset[str]:
    """The names of all rules, for checking what a user switches off."""
    return frozenset(rule_names())

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
from bulletin.language.hindi.punctuation import settle
from bulletin.language.hindi.rule import LETTER, PLACEHOLDER, Rule, lazy

TYPE_CHECKING = False  # as typing has it, without the time to import typing
if TYPE_CHECKING:
    from bulletin.schema.change import Change

_MONTHS = ("जन", "फर", "फ़र", "मार्च", "अप्रै", "मई", "जून", "जुल", "अग", "सित", "अक", "नव", "दिस")
_DATE = r"[\dA-Za-z](?:(?<=[A-Za-z])|/\d|[.-]\d\d?[.-]\d)"
_SHARES = ("%", "प्रतिशत", "फीसद", "फ़ीसद", "परसेंट", "per", "bps")
_MONEY = ("₹", "$", "€", "£", "¥", "रु", "रू", "/-", "डॉलर/", "यूरो/", "पाउंड/", "पैसे/")
_ENDING = r"\d\s?-?(?:[वलरथ][ाीे]|ठ|st|nd|rd|th)"
_CODE = r"[ीडमसफग][ -]?\d|\d[जड]|24|20-20|[1-9]['\"’”:]"
_SCALE = "ह|ला|कर|अर|खर|मिल|बि|ट्रि"
_UNIT = rf"\d\+?\s?-?(?:[A-Za-zµμ\"″”/×]|{_SCALE}|इं|कि|क्वि|ग्रा|फी|मि(?!न)|मी|मेगा|ली|वर्ग|से[.मं]|घं\.)"
_UNITS = ("किमी", "कि.मी", "किग्रा", "मिमी", "सेमी")
_LATIN_DOT = r"\.(?<=[A-Za-z0-9]\.)[A-Za-z0-9.-](?<!\d\.\d)"
_SHORTENED = r"[.A-Za-z(](?!(?<=\d\.)\d)"
_SIGN = "[→#%&+~≈≤≥<-@°₹$€£¥×÷§©®™²³¹⁰⁴-⁹]"
_DASHES = ("-", "–", "—")

RULES: tuple[Rule, ...] = (
    Rule("addresses", lazy("addresses.speak_addresses"), "", ("@", "#", "://"), (_LATIN_DOT,)),
    Rule("abbreviations", lazy("abbreviations.expand_abbreviations"), "", ("'", "’"), (_SHORTENED,)),
    Rule("telephones", lazy("telephones.speak_telephones"), "digit", (), (r"\d\d\d|\d[Xx*]{3}",)),
    Rule("dates", lazy("dates.speak_dates"), "digit", _MONTHS, (_DATE,)),
    Rule("times", lazy("times.speak_times"), "digit", ("बजे", ":"), (r"[AaPp]\.?\s?[Mm]",)),
    Rule("scores", lazy("scores.speak_scores"), "digit", ("/", "*", "4s", "4S", "'", "’", "′", *_DASHES)),
    Rule("temperature", lazy("temperature.speak_temperature"), "digit", ("°", "डिग्री")),
    # Money and percent must meet their numbers before the number rules do.
    Rule("money", lazy("money.speak_money"), "digit", _MONEY, ("[A-Za-z]",)),
    Rule("percent", lazy("percent.speak_percent"), "digit", _SHARES),
    Rule("ordinals", lazy("ordinals.speak_ordinals"), "digit", (), (_ENDING,)),
    Rule("codes", lazy("codes.speak_codes"), "digit", (), ("[A-Za-z]", _CODE)),
    Rule("fractions", lazy("fractions.speak_fractions"), "digit", ("/", ":")),
    Rule("measures", lazy("measures.speak_measures"), "digit", ("100",), (_UNIT,)),
    Rule("years", lazy("years.speak_years"), "digit", (), (r"[12]\d\d\d",)),
    Rule("ranges", lazy("ranges.speak_ranges"), "digit", _DASHES),
    Rule("numbers", lazy("cardinals.speak_numbers"), "digit"),
    Rule("roman", lazy("roman.speak_roman"), "latin", ("I", "V", "X", "L")),
    Rule("acronyms", lazy("acronyms.speak_acronyms"), "latin", (), ("[A-Z]",)),
    Rule("latin", lazy("latin.speak_latin"), "latin"),
    # The fall-back: from here on no Latin letter is left.
    Rule("foreign", lazy("foreign.speak_foreign"), "latin"),
    Rule("signs", lazy("signs.speak_signs"), "", _UNITS, (_SIGN,)),
)
"""All rules in the order in which they are applied. `characters` and `punctuation` frame them and cannot
be switched off: no engine may meet a sign it would read aloud or lose. Whoever teaches a rule something new
looks at its cues, too; a test holds them against all cases."""

_DIGIT = re.compile(r"\d")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_FIRST_PRIVATE = 0xE000
_PRIVATES = 6400
LONGEST_SPAN = 5_000
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
    if len(written) <= LONGEST_SPAN:
        return _speak_span(written, 0, rules)
    texts: list[str] = []
    changes: list[Change] = []
    for start, span in _spans(written):
        spoken = _speak_span(span, start, rules)
        if spoken.text:
            texts.append(spoken.text)
        changes += spoken.changes
    return Spoken(text=settle(" ".join(texts)), changes=tuple(changes))


def _spans(written: str) -> Iterator[tuple[int, str]]:
    start = 0
    while len(written) - start > LONGEST_SPAN:
        cut = max(written.rfind(space, start, start + LONGEST_SPAN) for space in " \n")
        cut = cut + 1 if cut > start else start + LONGEST_SPAN
        yield start, written[start:cut]
        start = cut
    yield start, written[start:]


class _Replaced:
    """A stretch of the tidied text and what a rule said for it."""

    __slots__ = ("end", "rule", "start", "words")

    def __init__(self, rule: str, start: int, end: int, words: str) -> None:
        self.rule, self.start, self.end, self.words = rule, start, end, words


def _speak_span(written: str, offset: int, rules: tuple[Rule, ...]) -> Spoken:
    tidied = tidy(written)
    replaced: list[_Replaced] = []
    text = tidied.text
    has_digit = _DIGIT.search(text) is not None
    has_latin = _LATIN.search(text) is not None
    for rule in rules:
        if (rule.needs == "digit" and not has_digit) or (rule.needs == "latin" and not has_latin):
            continue
        if may_apply(rule, text):
            text = _apply(rule, text, replaced)
            has_digit = has_digit and _DIGIT.search(text) is not None
    if "-" in text:
        text = _hyphen().sub(" ", text)
    return Spoken(
        text=settle(_expand(text, replaced)),
        changes=_ledger(written, offset, tidied, replaced) if replaced else (),
    )


def may_apply(rule: Rule, text: str) -> bool:
    """Whether `text` holds one of the rule's cues or fits one of its patterns, or the rule asks for none."""
    return (
        any(cue in text for cue in rule.cues)
        or any(find(text) for find in _finders(rule.patterns))
        or not (rule.cues or rule.patterns)
    )


@cache
def _finders(patterns: tuple[str, ...]) -> tuple[Callable[[str], object], ...]:
    return tuple(re.compile(pattern).search for pattern in patterns)


def _apply(rule: Rule, text: str, replaced: list[_Replaced]) -> str:
    """The text after `rule`, what it said standing as private letters; `said` grows by its sayings."""
    replacements = list(rule.apply(text))
    if not replacements:
        return text
    parts: list[str] = []
    last = 0
    places = _places(text, replaced)
    for replacement in replacements:
        if replacement.start < last or len(replaced) >= _PRIVATES:
            continue
        parts.append(text[last : replacement.start])
        parts.append(chr(_FIRST_PRIVATE + len(replaced)))
        replaced.append(
            _Replaced(rule.name, places(replacement.start), places(replacement.end), replacement.words)
        )
        last = replacement.end
    parts.append(text[last:])
    return "".join(parts)


_PRIVATE = re.compile("[\ue000-\uf8ff]")


@cache
def _hyphen() -> re.Pattern[str]:
    """A hyphen within a pair of words or between a word and what was said of a number: चंद्रयान-3."""
    return re.compile(f"-(?<=[{LETTER}{PLACEHOLDER}\\d]-)(?=[{LETTER}{PLACEHOLDER}])")


def _places(text: str, replaced: list[_Replaced]) -> Callable[[int], int]:
    """A function from a place in `text` to the place in the tidied text, for places in rising order."""
    stands = [
        (match.start(), replaced[ord(match.group()) - _FIRST_PRIVATE]) for match in _PRIVATE.finditer(text)
    ]
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


def _expand(text: str, replaced: list[_Replaced]) -> str:
    """Put the words in place of the private letters, with spaces around them where words meet."""
    if not replaced:
        return text

    def words(match: re.Match[str]) -> str:
        inner = replaced[ord(match.group()) - _FIRST_PRIVATE].words
        return f" {_PRIVATE.sub(words, inner)} " if inner else ""

    return _PRIVATE.sub(words, text)


def _ledger(written: str, offset: int, tidied: Tidied, replaced: list[_Replaced]) -> tuple[Change, ...]:
    """The changes in the order of the written text. What a later rule took over is listed once, by it."""
    # Here and not above: it takes as long as all the rest of a first sentence that has no change.
    from bulletin.schema.change import Change

    changes: list[Change] = []
    reached = -1
    for item in sorted(replaced, key=lambda one: (one.start, -one.end)):
        if item.end <= reached:
            continue
        reached = item.end
        start, end = tidied.place(item.start, written), tidied.place(item.end, written)
        changes.append(
            Change(
                rule=item.rule,
                written=written[start:end],
                spoken=" ".join(_expand(item.words, replaced).split()),
                start=offset + start,
            )
        )
    return tuple(changes)


@cache
def names() -> frozenset[str]:
    """The names of all rules, for checking what a user switches off."""
    return frozenset(rule_names())

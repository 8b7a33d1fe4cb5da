"""The chain: the ordered table of rules, and how a sentence passes through it.

Order matters: rules that need the most context come first. Addresses precede full stops, dates precede plain
numbers, and money precedes the signs. A span that one rule has replaced reaches the later rules as a single
placeholder, so nothing is replaced twice and every change keeps its position in the written text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from bulletin.language.characters import Tidied, tidy
from bulletin.language.hindi.hyphens import without_hyphens
from bulletin.language.hindi.punctuation import settle
from bulletin.language.hindi.rule import Rule, lazy

TYPE_CHECKING = False  # as in typing, but without the time to import it
if TYPE_CHECKING:
    from bulletin.schema.change import Change

_MONTHS = ("जन", "फर", "फ़र", "मार्च", "अप्रै", "मई", "जून", "जुल", "अग", "सित", "अक", "नव", "दिस")
_DATE = r"[\dA-Za-z](?:(?<=[A-Za-z])|/\d|[.-]\d\d?[.-]\d)"
_SHARES = ("%", "प्रतिशत", "फीसद", "फ़ीसद", "परसेंट", "per", "bps")
_MONEY = ("$", "£", "¥", "¢", "रु", "रू", "/-", "डॉलर/", "यूरो/", "पाउंड/", "पैसे/")
_ENDING = r"\d\s?-?(?:[वलरथ][ाीे]|ठ|st|nd|rd|th)"
_CODE = r"[एीईफचेलमनओूरसआइ]-?\d|[ीडमसफग][ -]?\d|\d[जड]|24|20-20|[1-9]['\"’”:]"
_SCALE = "ह|ला|कर|अर|खर|मिल|बि|ट्रि"
_UNIT = rf"\d\+?\s?-?(?:[A-Za-zµμ\"″”/×]|{_SCALE}|इं|कि|क्वि|कुं|हे\.|ग्रा|फी|मि(?!न)|मी|मेगा|ली|वर्ग|से[.मं]|घं\.)"
_UNITS = ("किमी", ".मी", "किग्रा", "मिमी", "सेमी", "कि.ग्रा", "मि.ली")
_HOUSES = ("मकान", "प्लॉट", "प्लाट", "फ्लैट", "फ़्लैट", "दुकान", "कोठी", "क्वार्टर", "हाउस", "ouse", "lot", "lat", "hop")  # fmt: skip
_PREMISES = r"[1-8]\d\d ?\d\d\d|[A-Z]-?\d{1,4}/\d"
_LATIN_DOT = r"\.(?<=[A-Za-z0-9]\.)[A-Za-z0-9.-](?<!\d\.\d)"
_UNMARKED = "(?:डॉ|डा|प्रो|पं|मो|जं|नं|उप्र|मप्र|हिप्र)(?![\u0900-\u0963\u0971-\u097f])"
_SHORTENED = r"[.A-Za-z(](?!(?<=\d\.)\d)"
_ITEM = r"\A\s*[(\[]?\d\d?\s?[-–.):]\s"
_MONTHS_APART = rf"[-–—]\s?(?:\d\d?\s)?(?:{'|'.join(_MONTHS)}|[A-Z])"
_SIGN = "[#%&+~<-@$^\u00a2-\u00bf×÷‰-⁞⁰-⯿؋৲৳૱௹฿៛\ufdfc]"
_SCRIPTS = "[\u0370-\u052f\u0600-\u077f\u0980-\u0d7f\u1f00-\u1fff]"
_FOREIGN = r"[^\W\d_\u00b2\u00b3\u00b9\u2070-\u2079\u2160-\u2188\u0900-\u0963\u0971-\u097f]"
_DASHES = ("-", "–", "—")

RULES: tuple[Rule, ...] = (
    Rule("addresses", lazy("addresses.speak_addresses"), "", ("@", "#", "://"), (_LATIN_DOT,)),
    Rule(
        "abbreviations", lazy("abbreviations.expand_abbreviations"), "", ("'", "’"), (_SHORTENED, _UNMARKED)
    ),
    Rule("notes", lazy("notes.speak_notes"), "", ("[",), ("[⁰¹²³⁴-⁹†‡※]",)),
    Rule("comparisons", lazy("comparisons.speak_comparisons"), "", ("<", ">", "≤", "≥", "≠")),
    Rule("lists", lazy("lists.speak_lists"), "digit", (" -", " −"), (_ITEM,)),
    Rule("trains", lazy("trains.speak_trains"), "latin", (), (r"\d{5}\s\D{0,60}?(?:[A-Z]-[A-Z]|[A-Z]{2})",)),
    Rule("premises", lazy("premises.speak_premises"), "digit", _HOUSES, (_PREMISES,)),
    Rule("telephones", lazy("telephones.speak_telephones"), "digit", (), (r"\d\d\d|\d[Xx*]{3}",)),
    Rule("brackets", lazy("brackets.speak_brackets"), "", ("(",)),
    Rule("periods", lazy("periods.speak_periods"), "latin", (), (r"[QH][1-4]|[FC]Y|[BR]E\s?\(?\d",)),
    Rule("months", lazy("months.speak_months"), "", (), (_MONTHS_APART,)),
    Rule("dates", lazy("dates.speak_dates"), "digit", _MONTHS, (_DATE,)),
    Rule("times", lazy("times.speak_times"), "digit", ("बजे", ":"), (r"[AaPp]\.?\s?[Mm]", r"\d\.\d\d\s+पर")),
    Rule(
        "scores",
        lazy("scores.speak_scores"),
        "digit",
        ("/", "*", "4s", "4S", "'", "’", "′", *_DASHES),
        (r"\d\s?\(\d", r"\d(?:[x×][46]|\.[0-5]\s?(?:ओवर|[Oo]ver))"),
    ),
    Rule("temperature", lazy("temperature.speak_temperature"), "", ("°",), (r"\d\D{0,3}डिग्री",)),
    # Money and percent come before the rules for plain numbers, which would take their numbers.
    Rule("money", lazy("money.speak_money"), "digit", _MONEY, ("[A-Za-z₠-\u20cf؋৲৳૱௹฿៛\ufdfc]",)),
    Rule("percent", lazy("percent.speak_percent"), "digit", _SHARES),
    Rule("ordinals", lazy("ordinals.speak_ordinals"), "digit", (), (_ENDING,)),
    Rule("codes", lazy("codes.speak_codes"), "digit", (), ("[A-Za-z]", _CODE)),
    Rule("fractions", lazy("fractions.speak_fractions"), "digit", ("/", ":")),
    Rule("measures", lazy("measures.speak_measures"), "digit", ("100",), (_UNIT, r"प्रति\s[A-Za-z]")),
    Rule("years", lazy("years.speak_years"), "digit", (), (r"[12]\d\d\d|\d\s?ई\.",)),
    Rule("ranges", lazy("ranges.speak_ranges"), "digit", _DASHES),
    Rule("numbers", lazy("cardinals.speak_numbers"), "digit"),
    Rule("roman", lazy("roman.speak_roman"), "letters", (), ("[IVXL\u2160-\u2188]",)),
    Rule("glosses", lazy("glosses.speak_glosses"), "latin", (), (r"[(\[]\s?[A-Za-z]|[A-Za-z]\s?[(\[]",)),
    # Hindi in Latin letters has a word without a capital.
    Rule("hinglish", lazy("hinglish.speak_hinglish"), "latin", (), ("(?<![A-Za-z])[a-z][a-z]",)),
    Rule("acronyms", lazy("acronyms.speak_acronyms"), "latin", (), ("[A-Z]",)),
    Rule("latin", lazy("latin.speak_latin"), "latin"),
    Rule("scripts", lazy("scripts.speak_scripts"), "unusual", (), (_SCRIPTS,)),
    # The fallback: no letter but those of Devanagari remains after it.
    Rule("foreign", lazy("foreign.speak_foreign"), "letters", (), (_FOREIGN,)),
    Rule("signs", lazy("signs.speak_signs"), "", _UNITS, (_SIGN,)),
)
"""All rules in the order in which they are applied.

`characters` runs before them and `punctuation` after; neither can be switched off, so no engine ever gets a
sign that it would read aloud or drop. When a rule learns to find more, check that its cues still cover it; a
test compares cues and findings over all cases."""

_DIGIT = re.compile(r"\d")
_prepares = re.compile(r"[0oO°](?<=[\u0900-\u0963].)(?!\d)|, \d\d(?<=\d, \d\d)").search
"""Whether a sentence has what `prepared` undoes: the zero of an abbreviation, a space inside a number."""
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_FIRST_PLACEHOLDER = 0xE000
_MOST_PLACEHOLDERS = 6400
LONGEST_SPAN = 5_000
"""Characters processed at once. A longer sentence is processed in spans, cut at white space if there is any, so
that time stays proportional to the text and placeholders never run out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The spoken form of a sentence, and the changes that each rule made."""

    text: str
    changes: tuple[Change, ...]


def rule_names() -> tuple[str, ...]:
    """Return the names of the rules in order, as the ledger shows them."""
    return tuple(rule.name for rule in RULES)


def speak(written: str, *, without: frozenset[str] = frozenset(), lexicon: Rule | None = None) -> Spoken:
    """Return the spoken form of `written`: only Devanagari letters and signs, spaces and `, । ? !`.

    `without` names rules to switch off; later rules then handle what those would have replaced. `lexicon`, a
    newsroom's own words, is applied before all rules. Pure and deterministic; never raises.
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
    """A span of the tidied text that a rule replaced, with the words for it."""

    __slots__ = ("end", "rule", "start", "words")

    def __init__(self, rule: str, start: int, end: int, words: str) -> None:
        self.rule, self.start, self.end, self.words = rule, start, end, words


def _speak_span(written: str, offset: int, rules: tuple[Rule, ...]) -> Spoken:
    tidied = tidy(written)
    replaced: list[_Replaced] = []
    text = tidied.text
    has_digit = _DIGIT.search(text) is not None
    has_latin = _LATIN.search(text) is not None
    # A text that is plain as it stands has no character but of Devanagari and ASCII.
    unusual = tidied.origins is not None
    if (has_digit or has_latin) and _prepares(text):
        from bulletin.language.hindi.prepared import prepare

        tidied = prepare(tidied)
        text = tidied.text
    has = {
        "": True,
        "digit": has_digit,
        "latin": has_latin,
        "unusual": unusual,
        "letters": has_latin or unusual,
    }
    for rule in rules:
        if not has[rule.needs]:
            continue
        if may_apply(rule, text):
            text = _apply(rule, text, replaced)
            has["digit"] = has["digit"] and _DIGIT.search(text) is not None
    if "-" in written:
        text = without_hyphens(text, lambda sign: _written(sign, tidied.text, replaced))
    return Spoken(
        text=settle(_expand(text, replaced)),
        changes=_ledger(written, offset, tidied, replaced) if replaced else (),
    )


def may_apply(rule: Rule, text: str) -> bool:
    """Return whether `text` has one of the rule's cues or patterns, or the rule has none."""
    # A loop: asked of each sentence for dozens of rules, `any` would spend most of its time on making generators.
    for cue in rule.cues:
        if cue in text:
            return True
    if rule.patterns:
        return any(find(text) for find in _finders(rule.patterns))
    return not rule.cues


@cache
def _finders(patterns: tuple[str, ...]) -> tuple[Callable[[str], object], ...]:
    return tuple(re.compile(pattern).search for pattern in patterns)


def _apply(rule: Rule, text: str, replaced: list[_Replaced]) -> str:
    """Return the text after `rule`, with placeholders for what it replaced; append those spans to `replaced`."""
    replacements = list(rule.apply(text))
    if not replacements:
        return text
    parts: list[str] = []
    last = 0
    offset_of = _offsets(text, replaced)
    for replacement in replacements:
        if replacement.start < last or len(replaced) >= _MOST_PLACEHOLDERS:
            continue
        parts.append(text[last : replacement.start])
        parts.append(chr(_FIRST_PLACEHOLDER + len(replaced)))
        replaced.append(
            _Replaced(rule.name, offset_of(replacement.start), offset_of(replacement.end), replacement.words)
        )
        last = replacement.end
    parts.append(text[last:])
    return "".join(parts)


_PLACEHOLDER = re.compile("[\ue000-\uf8ff]")


def _written(placeholder: str, text: str, replaced: list[_Replaced]) -> str:
    """Return what a placeholder stands for in the tidied text."""
    item = replaced[ord(placeholder) - _FIRST_PLACEHOLDER]
    return text[item.start : item.end]


def _offsets(text: str, replaced: list[_Replaced]) -> Callable[[int], int]:
    """Return a function from an offset in `text` to the offset in the tidied text; call it with rising offsets."""
    placed = [
        (match.start(), replaced[ord(match.group()) - _FIRST_PLACEHOLDER])
        for match in _PLACEHOLDER.finditer(text)
    ]
    index = 0
    shift = 0

    def offset_of(at: int) -> int:
        nonlocal index, shift
        while index < len(placed) and placed[index][0] < at:
            item = placed[index][1]
            shift += item.end - item.start - 1
            index += 1
        return at + shift

    return offset_of


def _expand(text: str, replaced: list[_Replaced]) -> str:
    """Replace the placeholders in `text` by their words, with spaces around them."""
    if not replaced:
        return text

    def words(match: re.Match[str]) -> str:
        inner = replaced[ord(match.group()) - _FIRST_PLACEHOLDER].words
        return f" {_PLACEHOLDER.sub(words, inner)} " if inner else ""

    return _PLACEHOLDER.sub(words, text)


def _ledger(written: str, offset: int, tidied: Tidied, replaced: list[_Replaced]) -> tuple[Change, ...]:
    """Return the changes in the order of the written text; one nested in a later rule's is listed only there."""
    # Imported here: that takes as long as the rest of a first sentence without any change.
    from bulletin.schema.change import Change

    changes: list[Change] = []
    reached = last = -1
    for item in sorted(replaced, key=lambda one: (one.start, -one.end)):
        if item.end <= reached:
            continue
        reached = item.end
        start, end = tidied.origin(item.start, written), tidied.end(item.end, written)
        # Two rules may have read parts of one character: $½.
        start = max(start, last)
        last = end = max(start, end)
        changes.append(
            Change(
                rule=item.rule,
                written=written[start:end],
                spoken=" ".join(_expand(item.words, replaced).split()),
                start=offset + start,
            )
        )
    return tuple(changes)

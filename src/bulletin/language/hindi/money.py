"""Money: ₹3.5 लाख करोड़ → साढ़े तीन लाख करोड़ रुपये; ₹99.50 → निन्यानवे रुपये पचास पैसे."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bulletin.language.hindi.numbers import cardinal, connector, number, whole
from bulletin.language.hindi.quarters import amount, half, quarters
from bulletin.language.hindi.rule import (
    DASH,
    DEVANAGARI,
    LETTER,
    NOT_IN_NUMBER,
    NUMBER,
    NUMBER_ENDS,
    PLACEHOLDER,
    POSTPOSITION,
    WORD_ENDS,
    Found,
    Replacement,
    clashes,
    in_order,
)
from bulletin.language.hindi.scales import say_scales, scale_words
from bulletin.language.tables import lookup, words


@dataclass(frozen=True, slots=True)
class _Currency:
    one: str
    many: str
    hundredth: str
    hundredths: str


@cache
def _currencies() -> dict[str, _Currency]:
    return {row[0].casefold(): _Currency(*row[1:5]) for row in words("hindi/words/currencies.tsv")}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    signs = sorted((row[0] for row in words("hindi/words/currencies.tsv")), key=len, reverse=True)
    alone = re.escape("".join(name for name in signs if len(name) == 1 and not name.isalpha()))
    # One class for all signs of a character: a list of alternatives takes longer at each place of a text.
    sign = f"[{alone}]|" + "|".join(re.escape(name) for name in signs if len(name) > 1)
    scale = rf"(?:\s?-?(?i:{scale_words()}){WORD_ENDS})"
    short = r"(?:\s?(?i:[kmb]n?|cr|[tl])(?![A-Za-z]))"
    figures = rf"""
        (?P<first>{NUMBER}){NUMBER_ENDS}(?P<first_scale>{scale}*)
        (?:(?P<to>{DASH}|\s+से\s+)(?:(?i:{sign})\.?\s?)?(?P<second>{NUMBER}){NUMBER_ENDS})?  # ₹5-₹6
        (?P<scale>{scale}{{1,3}}|{short}|)(?:(?<=[Cc]r)\.(?=\s?[{DEVANAGARI}]))?  # लाख करोड़, cr, Cr.
    """
    # The stop of a shortened unit (क्विं., कि.ग्रा.) goes with it, but not the sentence's.
    per = rf"\s?/\s?(?:\d{{1,3}}\s?)?[{LETTER}]+(?:\.[{LETTER}]+)*(?:\.(?=[\s\"')\]]*[^\s\"')\]]))?"
    # Of 10 ग्रा., an earlier rule has replaced the unit.
    per = rf"(?:{per}|\s?/\s?(?:\d{{1,3}}\s?)?[{PLACEHOLDER}])"
    currency_words = r"रुपये|रुपए|रूपये|रूपए|रुपयों|रुपया|डॉलर|यूरो|पाउंड|येन|रु\.?" + WORD_ENDS
    before = re.compile(
        rf"""
        (?<![A-Za-z])(?<![A-Z]/)(?P<sign>(?i:{sign}))\.?\s?
        {figures}
        (?P<slash>\s?/-(?!\d))?  # ₹500/-
        (?:\s?(?P<word>{currency_words}){WORD_ENDS})?
        (?P<per>{per}|(?P<more>\+)(?=\s+[{DEVANAGARI}]|[,।]|\s*$))?
        """,
        re.VERBOSE,
    )
    after = re.compile(
        rf"""
        {NOT_IN_NUMBER}{figures}\s?
            (?P<sign>रु(?:\.|{WORD_ENDS})|रू(?:\.|{WORD_ENDS})|(?i:Rs\.?|INR|USD)(?![A-Za-z])|[{alone}])
            (?P<per>{per})?
        | {NOT_IN_NUMBER}(?P<plain>{NUMBER})/-(?!\d)(?:\s?(?:{currency_words}))?  # 500/-
        """,
        re.VERBOSE,
    )
    worded = re.compile(
        rf"{NOT_IN_NUMBER}(?P<whole>{NUMBER}){NUMBER_ENDS}\s*(?P<word>रुपये|रुपए|रूपये|रूपए){WORD_ENDS}"
    )
    return before, after, worded


_PER = {
    "kg": "किलोग्राम",
    "l": "लीटर",
    "ली": "लीटर",
    "लि": "लीटर",
    "g": "ग्राम",
    "gm": "ग्राम",
    "gram": "ग्राम",
    "grams": "ग्राम",
    "year": "साल",
    "month": "महीना",
    "hour": "घंटा",
    "litre": "लीटर",
    "day": "दिन",
    "km": "किलोमीटर",
    "किग्रा": "किलोग्राम",
    "bbl": "बैरल",
    "barrel": "बैरल",
    "oz": "औंस",
    "ounce": "औंस",
    "ton": "टन",
    "tonne": "टन",
    "mt": "मीट्रिक टन",
    "quintal": "क्विंटल",
    "unit": "यूनिट",
    "share": "शेयर",
    "mmbtu": "एमएमबीटीयू",
    "sqft": "वर्ग फुट",
}
_PER_WORDED = re.compile(
    rf"""
    (?:रुपये|रुपए|रूपये|रूपए|पैसे|डॉलर|यूरो|पाउंड)
    (?P<per>\s?/\s?(?:\d{{1,3}}\s?)?(?:  # a count and a unit
        माह|महीना|महीने|साल|वर्ष|दिन|घंटा|घंटे|मिनट|किलो|किग्रा|किलोग्राम|ग्राम|क्विंटल|टन|लीटर|बैरल|औंस
        |यूनिट|शेयर|व्यक्ति|वर्ग[ ]फुट|वर्ग[ ]फीट|मीटर|किमी|{"|".join(_PER)}
        |कि\.ग्रा|क्विं|कुं|ग्रा|मी|कि\.मी|वर्ग[ ]मी  # with a stop, which may also end the sentence
    ){WORD_ENDS}(?:\.(?=[\s"')\]]*[^\s"')\]]))?)
    """,
    re.VERBOSE,
)
_COUNT_AND_UNIT = re.compile(
    rf"(?P<count>\d+)?\s?(?P<unit>[{LETTER}]+(?:[. ][{LETTER}]+)*|[{PLACEHOLDER}])\.?$"
)
_RATE_OF_RUPEE = re.compile(
    rf"""
    (?<![{DEVANAGARI}])रुपया\s+(?:(?:[{DEVANAGARI}]+|\d{{1,3}})\s+){{0,5}}?(?P<rate>\d{{2,3}}\.\d\d)  # रुपया 90.15
    (?=\s+(?:पर|के\s+(?:स्तर|भाव|निचले|ऊपरी|रिकॉर्ड)|के\s+आसपास|प्रति\s+डॉलर|तक|से){WORD_ENDS})
    """,
    re.VERBOSE,
)
"""The rate of the rupee: डॉलर के मुकाबले रुपया 90.15 पर."""
_TO_ONE = re.compile(rf"{NOT_IN_NUMBER}(?P<number>{NUMBER})\s?/\s?(?P<sign>[$€£])(?!\s?\d)")
"""An exchange rate: 89.43/$."""


@cache
def _part_of_one() -> re.Pattern[str]:
    """Return the pattern of half of a currency, or quarters: ₹1/2, $2½."""
    return re.compile(
        r"""
        (?<![A-Za-z])(?P<sign>[₹$€£]|Rs\.?|रु\.?)\s?(?:(?P<units>\d{1,2})\s)?(?P<upper>[13])/(?P<lower>[24])(?![\d/])  # a half or quarters
        (?!\s*(?:किलो|लीटर|ग्राम|दर्जन|किग्रा|पैकेट|kg|g|l)(?![A-Za-z\u0900-\u0963]))
        """,
        re.VERBOSE,
    )


_MINUS = re.compile(r"(?<![^\s(])[-−]$")
"""The minus before a currency's sign: -₹5."""
_OBLIQUE = re.compile(rf"\s*{POSTPOSITION}{WORD_ENDS}")


def speak_money(text: str) -> Iterator[Replacement]:
    """Amounts with a currency sign, code or word, and what they are for: ₹50/kg.

    Two decimals without a scale word are paise.
    """
    before, after, worded = _patterns()
    found = Found()
    for match in _TO_ONE.finditer(text):
        found[match.span()] = f"{number(match['number'])} प्रति {_currencies()[match['sign']].one}"
    for match in _part_of_one().finditer(text) if "/" in text else ():
        spoken = _in_parts(text, match)
        if spoken is not None:
            found.add_if_free(match.span(), spoken)
    for match in before.finditer(text):
        if clashes(found, match):
            continue
        minus = _MINUS.search(text, max(0, match.start() - 2), match.start())
        found[match.start() - bool(minus), match.end()] = f"{'माइनस ' if minus else ''}{_amount(text, match)}"
    for match in after.finditer(text):
        if clashes(found, match):
            continue
        if match["plain"]:
            found[match.span()] = (
                f"{whole(match['plain']) if '.' not in match['plain'] else number(match['plain'])} रुपये"
            )
        else:
            found[match.span()] = _amount(text, match)
    for match in worded.finditer(text):
        rupees, _, paise = match["whole"].partition(".")
        if len(paise) == 2 and not clashes(found, match):
            found[match.span()] = _with_hundredths(rupees, paise, match["word"], "पैसा", "पैसे")
    for match in _RATE_OF_RUPEE.finditer(text) if "रुपया" in text else ():
        rupees, _, paise = match["rate"].partition(".")
        if not found.covers(*match.span("rate")):
            found[match.span("rate")] = _with_hundredths(rupees, paise, "रुपये", "पैसा", "पैसे")
    for match in _PER_WORDED.finditer(text):
        found.add_if_free(match.span("per"), _per(match["per"]))
    yield from in_order(found)


def _amount(text: str, match: re.Match[str]) -> str:
    groups = match.groupdict()
    currency = _currencies()[match["sign"].rstrip(".").casefold()]
    first, second = match["first"], match["second"]
    scale = say_scales(_long(match["scale"] or ""))
    first_scale = say_scales(match["first_scale"] or "")
    per = ""
    if groups.get("more"):
        per = " से ज़्यादा"
    elif groups.get("per"):
        per = _per(match["per"])
    scaled = bool(scale or first_scale)
    if second is None and not scaled:
        units, _, fraction = first.partition(".")
        if len(fraction) == 2:
            return (
                _with_hundredths(units, fraction, currency.many, currency.hundredth, currency.hundredths)
                + per
            )
        if units.lstrip("0") == "1" and not fraction:
            oblique = _OBLIQUE.match(text, match.end())
            return f"एक {currency.many if oblique and not per else currency.one}{per}"
        return f"{_plain(first)} {currency.many}{per}"
    say = amount if scaled else _plain
    spoken = say(first)
    if first_scale:
        spoken = f"{spoken} {first_scale}"
    if second is not None:
        spoken = f"{spoken}{connector(first, second) if not first_scale else ' से '}{say(second)}"
    if scale:
        spoken = f"{spoken} {scale}"
    return f"{spoken} {currency.many}{per}"


def _in_parts(text: str, match: re.Match[str]) -> str | None:
    upper, lower, units = int(match["upper"]), int(match["lower"]), match["units"] or "0"
    if upper >= lower:
        return None
    currency = _currencies()[match["sign"].rstrip(".").casefold()]
    oblique = _OBLIQUE.match(text, match.end()) is not None
    spoken = quarters(f"{units}.{upper * 100 // lower}")
    if int(units):
        return f"{spoken} {currency.many}"
    name = currency.many if oblique else currency.one
    if lower == 2:
        return f"{'आधे' if oblique else 'आधा'} {name}"
    return f"{'एक' if upper == 1 else 'तीन'} चौथाई {name}"


def _per(written: str) -> str:
    """Return the spoken form of the unit of a price: "/kg" → प्रति किलोग्राम, "/10 ग्राम" → प्रति दस ग्राम."""
    match = _COUNT_AND_UNIT.search(written)
    if match is None:
        return ""
    count = f"{cardinal(int(match['count']))} " if match["count"] else ""
    unit = match["unit"]
    known = _PER.get(unit.casefold()) or lookup("hindi/words/units.tsv").get(f"{unit}.")
    if known is None and unit.isascii():
        # Imported here: most prices have a Hindi unit, or one of the table.
        from bulletin.language.hindi.latin import say_latin

        known = say_latin(unit)
    return f" प्रति {count}{known or unit}"


def _plain(written: str) -> str:
    """Return an amount without a scale word in words; 3.5 is साढ़े तीन here too."""
    return half(written) or number(written)


def _long(scale: str) -> str:
    short = {
        "k": "हज़ार",
        "m": "मिलियन",
        "mn": "मिलियन",
        "b": "बिलियन",
        "bn": "बिलियन",
        "cr": "करोड़",
        "t": "ट्रिलियन",
        "l": "लाख",
    }
    return short.get(scale.strip().casefold(), scale)


def _with_hundredths(units: str, fraction: str, many: str, one_part: str, parts: str) -> str:
    hundredths = int(fraction)
    rupees = f"{whole(units)} {many}"
    if not hundredths:
        return rupees
    small = f"{number(str(hundredths))} {one_part if hundredths == 1 else parts}"
    return small if not int(units.replace(",", "")) else f"{rupees} {small}"

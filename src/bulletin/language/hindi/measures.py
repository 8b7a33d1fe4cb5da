"""Measures and rates: 5 किमी → पाँच किलोमीटर, 80 km/h → अस्सी किलोमीटर प्रति घंटा, 1200 sq ft → … वर्ग फुट."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bulletin.language.hindi.numbers import cardinal, connector, number
from bulletin.language.hindi.quarters import amount
from bulletin.language.hindi.rule import (
    DASH,
    DEVANAGARI,
    LETTER,
    NOT_IN_NUMBER,
    NUMBER,
    NUMBER_ENDS,
    WORD_ENDS,
    Found,
    Replacement,
    in_order,
)
from bulletin.language.hindi.scales import say_scales, scale_words
from bulletin.language.tables import lookup, one_of, words


@cache
def _measured() -> re.Pattern[str]:
    unit = one_of(row[0] for row in words("hindi/words/units.tsv") if len(row) < 3)
    return re.compile(
        rf"""
        {NOT_IN_NUMBER}(?P<minus>(?<![\w{DEVANAGARI}])-(?=\d))?(?P<first>{NUMBER}){NUMBER_ENDS}
        (?:(?P<to>{DASH}|\s+से\s+|\s?[x×X]\s?)(?P<second>{NUMBER}){NUMBER_ENDS})?  # 5-6 or 5x6
        (?P<scale>(?:\s?-?(?:{scale_words()}){WORD_ENDS})*)
        (?P<more>\+(?=\s?[A-Za-z{DEVANAGARI}]))?
        (?P<gap>\s?-?)(?P<unit>{unit})(?![{LETTER}\d²³])
        (?P<stop>\.(?=\s?[{DEVANAGARI}]))?
        """,
        re.VERBOSE,
    )


@cache
def _rate() -> re.Pattern[str]:
    """Return the pattern of the second unit of a rate: /घंटा."""
    per = one_of(row[0] for row in words("hindi/words/units.tsv"))
    return re.compile(
        rf"\s?/\s?(?:(?P<per>{per})|(?P<each>{_EACH})){WORD_ENDS}|\s+प्रति\s+(?P<per_word>घं\.?|से\.?|मि\.?){WORD_ENDS}"
    )


_ALONE = re.compile(
    rf"""
    (?<![{LETTER}\d])(?P<unit>
        वर्ग[ ]कि\.मी\.|(?:कि|से|मि)\.मी\.|कि\.ग्रा\.|मि\.ली\.|वर्ग[ ]किमी|किमी|किग्रा|मिमी|सेमी  # with stops and without
    )(?:/(?P<per>घंटा|घंटे))?{WORD_ENDS}
    """,
    re.VERBOSE,
)
_RELAY = re.compile(
    rf"""
    {NOT_IN_NUMBER}([24])\s?[x×X]\s?(100|200|400)  # 4x100
    (?:(?=\s?-?मीटर{WORD_ENDS})|\s?-?(?P<unit>मी\.?|m){WORD_ENDS})
    """,
    re.VERBOSE,
)
"""A relay race: 4x100 मीटर."""
_SPRINT = re.compile(
    rf"""
    {NOT_IN_NUMBER}100(?=(?:\s|-)मीटर\s+(?:की\s+|का\s+|के\s+)?
    (?:दौड़|रेस|स्प्रिंट|फर्राटा|बाधा|हर्डल
    |फ्रीस्टाइल|फ़्रीस्टाइल|बटरफ्लाई|बैकस्ट्रोक|ब्रेस्टस्ट्रोक  # swimming
    |स्पर्धा|इवेंट|फाइनल|फ़ाइनल))
    """,
    re.VERBOSE,
)
"""The distance of a race, spoken सौ मीटर without एक."""
_INCHES = re.compile(
    rf"""
    {NOT_IN_NUMBER}(?P<number>\d{{1,3}}(?:\.\d{{1,2}})?)["″”]
    (?=\s*(?:[A-Z]\w*\s+)?  # perhaps a kind: 6.1" OLED डिस्प्ले
    (?:डिस्प्ले|स्क्रीन|टीवी|मॉनिटर|पाइप|व्हील|display|screen|TV))
    """,
    re.VERBOSE,
)
_IN_EACH = re.compile(
    rf"""
    (?:(?<=\d)|(?<=लाख)|(?<=हज़ार)|(?<=हजार)|(?<=करोड़))  # after a number
    (?P<per>/(?:
        (?P<latin>µL|μL|µl|mL|ml|dL|dl|kg|km|min|sec|SCM|scm)
        |\s?(?:(?P<count>\d{{1,3}})\s?)?(?P<hindi>किलो|किलोग्राम|क्विंटल|टन|लीटर|ग्राम|तोला|एकड़|बीघा|हेक्टेयर|यूनिट|दिन|माह|महीना|वर्ष|साल|व्यक्ति)
    ))(?![{LETTER}\d])
    """,
    re.VERBOSE,
)
"""The unit of a count per measure: 20,000/µL."""
_EACH = "किलो|किलोग्राम|क्विंटल|टन|लीटर|ग्राम|एकड़|बीघा|कट्ठा|हेक्टेयर|दिन|माह|महीना|वर्ष|साल|घंटा|व्यक्ति|परिवार|पौधा|पेड़|पंप|यूनिट"
_PER_WORD = re.compile(
    rf"""
    (?<![{LETTER}])(?:ग्राम|किलो|किलोग्राम|क्विंटल|टन|लीटर|मिलीलीटर|यूनिट)
    (?P<per>\s?/\s?(?P<each>किलो|किलोग्राम|क्विंटल|टन|लीटर|एकड़|बीघा|कट्ठा|हेक्टेयर|दिन|माह|वर्ष|साल|घंटा)){WORD_ENDS}  # of what
    """,
    re.VERBOSE,
)
"""A measure for each of another, both as words: 5 ग्राम/लीटर."""
_PER_LATIN = re.compile(r"प्रति (?P<unit>kgs?|Kg|KG|gm|g|km|ltr|ml|mL|acre|ha|MT|GB|MW|kWh)(?![A-Za-z\d])")
"""A unit in Latin letters after प्रति: 30 रुपये प्रति kg."""
_BY = re.compile(rf"{NOT_IN_NUMBER}({NUMBER})\s?[xX]\s?({NUMBER}){NUMBER_ENDS}(?![A-Za-z])")
_LAST = re.compile("[\\s\"”’')\\]]*$")
_RATE = re.compile(r"\s?/|\s+प्रति")
_LASTED = re.compile(
    rf"{NOT_IN_NUMBER}(\d{{1,3}})\s?(?i:hours|hrs?|h)\s?([0-5]?\d)\s?(?i:minutes|mins?|m)(?![A-Za-z])"
)
"""A duration: 6h 35m."""
_SHORT_PER = {"घं": "घंटा", "से": "सेकंड", "मि": "मिनट"}


_QUARTERED = frozenset(["किलो", "लीटर", "फीट", "acre", "acres"])
"""Units of goods and land that take quarters: डेढ़, सवा दो, साढ़े तीन."""

_LIQUID = re.compile(
    r"""
    \s+(?:दूध|पानी|जल|खून|ख़ून|रक्त|ब्लड|शराब|बीयर|जूस|तेल|दवा|घोल|सिरप|वैक्सीन|बारिश|वर्षा|इंजेक्शन
    |प्रति|तक|की\s+(?:बोतल|शीशी))  # or a rate, a limit, a bottle
    """,
    re.VERBOSE,
)
"""Words after the unit मिली, which is also a verb: 12 सीटें मिली थीं."""

_ARMS = re.compile(
    r"""
    \s+(?:की\s+|के\s+|का\s+)?
    (?:पिस्तौल|पिस्टल|कार्बाइन|कारतूस|बोर|गोल|गोली|गोलियां|गोलियाँ|तोप|मोर्टार|रॉकेट|राइफल|राइफ़ल|गन|कैलिबर
    |हॉवित्ज़र|हॉवित्जर|लेंस)  # lenses take एमएम as well
    """,
    re.VERBOSE,
)
"""Arms, before which the letters of mm are spoken: नौ एमएम पिस्तौल."""


def speak_measures(text: str) -> Iterator[Replacement]:
    """A number, or a range of two, with its unit in full. Units have no plural in speech."""
    units = lookup("hindi/words/units.tsv")
    found = Found()
    for match in _INCHES.finditer(text):
        found[match.span()] = f"{number(match['number'])} इंच"
    for match in _LASTED.finditer(text):
        hours, minutes = (cardinal(int(part)) for part in match.groups())
        found.add_if_free(match.span(), f"{hours} घंटे {minutes} मिनट")
    for match in _IN_EACH.finditer(text):
        count = f"{cardinal(int(match['count']))} " if match["count"] else ""
        unit = match["hindi"] or _singular(units[match["latin"]])
        found.add_if_free(match.span("per"), f"प्रति {count}{unit}")
    for match in _PER_WORD.finditer(text) if "/" in text else ():
        found.add_if_free(match.span("per"), f" प्रति {match['each']}")
    for match in _PER_LATIN.finditer(text):
        # Of goods, a kilo is said.
        found[match.span("unit")] = {"किलोग्राम": "किलो"}.get(units[match["unit"]], units[match["unit"]])
    for match in _RELAY.finditer(text):
        distance = "सौ" if match[2] == "100" else cardinal(int(match[2]))
        unit = " मीटर" if match["unit"] else ""
        found.add_if_free(match.span(), f"{cardinal(int(match[1]))} गुणा {distance}{unit}")
    for match in _SPRINT.finditer(text):
        found.add_if_free(match.span(), "सौ")
    for match in _measured().finditer(text):
        rate = _rate().match(text, match.end()) if _RATE.match(text, match.end()) else None
        end = rate.end() if rate else match.end()
        if match["unit"] == "मिली" and not _LIQUID.match(text, end):
            continue
        unit = units[match["unit"]]
        if unit == "मिलीमीटर" and _ARMS.match(text, end):
            unit = "एमएम"
        say = amount if match["scale"] else amount if match["unit"] in _QUARTERED else number
        spoken = say(match["first"])
        if match["second"]:
            by = match["to"].strip().casefold() in ("x", "×")
            times = "गुणा" if unit.endswith("वाट") else "बाई"
            between = f" {times} " if by else connector(match["first"], match["second"])
            spoken = f"{spoken}{between}{say(match['second'])}"
        if match["minus"]:
            spoken = f"माइनस {spoken}"
        if match["scale"]:
            spoken = f"{spoken} {say_scales(match['scale'])}"
        spoken = f"{spoken} {unit}"
        if rate and rate["per"]:
            spoken = f"{spoken} प्रति {_singular(units[rate['per']])}"
        elif rate and rate["each"]:
            spoken = f"{spoken} प्रति {rate['each']}"
        elif rate:
            spoken = f"{spoken} प्रति {_SHORT_PER[rate['per_word'].rstrip('.')]}"
        if match["more"]:
            spoken = f"{spoken} से ज़्यादा"
        if match["unit"].endswith(".") and match["unit"][:-1] in units and _LAST.match(text, end):
            # A unit at the end of the sentence shares its full stop with the sentence.
            end -= 1
        found.add_if_free((match.start(), end), spoken)
    for match in _BY.finditer(text):
        found.add_if_free(match.span(), f"{number(match[1])} बाई {number(match[2])}")
    yield from in_order(found)


def speak_lone_units(text: str) -> Iterator[Replacement]:
    """Abbreviated units without a number: प्रति किमी, कई कि.मी. → किलोमीटर."""
    units = lookup("hindi/words/units.tsv")
    for match in _ALONE.finditer(text):
        spoken = units[match["unit"]]
        if match["per"]:
            spoken = f"{spoken} प्रति घंटा"
        yield Replacement(match.start(), match.end(), spoken)


def _singular(unit: str) -> str:
    return {"घंटे": "घंटा"}.get(unit, unit)

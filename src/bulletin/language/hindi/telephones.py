"""Telephones: numbers that identify something (a telephone, a train, a place) and are read digit by digit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bulletin.language.hindi.acronyms import acronym, letter_names
from bulletin.language.hindi.numbers import digit_by_digit
from bulletin.language.hindi.rule import COUNTED, LETTER, PLACEHOLDER, POSTPOSITION, WORD_ENDS, Replacement

_TELEPHONE_CUES = (
    "हेल्प[ ]?लाइन|टोल[ -]फ्री|टोल[ -]फ़्री|फोन|फ़ोन|मोबाइल|व्हाट्सऐप|व्हाट्सएप|वॉट्सऐप|WhatsApp|whatsapp|दूरभाष"
)
_OTHER_CUES = "ट्रेन|गाड़ी|एक्सप्रेस|फ्लाइट|फ़्लाइट|उड़ान|रोल|पिन[ ]?कोड|पिनकोड|PNR|पीएनआर|खाता|कंट्रोल[ ]रूम|डायल|कॉल"
# By now नं. and No. are placeholders.
_LINK = rf"(?:\s+(?:नंबर|नम्बर|नं|संख्या|कोड|क्रमांक|No|[{PLACEHOLDER}]))?\s*(?:[:(–—-]\s?)?\s*"
_CUED = re.compile(
    rf"""
    (?<![{LETTER}])(?:{_TELEPHONE_CUES}|{_OTHER_CUES}){_LINK}
    (?P<number>\d{{3,}}(?:[ -]\d{{3,}})*(?:/\d{{2,5}})?)(?![\d,.]*\d)  # perhaps in groups
    """,
    re.VERBOSE,
)
_FLIGHT = re.compile(
    rf"""
    (?:फ्लाइट|फ़्लाइट|उड़ान|विमान|[Ff]light)
    (?:\s+(?:नंबर|नम्बर|नं|संख्या|No|[{PLACEHOLDER}]))?\s*[:(]?\s*
    (?P<airline>[A-Z]{{2}}|[A-Z]\d|\d[A-Z])[ -]?(?P<number>\d{{3,4}})(?![\d.,]*\d)  # AI-171
    """,
    re.VERBOSE,
)
"""A flight number with the code of its airline: AI-171, 6E 2142."""

_FLIGHT_ALONE = re.compile(r"(?<![A-Za-z0-9])(?:6E|9I)[ -]?(?P<number>\d{3,4})(?![\d.,-]*\d|[A-Za-z])")
_OF_FLIGHTS = re.compile("उड़ान|फ्लाइट|फ़्लाइट|विमान|एयरलाइ|एयरपोर्ट|हवाई|इंडिगो|स्पाइसजेट|IndiGo|[Ff]light|Air")
"""A flight number wherever it stands in a sentence about flying: IndiGo की 6E-2142."""

_CUED_MORE = re.compile(r"\s*(?:,|/|और|या|एवं|तथा|व)\s*(\d{3,}(?:[ -]\d{3,})*)(?![\d,.]*\d)")
_PLAIN = re.compile(
    r"""
    (?<![\d.,])(?:
        \+\d{1,3}[ -]?\d{2,5}(?:[ -]?\d{3,8}){1,3}  # with a country code
        | 1[89]00[ -]?\d{3}[ -]?\d{3,4}  # toll-free
        | 1800[ -]\d{2}[ -]?\d{4}
        | 0\d{2,4}[ -]\d{5,8}  # with an area code
        | [6-9]\d{9}|[6-9]\d{4}[ -]\d{5}|[6-9]\d{2}[ -]\d{3}[ -]\d{4}  # mobile
    )(?!\d|[.,]\d)
    """,
    re.VERBOSE,
)
_ACTION = re.compile(r"(?P<number>\d{3,5})\s+(?:पर\s+)?(?:डायल|कॉल)" + WORD_ENDS)
_COMPLAINT = re.compile(
    rf"""
    (?<![\d.,₹$])(?P<number>\d{{3,5}})
    (?=\s+पर\s+(?:तुरंत\s+|फौरन\s+)?  # at once
    (?:शिकायत|सूचना|संपर्क|सम्पर्क|फोन|फ़ोन|रिपोर्ट|सूचित){WORD_ENDS})
    """,
    re.VERBOSE,
)
"""A short number before the reason to call it: 1930 पर शिकायत करें."""
_NAMED_LINE = re.compile(r"(?<![\d.,₹$])(?P<number>\d{3,5})(?=\s+(?:हेल्प ?लाइन|टोल[ -]फ्री|कॉल सेंटर))")
"""A short number before a word for helpline: 1950 हेल्पलाइन."""
_BRACKETED_LINE = re.compile(
    r"""
    (?<![\d.,₹$])(?P<number>\d{3,5})
    (?=\s*\([^()]{0,40}(?:हेल्प|लाइन|टोल|आपात|इमरजेंसी|सेवा|सहायता|कंट्रोल|नंबर|नम्बर|(?i:help|toll|control|emergency))  # in the bracket
    [^()]{0,40}\)\s*(?:पर|को|में)\s)
    """,
    re.VERBOSE,
)
"""A short number before a bracket that says what it is: 1930 (टोल फ्री नंबर) पर."""
_AMBULANCE = re.compile(r"(?<![\d.,])(?P<number>10[28])(?=\s+(?:एंबुलेंस|एम्बुलेंस|ऐंबुलेंस|एंबुलैंस|सेवा))")
_TELL = re.compile(
    rf"""
    (?:शिकायत|सूचना|संपर्क|सम्पर्क|मदद|सहायता)\s+(?:के\s+(?:लिए|लिये)\s+)?
    (?P<number>\d{{3,5}})
    (?=(?:\s+(?:या|और|अथवा|एवं)\s+(?:[{PLACEHOLDER}]|\d{{2,5}}[ -]\d{{5,8}}|\d{{10}}))?  # or an address, or a longer number
    \s+पर\s[^,।]{{0,50}}?  # then a request within fifty characters
    (?:करें|कीजिए|दें|दीजिए|भेजें|सकते|सकती|सकेंगे|मिलाएं|मिलाएँ|बताएं|बताएँ){WORD_ENDS})
    """,
    re.VERBOSE,
)
"""A short number that listeners are asked to call: शिकायत 1947 पर करें."""
_FAST_TRAINS = (
    "एक्सप्रेस|शताब्दी|जनशताब्दी|संपर्क[ ]क्रांति|सम्पर्क[ ]क्रांति|अमृत[ ]भारत|अंत्योदय|जनसाधारण|जनसेवा|इंटरसिटी|"
    "राजधानी|दुरंतो|वंदे[ ]भारत|हमसफर|हमसफ़र|तेजस|गरीब[ ]रथ|ग़रीब[ ]रथ"
)
_TRAINS = f"(?:{_FAST_TRAINS}|सुपरफास्ट|सुपरफ़ास्ट|मेमू|पैसेंजर|Express|Mail)"
_PEOPLE = r"(?:यात्री|यात्रियों|लोग|लोगों|छात्र|छात्रों|सवारियां|सवारियाँ|सीट|सीटें|सीटों|टिकट|रुपये|रुपए)"
_TRAIN = re.compile(
    rf"""
    (?:{_TRAINS}|मेल|स्पेशल|गाड़ी|ट्रेन)\s*\((?P<after>\d{{5}}(?:\s?[/,-]\s?\d{{2,5}})*)\)
    | (?<![\d.,])(?P<before>\d{{3}}(?:\d[1-9]|[1-9]0)(?:/\d{{2,5}})?)  # no round number
        (?=[ -](?!{_PEOPLE})(?:(?!{POSTPOSITION}\s)[{LETTER}]+[ -]){{0,3}}{_TRAINS}{WORD_ENDS})
    """,
    re.VERBOSE,
)
"""The five-digit number of a train, before or after its name: 12004 लखनऊ शताब्दी."""
_LINE_CUES = ("हेल्प", "elpline", "आपात", "इमरजेंसी", "ज़रूरी", "जरूरी", "सहायता नं", "कॉल", "फोन", "फ़ोन", "डायल")


@cache
def _far_train() -> re.Pattern[str]:
    """Return the pattern of a train's number before a name of any length, where a sentence or an item of a list begins."""
    return re.compile(
        rf"""
        (?:^|[,;:।(]|(?:और|एवं|तथा|व|या|ट्रेन|गाड़ी)\s)\s*["“‘']?
        (?P<number>\d{{3}}(?:\d[1-9]|[1-9]0)(?:\s?/\s?\d{{2,5}})?)[ -](?!{_PEOPLE}|{COUNTED})
        (?:(?!(?:{POSTPOSITION}|है|हैं|थे|थी|हुए|गए|आए|और)[\s,])[{LETTER}]+[ –-]){{0,9}}?  # perhaps stations, and its name
        (?:एक्सप्रेस{WORD_ENDS}|(?:स्पेशल|मेल)(?=\s*(?:[,;।()]|$|ट्रेन|गाड़ी|एक्सप्रेस|रद्द|लेट|और|\d)))
        """,
        re.VERBOSE,
    )


_MASKED = re.compile(r"(?<![\w.,])\d{2,9}(?:[Xx]{3,10}|\*{3,10})\d{0,4}(?!\w)")
"""A partly hidden number: 97173XXXXX."""
_GROUPS = re.compile(r"\d+|[Xx*]+")


def speak_telephones(text: str) -> Iterator[Replacement]:
    """98765 43210 → नौ आठ सात छह पाँच, चार तीन दो एक शून्य; हेल्पलाइन 1098 → हेल्पलाइन एक शून्य नौ आठ.

    Also train, flight and PIN numbers, if the word before says so.
    """
    spans = {match.span() for match in _PLAIN.finditer(text)}
    for cued in _CUED.finditer(text):
        spans.add(cued.span("number"))
        more = _CUED_MORE.match(text, cued.end())
        while more:
            spans.add(more.span(1))
            more = _CUED_MORE.match(text, more.end())
    spans |= {match.span("number") for match in _ACTION.finditer(text)}
    spans |= {match.span("number") for match in _FLIGHT.finditer(text)}
    for match in _FLIGHT_ALONE.finditer(text) if _OF_FLIGHTS.search(text) else ():
        spans.add(match.span("number"))
    for pattern in (_COMPLAINT, _NAMED_LINE, *((_BRACKETED_LINE,) if "(" in text else ())):
        spans |= {match.span("number") for match in pattern.finditer(text)}
    if any(cue in text for cue in _LINE_CUES) or (")" in text and re.search(r"\(\d{3,6}\)", text)):
        # Imported here: most sentences have none of these.
        from bulletin.language.hindi.helplines import numbers_to_call

        spans.update(numbers_to_call(text))
    if ("एक्सप्रेस" in text or "स्पेशल" in text or "मेल" in text) and re.search(r"\d{5}", text):
        spans |= {match.span("number") for match in _far_train().finditer(text)}
    for match in (*_TELL.finditer(text), *_AMBULANCE.finditer(text), *_TRAIN.finditer(text)):
        spans.add(match.span(match.lastgroup or 0))
    spans |= {match.span() for match in _MASKED.finditer(text)}
    # The two letters of an airline may also be a Roman numeral: IX.
    airlines = {match.span("airline") for match in _FLIGHT.finditer(text) if match["airline"].isalpha()}
    last = 0
    for start, end in sorted(spans | airlines, key=lambda span: (span[0], -span[1])):
        if start < last:
            continue
        if (start, end) in airlines:
            yield Replacement(start, end, acronym(text[start:end]) or letter_names(text[start:end]))
            continue
        groups = ", ".join(_group(group) for group in _GROUPS.findall(text[start:end]))
        yield Replacement(start, end, f"प्लस {groups}" if text[start] == "+" else groups)
        last = end


def _group(group: str) -> str:
    return digit_by_digit(group) if group.isdigit() else " ".join(["एक्स"] * len(group))

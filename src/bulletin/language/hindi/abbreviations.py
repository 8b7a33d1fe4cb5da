"""Abbreviations: डॉ., कि.मी., Dr., No. and strings of initials, as whole words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bulletin.language.abbreviated import directions, dotted_letters
from bulletin.language.hindi.rule import DEVANAGARI, LETTER, WORD_ENDS, Found, Replacement, clashes, in_order
from bulletin.language.tables import one_of, words

_LATIN_NAME = "ए|बी|सी|डी|ई|एफ़?|जी|एच|आई|जे|के|एल|एम|एन|ओ|पी|क्यू|आर|एस|टी|यू|वी|डब्ल्यू|डब्लू|एक्स|वाई|ज़ेड|जेड"
_LETTER_NAME = f"{_LATIN_NAME}|अ|ब|स|द|क|ख|ग|म|र|ल|ह|श"
"""Latin letters by their Hindi names, and Devanagari letters that are common initials."""
_GOES_ON = re.compile(rf"\. ?[{DEVANAGARI}]")
"""A full stop before a letter; without one, there are no initials."""


@cache
def _initials() -> re.Pattern[str]:
    return re.compile(
        rf"""
        (?<![{LETTER}.])  # several initials, the last perhaps without a full stop: ए.पी.जे. or वी. के.
            (?:(?:{_LETTER_NAME})\.(?:[ ](?=(?:{_LETTER_NAME})\.))?){{2,}}
            (?:(?:{_LETTER_NAME}){WORD_ENDS})?
        | (?<![{LETTER}.])(?<![\d]\ )(?<!\d)(?:{_LETTER_NAME})\.  # one initial before a word, unless a verb ends the sentence
            (?=[ ]?[{DEVANAGARI}]{{2}})(?![ ]?(?:है|था|थी|थे|हैं)(?![{DEVANAGARI}]))
        """,
        re.VERBOSE,
    )


@cache
def starters() -> frozenset[str]:
    """Return words that begin a sentence, whatever comes before the full stop."""
    return frozenset(row[0] for row in words("hindi/words/sentence_starters.tsv"))


_LATIN_INITIAL = re.compile(
    rf"(?<![A-Za-z.\d])(?P<letter>[A-Z])(?P<stop>\.)(?=\s[A-Z][a-z.]|\s?(?P<next>[{DEVANAGARI}]{{2,}}))"
)
_NAMED_BY_LETTER = re.compile(
    r"""
    (?:विटामिन|प्लान|ग्रुप|समूह|टाइप|क्लास|ग्रेड|कैटेगरी|श्रेणी|सेक्शन|पूल|हेपेटाइटिस|ब्लॉक|टीम|विकल्प
    |(?i:vitamin|plan|group|type|class|grade|pool|section|hepatitis|block|team|option)  # the same in English
    )\s$
    """,
    re.VERBOSE,
)
"""Words that take a letter as their name; the sentence ends after "विटामिन A."."""
_ANSWERS = frozenset([
    "नहीं", "हां", "हाँ", "जी", "क्या", "कैसे", "कब", "कौन", "कहां", "कहाँ",
    "क्यों", "किस", "किन", "किसे", "कितना", "कितने", "कितनी",
])  # fmt: skip
"""Before these words, Q. and A. are question and answer, and other letters number items."""
_OTHER_THAN_CAPITALS = frozenset(["SR", "JR"])
"""Capitals that do not abbreviate a title: SR is a strike rate. Nor is m/s a firm; that is M/s."""
UNMARKED = re.compile(rf"(?:डॉ|डा|प्रो|पं|मो|जं|नं|उप्र|मप्र|हिप्र)(?![{DEVANAGARI}])")
"""Abbreviations that are no words even without a mark."""
_TITLES = ("डॉ", "डा", "प्रो", "पं", "मो")
"""Titles without a mark; alone, they are syllables of another word's spelling."""
_NAME_NEXT = re.compile(rf"\s[{DEVANAGARI}A-Z]|[:–-]?\s?\d")
_NUMBER_NEXT = re.compile(r"\s?\d")
_MONTHS = frozenset(["जन.", "नव."])
"""Months beside their day or year; elsewhere words, at the end of a sentence."""
_DAY_BEFORE = re.compile(r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])\s?$")
_TRAIN_NEXT = re.compile(r"\s?(?P<number>\d{5})(?![\d,.]*\d)")
_DIGIT_NEXT = re.compile(r"\s?[:–-]?\s?\d")
_LATIN = re.compile("[A-Za-z]+")
_LETTER_ALONE = re.compile(_LETTER_NAME)
_AT_END = re.compile("[\\s\"”’')\\]]*$")
_ENGINEER = re.compile(
    rf"""
    (?<![{LETTER}.])(?<!\d)(?<!\d[ ])(?P<title>ई\.)[ ]?[{DEVANAGARI}]{{3,}}  # no era: 512 ई.
    [ ](?P<second>[{DEVANAGARI}]{{2,}})(?:[ ](?P<third>[{DEVANAGARI}]{{2,}}))?
    """,
    re.VERBOSE,
)
"""The title of an engineer before a name and surname: ई. अजय कुमार. Before one name it is an initial: ई. श्रीधरन."""
_BEFORE_STOP = re.compile(rf"[{DEVANAGARI}]+(?=\.)")


@cache
def _shortened() -> frozenset[str]:
    """Return the words before the full stops in the table's abbreviations.

    Most sentences that end in a full stop have none of them, and need no long pattern compiled.
    """
    return frozenset(
        part for row in words("hindi/words/abbreviations.tsv") for part in _BEFORE_STOP.findall(row[0])
    )


@cache
def _latin() -> frozenset[str]:
    """Return the first words of the abbreviations in Latin letters, for the same reason."""
    firsts = (_LATIN.match(row[0]) for row in words("hindi/words/abbreviations.tsv"))
    return frozenset(first.group().casefold() for first in firsts if first is not None)


def _may_have_some(text: str) -> bool:
    latin = _LATIN.findall(text)
    return (
        (bool(latin) and not _latin().isdisjoint(word.casefold() for word in latin))
        or not _shortened().isdisjoint(_BEFORE_STOP.findall(text))
        or "(यू)" in text
    )


@cache
def _written() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = {row[0].casefold(): row[1] for row in words("hindi/words/abbreviations.tsv")}
    # The name may touch a title's full stop: डॉ.रेखा.
    titles = one_of(row for row in rows if row.count(".") == 1 and row.endswith(".") and not row.isascii())
    stopped = one_of((row for row in rows if "." in row), any_case=True)
    others = one_of((row for row in rows if "." not in row), any_case=True)
    return re.compile(
        rf"(?<![{LETTER}])(?<!\.)(?:{stopped}{WORD_ENDS}|{titles}(?=[{DEVANAGARI}]{{2}})|{others}{WORD_ENDS})"
    ), rows


@cache
def _numbered() -> frozenset[str]:
    """Return the abbreviations that are words, or end a sentence, where no number follows: Art. 21."""
    rows = words("hindi/words/abbreviations.tsv")
    return frozenset(row[0].casefold() for row in rows if row[2:] == ("number",))


@cache
def _per() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of a shortened unit after प्रति, with or without a slash, and what the units are."""
    units = {
        row[0]: row[1]
        for row in words("hindi/words/units.tsv")
        if row[0].endswith(".") and row[2:] != ("per",)
    }
    units |= {"घं.": "घंटा", "से.": "सेकंड"}
    return re.compile(
        rf"(?<![{LETTER}])प्रति(?P<unit>\s?/?\s?(?P<name>{one_of(units)}))(?P<last>\s*$)?"
    ), units


@cache
def surnames() -> frozenset[str]:
    """Return the surnames by which two words are known to be a person's name."""
    return frozenset(row[0] for row in words("surnames.tsv"))


@cache
def _not_letters() -> frozenset[str]:
    """Return the units in letters with full stops, which a later rule reads: से.मी."""
    return frozenset(row[0].rstrip(".") for row in words("hindi/words/units.tsv")) | {"प्र.घं", "ई.पू", "रु.से"}


def _letters_apart(written: str) -> str | None:
    """Return the words of a known abbreviation, else its letters: हि स for हि.स.; None for a unit, and for initials, which stand before a name."""
    groups = written.replace(".", " ").split()
    known = _written()[1].get(f"{'.'.join(groups)}.")
    if known is not None:
        return known
    if ".".join(groups) in _not_letters() or all(map(_LETTER_ALONE.fullmatch, groups)):
        return None
    return " ".join(groups)


def expand_abbreviations(text: str) -> Iterator[Replacement]:
    """डॉ. → डॉक्टर, Dr. → डॉक्टर, वी. के. सिंह → वी के सिंह; without any mark only what is no word: डॉ, जं."""
    bare = UNMARKED.search(text)
    if not bare and not any(sign in text for sign in ".'’/"):
        return
    found = Found()
    if bare or _may_have_some(text):
        pattern, rows = _written()
        for match in pattern.finditer(text):
            written = match.group()
            if written in _TITLES and not _NAME_NEXT.match(text, match.end()):
                continue
            if written.casefold() in _numbered() and not (
                _NUMBER_NEXT.match(text, match.end())
                or (written in _MONTHS and _DAY_BEFORE.search(text, 0, match.start()))
            ):
                continue
            if written != "m/s" and (written not in _OTHER_THAN_CAPITALS or not written.isupper()):
                spoken = rows[written.casefold()]
                telephone = spoken == "मोहम्मद" and _DIGIT_NEXT.match(text, match.end())
                found[match.span()] = "मोबाइल" if telephone else spoken
                train = _TRAIN_NEXT.match(text, match.end()) if spoken == "गाड़ी संख्या" else None
                if train is not None:
                    # Imported here: most abbreviations stand before no number.
                    from bulletin.language.hindi.numbers import digit_by_digit

                    found[train.span("number")] = digit_by_digit(train["number"])
    if "." in text and ("प्रति " in text or "प्रति/" in text):
        pattern, units = _per()
        for match in pattern.finditer(text):
            # The stop of the sentence stays.
            start, end = match.span("unit")
            found.add_if_free((start, end - (match["last"] is not None)), f" {units[match['name']]}")
    for start, end, word in directions(text) if "." in text else ():
        found.add_if_free((start, end), word)
    for match in dotted_letters(text) if "." in text else ():
        if (letters := _letters_apart(match.group())) is not None:
            # The stop of the sentence stays.
            end = match.end() - (match.group().endswith(".") and _AT_END.match(text, match.end()) is not None)
            found.add_if_free((match.start(), end), letters)
    for match in _ENGINEER.finditer(text) if "ई." in text else ():
        if not surnames().isdisjoint((match["second"], match["third"])):
            found.add_if_free(match.span("title"), "इंजीनियर")
    for match in _LATIN_INITIAL.finditer(text):
        listed = match["next"] in _ANSWERS or match["next"] in starters()
        if not listed and not _NAMED_BY_LETTER.search(text, max(0, match.start() - 20), match.start()):
            found.add_if_free(match.span("stop"), "")
    for match in _initials().finditer(text) if _GOES_ON.search(text) else ():
        spoken = " ".join(match.group().replace(".", " ").split())
        if not clashes(found, match):
            found[match.span()] = spoken
    yield from in_order(found)

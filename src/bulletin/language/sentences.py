"""Sentences: a paragraph as written → its sentences. Nothing but white space is lost between them.

Hindi news ends its sentences with a danda, with an ASCII full stop (often glued to the next word), with `|`,
or with ? and !. A full stop also stands in initials, abbreviations, decimals, times, dates and addresses,
and a quotation may hold several sentences that belong together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bulletin.language.tables import words

_CLOSING = "\"”’'»)]"
_END = re.compile(r"\n+|(?:…|\.{2,}|[.।॥|৷?!])+[\"”’'»)\]]*")
"""Every place where a sentence may end, with the quotation marks and brackets that close there."""

_DEVANAGARI = "\u0900-\u0963\u0970-\u097f\u200c\u200d"
_LETTER = f"{_DEVANAGARI}A-Za-z"
_WORD_BEFORE = re.compile(rf"(?:[{_DEVANAGARI}]+|[A-Za-z]+|\d+)$")
_WORD_AFTER = re.compile(rf"[\s“\"‘'(\[]*([{_DEVANAGARI}]+|[A-Za-z]+|\d+|.)?", re.DOTALL)
_REPORTING_CLAUSE = re.compile(
    r"[\s,–—-]{0,60}+(?:[^\s।.?!|“”\"]{1,60}+\s{1,60}+){0,7}?"
    r"(?:कहा|पूछा|बोला|बोले|बोली|बोलीं|बताया|लिखा|जोड़ा|कहते|कहती|पूछते|चिल्लाया|चिल्लाई|दोहराया|कहना)"
    r"(?:\s+(?:है|था|थी|थे|हैं|गया|कि))?(?=[\s।.?!,|:]|$)"
)
"""A said-clause close behind a quotation makes it part of its sentence."""

_OPENS_SPEECH = (",", ":", ";", "–", "—", "-", "कहा", "पूछा", "बोले", "बोला", "बोली", "बताया", "लिखा", "कि")
_ITEM = re.compile(r"[0-9०-९ (\[\n\t]*")
"""What may stand before the full stop of an item's number."""

_STILL_BEING = frozenset(["है", "हैं", "था", "थी", "थे", "थीं", "होगा", "होगी", "होंगे"])
_WILL = re.compile(r"(?:ंगे|ेगा|ेगी|एगा|एगी|ंगी|ूंगा|ऊंगा|ोगे|ओगे)$")
"""Words, and endings of the future, that end a clause: an ellipsis after one of them ends the sentence."""

_GOES_ON = frozenset(
    [
        "का",
        "के",
        "की",
        "को",
        "में",
        "से",
        "पर",
        "ने",
        "तक",
        "और",
        "या",
        "व",
        "एवं",
        "तथा",
        "तो",
        "भी",
        "ही",
        "लेकिन",
        "मगर",
        "पर",
        "कि",
        "जैसे",
        "जैसा",
        "जैसी",
        "वाले",
        "वाली",
        "वाला",
        "नाम",
    ]
)
"""Words that no sentence begins with after a question or an exclamation within it."""

_WORDS_NOT_NAMES = frozenset(["आई", "जी", "ओ", "आर"])
"""Names of letters that are also words a sentence ends with: "वह घर आई.", "मोदी जी."."""

_BUT = frozenset(["लेकिन", "मगर", "पर"])
"""Words that join within a sentence, but after a quotation begin one as often."""

_JOINS = frozenset(["और", "तथा", "एवं", "या", "व"])
"""Words that join what stands on both sides of an abbreviation: "400 रु. और 390 रु.", "5 किमी. और"."""

_CASE_ENDING = re.compile(r"\s+(?:का|की|को|ने|में|से|तक|के(?=\s))(?=[\s,।])")
"""Words that no sentence begins with: the full stop before them is an abbreviation's, known or not."""

_DASH = re.compile(r"\s*[–—-]\s")

_ANSWERS_QUOTATION = frozenset(["यह", "यही", "ये", "ऐसा", "ऐसे", "ऐसी", "इतना", "इसी", "इन्हीं", "कह", "कहकर"])
"""Words with which a sentence that began with a quotation goes on: "“….” यही नारे लगते रहे।"."""

_VERB_BEFORE_AMOUNT = re.compile(
    r"(?<!\S)(?:है|हैं|था|थी|थे|हुआ|हुई|हुए|रहा|रही|रहे|गया|गई|गए|मिला|मिली|मिले|लगा|लगी|लगे|बढ़ा|घटा|पहुंचा|पहुंची)"
    r"\s+(?:(?:कुल|केवल|सिर्फ|करीब|लगभग|महज)\s+)?[\d०-९][\d०-९.,]*\s*(?:(?:हजार|हज़ार|लाख|करोड़|अरब)\s+)?$"
)
"""A verb, an amount and nothing but its unit to come: the sentence has said all it has to say."""

_DISTANCE = frozenset(
    ["दूर", "लंबा", "लंबी", "लंबे", "ऊंचा", "ऊंची", "ऊंचे", "ऊपर", "नीचे", "आगे", "पीछे", "पहले", "प्रति"]
)

_PAIRS = {"“": "”", "‘": "’", "(": ")", "[": "]", "«": "»"}
_ASIDE_MARKS = re.compile("[“”‘’()\\[\\]«»\"'\n]")

LONGEST_ASIDE = 1_000
"""Characters a quotation or bracket may hold and still be kept whole; beyond it, a closing mark is missing."""


def split(text: str) -> tuple[str, ...]:
    """The sentences of `text`, each without white space around it and with its own end punctuation.

    Takes time in proportion to the text; text without any end mark is one sentence.
    """
    asides = _asides(text)
    page = _Page(text, asides, frozenset(start for start, _ in asides), _abbreviations(text))
    found: list[str] = []
    begin = 0
    for mark in _END.finditer(text):
        if mark.start() >= begin:
            end = page.boundary(begin, mark)
            if end is not None:
                found.append(text[begin:end])
                begin = end
    found.append(text[begin:])
    return tuple(sentence for part in found if (sentence := part.strip()))


@dataclass(slots=True)
class _Page:
    """A text and what is known of it before it is cut: its asides and its abbreviations, both in order."""

    text: str
    asides: list[tuple[int, int]]
    """Places of the opening and closing marks of quotations and brackets, outermost only."""
    openings: frozenset[int]
    """Where those begin."""
    abbreviations: list[tuple[int, int]]
    aside: int = 0
    abbreviation: int = 0
    item: tuple[int, int] = (-1, -1)
    """Where a sentence begins, and how far the number of an item reaches from there."""

    def boundary(self, begin: int, mark: re.Match[str]) -> int | None:
        """Where the sentence that began at `begin` ends, if it ends at `mark`. Marks come in rising order."""
        text, end = self.text, mark.end()
        if mark.group().startswith("\n"):
            return end
        point = end - (len(mark.group()) - len(mark.group().rstrip(_CLOSING)))
        if end > point and end - 1 in self.openings:
            # The quotation mark belongs to the next sentence, glued to this one.
            end -= 1
        stop = text[mark.start() : point]
        aside = self._aside_around(mark.start())
        if aside is not None:
            if aside[1] >= end:
                return None
            return end if self._ends_after_aside(begin, aside, stop, end) else None
        if end >= len(text):
            return end
        if "।" in stop or "॥" in stop or "৷" in stop:
            return None if text[end] in ",;:" else end
        if "?" in stop or "!" in stop:
            return end if self._ends_after_question(end) else None
        if "|" in stop:
            return end if text[end].isspace() or _is_devanagari(text[end]) else None
        if stop == ".":
            return end if self._ends_after_full_stop(begin, mark.start(), end) else None
        word = self._word_before(begin, mark.start())
        return end if text[end].isspace() and (word in _STILL_BEING or _WILL.search(word)) else None

    def _ends_after_aside(self, begin: int, aside: tuple[int, int], stop: str, end: int) -> bool:
        """Whether a quotation or bracket that closes here, after its own end mark, ends the sentence."""
        text = self.text
        if end >= len(text):
            return True
        if text[end] in ",;:" or _DASH.match(text, end):
            return False
        before = self._end_of_word(begin, aside[0])
        if text[aside[0]] in "([":
            return before == begin
        if "।" in stop or (stop.endswith(".") and "..." not in stop):
            # “….” X ने कहा। is one sentence, as is “….” – यह कहकर वे चले गए।; after a quotation that was
            # announced, a new one begins, unless a word follows that joins.
            after = self._word_after(end)
            if before > begin:
                return after not in _GOES_ON or after in _BUT
            return not (_REPORTING_CLAUSE.match(text, end) or after in _ANSWERS_QUOTATION)
        if _REPORTING_CLAUSE.match(text, end) or self._word_after(end) in _GOES_ON:
            return False
        return before == begin or text.endswith(_OPENS_SPEECH, begin, before)

    def _ends_after_question(self, end: int) -> bool:
        after = self.text[end]
        if after in ",;:–—-" or (after.isascii() and after.isalnum()):
            return False
        following = self.text[end : end + 2]
        if following in (" –", " —", " -", " ,"):
            return False
        return self._word_after(end) not in _GOES_ON

    def _ends_after_full_stop(self, begin: int, dot: int, end: int) -> bool:
        after = self.text[end]
        if after in ",;:":
            return False
        if _CASE_ENDING.match(self.text, end):
            return False
        inside = self._abbreviation_at(dot)
        if inside is not None:
            # Only the last full stop of an abbreviation may be the sentence's as well.
            return dot == inside[1] - 1 and (
                (self._begins_anew(end) and self._word_after(end) not in _JOINS)
                or self._amount_was_last(begin, inside[0], end)
            )
        word = self._word_before(begin, dot)
        if not word:
            return after.isspace()
        if word.isdigit():
            return self._ends_after_number(begin, dot, end)
        if word[0].isascii():
            return self._ends_after_latin(dot, end, word)
        if word in _initials() or len(word) == 1:
            return self._ends_after_initial(begin, dot - len(word), end, word)
        return True

    def _ends_after_number(self, begin: int, dot: int, end: int) -> bool:
        text = self.text
        if text[end].isdigit() or self._end_of_item(begin) >= dot:
            # 3.5 and 04.06.2024 go on; so does "1. पहला", the number of an item.
            return False
        return text[end].isspace() or _is_devanagari(text[end]) or text[end] in "“‘\"'"

    def _ends_after_latin(self, dot: int, end: int, word: str) -> bool:
        """Addresses, versions and initials go on; a sentence ends before a space, or glued to Devanagari."""
        after = self.text[end]
        if len(word) == 1:
            return after.isspace() and self._begins_anew(end) and self.text[dot - 2 : dot - 1] == "."
        return after.isspace() or _is_devanagari(after)

    def _ends_after_initial(self, begin: int, start: int, end: int, word: str) -> bool:
        """After the name of a letter standing alone: an initial, or a word that only looks like one."""
        previous = self._end_of_word(begin, start)
        following = _WORD_AFTER.match(self.text, end)
        if following is not None and following.group(1) in _initials():
            after = following.end()
            if self.text[after : after + 1] == ".":
                return False
        if previous == begin or self.text[previous - 1] == ".":
            return False
        return word in _WORDS_NOT_NAMES or self._begins_anew(end)

    def _amount_was_last(self, begin: int, unit: int, end: int) -> bool:
        """Whether the abbreviation at `unit` is the unit of an amount behind the verb, and nothing goes on."""
        if _VERB_BEFORE_AMOUNT.search(self.text, max(begin, unit - 60), unit) is None:
            return False
        following = self._word_after(end)
        return following not in _GOES_ON and following not in _DISTANCE

    def _begins_anew(self, end: int) -> bool:
        return self._word_after(end) in _starters()

    def _end_of_word(self, begin: int, at: int) -> int:
        """Where the last word before `at` ends; `begin` if there is none."""
        while at > begin and self.text[at - 1].isspace():
            at -= 1
        return at

    def _end_of_item(self, begin: int) -> int:
        """How far digits and brackets alone reach from `begin`. Looked for once a sentence."""
        if self.item[0] != begin:
            match = _ITEM.match(self.text, begin)
            self.item = begin, match.end() if match else begin
        return self.item[1]

    def _word_before(self, begin: int, at: int) -> str:
        match = _WORD_BEFORE.search(self.text, max(begin, at - 40), at)
        return match.group() if match else ""

    def _word_after(self, end: int) -> str:
        match = _WORD_AFTER.match(self.text, end)
        return (match.group(1) or "") if match else ""

    def _aside_around(self, at: int) -> tuple[int, int] | None:
        while self.aside < len(self.asides) and self.asides[self.aside][1] < at:
            self.aside += 1
        if self.aside < len(self.asides) and self.asides[self.aside][0] < at:
            return self.asides[self.aside]
        return None

    def _abbreviation_at(self, at: int) -> tuple[int, int] | None:
        while self.abbreviation < len(self.abbreviations) and self.abbreviations[self.abbreviation][1] <= at:
            self.abbreviation += 1
        if self.abbreviation < len(self.abbreviations) and self.abbreviations[self.abbreviation][0] <= at:
            return self.abbreviations[self.abbreviation]
        return None


def _is_devanagari(letter: str) -> bool:
    return "\u0900" <= letter <= "\u0963" or "\u0970" <= letter <= "\u097f"


def _abbreviations(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _abbreviation().finditer(text)] if "." in text else []


@cache
def _abbreviation() -> re.Pattern[str]:
    """Every abbreviation with its full stops: known ones, units after their numbers, strings of initials."""
    known = {row[0] for row in words("hindi/words/abbreviations.tsv") if "." in row[0]}
    known |= {"रु.", "रू.", "Rs.", "श्री.", "डिग्री से."}
    units = {row[0] for row in words("hindi/words/units.tsv") if row[0].endswith(".")} | {"Cr."}
    # "no." is a word as well, in English sentences; "No. 5" is none.
    known.discard("No.")
    names, measures = _alternatives(known), _alternatives(units)
    # Two full stops leave no doubt, with a number before them or without.
    dotted = _alternatives({unit for unit in units if unit.count(".") > 1})
    letters = "|".join(sorted(_initials(), key=len, reverse=True))
    return re.compile(
        rf"(?<![{_LETTER}])(?:{names}|{dotted}|(?:No|Re)\.(?=\s*\d))"
        rf"|(?:(?<=[\d/])|(?<=\d\s))(?:{measures})"
        rf"|(?<![{_LETTER}.])(?:(?:{letters}|[क-हअ-औ])\.){{2,}}(?:(?:{letters})(?![{_LETTER}]))?"
        rf"|(?<![A-Za-z.])(?:[A-Za-z]\.){{2,}}",
        re.IGNORECASE,
    )


def _alternatives(names: set[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@cache
def _initials() -> frozenset[str]:
    """Names of letters, as in "ए. पी. जे."."""
    return frozenset(name for row in words("hindi/words/letters.tsv") for name in row[1:])


@cache
def _starters() -> frozenset[str]:
    return frozenset(row[0] for row in words("hindi/words/sentence_starters.tsv"))


def _asides(text: str) -> list[tuple[int, int]]:
    """Places of matched quotation marks and brackets, outermost only, in order; unmatched ones are ignored."""
    found: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for match in _ASIDE_MARKS.finditer(text):
        at, sign = match.start(), match.group()
        if sign == "\n" or (opened is not None and at - opened[0] > LONGEST_ASIDE):
            opened = None
        if sign == "\n":
            continue
        if opened is None:
            if sign in _PAIRS:
                opened = (at, _PAIRS[sign])
            elif sign in "\"'" and _opens(text, at):
                opened = (at, sign)
        elif sign == opened[1] and not (sign in "’'" and text[at + 1 : at + 2].isalpha()):
            found.append((opened[0], at))
            opened = None
    return found


def _opens(text: str, at: int) -> bool:
    """Whether the straight quotation mark at `at` could open: it is not glued to what stands before it.

    After an end mark it opens if a word is glued to it on the other side. An apostrophe before the last
    two digits of a year opens nothing.
    """
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == "'" and (not after or after.isspace() or re.match(r"\d\d(?!\d)", text[at + 1 : at + 4])):
        return False
    if before and before in "।॥?!.":
        return after.isalnum()
    return not (before.isalnum() or _is_devanagari(before or " "))

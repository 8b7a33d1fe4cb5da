"""Sentences: a written paragraph → its sentences. Nothing is lost between them but white space.

Hindi news ends its sentences with a danda, with an ASCII full stop (often without a space after it), with `|`,
or with ? and !. A full stop also occurs in initials, abbreviations, decimals, times, dates and addresses, and a
quotation may contain several sentences that belong together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.language.abbreviated import abbreviations_in, initials
from bulletin.language.asides import asides_in
from bulletin.language.cues import (
    ANSWERS_QUOTATION,
    BUT,
    CONTINUES,
    DISTANCE,
    FINITE_VERBS,
    FUTURE,
    JOINS,
    OPENS_SPEECH,
    WORDS_NOT_NAMES,
    case_ending,
    reporting_clause,
    starters,
    verb_before_amount,
)

_CLOSING = "\"”’'»)]"
_END = re.compile(r"\n+|(?:…|\.{2,}|[.।॥|৷?!])+[\"”’'»)\]]*")
"""Every place where a sentence may end, with the closing quotation marks and brackets there."""

_DEVANAGARI = "\u0900-\u0963\u0970-\u097f\u200c\u200d"
_WORD_BEFORE = re.compile(rf"(?:[{_DEVANAGARI}]+|[A-Za-z]+|\d+)$")
_WORD_AFTER = re.compile(rf"[\s“\"‘'(\[]*([{_DEVANAGARI}]+|[A-Za-z]+|\d+|.)?", re.DOTALL)
_ITEM = re.compile(r"[0-9०-९ (\[\n\t]*")
"""What may precede the full stop after the number of a list item."""

_ITEM_SIGN = re.compile(r"\s*(\d{1,2})\.\s")
_DASH = re.compile(r"\s*[–—-]\s")


def split(text: str) -> tuple[str, ...]:
    """Return the sentences of `text`, each without white space around it and with its end punctuation.

    Text without any end mark is one sentence. Linear in the length of the text.
    """
    asides = asides_in(text)
    whole = _Text(text, asides, frozenset(start for start, _ in asides), abbreviations_in(text))
    found: list[str] = []
    begin = 0
    for mark in _END.finditer(text):
        if mark.start() >= begin:
            end = whole.boundary(begin, mark)
            if end is not None:
                found.append(text[begin:end])
                begin = end
    found.append(text[begin:])
    return tuple(sentence for part in found if (sentence := part.strip()))


@dataclass(slots=True)
class _Text:
    """A text with its asides and abbreviations, both in order, and how far they have been used."""

    text: str
    asides: list[tuple[int, int]]
    """Offsets of the opening and closing marks of quotations and brackets, outermost only."""
    openings: frozenset[int]
    """Offsets of the opening marks."""
    abbreviations: list[tuple[int, int]]
    aside: int = 0
    abbreviation: int = 0
    item: tuple[int, int] = (-1, -1)
    """The offset where a sentence begins, and where a list item's number ends there."""

    def boundary(self, begin: int, mark: re.Match[str]) -> int | None:
        """Return where the sentence that began at `begin` ends, or None if not at `mark`; call with rising marks."""
        text, end = self.text, mark.end()
        if mark.group().startswith("\n"):
            return end
        point = end - (len(mark.group()) - len(mark.group().rstrip(_CLOSING)))
        if end > point and end - 1 in self.openings:
            # The quotation mark belongs to the next sentence, which follows without a space.
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
        return end if text[end].isspace() and (word in FINITE_VERBS or word.endswith(FUTURE)) else None

    def _ends_after_aside(self, begin: int, aside: tuple[int, int], stop: str, end: int) -> bool:
        """Return whether a quotation or bracket that closes here, after its own end mark, ends the sentence."""
        text = self.text
        if end >= len(text):
            return True
        if text[end] in ",;:" or _DASH.match(text, end):
            return False
        before = self._end_of_word(begin, aside[0])
        if text[aside[0]] in "([":
            return before == begin and self._word_after(end) not in CONTINUES
        if "।" in stop or (stop.endswith(".") and "..." not in stop):
            # “….” X ने कहा। is one sentence, and so is “….” – यह कहकर वे चले गए।. After an announced
            # quotation, a new sentence begins unless the next word continues the old one.
            after = self._word_after(end)
            if before > begin:
                return after not in CONTINUES or after in BUT
            return not (reporting_clause().match(text, end) or after in ANSWERS_QUOTATION)
        if reporting_clause().match(text, end) or self._word_after(end) in CONTINUES:
            return False
        return before == begin or text.endswith(OPENS_SPEECH, begin, before)

    def _ends_after_question(self, end: int) -> bool:
        after = self.text[end]
        if after in ",;:–—-" or (after.isascii() and after.isalnum()):
            return False
        following = self.text[end : end + 2]
        if following in (" –", " —", " -", " ,"):
            return False
        return self._word_after(end) not in CONTINUES

    def _ends_after_full_stop(self, begin: int, dot: int, end: int) -> bool:
        after = self.text[end]
        if after in ",;:":
            return False
        if case_ending().match(self.text, end):
            return False
        inside = self._abbreviation_at(dot)
        if inside is not None:
            # Only the last full stop of an abbreviation may also end the sentence.
            return dot == inside[1] - 1 and (
                (self._begins_anew(end) and self._word_after(end) not in JOINS)
                or self._amount_was_last(begin, inside[0], end)
            )
        word = self._word_before(begin, dot)
        if not word:
            return after.isspace()
        if word.isdigit():
            return self._ends_after_number(begin, dot, end)
        if word[0].isascii():
            return self._ends_after_latin(dot, end, word)
        if word in initials() or len(word) == 1:
            return self._ends_after_initial(begin, dot - len(word), end, word)
        return True

    def _ends_after_number(self, begin: int, dot: int, end: int) -> bool:
        text = self.text
        if text[end].isdigit() or self._end_of_item(begin) >= dot:
            # 3.5 and 04.06.2024 continue, and so does "1. पहला", the number of a list item.
            return False
        if self._is_further_item(begin, dot):
            return False
        return text[end].isspace() or _is_devanagari(text[end]) or text[end] in "“‘\"'"

    def _is_further_item(self, begin: int, dot: int) -> bool:
        """Return whether a number counts on from the one at the head of the sentence: "1. दिल्ली 2. मुंबई"."""
        head = _ITEM_SIGN.match(self.text, begin, dot)
        number = self._word_before(begin, dot)
        if head is None or len(number) > 2 or not self.text[dot - len(number) - 1].isspace():
            return False
        first, last = int(head[1]), int(number)
        return first < last <= first + 20 and all(
            self.text.find(f" {between}.", begin, dot) >= 0 for between in range(first + 1, last)
        )

    def _ends_after_latin(self, dot: int, end: int, word: str) -> bool:
        """Return whether a full stop after Latin letters ends the sentence: before a space or Devanagari.

        Addresses, versions and initials continue.
        """
        after = self.text[end]
        if len(word) == 1:
            return after.isspace() and self._begins_anew(end) and self.text[dot - 2 : dot - 1] == "."
        return after.isspace() or _is_devanagari(after)

    def _ends_after_initial(self, begin: int, start: int, end: int, word: str) -> bool:
        """Return whether the sentence ends after the name of a letter: not an initial but a word that looks like one."""
        previous = self._end_of_word(begin, start)
        following = _WORD_AFTER.match(self.text, end)
        if following is not None and following.group(1) in initials():
            after = following.end()
            if self.text[after : after + 1] == ".":
                return False
        if previous == begin or self.text[previous - 1] == ".":
            return False
        return word in WORDS_NOT_NAMES or self._begins_anew(end)

    def _amount_was_last(self, begin: int, unit: int, end: int) -> bool:
        """Return whether the unit at `unit` belongs to an amount after the verb, and the sentence does not continue."""
        if verb_before_amount().search(self.text, max(begin, unit - 60), unit) is None:
            return False
        following = self._word_after(end)
        return following not in CONTINUES and following not in DISTANCE

    def _begins_anew(self, end: int) -> bool:
        return self._word_after(end) in starters()

    def _end_of_word(self, begin: int, at: int) -> int:
        """Return where the last word before `at` ends; `begin` if there is none."""
        while at > begin and self.text[at - 1].isspace():
            at -= 1
        return at

    def _end_of_item(self, begin: int) -> int:
        """Return how far digits and brackets reach from `begin`; searched once per sentence."""
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

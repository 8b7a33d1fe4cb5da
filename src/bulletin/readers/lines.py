"""Lines: what a single line of a bare article is, told by its wording: a link, a credit, a byline, a caption."""

from __future__ import annotations

import re

from bulletin.language.sentences import split
from bulletin.schema.article import Reason

_COLON = r"\s*(?:[:：ः\-–—,|>]|\.\.\.)"
_RELATED = re.compile(
    r"^[\s*•\-–»>\[(]*(?:(?:यह|ये|इसे|इन्हें|यहां|यहाँ|इसको)\s+भी\s+(?:जरूर\s+|ज़रूर\s+)?(?:पढ़ें|पढ़े|पढ़िए|पढ़िये|देखें|देखिए|जानें)"
    r"|और\s+(?:भी\s+)?(?:पढ़ें|पढ़िए)|संबंधित\s+(?:खबर|ख़बर|समाचार)(?:ें)?|also\s+read|read\s+also|read\s+more|must\s+read|related)"
    rf"(?:{_COLON}|\s*$|\s+(?=[A-Za-z“\"‘]))",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    rf"^[\s(\[]*(?:इनपुट|स्रोत|सोर्स|साभार|एजेंसी इनपुट|source|input|inputs|courtesy|with inputs from){_COLON}.{{1,80}}$"
    r"|^[\s(\[]+(?:एजेंसी|भाषा|पीटीआई|वार्ता|एएनआई|आईएएनएस|यूएनआई|PTI|ANI|IANS|UNI|AP|Reuters|AFP)(?:\s*(?:,|/|और|व|के इनपुट.*)\s*[^)\]]{0,40})?[)\]]\s*$"
    r"|^[\s(]*(?:एजेंसी|एजेंसियों|पीटीआई|एएनआई|भाषा)\s+(?:के|से)\s+इनपुट(?:\s+के\s+साथ)?[)\s]*[।.]?$",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    rf"^[\s(\[]*(?:फोटो|फ़ोटो|तस्वीर|चित्र|छायाचित्र|प्रतीकात्मक (?:तस्वीर|फोटो|चित्र)|सांकेतिक (?:तस्वीर|फोटो)|photo|image|pic|caption|image credit|photo credit|photo courtesy){_COLON}.{{0,200}}$"
    r"|^[\s(\[]*(?:फाइल|फ़ाइल|प्रतीकात्मक|सांकेतिक)\s+(?:फोटो|फ़ोटो|तस्वीर|चित्र)[)\]\s।.]*$"
    rf"|^.{{1,160}}[।.(]\s*(?:फोटो|फ़ोटो|तस्वीर|photo|pic){_COLON}[^।.]{{1,60}}\)?$"
    r"|^.{1,160}\((?:फाइल|फ़ाइल|प्रतीकात्मक|सांकेतिक)\s+(?:फोटो|फ़ोटो|तस्वीर|चित्र)\)[।.]?$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    rf"^\s*(?:लेखक|लेखिका|रिपोर्ट|रिपोर्टर|संवाददाता|प्रस्तुति|संपादन|संपादक|written by|edited by|reported by|author|reporter|published by){_COLON}\s*\S.{{0,80}}$"
    r"|^\s*by\s*[:\-]?\s+\S.{0,60}$"
    r"|^\s*(?:[\u0900-\u0963\u0970-\u097f]+\s+){0,3}(?:संवाददाता|ब्यूरो|डेस्क|संवाद सूत्र|संवाद सहयोगी|न्यूज नेटवर्क|न्यूज़ डेस्क|न्यूज डेस्क)(?:\s*[,|]\s*[\u0900-\u0963\u0970-\u097f\s,]{1,40})?\s*[।.|]?\s*$",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"^\s*(?:(?:updated|published|last updated|publish date|posted|first published|edited)(?:\s+(?:on|at|by))?|अपडेटेड|प्रकाशित|अपडेट|अंतिम अपडेट|पब्लिश)\s*[:\-–].{3,80}$"
    r"|^\s*(?:advertisement|विज्ञापन|share|शेयर करें|follow us|हमें फॉलो करें|subscribe|ट्रेंडिंग|trending)\s*[:।.]?\s*$",
    re.IGNORECASE,
)
_HREF = re.compile(r"https?://[^\s<>\"')\]]+")
_BULLET = re.compile(r"^\s*(?:[•●▪◦‣·*–—-]|\(?[ivx]{1,4}\))\s+\S")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}|[०-९]{1,2}|[A-Za-zक-ह])\s?[.)]\s+\S")
_QUESTION_LABEL = re.compile(r"^\s*(?:सवाल|प्रश्न|जवाब|उत्तर|Q|A|Q\d+|A\d+)\s*[:.\-–]\s")
_ENDS_SENTENCE = re.compile(r"[।.!?…|৷॥][\"”’')\]]*\s*$")
_ENDS_STATEMENT = re.compile(r"[।.!…|৷॥][\"”’')\]]*\s*$")
_FINITE_END = re.compile(
    r"(?:है|हैं|था|थी|थे|थीं|गया|गई|गए|गयी|दिया|दी|किया|की|कहा|बताया|होगा|होगी|होंगे|करेंगे|करेगा|करेगी|रहेगा|रहेगी|जाएगा|जाएगी|जाएंगे)\s*$"
)

LONGEST_HEADING = 90
"""Characters a line may have and still be a heading."""

MOST_HEADING_WORDS = 15


def left_out_reason(line: str) -> Reason | None:
    """Why a whole line is not spoken, or None if it may be."""
    if _RELATED.match(line):
        return "related-link"
    if _CREDIT.match(line):
        return "credit"
    if len(line) < 240 and _CAPTION.match(line):
        return "caption"
    if len(line) < 120 and _BYLINE.match(line):
        return "byline"
    if len(line) < 120 and _STAMP.match(line):
        return "boilerplate"
    return None


def link_of(line: str) -> str | None:
    """The web address in a line, if there is one."""
    match = _HREF.search(line)
    return match.group() if match else None


def is_bullet(line: str) -> bool:
    """Whether a line is an item of a bulleted list."""
    return _BULLET.match(line) is not None


def is_numbered(line: str) -> bool:
    """Whether a line begins with a number or letter of its own: "1. …", "क) …"."""
    return _NUMBERED.match(line) is not None


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _ENDS_SENTENCE.search(line) is not None


def may_be_heading(line: str) -> bool:
    """Whether a line, looked at alone, could be a section's heading.

    Short, one sentence, without a full stop; a question mark or a colon may end it. Items of bulleted
    lists and the lines of an interview ("सवाल: …") are not headings.
    """
    line = line.strip()
    if not line or len(line) > LONGEST_HEADING or len(line.split()) > MOST_HEADING_WORDS:
        return False
    if is_bullet(line) or _QUESTION_LABEL.match(line):
        return False
    if _ENDS_STATEMENT.search(line) or line.endswith((",", ";")):
        return False
    return len(split(line)) == 1 or is_numbered(line)


def label_only(line: str) -> bool:
    """Whether a line ends in a colon: a heading, or what opens a list."""
    return line.rstrip().endswith((":", ":-", "ः"))


def is_sentence_like(line: str) -> bool:
    """Whether an unstopped line ends in a finite verb, as a sentence whose full stop was forgotten."""
    return _FINITE_END.search(line) is not None

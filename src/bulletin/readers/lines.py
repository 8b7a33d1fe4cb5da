"""Lines: what a single line of a bare article is, told by its wording: a link, a credit, a byline, a caption."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from bulletin.language.sentences import split
from bulletin.readers.page import before_stamp, page_reason
from bulletin.schema.article import Reason

_COLON = r"\s*(?:[:：ः\-–—,|/>→»➡]|\.\.\.)"
_SIGNS = r"[\s*•\-–—»>→➡►▶👉🔗\[(]*"
_AGENCIES = r"एजेंसी|एजेंसियां|एजेंसियाँ|भाषा|पीटीआई|वार्ता|एएनआई|आईएएनएस|यूएनआई|एएफपी|रॉयटर्स|रायटर|एपी|हिन्दुस्थान समाचार|PTI|ANI|IANS|UNI|AP|Reuters|AFP"
_ALSO_READ = (
    r"(?:(?:यह|ये|इसे|इन्हें|यहां|यहाँ|इसको|इस|इन)\s+(?:(?:खबर|ख़बर|खबरें|ख़बरें|खबरों|ख़बरों|स्टोरी|वीडियो|लेख)\s+(?:को\s+)?)?भी\s+(?:(?:जरूर|ज़रूर|अवश्य)\s+)?(?:पढ़ें|पढ़े|पढ़िए|पढ़िये|देखें|देखिए|जानें)"
    r"|और\s+(?:भी\s+)?(?:पढ़ें|पढ़िए)|(?:संबंधित|संबद्ध|मिलती-जुलती)\s+(?:खबर|ख़बर|समाचार|लेख)(?:ें|ेें)?"
    r"|also\s+(?:read|see|watch)|read\s+(?:also|more|this)|must\s+read|see\s+also|related(?:\s+(?:news|stories|story|articles?))?)"
)
_RELATED = re.compile(rf"^{_SIGNS}{_ALSO_READ}(?:{_COLON}|[\s\])]*$|\s+(?=[A-Za-z“\"‘]))", re.IGNORECASE)
_RELATED_LABEL = re.compile(rf"^{_SIGNS}{_ALSO_READ}(?:{_COLON}|[\s\])])*$", re.IGNORECASE)
_LABEL = re.compile(rf"^{_SIGNS}{_ALSO_READ}(?:{_COLON}|[\s\])])+", re.IGNORECASE)
_ADDRESS_ALONE = re.compile(rf"^{_SIGNS}(?:https?://|www\.)\S+\s*$", re.IGNORECASE)
_CREDIT = re.compile(
    rf"^[\s(\[]*(?:इनपुट|इनपुट्स|स्रोत|सोर्स|साभार|सौजन्य|एजेंसी इनपुट|source|input|inputs|courtesy|with inputs from){_COLON}.{{1,80}}$"
    rf"|^[\s(\[\-–—]*(?:{_AGENCIES})(?:\s*(?:,|/|और|व|के इनपुट.*)\s*[^)\]।.]{{0,40}})?[)\]\s।.]*$"
    r"|^[\s(]*(?:एजेंसी|एजेंसियों|पीटीआई|एएनआई|भाषा)\s+(?:के|से)\s+(?:मिले\s+)?इनपुट(?:\s+(?:के\s+साथ|पर आधारित))?[)\s]*[।.]?$"
    r"|^[\s(\[]+(?:एजेंसी|एजेंसियों|पीटीआई|एएनआई|भाषा)\s[^()\[\]]{1,40}[)\]]\s*$",
    re.IGNORECASE,
)
_TAIL_CREDIT = re.compile(
    rf"\s*[(\[]\s*(?:(?:इनपुट|इनपुट्स|स्रोत|सोर्स|साभार|सौजन्य|input|inputs|source|courtesy){_COLON}[^()\[\]]{{1,60}}"
    rf"|(?:{_AGENCIES})(?:\s*(?:,|/|और|व|के इनपुट)\s*[^()\[\]।.]{{0,40}})?)[)\]]\s*[।.]?\s*$",
    re.IGNORECASE,
)
_TAIL_RELATED = re.compile(rf"(?<=[।.!?|])[\s(\[]*{_ALSO_READ}{_COLON}", re.IGNORECASE)
_WRITERS = re.compile(r"^\s*[\u0900-\u097f]{1,6}(?:\s?/\s?[\u0900-\u097f]{1,8}){1,6}\s*$")
"""How a government's office ends its copy: the initials of who wrote it, between slashes."""
_SIGN_OFF = re.compile(r"^(?:भाषा|वार्ता|पीटीआई)(?:\s+[\u0900-\u0963\u0970-\u097f]+){1,4}$")
"""How a news agency ends its copy: its name and its editors' first names."""

_PICTURE = r"इमेज|फोटो|फ़ोटो|तस्वीर|चित्र|छायाचित्र|photo|image|pic|picture"
_CAPTION = re.compile(
    rf"^[\s(\[]*(?:(?:{_PICTURE}|caption|कैप्शन)(?:\s*(?:में|कैप्शन|क्रेडिट|स्रोत|सोर्स|साभार|सौजन्य|परिचय|caption|credit|source|courtesy))?"
    rf"|(?:प्रतीकात्मक|सांकेतिक)\s+(?:तस्वीर|फोटो|चित्र)){_COLON}.{{0,200}}$"
    r"|^[\s(\[]*(?:फाइल|फ़ाइल|प्रतीकात्मक|सांकेतिक)\s+(?:फोटो|फ़ोटो|तस्वीर|चित्र)[)\]\s।.]*$"
    rf"|^.{{1,160}}[।.(\[|]\s*(?:{_PICTURE})(?:\s*(?:साभार|क्रेडिट|सौजन्य|credit|courtesy))?{_COLON}[^।.]{{1,60}}[)\]]?$"
    rf"|^.{{5,200}}(?:{_PICTURE}):\s?[A-Za-z][^।]{{2,80}}$"
    rf"|^\s*[(\[].{{1,160}},\s*(?:{_PICTURE}){_COLON}[^।.]{{1,60}}[)\]]$"
    r"|^.{1,160}[(\[](?:फाइल|फ़ाइल|प्रतीकात्मक|सांकेतिक)\s+(?:फोटो|फ़ोटो|तस्वीर|चित्र)[)\]][।.]?$",
    re.IGNORECASE,
)
_AGENCYS_PICTURE = re.compile(
    rf"^(?P<shown>[^।.!?:]{{2,80}}?)\s?[(\[](?:{_AGENCIES}|getty[^()]{{0,20}})[)\]]$", re.IGNORECASE
)
_BYLINE = re.compile(
    rf"^[\s(\[]*(?:लेखक|लेखिका|रिपोर्ट|रिपोर्टर|संवाददाता|प्रस्तुति|संपादन|संपादक|अनुवाद|बातचीत|author|reporter){_COLON}\s*\S.{{0,80}}$"
    r"|^\s*(?:(?:written|authored|edited|reported|posted|published|curated|compiled|produced|translated|reviewed|story|text)\s)?by(?:\s*[:：]\s*|\s*[ः\-–—,|]?\s+)\S.{0,60}$"
    r"|^\s*(?:agency|एजेंसी|पदनाम|भूमिका|role|designation)\s*[:：,]\s*\S.{1,60}$"
    r"|^\s*(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s\d{1,2}\s[a-z]{3,9},?\s\d{4}\s\d{1,2}:\d\d\s?[ap]m\s?\S.{0,80}$"
    r"|^[^।.!?]{1,90}\s(?:written|authored|edited|reported|posted|published|curated)\s+by\s*[:：].{1,80}$"
    r"|^\s*(?:[\u0900-\u0963\u0970-\u097f]+\s+){0,3}(?:संवाददाता|रिपोर्टर|प्रतिनिधि|ब्यूरो|डेस्क|संवाद सूत्र|संवाद सहयोगी|न्यूज नेटवर्क|न्यूज़ नेटवर्क)(?:\s*[,|]\s*[\u0900-\u0963\u0970-\u097f\s,]{1,40})?\s*[।.|]?\s*$",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"^\s*(?:(?:updated|published|last updated|(?:publish|published|modified|updated|created|posted)\s+date|modified|posted|first published|edited)(?:\s+(?:on|at|by))?|अपडेटेड|प्रकाशित|अपडेट|अंतिम अपडेट|पब्लिश|प्रविष्टि\s+तिथि)\s*[:\-–].{3,80}$"
    r"|^\s*(?:अपडेटेड|अपडेट|updated)\s*[:\-–]?\s*\d{1,2}\s?(?:मिनट|घंटे|घंटा|दिन|minutes?|hours?|days?)\s(?:पहले|ago)\s*$",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"^\s*(?:advertisement|विज्ञापन|share|शेयर करें|follow us|हमें फॉलो करें|subscribe|ट्रेंडिंग|trending|comments?|टिप्पणियां)\s*[:।.]?\s*$"
    r"|^\s*(?:tags?|टैग|टैग्स|keywords?|topics?|hashtags?|disclaimer|डिस्क्लेमर|अस्वीकरण)\s*[:：\-–|].*$"
    r"|^\s*(?:home|होम|hindi news|हिंदी न्यूज़?|मुखपृष्ठ)\s*(?:[>»›/|]\s*\S.*)?$"
    r"|^\s*\(?(?:रिलीज|रिलीज़|release)\s(?:आईडी|id)\s*[:：].*$|^\s*(?:इस\sविज्ञप्ति\sको|read\sthis\srelease\sin)\s?.{0,200}$"
    r"|^\s*(?:from|to|cc|bcc|sent|reply-to)\s*:\s.{0,80}@.{0,80}$"
    r"|^\s*[a-z0-9]{2,20}(?:_[a-z0-9]{2,20}){1,4}\s*$"
    r"|^\s*tagged\s*:?\s*$|^#[A-Za-z][A-Za-z0-9 ]{1,60}$"
    r"|^\s*होम(?!गार्ड|वर्क|लोन|स्टे|टाउन|मेड|मेकर|मिनिस्टर|ग्राउंड|बायर|डिलीवरी|कमिंग|क्वारंट|आइसोल|लैंड)[\u0904-\u0939][\u0900-\u097f]{5,}\s*$"
    r"|^\s*home(?:auto|tech|business|sports?|cricket|india|nation|news|world|states?|city|entertainment|lifestyle|education|career|jobs|health|dharm|religion|photos?|videos?)\s*$|^\s*होम\S.{0,40}न्यूज़?\s*$"
    r"|^\s*(?:©|\(c\)\s|copyright\b|कॉपीराइट).*$|^.{0,80}(?:all rights reserved|सर्वाधिकार सुरक्षित)[.।]?\s*$"
    r"|^\s*latest\s[a-z ]{2,30}news\s*$|^.{0,160}(?:खबर|ख़बर|न्यूज़?).{0,80}अप[-\s]?टू[-\s]?डेट[।.!]?.{0,80}$"
    r"|^.{0,160}(?:खबरें|ख़बरें|समाचार)\sपढ़ें\s(?:यहां|यहाँ)[।.!]?\s*$"
    r"|^\s*रहें\s.{0,40}अपडेट\b.{0,120}$"
    r"|^.{0,60}(?:ब्रेकिंग|ताजा|ताज़ा|लेटेस्ट)\s(?:न्यूज़?|खबर|ख़बर).{0,60}पढ़ें\s.{1,40}\sपर[।.!]?\s*$"
    r"|^\s*(?:(?:देश|दुनिया|ताजा|ताज़ा|लेटेस्ट|अन्य|ऐसी|latest|more)\S*\s).{0,80}(?:खबर|ख़बर|अपडेट|समाचार)\S*\s.{0,60}(?:पढ़ें|पढ़ते रहें|बने रहें|जुड़े रहें|देखें)[।.!]?\s*$",
    re.IGNORECASE,
)
_TAGS = re.compile(r"^\s*(?:tags?|tagged|टैग|टैग्स|keywords?|topics?|hashtags?)\s*[:：\-–|]?\s*$", re.IGNORECASE)
_BYLINE_LABEL = re.compile(
    r"^\s*(?:(?:written|authored|edited|reported|posted|published|curated|compiled|produced|translated|reviewed)\s+by|agency|author|reporter"
    r"|लेखक|लेखिका|रिपोर्टर|एजेंसी|संपादन)\s*[:：]\s*$|^\s*author\s*$",
    re.IGNORECASE,
)
_STAMP_LABEL = re.compile(
    r"^\s*(?:first\s+published|published(?:\s+(?:on|at))?|(?:last\s+)?updated(?:\s+(?:on|at))?|प्रकाशित|अपडेटेड)\s*[:：]?\s*$",
    re.IGNORECASE,
)
_MORE_OF_AUTHOR = re.compile(r"(?:…|\.{2,})\s*(?:और\s+पढ़ें|read\s+more)\s*$", re.IGNORECASE)
_FILM = re.compile(r"^\s*(?:video|वीडियो|watch video|photos?|फोटो|फ़ोटो)\s*[:：]\s*\S.{0,120}$", re.IGNORECASE)
_IN_SHORT = re.compile(
    r"^\s*(?:(?:स्टोरी|खबर|ख़बर)\s+)?(?:(?:की|के)\s+)?(?:हाइलाइट्स|हाईलाइट्स|मुख्य\s+बातें|खास\s+बातें|ख़ास\s+बातें|बड़ी\s+बातें|प्रमुख\s+बातें"
    r"|highlights|story highlights|key points|key highlights)\s*[:：]?\s*$",
    re.IGNORECASE,
)
_LATIN_LIST = re.compile(r"^\s*[A-Za-z][\w .&'-]{1,50}(?:,\s*[A-Za-z0-9][\w .&'-]{1,50})+\s*$")
_HREF = re.compile(r"https?://[^\s<>\"')\]]+")
_BULLET = re.compile(r"^\s*(?:[•●▪◦‣·○■□◆➤►▶✓✔*–—-]|\(?[ivx]{1,4}\))\s+\S|^\s*[•●▪◦‣○■◆➤►▶✓✔]\S")
_NUMBERED = re.compile(
    r"^\s*(?:(?:\d{1,2}|[०-९]{1,2}|[A-Za-zक-ह])\s?[.):]|[(\[](?:\d{1,2}|[०-९]{1,2}|[A-Za-zक-ह])[)\]])\s+\S"
)
_QUESTION_LABEL = re.compile(r"^\s*(?:सवाल|प्रश्न|जवाब|उत्तर|Q|A|Q\d+|A\d+)\s*\d*\s*[:.\-–]\s")
_PAIR = re.compile(r"^\s*(?:[^\s:=।.?!|]+\s+){0,3}[^\s:=।.?!|]+(?:\s*[:=]\s*|\s+[-–—→]\s+|\t+\s*)\S")
_ENDS_SENTENCE = re.compile(r"[।.!?…|৷॥][\"”’')\]]*\s*$")
_ENDS_STATEMENT = re.compile(r"[।.!…|৷॥][\"”’')\]]*\s*$")
_FINITE_END = re.compile(
    r"(?:है|हैं|था|थी|थे|थीं|गया|गई|गए|गयी|दिया|दी|किया|की|कहा|बताया|होगा|होगी|होंगे|करेंगे|करेगा|करेगी|रहेगा|रहेगी|जाएगा|जाएगी|जाएंगे)\s*$"
)
_PICTURED = re.compile(r"(?:ते\s+हुए|ती\s+हुई|ता\s+हुआ|का\s+दृश्य|का\s+नज़?ारा|की\s+तस्वीर)\s*$")
_PERHAPS_PICTURED = re.compile(r"के\s+(?:साथ|दौरान|सामने|पास)\s*$")
_UNFINISHED = re.compile(r"(?:[,;]|(?<!\S)(?:का|के|ने|और|कि|या|तथा|एवं|जो|लेकिन|क्योंकि|डॉ\.|श्री))\s*$")

LONGEST_HEADING = 90
"""Characters a line may have and still be a heading."""

MOST_HEADING_WORDS = 15

LONGEST_CELL = 30
"""Characters of a table's cell; what is longer between two bars is a sentence."""

MOST_SHOWN = 8
"""Words that tell what a picture shows, with an agency behind them."""

LONGEST_NOTE = 240
"""Characters a caption or a line of the site's own may have; what is longer is the article's text."""


def left_out_reason(line: str) -> Reason | None:
    """Why a whole line is not spoken, or None if it may be."""
    if line[:1] in "*_" and line[:1] == line[-1:]:
        # Set off by emphasis: *खेल डेस्क, पटना*.
        line = line.strip("*_ ")
    if _RELATED.match(line) or _ADDRESS_ALONE.match(line):
        return "related-link"
    if len(line) >= LONGEST_NOTE:
        return None
    if _CREDIT.match(line):
        return "credit"
    if _CAPTION.match(line) or _is_agencys_picture(line):
        return "caption"
    if len(line) < 120 and (_BYLINE.match(line) or _is_byline_with_stamp(line)):
        return "byline"
    if (len(line) < 120 and _STAMP.match(line)) or _BOILERPLATE.match(line):
        return "boilerplate"
    return page_reason(line)


def _is_agencys_picture(line: str) -> bool:
    """Whether a line is what a picture shows, and whose it is: "अदालत का परिसर (ANI)". A sentence is none."""
    match = _AGENCYS_PICTURE.match(line)
    return (
        match is not None
        and len(match["shown"].split()) <= MOST_SHOWN
        and not is_sentence_like(match["shown"])
    )


def _is_byline_with_stamp(line: str) -> bool:
    """Whether a line is who wrote it and when it was written, with a bar between them or just one after another."""
    if _BYLINE.match(before_stamp(line)):
        return True
    parts = [part.strip() for part in line.split("|")]
    return (
        len(parts) > 1
        and any(map(_STAMP.match, parts))
        and all(_STAMP.match(part) or _BYLINE.match(part) for part in parts if part)
    )


def split_tail(line: str) -> tuple[str, str, Reason | None]:
    """A paragraph without what is not of it at its end: an agency in brackets, an "also read" after the last stop.

    Returns what is spoken, what is left out (empty for nothing), and why.
    """
    related = _TAIL_RELATED.search(line)
    if related:
        return line[: related.start()].rstrip(), line[related.start() :], "related-link"
    credit = _TAIL_CREDIT.search(line[-120:])
    if credit:
        at = max(0, len(line) - 120) + credit.start()
        if line[:at].strip():
            return line[:at].rstrip(), line[at:], "credit"
    return line, "", None


def rows_as_lists(lines: Sequence[str]) -> list[str]:
    """The lines, with each row of a table as a list that is a sentence; all other lines as they are.

    A row stands between bars ("| सोना | 98,500 |"), or has tabs in it. Bars within it alone ("सोना | 98,500") make one
    where rows of as many cells stand under one another: elsewhere they are an old typewriter's full stops. A bar
    would be read as one, and a tab as nothing.
    """
    cells = [_cells(line) for line in lines]
    sure = [_is_row(line) for line in lines]
    found: list[str] = []
    start = 0
    for _, group in groupby(cells, key=len):
        size = len(list(group))
        table = len(cells[start]) > 1 and size >= (2 if len(cells[start]) > 2 else 3)
        for place in range(start, start + size):
            row = sure[place] or (table and all(map(_is_cell, cells[place])))
            found.append(", ".join(cell for cell in cells[place] if cell) + "।" if row else lines[place])
        start += size
    return found


def _is_row(line: str) -> bool:
    return (line.startswith("|") and line.endswith("|") and line.count("|") > 2) or line.count("\t") > 1


def _cells(line: str) -> list[str]:
    """What stands between the bars of a line, or between its tabs where it has no bars."""
    return [cell.strip() for cell in re.split(r"\|" if "|" in line else r"\t", line.strip("|"))]


def _is_cell(text: str) -> bool:
    return bool(text) and len(text) <= LONGEST_CELL and not is_sentence_like(text)


def is_sign_off(line: str) -> bool:
    """Whether a line is how an agency ends its copy, if it stands last: "भाषा अनुराग रमण"."""
    return _SIGN_OFF.match(line) is not None or _WRITERS.match(line) is not None


def is_related_label(line: str) -> bool:
    """Whether a line says no more than "also read": the links stand in the lines under it."""
    return _RELATED_LABEL.match(line) is not None


def is_tags_label(line: str) -> bool:
    """Whether a line says no more than that tags stand in the line under it."""
    return _TAGS.match(line) is not None


def is_byline_label(line: str) -> bool:
    """Whether a line says no more than that a name stands in the line under it: "Curated by:"."""
    return _BYLINE_LABEL.match(line) is not None


def is_stamp_label(line: str) -> bool:
    """Whether a line says no more than that a day stands in the line under it: "First Published :"."""
    return _STAMP_LABEL.match(line) is not None


def is_latin_list(line: str) -> bool:
    """Whether a line is nothing but Latin words between commas, as tags under an article are."""
    return (
        line.isascii()
        and line.count(",") > 0
        and not ends_sentence(line)
        and _LATIN_LIST.match(line) is not None
    )


def is_more_of_author(line: str) -> bool:
    """Whether a line breaks off before what opens the rest of it: an author's life, at the end of a page."""
    return _MORE_OF_AUTHOR.search(line) is not None


def is_film(line: str) -> bool:
    """Whether a line is the title of a film or of pictures elsewhere, if it stands within an article: "Video: …"."""
    return _FILM.match(line) is not None and not ends_sentence(line)


def opens_points(line: str) -> bool:
    """Whether a line says that the article follows in short, point by point."""
    return _IN_SHORT.match(line) is not None


def without_label(line: str) -> str:
    """A related link without the words before it that say it is one; empty where it says no more than that."""
    line = " ".join(line.split())
    return "" if _RELATED_LABEL.match(line) else _LABEL.sub("", line, count=1) or line


def link_of(line: str) -> str | None:
    """The web address in a line, if there is one."""
    match = _HREF.search(line)
    return match.group() if match else None


def is_bullet(line: str) -> bool:
    """Whether a line is an item of a bulleted list."""
    return _BULLET.match(line) is not None


def is_numbered(line: str) -> bool:
    """Whether a line begins with a number or letter of its own: "1. …", "(२) …", "क) …"."""
    return _NUMBERED.match(line) is not None


def is_pair(line: str) -> bool:
    """Whether a line could be a row of a list that gives each name its figure: "पटना: अधिकतम 40 डिग्री"."""
    return may_be_heading(line) and not label_only(line) and _PAIR.match(line) is not None


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _ENDS_SENTENCE.search(line) is not None


def ends_statement(line: str) -> bool:
    """Whether a line ends as a sentence does that is no question."""
    return _ENDS_STATEMENT.search(line) is not None


def is_unfinished(line: str) -> bool:
    """Whether a line stops on a word or mark that no heading and no sentence ends with."""
    return _UNFINISHED.search(line) is not None


def may_be_heading(line: str) -> bool:
    """Whether a line, looked at alone, could be a section's heading.

    Short, one sentence, without a full stop; a question mark or a colon may end it, and a question may
    stand before it. Items of bulleted lists and the lines of an interview ("सवाल: …") are not headings.
    """
    line = line.strip()
    if not line or len(line) > LONGEST_HEADING or len(line.split()) > MOST_HEADING_WORDS:
        return False
    if is_bullet(line) or line.startswith(">") or _QUESTION_LABEL.match(line):
        return False
    if ends_statement(line) or line.endswith((",", ";")):
        return False
    sentences = split(line)
    return (
        len(sentences) == 1
        or is_numbered(line)
        or (len(sentences) == 2 and sentences[0].endswith(("?", "!")))
    )


def is_picture(line: str, *, over_heading: bool) -> bool:
    """Whether a line tells what is to be seen: a caption without a word that says so.

    "शिविर का निरीक्षण करते हुए" is one anywhere; "सृष्टि अपने पिता के साथ" only over a heading, since over a
    paragraph it could be the heading.
    """
    if not may_be_heading(line) or ends_sentence(line) or is_numbered(line):
        return False
    return bool(_PICTURED.search(line) or (over_heading and _PERHAPS_PICTURED.search(line)))


def label_only(line: str) -> bool:
    """Whether a line ends in a colon: a heading, or what opens a list."""
    return line.rstrip().endswith((":", ":-", "ः"))


def is_sentence_like(line: str) -> bool:
    """Whether an unstopped line ends in a finite verb, as a sentence whose full stop was forgotten."""
    return _FINITE_END.search(line) is not None

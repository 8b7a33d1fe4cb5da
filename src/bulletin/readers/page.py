"""Page: what a news site puts round an article and a reader copies with it: menus, buttons, clocks, boxes, calls."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bulletin.language.tables import words
from bulletin.readers.calls import MARKS, is_call, plain_line, told
from bulletin.schema.article import Reason

_PARTS = re.compile(r"\s*(?:[/|>»›→,]|\s[-–]\s)\s*")
_DESK = re.compile(r"\s(?:टीम|डेस्क|ब्यूरो|संवाददाता|team|desk|staff|bureau)$")

_OFFICE = told(
    r"(?:रक्षा|गृह|वित्त|रेल|विदेश|शिक्षा|स्वास्थ्य|कृषि|जल|वाणिज्य|संस्कृति|पर्यटन|कोयला|खान|इस्पात|विद्युत|नागर|सड़क|सूचना|श्रम|महिला|युवा"
    r"|पर्यावरण|विज्ञान|इलेक्ट्रॉनिक्स|संचार|पंचायती|ग्रामीण|आवासन|पेट्रोलियम|भारी|कॉरपोरेट|विधि|अल्पसंख्यक|सामाजिक|जनजातीय|आयुष|सहकारिता"
    r"|मत्स्यपालन|उपभोक्ता|खाद्य|वस्त्र|पत्तन|पूर्वोत्तर|कौशल|सांख्यिकी|संसदीय|सूक्ष्म)(?:,?\s(?:एवं|और|तथा|[^\s।.!?:]{2,14})){0,6}\sमंत्रालय"
    r"|नीति\s+आयोग|निर्वाचन\s+आयोग|प्रधानमंत्री\s+कार्यालय|(?:उप\s?)?राष्ट्रपति\s+सचिवालय|मंत्रिमंडल|भारत\s+सरकार"
)
"""Who gives out a notice to the press, in a line of its own over its headline."""

_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"[^\s,|•·()\[\]–—।]+")
_MONTH_NAMES = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{0,7})"
_PART_OF_STAMP = re.compile(
    rf"(?P<month>{_MONTH_NAMES})\.?|(?P<year>(?:19|20)\d\d)|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<date>\d{{1,4}}[-/.](?:\d{{1,2}}|{_MONTH_NAMES})[-/.]\d{{2,4}})(?:t\d\d:\d\d\S{{0,12}})?"
    r"|(?P<clock>\d{1,2}[:.]\d\d(?::\d\d)?):?(?P<half>[ap]\.?m\.?)?(?:ist)?|(?P<half_alone>[ap]\.?m\.?)"
    r"|(?P<zone>ist|gmt|utc|est|edt)|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?|(?:at|on|को|पर|बजे|-|first|last|अंतिम|आखिरी):?-?"
    r"|(?:सोम|मंगल|बुध|गुरु|बृहस्पति|वीर|शुक्र|शनि|रवि)(?:वार)?"
    r"|(?P<label>updated?|published?|publish|posted|modified|created|अपडेटेड|अपडेट|प्रकाशित|पब्लिश|पब्लिश्ड|संशोधित):?-?"
)
_AGO = re.compile(
    r"(?:[^\d।.!?:]{1,40})??\d{1,2}\s?(?:मिनट|मिनटों|घंटे|घंटा|घंटों|दिन|hours?|hrs?|h|minutes?|mins?|m|days?|d)\s(?:पहले|ago)"
    r"(?:\s?(?:अपडेट|अपडेटेड|updated))?",
    re.IGNORECASE,
)
_GLUED = re.compile(r"[\u0900-\u0963\u0970-\u097f]\d")
_READING_TIME = told(
    r"पढ़ने\s+का\s+समय(?![\u0900-\u097f]).{0,20}|(?:reading|read)\s+time\b.{0,20}"
    r"|\d{1,2}\s?(?:min|mins|minute|minutes|मिनट)\s+(?:read|(?:में\s+)?पढ़ें)"
)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^()\s]*\)")
_ADDRESS = re.compile(r"(?:pic\.twitter\.com|pic\.x\.com|t\.co|youtu\.be|bit\.ly)/\S+", re.IGNORECASE)
_POSTED_BY = re.compile(r"[—–-]+\s?[^()।]{1,60}\(@\w{1,30}\)(?P<when>.{0,40})")
_PAID = told(r"(?:sponsored|promoted|recommended|powered|presented)\s(?:\S+\s){0,2}by\s.{1,30}")
_SHARED_BY = told(r"a\s+(?:post|reel|video|photo)\s+shared\s+by\s.{1,80}")
_FED = told(
    r"(?:यह|इस)\s+(?:खबर|समाचार|लेख|रिपोर्ट|स्टोरी)\s.{0,80}(?:फीड\s+से\s.{0,40}(?:ली|लिया|प्रकाशित|पब्लिश)|(?:संपादित|संपादन)\s+नहीं)\s.{1,80}"
    r"|(?:यह|इस)\s+(?:खबर|समाचार|लेख|रिपोर्ट)\s.{0,40}(?:एजेंसी|भाषा|पीटीआई|एएनआई|आईएएनएस)\s.{0,40}(?:ली\s+गई|लिया\s+गया|प्रकाशित).{0,120}"
)
_PUBLISHED_FOR = told(r"(?=.{0,80}(?:बीबीसी|न्यूज|समाचार|मीडिया)).{0,80}(?:की\s+ओर\s+से|द्वारा)\s+प्रकाशित")
_LASTS = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
"""How long a film lasts, in the line under its title."""
_SKIP = told(r"(?:छोड़िए|skip)\s.{1,80}(?:और\s+आगे\s+बढ़ें|(?:and|&)\s+continue(?:\s+reading)?)")
_SKIP_ENDS = told(r".{0,60}समाप्त|end\s+of\s.{1,40}")
_AUTHOR = told(r"(?:लेखक|लेखिका|रिपोर्टर|पत्रकार|ऑथर)\s+के\s+बारे\s+में|about\s+(?:the\s+)?author|author\s+bio")

_PICTURED_BY = re.compile(r".{5,200}\s?[-–—]\s(?P<outlet>[^-–—]{3,30})")
_EPISODE = re.compile(r"एपिसोड|episodes?", re.IGNORECASE)
_CAST = told(r"पॉडकास्ट|podcast|दिनभर")
"""A programme of the site's own that a page offers between its paragraphs."""

_ICONS = ("photoicon", "photo icon", "videoicon", "video icon", "play icon")
"""What stands between the title of a row of pictures and their number."""

_MARKED = re.compile(r"#{1,6}\s+|>\s+")

LONGEST_SKIP = 14
"""Lines a box of other news has at most between "skip this" and its end."""

LONGEST_AUTHOR = 10
"""Lines that tell of the author, at the end of a page."""

SHORTEST_DOUBLED = 6
"""Letters that are said twice by no accident."""

LONGEST_CAST = 6
"""Lines of a programme's box above the one that ends it."""

LONGEST_OF_BOX = 120
"""Characters of a line that may open or end a box, or name rooms of the site."""

LONGEST_TAG = 3
"""Words of a Latin tag between lines of the page's own."""

LONGEST_STAMP = 100


@cache
def _kinds() -> dict[str, str]:
    return {_key(row[0]): row[1] for row in words("page.tsv")}


def _key(line: str) -> str:
    return plain_line(line).casefold()


def page_reason(line: str) -> Reason | None:
    """Why a whole line is the page's and not the article's, or None if it may be the article's."""
    plain = plain_line(line)
    if not plain:
        return None
    if _IMAGE.fullmatch(line.strip()):
        return "caption"
    if _ADDRESS.fullmatch(plain):
        return "related-link"
    posted = _POSTED_BY.fullmatch(line.strip())
    if _SHARED_BY.fullmatch(plain) or (posted and (not posted["when"].strip() or _is_stamp(posted["when"]))):
        return "credit"
    if _is_outlet(plain):
        return "byline"
    if _is_doubled(plain):
        return "caption"
    pictured = _PICTURED_BY.fullmatch(line.strip())
    if pictured and _kinds().get(_key(pictured["outlet"])) == "outlet":
        return "caption"
    tags = all(word.startswith("#") and len(word) > 1 for word in line.split())
    notes = (_READING_TIME, _PAID, _FED, _PUBLISHED_FOR)
    if (
        tags
        or _kinds().get(plain.casefold()) == "button"
        or _is_labelled_stamp(plain)
        or is_call(plain)
        or any(note.fullmatch(plain) for note in notes)
    ):
        return "boilerplate"
    return None


def _is_doubled(plain: str) -> bool:
    """Whether a line says the same twice without a space: a picture's description, and its caption."""
    half = len(plain) // 2
    return half >= SHORTEST_DOUBLED and len(plain) % 2 == 0 and plain[:half] == plain[half:]


def is_section(line: str) -> bool:
    """Whether a line is nothing but names of the site's rooms, as stand over a headline: "खेल / क्रिकेट", "बिहार"."""
    if len(line) > LONGEST_OF_BOX:
        return False
    parts = [part for part in _PARTS.split(line.strip(MARKS)) if part]
    return bool(parts) and all(
        _kinds().get(_key(part)) in ("section", "outlet")
        or plain_line(part) in _places()
        or _OFFICE.fullmatch(plain_line(part)) is not None
        for part in parts
    )


def is_stamp(line: str) -> bool:
    """Whether a line is nothing but a day of a year, perhaps with its time, or how long ago something was."""
    plain = plain_line(line)
    ago = _AGO.fullmatch(plain)
    return _is_stamp(plain) or (ago is not None and (plain[:1].isdigit() or _GLUED.search(plain) is not None))


def is_timed_stamp(line: str) -> bool:
    """Whether a line is nothing but a day of a year with the time of day: when a page was put up."""
    return is_stamp(line) and "clock" in _parts(plain_line(line))


def is_remnant(line: str) -> bool:
    """Whether a line between two of the page's own could be a third: a town, a room of the site, a Latin tag."""
    plain = plain_line(line)
    latin = plain.isascii() and len(plain.split()) <= LONGEST_TAG
    return plain in _places() or is_section(line) or latin


def before_stamp(line: str) -> str:
    """What stands before the day and time at the end of a line; empty where none ends it or nothing is before."""
    if not _DIGIT.search(line):
        return ""
    tokens = list(_TOKEN.finditer(line[:200]))
    start = len(tokens)
    while start and _part(tokens[start - 1].group()) is not None:
        start -= 1
    if not 0 < start < len(tokens) or not _is_stamp(line[tokens[start].start() :]):
        return ""
    return line[: tokens[start].start()].strip(" \t(|,-–—•*_")


def without_markup(line: str) -> str:
    """A line of an article in Markdown without what made it a heading, a quotation or bold as a whole."""
    line = _MARKED.sub("", line.strip(), count=1)
    bold = line[:2] if line[:2] in ("**", "__") else line[:1] if line[:1] in ("*", "_") else ""
    inner = line[len(bold) : -len(bold)] if bold else ""
    return inner if inner and line.endswith(bold) and bold[0] not in inner else line


def boxes(lines: Sequence[str]) -> dict[int, Reason]:
    """The lines, by their index, that belong to boxes within the page.

    Other news that one may skip, a row of buttons, and who the author is.
    """
    found: dict[int, Reason] = {}
    plain = [plain_line(line) if len(line) < LONGEST_OF_BOX else "" for line in lines]
    kinds = [_kinds().get(line.casefold()) if line else None for line in plain]
    for index, line in enumerate(plain):
        around = kinds[max(0, index - 1) : index] + kinds[index + 1 : index + 2]
        if kinds[index] == "short" and ("short" in around or "button" in around):
            found[index] = "boilerplate"
        elif _SKIP.fullmatch(line):
            ends = range(index + 1, min(index + LONGEST_SKIP, len(plain)))
            end = next((place for place in ends if _SKIP_ENDS.fullmatch(plain[place])), index)
            found.update(dict.fromkeys(range(index, end + 1) if end > index else (), "related-link"))
        elif line.casefold() in _ICONS and index > 1:
            counted = "".join(plain[index + 1 : index + 2]).isdigit()
            found.update(dict.fromkeys(range(index - 1, index + 1 + counted), "related-link"))
        elif _LASTS.fullmatch(line) and index > 1 and len(plain[index - 1].split()) > 1:
            found.update(dict.fromkeys((index - 1, index), "related-link"))
        elif _EPISODE.fullmatch(line) and _SKIP_ENDS.fullmatch("".join(plain[index + 1 : index + 2])):
            box = range(max(0, index - LONGEST_CAST), index)
            start = next((place for place in box if _CAST.search(plain[place])), index)
            found.update(dict.fromkeys(range(start, index + 2), "related-link"))
        elif (
            index + LONGEST_AUTHOR >= len(plain) - 1
            and _AUTHOR.fullmatch(line)
            and _is_name(lines[index + 1 :])
        ):
            found.update(dict.fromkeys(range(index, len(plain)), "byline"))
    return found


def _is_name(following: Sequence[str]) -> bool:
    """Whether what stands first could be a name: an author's, and no sentence about a book's."""
    return bool(following) and len(following[0].split()) <= 5 and following[0].rstrip()[-1:] not in "।.!?"


def _is_outlet(plain: str) -> bool:
    """Whether a line is the site's name alone, with its desk, with its town, or with the day behind a bar."""
    name, mark, rest = plain.partition("|") if "|" in plain else plain.partition(",")
    if _kinds().get(_DESK.sub("", _key(name))) != "outlet":
        return False
    rest = rest.strip()
    return not rest or _is_stamp(rest) or (mark == "," and rest in _places())


@cache
def _places() -> frozenset[str]:
    return frozenset(plain_line(row[0]) for row in words("places.tsv"))


def _part(token: str) -> frozenset[str] | None:
    """What kinds of parts of a stamp a word is; None if it is none."""
    if token in _months():
        return frozenset(["month"])
    match = _PART_OF_STAMP.fullmatch(token.casefold().replace("\u093c", ""))
    return match and frozenset(name for name, value in match.groupdict().items() if value)


@cache
def _months() -> frozenset[str]:
    return frozenset(name for row in words("hindi/words/months.tsv") for name in (row[0], plain_line(row[0])))


def _parts(line: str) -> set[str]:
    """What kinds of parts a line has that is nothing but a stamp; none if it has any other word."""
    found: set[str] = set()
    if len(line) > LONGEST_STAMP or not _DIGIT.search(line):
        return found
    for token in _TOKEN.finditer(line):
        part = _part(token.group())
        if part is None:
            return set()
        found |= part
    return found


def _is_stamp(line: str) -> bool:
    found = _parts(line)
    return "date" in found or {"month", "year"} <= found


def _is_labelled_stamp(line: str) -> bool:
    found = _parts(line)
    return "label" in found and (bool(found & {"date", "clock"}) or {"month", "day"} <= found)

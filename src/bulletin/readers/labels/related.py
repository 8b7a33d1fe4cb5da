"""Related: links to other pages between the paragraphs: "also read", films, and addresses alone."""

from __future__ import annotations

import re
from functools import cache

from bulletin.language.characters import speaks
from bulletin.readers.labels.plain import COLON, has_any, mentions, plain_line
from bulletin.readers.labels.shapes import ends_sentence
from bulletin.readers.wordlists import any_of, verbose

_SIGNS = r"[\s*•\-–—»>→➡►▶👉🔗\[(]*"
_ALSO_READ = r"""
    (?:[^।.!?:]{2,40}\sसे\sजुड़?[ीाे]\s)?  # बजट से जुड़ी यह खबर भी पढ़िए
    (?:
        (?:यह|ये|इसे|इन्हें|यहां|यहाँ|इसको|इस|इन)\s+  # यह खबर भी जरूर पढ़ें
        (?:(?:ख़?बर|ख़?बरें|ख़?बरों|स्टोरी|वीडियो|लेख)\s+(?:को\s+)?)?
        भी\s+(?:(?:ज़?रूर|अवश्य)\s+)?(?:पढ़?ें|पढ़?े|पढ़?िए|पढ़?िये|देखें|देखिए|जानें)
        | (?:पढ़?ें|देखें)\s+(?:यह|ये|इसे|इन्हें)\s+भी
        | ज़?रूर\s+पढ़?ें | इसी\s+से\s+जुड़?ी\s+ख़?बर(?:ें)?
        | और\s+(?:भी\s+)?(?:पढ़?ें|पढ़?िए)
        | (?:(?:यह|ये|इसे|इन्हें)\s+)?(?:(?:ख़?बर|ख़?बरें|वीडियो|लेख)\s+)?(?:पढ़?ें|देखें)(?=\s*[:：|]|\s?[-–—]\s)  # पढ़ें: पूरी सूची
        | (?:संबंधित|संबद्ध|मिलती-जुलती)\s+(?:ख़?बर|समाचार|लेख)(?:ें|ेें)?
        | also\s+(?:read|see|watch) | read\s+(?:also|more|this) | must\s+read | see\s+also
        | related(?:\s+(?:news|stories|story|articles?))?
    )
"""
_CUES = ("पढ", "इसी से", "देखें", "देखिए", "जानें", "संबंधित", "संबद्ध", "मिलती-जुलती", "read", "see", "watch", "related")
"""Whatever says "also read" has one of these in it: a cheap look before a pattern that takes long to compile."""
MOST_LABEL_WORDS = 9
"""Words of an "also read": "बजट से जुड़ी यह खबर भी जरूर पढ़ें"."""


def is_related(line: str) -> bool:
    """Whether a line is a link to another article: "यह भी पढ़ें: …"."""
    return has_any(line, *_CUES) and _related().match(line) is not None


def is_address(line: str) -> bool:
    """Whether a line is nothing but a web address."""
    if "/" in line and _short_address().fullmatch(plain_line(line)):
        return True
    return has_any(line, "//", "www") and _address().match(line) is not None


def is_related_label(line: str) -> bool:
    """Whether a line is only "also read": the links stand in the lines below."""
    # It has no words but its own: a cheap look, as most links have a headline behind it.
    alone = sum(map(speaks, line.split())) <= MOST_LABEL_WORDS and has_any(line, *_CUES)
    return alone and _label_alone().match(line) is not None


def is_film_link(line: str) -> bool:
    """Whether a line inside an article is the title of a film or of pictures on another page: "Video: …"."""
    return mentions(line, "labels", "film") and _film().match(line) is not None and not ends_sentence(line)


def related_tail(line: str) -> int | None:
    """Where an "also read" begins after the last stop of a paragraph, or None."""
    match = _tail().search(line) if has_any(line, *_CUES) else None
    return match.start() if match else None


def without_label(line: str) -> str:
    """A related link without its "also read"; empty if it is nothing else."""
    line = " ".join(line.split())
    return "" if is_related_label(line) else _label().sub("", line, count=1) or line


def is_teaser(line: str) -> bool:
    """Whether a line is what another story begins with, and its button: "… पूरी खबर पढ़ें"."""
    return _teaser().search(line) is not None


def link_of(line: str) -> str | None:
    """The web address in a line, or None."""
    match = _href().search(line)
    return match.group() if match else None


@cache
def _related() -> re.Pattern[str]:
    return verbose(
        rf"^{_SIGNS}{_ALSO_READ}(?:{COLON}|\s*[👉➡→»►▶]|(?:[\s\])]|\.{{2,}}|…)*$|\s+(?=[A-Za-z“\"‘]))"
    )


@cache
def _label_alone() -> re.Pattern[str]:
    return verbose(rf"^{_SIGNS}{_ALSO_READ}(?:{COLON}|[\s\])]|\.{{2,}}|…)*$")


@cache
def _label() -> re.Pattern[str]:
    return verbose(rf"^{_SIGNS}{_ALSO_READ}(?:{COLON}|[\s\])])+")


@cache
def _tail() -> re.Pattern[str]:
    return verbose(rf"(?<=[।.!?|])[\s(\[]*{_ALSO_READ}{COLON}")


@cache
def _teaser() -> re.Pattern[str]:
    return verbose(
        r"(?:(?:पूरी|पूरा)\s\S{2,8}\s(?:यहां\s)?पढ़?(?:ें|िए)|पढ़?(?:ें|िए)\sपूरी\s\S{2,8}|read\s(?:more|full\sstory))[\s.…»›→]*$"
    )


@cache
def _short_address() -> re.Pattern[str]:
    return re.compile(r"(?:pic\.twitter\.com|pic\.x\.com|t\.co|youtu\.be|bit\.ly)/\S+", re.IGNORECASE)


@cache
def _address() -> re.Pattern[str]:
    return verbose(rf"^{_SIGNS}(?:https?://|www\.)\S+\s*$")


@cache
def _film() -> re.Pattern[str]:
    return verbose(rf"^\s*{any_of('labels', 'film')}\s*[:：]\s*\S.{{0,120}}$")


@cache
def _href() -> re.Pattern[str]:
    return re.compile(r"https?://[^\s<>\"')\]]+")

"""Calls: what a site asks of its readers, and no part of the article: follow us, get the app, click here."""

from __future__ import annotations

import re
from unicodedata import normalize

MARKS = " \t\u00a0*_•·|:।.…!?-–—>»›→➡▶👉👇👆🔗[](){}<\"'“”‘’"
"""Signs that may stand around a line without being of it."""

LONGEST_CALL = 200


_COMPOSED = re.compile("[\u0929\u0931\u0934\u0958-\u095f]")
"""Letters that are one with their nukta."""


def plain_line(line: str) -> str:
    """The line on one row, without nuktas and without the marks around it."""
    if _COMPOSED.search(line):
        line = normalize("NFC", line)
    return " ".join(line.replace("\u093c", "").split()).strip(MARKS)


def told(pattern: str) -> re.Pattern[str]:
    """A pattern for lines as `plain_line` gives them: no nuktas, since writers leave them out as they like."""
    return re.compile(pattern.replace("\u093c", ""), re.IGNORECASE)


_CUES = told(r"क्लिक|टैप|फॉलो|सब्सक्राइब|ज्वाइन|जॉइन|लाइक|डाउनलोड|जुड़|click|follow|subscribe|join|download")
"""One of these is in every call; most lines have none."""

_ENDS = r"(?![a-z\u0900-\u097f])"
_HERE = told(
    r"(?:यहां|यहाँ|नीचे)\s+(?:दिए\s+)?(?:क्लिक|टैप)\s+(?:करें|कर\s+सकते\s+हैं)(?:\s+@\w{1,30})?$|\bclick here\b.{0,60}$"
)
"""What can be clicked only where it was copied from. A link of some other page may be a step the article tells."""

_LINK = told(r"लिंक\s+पर\s+(?:क्लिक|टैप)\s+करें$")
_LEAVE = told(r"unsubscribe|manage\s+preferences|view\s+(?:this\s+email\s+)?in\s+(?:your\s+)?browser")
_ASKED = told(
    r"(?:फॉलो|सब्सक्राइब|ज्वाइन|जॉइन|लाइक|डाउनलोड|follow|subscribe|join|download)\s*(?:भी\s+)?"
    r"(?:करें|कीजिए|कर\s+सकते\s+हैं|us|now)(?:\s(?:\S+\s){0,9}(?:app|ऐप|एप|channel|चैनल))?$"
    r"|(?:पेज|हैंडल|चैनल|ग्रुप)\s+पर\s+(?:भी\s+)?(?:जुड़ें|जुड़िए)$"
    r"|(?:चैनल|ग्रुप|पेज|channel)\s+(?:से|को)\s+(?:जुड़ें|जुड़िए|ज्वाइन\s+करें)$"
)
_PLACE = rf"(?:फेसबुक|ट्विटर|इंस्टाग्राम|यूट्यूब|व्हाट्सएप|वॉट्सऐप|वाट्सएप|व्हाट्सऐप|टेलीग्राम|गूगल|चैनल|ग्रुप|पेज|ऐप|एप|facebook|twitter|instagram|youtube|whatsapp|telegram|google|channel|app){_ENDS}"
_SOMEWHERE = told(_PLACE)
_BEGINS_THERE = told(rf"(?:our\s+)?{_PLACE}")
_OURS = told(
    rf"(?<![a-z\u0900-\u097f])(?:हमें|हमारे|हमारा|हमारी|हमसे|us|our){_ENDS}|खबर|न्यूज|समाचार|अपडेट|\bnews\b|\bupdates?\b"
)
"""Words by which a site means itself. Whoever tells people to get the railways' app does not use them."""

_FOLLOW = told(
    r"follow\s.{1,100}\s(?:on|for)\s.{1,100}"
    r"|(?:get|read|find|catch|check|browse|stay|for)\s[^\u0900-\u097f]{0,120}\b(?:news|updates?|stories|headlines)\b[^\u0900-\u097f]{0,80}"
)


def is_call(plain: str) -> bool:
    """Whether a whole line, made plain, asks the reader to follow, subscribe, download or click, on the site's own behalf.

    "हमारा ऐप डाउनलोड करें" is one; "यात्री रेलवन ऐप डाउनलोड करें।" and "होम पेज पर लिंक पर क्लिक करें" are not.
    """
    if len(plain) > LONGEST_CALL:
        return False
    if "|" in plain:
        return all(is_call(part.strip(MARKS)) for part in plain.split("|") if part.strip(MARKS))
    if _FOLLOW.fullmatch(plain) or _LEAVE.fullmatch(plain):
        return True
    if not _CUES.search(plain):
        return False
    if _HERE.search(plain):
        return True
    ours = _OURS.search(plain) is not None
    if _LINK.search(plain):
        return ours
    return _ASKED.search(plain) is not None and (
        (ours and _SOMEWHERE.search(plain) is not None) or _BEGINS_THERE.match(plain) is not None
    )

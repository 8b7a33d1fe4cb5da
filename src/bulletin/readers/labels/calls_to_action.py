"""Calls to action: lines in which a site asks its readers to follow, subscribe, download or click."""

from __future__ import annotations

import re
from functools import cache

from bulletin.readers.labels.plain import MARKS, has_any, mentions, plain_line, plain_pattern
from bulletin.readers.wordlists import any_of

LONGEST_CALL = 200
"""Characters of a call to action."""

_ENGLISH = ("follow", "news", "update", "stories", "headlines", "unsubscribe", "manage", "view", "preferred")
"""Lines in English that ask for something have one of these in them."""

_FILES = ("डाउनलोड", "download", "pdf", "पीडीएफ")
"""A button with one of these may belong to the report."""

_LETTER = r"a-z\u0900-\u097f"


def is_call_to_action(line: str) -> bool:
    """Whether a whole line asks the reader for something on the site's own behalf.

    "हमारा ऐप डाउनलोड करें" does; "यात्री रेलवन ऐप डाउनलोड करें।" and "होम पेज पर लिंक पर क्लिक करें" do not.
    """
    plain = plain_line(line)
    if line.lstrip()[:1] == "(" and line.rstrip()[-1:] == ")" and _membership().search(plain):
        return speaks_as_site(line)
    if len(plain) > LONGEST_CALL:
        return False
    if "|" in plain:
        return all(_is_call(part.strip(MARKS)) for part in plain.split("|") if part.strip(MARKS))
    return _is_call(plain)


def asks_for_deed(line: str) -> bool:
    """Whether a short line, the words of a link or button, asks for what helps the site: "मेंबर बनें", "Join now"."""
    if not mentions(line, "calls_to_action", "deed", "help") or has_any(line, *_FILES):
        return False
    plain = plain_line(line)
    return _deed().fullmatch(plain) is not None


def speaks_as_site(line: str) -> bool:
    """Whether a line has words by which a site speaks of itself, or names what it asks its readers for.

    People whom a report quotes use them too: ask only of what stands in a box of its own.
    """
    plain = plain_line(line)
    return _us().search(plain) is not None or _asks_to_join().search(plain) is not None


def _is_call(plain: str) -> bool:
    if has_any(plain, *_ENGLISH) and (_offers_news().fullmatch(plain) or _letter().search(plain)):
        return True
    # Most lines have none of these words.
    if not _cue().search(plain):
        return False
    if _click_here().search(plain):
        return True
    own = _own().search(plain) is not None
    if _click_link().search(plain):
        return own
    return _asks().search(plain) is not None and (
        (own and _platform().search(plain) is not None) or _opens_with_platform().match(plain) is not None
    )


@cache
def _cue() -> re.Pattern[str]:
    return plain_pattern(any_of("calls_to_action", "deed", "cue"))


@cache
def _click_here() -> re.Pattern[str]:
    """What can be clicked only on the page it was copied from."""
    return plain_pattern(
        r"""
        (?:यहां|यहाँ|नीचे)\s+(?:दिए\s+)?(?:क्लिक|टैप)\s+(?:करें|कर\s+सकते\s+हैं)(?:\s+@\w{1,30})?$
        | \sको\s(?:गूगल|google)(?:\s(?:न्यूज|news))?\sपर\s(?:फॉलो|follow)\sकरें$
        | \sपढ़ने\sके\sलिए\s(?:सदस्य|मेंबर|सब्सक्राइबर)\sबनें$
        | ^(?:join|follow|like|subscribe\sto)\sour\s[^\u0900-\u097f]{1,80}$
        | हमें\s\S{1,40}@\S{3,40}\s(?:पर\s)?(?:लिखें|भेजें|बताएं)$  # हमें story@… पर लिखें
        | \bclick\s+here\b.{0,60}$
        | \sके\s(?:व्हाट्स[एऐ]?प|वॉट्सऐप|whatsapp|टेलीग्राम|telegram|यूट्यूब|youtube)\sचैनल\sको\s(?:फॉलो|सब्सक्राइब|ज्वाइन|जॉइन)\sकरें$
        | \sपर\s(?:लाइक|फॉलो|सब्सक्राइब)\s(?:\S+\s){0,6}करना\sन\sभूलें$
        | न्यूजलेटर\s.{0,40}ई-?मेल\s.{0,20}दर्ज\sकरें.{0,80}$
        """
    )


@cache
def _click_link() -> re.Pattern[str]:
    """A link of another page may be a step that the article explains."""
    return plain_pattern(r"लिंक\s+पर\s+(?:क्लिक|टैप)\s+करें$")


@cache
def _deed() -> re.Pattern[str]:
    deed = any_of("calls_to_action", "deed", "help")
    return plain_pattern(
        rf"""
        (?:\S+\s){{0,5}}{deed}\s(?:करें|कीजिए|बनें|बनिए|दें|दीजिए|हों)
        | (?:\S+\s){{0,2}}{deed}(?:\s(?:us|now|here|today|free|a|the|our|the\schannel|channel))*
        """
    )


@cache
def _membership() -> re.Pattern[str]:
    """What a site in brackets under its article asks for; without brackets a party may ask for it."""
    return plain_pattern(
        r"""
        (?:मेंबर|सदस्य|सब्सक्राइबर)\s(?:बनें|बनिए)(?![\u0900-\u097f]) | (?:सहयोग|सपोर्ट|समर्थन)\s(?:करें|कीजिए|दें)(?![\u0900-\u097f])
        | चैनल\s(?:से|पर)\s(?:\S+\s)?जुड़(?:ें|िए|े\sरहि(?:ए|ये))
        | हमारे\s.{0,40}(?:नंबर|ईमेल|मेल).{0,60}(?:भेजें|भेजिए|भेज\sसकते|भेज\sदें)
        """
    )


@cache
def _us() -> re.Pattern[str]:
    """A site's words for itself, without what it offers."""
    return plain_pattern(rf"(?<![{_LETTER}])(?:हम|{any_of('calls_to_action', 'own')})(?![{_LETTER}])")


@cache
def _asks_to_join() -> re.Pattern[str]:
    return plain_pattern(
        rf"""
        {any_of("calls_to_action", "platform")}\s(?:से|को|पर)\s(?:भी\s)?(?:जुड़|{any_of("calls_to_action", "deed")})
        | आप(?:का|के|की)\s(?:\S+\s){{0,8}}(?:योगदान|सहयोग|साथ|मदद)(?![\u0900-\u097f])
        | (?:ईमेल|इनबॉक्स|न्यूजलेटर|newsletter|inbox)
        """
    )


@cache
def _letter() -> re.Pattern[str]:
    """The foot of a newsletter."""
    return plain_pattern(
        r"^(?:unsubscribe|manage\s+preferences|view\s+(?:this\s+email\s+)?in\s+(?:your\s+)?browser)$"
    )


@cache
def _asks() -> re.Pattern[str]:
    return plain_pattern(
        rf"""
        {any_of("calls_to_action", "deed")}\s*(?:भी\s+)?(?:करें|कीजिए|कर\s+सकते\s+हैं|us|now)
            (?:\s(?:\S+\s){{0,9}}(?:app|ऐप|एप|channel|चैनल))?$
        | (?:लिखकर|टाइप\sकर)\s(?:भेजें|भेजिए)$
        | (?:पेज|हैंडल|चैनल|ग्रुप)\s+पर\s+(?:भी\s+)?(?:जुड़ें|जुड़िए)$
        | (?:चैनल|ग्रुप|पेज|channel)\s+(?:से|को)\s+(?:जुड़ें|जुड़िए|ज्वाइन\s+करें)$
        """
    )


@cache
def _platform() -> re.Pattern[str]:
    return plain_pattern(rf"{any_of('calls_to_action', 'platform')}(?![{_LETTER}])")


@cache
def _opens_with_platform() -> re.Pattern[str]:
    return plain_pattern(rf"(?:our\s+)?{any_of('calls_to_action', 'platform')}(?![{_LETTER}])")


@cache
def _own() -> re.Pattern[str]:
    """Words by which a site means itself."""
    return plain_pattern(
        rf"""
        (?<![{_LETTER}]){any_of("calls_to_action", "own")}(?![{_LETTER}])
        | {any_of("calls_to_action", "news")} | \bnews\b | \bupdates?\b
        """
    )


@cache
def _offers_news() -> re.Pattern[str]:
    return plain_pattern(
        r"""
        follow\s.{1,100}\s(?:on|for)\s.{1,100}
        | (?:add|choose|make|set|select)\s[^\u0900-\u097f]{1,60}\spreferred\ssource(?:\s(?:on|in)\sgoogle)?
        | (?:get|read|find|catch|check|browse|stay|for)\s[^\u0900-\u097f]{0,120}
            \b(?:news|updates?|stories|headlines)\b[^\u0900-\u097f]{0,80}
        """
    )

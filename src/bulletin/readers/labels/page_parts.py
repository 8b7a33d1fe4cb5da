"""Page parts: what a page's own parts leave in a text: share bars, short codes, glued stamps, links to the whole story."""

from __future__ import annotations

import re
from functools import cache

from bulletin.readers.labels.plain import has_any, plain_line
from bulletin.readers.labels.shapes import ends_sentence
from bulletin.readers.labels.site import is_share_word
from bulletin.readers.labels.stamps import english_month
from bulletin.readers.wordlists import verbose

FEWEST_SHARED = 3
"""Words of a share bar: two names of services stand in sentences and headings."""

FEWEST_PROMISED = 3
"""Words of what news sites have, in a line that promises it."""

_OPENS_MONTH = frozenset("jfmasond")
_COUNTED = ("view", "share", "comment", "like", "read", "व्यूज", "कमेंट्स")


def is_share_bar(line: str) -> bool:
    """Whether every word of a line is something to share by: "भेजें फेसबुक Whatsapp Tumblr"."""
    words = [word for word in line.split() if plain_line(word)]
    return len(words) >= FEWEST_SHARED and all(map(is_share_word, words))


def is_short_code(line: str) -> bool:
    """Whether a line is a code that the site's software should have replaced: "[ad_1]", "[caption id=…]"."""
    bare = line.strip()
    return bare[:1] == "[" and bare[-1:] == "]" and _short_code().fullmatch(bare) is not None


def is_glued_stamp(line: str) -> bool:
    """Whether a line is an English day and time with a name glued to it: "Mar 10, 2026 07:04 pm ISTRam Kumar"."""
    if ":" not in line or "20" not in line or ends_sentence(line):
        return False
    # Either begins with a letter; the second has an ISO date.
    month = line.replace("•", " ").replace("|", " ").lstrip()[:1].casefold() in _OPENS_MONTH
    if month and _stamp_and_name().fullmatch(line) is not None:
        return True
    return "-" in line and _name_and_stamp().fullmatch(line) is not None


def is_full_story_link(line: str) -> bool:
    """Whether a line asks to click and read the whole story: "लिंक पर क्लिक कर पढ़िए पूरी रिपोर्ट"."""
    return (
        has_any(line, "क्लिक", "click")
        and not ends_sentence(line)
        and _full_story().fullmatch(plain_line(line)) is not None
    )


def is_click_for_address(line: str) -> bool:
    """Whether a line asks to click and ends in the address: "अधिक जानकारी के लिए यहां क्लिक करें: https://…"."""
    return (
        "://" in line and has_any(line, "क्लिक", "click") and _click_for().fullmatch(line.strip()) is not None
    )


def is_latin_promise(line: str) -> bool:
    """Whether a line in English says what a site has: "Get all news in Hindi related to …, stay updated …"."""
    return (
        has_any(line, "news")
        and _opens_promise().match(line) is not None
        and len(_promised().findall(line)) >= FEWEST_PROMISED
    )


def is_latin_appeal(line: str) -> bool:
    """Whether a line in English asks for support of the site: "Support Our Journalism"."""
    return (
        line.isascii()
        and has_any(line, "support", "member", "subscri", "donat")
        and _appeal().search(line) is not None
    )


def is_count_of_clicks(line: str) -> bool:
    """Whether a line is how often the page was seen or shared: "1,245 Views"."""
    counted = line.lstrip()[:1].isdigit() and has_any(line, *_COUNTED)
    return counted and _clicks().fullmatch(plain_line(line)) is not None


def is_overleaf_notice(line: str) -> bool:
    """Whether a line says on which page of the paper the report goes on: "शेष पेज 2 पर"."""
    return has_any(line, "पेज", "पृष्ठ") and _overleaf().fullmatch(plain_line(line)) is not None


def is_permalink(line: str) -> bool:
    """Whether a line is an address with the label of it: "पर्मालिंक http://…"."""
    return "://" in line and _permalink().fullmatch(line) is not None


def title_tail(line: str) -> int | None:
    """Where the site's name and what it promises begin behind a headline, or None.

    "शहर में नई पाइपलाइन - Nagar Darpan - Latest News in Hindi": all parts behind the first are in Latin letters or
    promise news, and one promises news.
    """
    if not has_any(line, "news", "न्यूज", "समाचार", "खबर"):
        return None
    first, *tail = _parts().split(line)
    if not tail or first.isascii():
        return None
    promised = [_promises().search(plain_line(part)) is not None for part in tail]
    # "सरकार का फैसला - समाचार पत्र": one part in Hindi may be the headline's own.
    if not any(promised) or not any(part.isascii() for part in tail):
        return None
    own = all(is_promise or part.isascii() for part, is_promise in zip(tail, promised, strict=True))
    return len(first) if own else None


def read_more_tail(line: str) -> int | None:
    """Where the button of a paragraph that was cut begins: "… Read More"; or None."""
    match = _read_more().search(line) if has_any(line, "more", "पढें", "पढ़ें") else None
    return match.start() if match else None


@cache
def _short_code() -> re.Pattern[str]:
    return verbose(
        r"""
        \[/?(?:
            [a-z]+[_-][a-z0-9_-]{1,30}              # [ad_1]
            | (?:caption|gallery|embed|audio|video|playlist|ads?|adsense|youtube|twitter|instagram)
        )(?:\s[^\]\u0900-\u097f]{0,120})?\]
        (?:[^\[\]\s\u0900-\u097f]{0,200}\[/[a-z_-]{2,30}\])?  # [embed]address[/embed]
        """
    )


@cache
def _stamp_and_name() -> re.Pattern[str]:
    return verbose(
        rf"""
        [\s•|]*{english_month()}\s\d{{1,2}},?\s20\d\d,?\s\d{{1,2}}:\d\d(?:\s?[ap]m)?+
        (?:\s?\(?ist\)?)?+\s?[a-z]+(?:\s[a-z.]+){{0,3}}  # a name, glued or not: no entry of a Hindi live page
        (?:\s?[\u0900-\u097f]+(?:\s[\u0900-\u097f]+)?)?(?:,\s?[\u0900-\u097f]+)?\s*  # the site, its town
        """
    )


@cache
def _name_and_stamp() -> re.Pattern[str]:
    return verbose(r"[\s•|]*[^\d।.!?:]{2,60}20\d\d-\d\d-\d\d[\st]\d\d:\d\d(?::\d\d)?\s*")


@cache
def _full_story() -> re.Pattern[str]:
    return verbose(
        r"""
        (?:.{0,30}\s)?(?:लिंक|यहां|यहाँ|नीचे|फोटो)\s.{0,20}क्लिक\s(?:कर|करके|करें|करें\sऔर)\s
        (?:(?:पढें|पढिए|देखें|देखिए|जानें|जानिए)\s(?:पूरी|पूरा)\s\S{2,12}
            | (?:पूरी|पूरा)\s\S{2,12}\s(?:पढें|पढिए|देखें|देखिए|जानें|जानिए))
        """
    )


@cache
def _click_for() -> re.Pattern[str]:
    return verbose(
        r"[^।.!?]{0,120}(?:क्लिक\s(?:करें|कीजिए)|click\s(?:here|below))[।.]?\s*[:：\-–]*\s*\(?https?://\S+\)?"
    )


@cache
def _appeal() -> re.Pattern[str]:
    return verbose(
        r"\b(?:our|wonderful|independent|fair|free|quality|this)\s(?:\S+\s){0,4}(?:journalism|readers|newsroom|reporting)\b"
        r"|\bsupport\sfrom\s(?:\S+\s){0,3}readers\b|\b(?:journalism|newsroom)\b.{0,80}\bsupport"
    )


@cache
def _opens_promise() -> re.Pattern[str]:
    return verbose(
        r"\s*(?:get|read|find|catch|check|browse|stay|know|follow|download|for)\s(?:all|the|more|latest|every|up|updated|tuned|our|about|on)\b[^\u0900-\u097f]+$"
    )


@cache
def _promised() -> re.Pattern[str]:
    return verbose(
        r"\b(?:news|hindi|live|latest|breaking|updates?|headlines|website|app|portal|entertainment|sports)\b"
    )


@cache
def _clicks() -> re.Pattern[str]:
    return verbose(r"\d[\d,.]{0,9}\s?[km]?\s(?:views?|shares?|comments?|likes?|reads?|व्यूज|कमेंट्स)")


@cache
def _overleaf() -> re.Pattern[str]:
    return verbose(
        r"(?:शेष|बाकी|जारी)\s(?:पेज|पृष्ठ)\s\d{1,2}\s(?:पर|में)|(?:पेज|पृष्ठ)\s\d{1,2}\s(?:पर|में)\s(?:जारी|शेष)"
    )


@cache
def _permalink() -> re.Pattern[str]:
    return verbose(r"\s*(?:पर्मालिंक|परमालिंक|लिंक|permalink|short\s?link|source\slink)\s*:?\s*https?://\S+\s*")


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(r"(?=\s[-–—|]\s)")


@cache
def _promises() -> re.Pattern[str]:
    return verbose(
        r"(?:latest|breaking|hindi|today'?s?)\s.{0,20}news|news\sin\shindi|(?:हिंदी|हिन्दी|ताजा|ब्रेकिंग)\s(?:समाचार|न्यूज|खबर)"
    )


@cache
def _read_more() -> re.Pattern[str]:
    return verbose(
        r"""
        (?: (?<=[।.!?…])\s*(?:\[?(?:…|\.{2,})\]?\s*)?\[?(?:read\smore|और\sपढ़?ें|आगे\sपढ़?ें)
            | (?<=[\u0900-\u097f])\s+\[?read\smore  # a Hindi sentence has no such words
        )\]?\s*(?:…|\.{2,}|[»›→])?\s*$
        """
    )

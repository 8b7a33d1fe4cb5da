"""Bylines: lines that name who wrote an article, and what stands with the name: a town, a day, the site."""

from __future__ import annotations

import re
from functools import cache

from bulletin.language import tables
from bulletin.readers.labels.agencies import bureau, reporter, team
from bulletin.readers.labels.places import is_place
from bulletin.readers.labels.plain import COLON, DEVANAGARI_WORD, has_any, mentions, opens_with, plain_line
from bulletin.readers.labels.site import is_outlet
from bulletin.readers.labels.stamps import before_stamp, english_stamp, is_date, opens_with_label
from bulletin.readers.wordlists import any_of, verbose

LONGEST_NAME = 4
"""Words of a name under a label, or above the end of an author's life."""

_NAME_AND_MORE = re.compile(
    rf"""
    \s*(?P<name>{DEVANAGARI_WORD}(?:\s{DEVANAGARI_WORD}){{1,2}})
    (?:\s*[,|/]\s*{DEVANAGARI_WORD}(?:\s{DEVANAGARI_WORD}){{0,2}})?
    \s*[।.|]?\s*
    """,
    re.VERBOSE,
)
"""A name of two or three words, and a place or an employer."""


def is_byline(line: str) -> bool:
    """Whether a word says that a whole line is a byline; a stamp may stand before or after it."""
    if _matches(line) or _matches(before_stamp(line)):
        return True
    if (
        line.lstrip()[:1] in "(["
        and has_any(line, "लेख", "स्तंभ", "पत्रकार", "शोध", "टिप्पणी")
        and _life_in_brackets().fullmatch(line)
    ):
        return True
    if has_any(line, "विचार") and _note().fullmatch(plain_line(line)):
        return True
    parts = [part.strip() for part in line.split("|")]
    return (
        len(parts) > 1
        and any(map(opens_with_label, parts))
        and all(opens_with_label(part) or _matches(part) for part in parts if part)
    )


def is_byline_label(line: str) -> bool:
    """Whether a line is only the label of the name in the line below: "Curated by:"."""
    return has_any(line, ":", "：", "author") and _label().match(line) is not None


def is_outlet_byline(line: str) -> bool:
    """Whether a line is the site's name, alone or with its desk, its town, or the day behind a bar."""
    plain = plain_line(line)
    name, mark, rest = plain.partition("|") if "|" in plain else plain.partition(",")
    name = name.strip()
    if not (is_outlet(name) or is_outlet(_team().sub("", plain_line(name).casefold()))):
        return False
    rest = rest.strip()
    return not rest or is_date(rest) or (mark == "," and is_place(rest))


def is_name(line: str) -> bool:
    """Whether a whole line is a name with a known surname, perhaps with a place: "राजेश कुमार, नई दिल्ली"."""
    match = _NAME_AND_MORE.fullmatch(line)
    return match is not None and match["name"].split()[-1] in _surnames()


def town_of(line: str) -> str:
    """The town at the end of a byline, behind a bar or comma; empty if there is none: "रिपोर्ट: रमेश यादव | सिहोरी"."""
    match = _town().search(line) if "|" in line or "," in line else None
    return match["town"] if match else ""


def is_life_in_brackets(line: str) -> bool:
    """Whether a whole line in brackets says who somebody is, and that the opinions are their own or where they are found."""
    bare = line.strip()
    return bare[:1] == "(" and bare[-1:] == ")" and _who().fullmatch(bare) is not None


def breaks_off(line: str) -> bool:
    """Whether a line breaks off before a "read more": an author's life at the end of a page."""
    return ("…" in line or ".." in line) and _more_of_author().search(line) is not None


def _matches(line: str) -> bool:
    return _may_be_byline(line) and _byline().match(line) is not None


def _may_be_byline(line: str) -> bool:
    return (
        opens_with(line, "labels", "writer", "role")
        or mentions(line, "agencies", "bureau")
        or (line.lstrip()[:1].isascii() and mentions(line, "agencies", "agency"))
        or opens_with(line, "weekdays", "name")
        or has_any(line, "by")
    )


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row[0] for row in tables.words("surnames.tsv"))


@cache
def _byline() -> re.Pattern[str]:
    by = any_of("labels", "by")
    return verbose(
        rf"""
        ^[\s(\[]*{any_of("labels", "writer")}{COLON}\s*\S.{{0,80}}$  # रिपोर्ट: …
        | ^[\s(\[]*(?:{by}\s+)?by(?:\s*[:：]\s*|\s*[ः\-–—,|]?\s+)\S.{{0,60}}$  # Written by …
        | ^\s*{any_of("labels", "role")}\s*[:：,]\s*\S.{{1,60}}$
        | ^\s*{english_stamp()}\s?\S.{{0,80}}$
        | ^[^।.!?]{{1,90}}\s{by}\s+by\s*[:：].{{1,80}}$
        | ^\s*[A-Z][A-Za-z.]*(?:\s[A-Z][A-Za-z.]*){{1,3}}\s(?:{DEVANAGARI_WORD}\s)?{reporter()}  # Ram Kumar भाषा, लखनऊ
            \s*,\s*{DEVANAGARI_WORD}(?:\s{DEVANAGARI_WORD})?\s*[।.]?\s*$
        | ^\s*{DEVANAGARI_WORD}(?:\s{DEVANAGARI_WORD})?\s*[।:]\s*(?:{DEVANAGARI_WORD}\s+){{0,2}}{bureau()}\s*[।.]?\s*$  # लखनऊ। नगर संवाददाता
        | ^\s*(?:{DEVANAGARI_WORD}\s+){{0,3}}{bureau()}  # जागरण संवाददाता, लखनऊ
            (?:\s*[,|]\s*[\u0900-\u0963\u0970-\u097f\s,]{{1,40}})?\s*[।.|]?\s*$
        """
    )


@cache
def _life_in_brackets() -> re.Pattern[str]:
    """What the writer is: "(लेखक स्वतंत्र पत्रकार हैं)"."""
    return verbose(
        r"""
        \s*[(\[](?:
            (?:लेखक|लेखिका|स्तंभकार)\s[^()\[\]।]{2,100}
            | [^\s()\[\]।]+\s[^\s()\[\]।]+\s(?:एक\s)?(?:स्वतंत्र|वरिष्ठ)\s  # a name of two words
                (?:पत्रकार|लेखक|लेखिका|स्तंभकार|टिप्पणीकार|शोधार्थी)(?:\s(?:और|एवं|व)\s\S+)?
        )\sहैं\s?[।.]?[)\]]\s*
        """
    )


@cache
def _who() -> re.Pattern[str]:
    return verbose(
        r"\([^()]{2,40}\s(?:\S+\s){0,12}हैं[।.\s][^()]{0,200}(?:(?:विचार|राय)\s[^()।.]{0,20}(?:निजी|अपने|व्यक्तिगत)|हैंडल|ट्वीट\sकरत)[^()]{0,80}\)"
    )


@cache
def _town() -> re.Pattern[str]:
    return re.compile(rf"[|,]\s*(?P<town>{DEVANAGARI_WORD}(?:\s{DEVANAGARI_WORD})?)\s*[।.)]?\s*$")


@cache
def _more_of_author() -> re.Pattern[str]:
    return re.compile(r"(?:…|\.{2,})\s*(?:और\s+पढ़ें|read\s+more)\s*$", re.IGNORECASE)


@cache
def _label() -> re.Pattern[str]:
    label = any_of("labels", "writer", "role", use="alone")
    return verbose(rf"^\s*(?:{any_of('labels', 'by')}\s+by|{label})\s*[:：]\s*$|^\s*author\s*$")


@cache
def _note() -> re.Pattern[str]:
    """What stands under an opinion: "(लेखक सामाजिक कार्यकर्ता हैं। ये उनके निजी विचार हैं।)"."""
    return verbose(
        r"""
        (?:लेखक|लेखिका|स्तंभकार)\s[^।.]{2,100}[।.,]?\s
        (?:ये|यह|यहां|आलेख\sमें|लेख\sमें)\s[^।.]{0,40}विचार\s[^।.]{0,30}
        | (?:ये|इस\sलेख\sमें)\s[^।.]{0,50}\s(?:निजी|अपने|व्यक्तिगत)\sविचार\s(?:हैं|है)
        """
    )


@cache
def _team() -> re.Pattern[str]:
    return verbose(rf"\s{team()}$")

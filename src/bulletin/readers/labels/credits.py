"""Credits: lines and ends of paragraphs that name a source of the text: an agency, a post's author."""

from __future__ import annotations

import re
from functools import cache

from bulletin.readers.labels.agencies import agency, signing_agency
from bulletin.readers.labels.plain import (
    COLON,
    DEVANAGARI_WORD,
    has_any,
    mentions,
    opens_with,
    plain_line,
    plain_pattern,
)
from bulletin.readers.labels.shapes import is_sentence_like
from bulletin.readers.labels.stamps import is_date
from bulletin.readers.wordlists import any_of, verbose

TAIL = 120
"""Characters at the end of a paragraph in which a credit may stand."""

_WRITERS = re.compile(r"^\s*[\u0900-\u097f]{1,6}(?:\s?/\s?[\u0900-\u097f]{1,8}){1,6}\s*$")
"""How a press office ends its copy: the writers' initials, between slashes."""


def is_credit(line: str) -> bool:
    """Whether a whole line names the source of the text: "(भाषा)", "इनपुट: एजेंसी"."""
    opens = (
        opens_with(line, "labels", "source") or opens_with(line, "agencies", "agency") or _opens_input(line)
    )
    return opens and _credit().match(line) is not None


def _opens_input(line: str) -> bool:
    """Whether a line may be "(समाचार एजेंसी भाषा से इनपुट के साथ)": a cheap look."""
    return has_any(line, "इनपुट") and has_any(line[:TAIL], "एजेंसी")


def is_post_credit(line: str) -> bool:
    """Whether a line stands under an embedded post and names its author."""
    posted = _posted_by().fullmatch(line.strip()) if "(@" in line else None
    if posted and (not posted["when"].strip() or is_date(posted["when"])):
        return True
    return has_any(line, "shared by") and _shared_by().fullmatch(plain_line(line)) is not None


def is_sign_off(line: str) -> bool:
    """Whether a line, if it is the last, is how an agency ends its copy: "भाषा अनुराग रमण"."""
    signed = mentions(line, "agencies", "agency") and _sign_off().match(line) is not None
    return signed or _WRITERS.match(line) is not None


def is_wire_code(line: str) -> bool:
    """Whether a line is an agency's day, hour and place, under its copy: "1203 2106 पटना"."""
    return line.lstrip()[:1].isdigit() and _wire_code().fullmatch(line) is not None


def are_names(line: str) -> bool:
    """Whether a line could be the names of those who signed off a copy: two to five words in Devanagari, no sentence."""
    return _names().fullmatch(line) is not None


def credit_tail(line: str) -> int | None:
    """Where a credit in brackets begins at the end of a paragraph, or None."""
    end = line[-TAIL:]
    match = _tail().search(end) if _names_source(end) and ("(" in end or "[" in end) else None
    return None if match is None else len(line) - len(end) + match.start()


def sign_off_tail(line: str) -> int | None:
    """Where an agency's name and its editors' begin behind the last stop of a paragraph, or None: "… भाषा अनुराग रमण"."""
    end = line[-TAIL:]
    match = _signed_tail().search(end) if mentions(end, "agencies", "agency") else None
    if match is None or is_sentence_like(match.group()):
        return None
    return len(line) - len(end) + match.start()


def _names_source(line: str) -> bool:
    return mentions(line, "labels", "source") or mentions(line, "agencies", "agency")


@cache
def _credit() -> re.Pattern[str]:
    return verbose(
        rf"""
        ^[\s(\[]*{any_of("labels", "source")}{COLON}.{{1,80}}$  # इनपुट: …
        | ^[\s(\[\-–—]*{agency()}  # (पीटीआई), पीटीआई और एएनआई
            (?:\s*(?:,|/|और|व|के\ इनपुट.*)\s*[^)\]।.]{{0,40}})?[)\]\s।.]*$
        | ^[\s(]*(?:समाचार\s+एजेंसी\s+)?{agency()}\s+(?:के|से)\s+(?:मिले\s+)?इनपुट(?:\s+(?:के\s+साथ|पर\s+आधारित))?[)\s]*[।.]?$
        | ^[\s(\[]+{agency()}\s[^()\[\]]{{1,40}}[)\]]\s*$  # (पीटीआई …)
        """
    )


@cache
def _tail() -> re.Pattern[str]:
    return verbose(
        rf"""
        \s*[(\[]\s*(?:
            {any_of("labels", "source")}{COLON}[^()\[\]]{{1,60}}
            | {agency()}(?:\s*(?:,|/|और|व|के\ इनपुट)\s*[^()\[\]।.]{{0,40}})?
        )[)\]]\s*[।.]?\s*$
        """
    )


@cache
def _sign_off() -> re.Pattern[str]:
    return verbose(rf"^{signing_agency()}(?:\s+{DEVANAGARI_WORD}){{1,4}}$")


@cache
def _signed_tail() -> re.Pattern[str]:
    return verbose(rf"(?<=[।.!?])\s+{signing_agency()}(?:\s+{DEVANAGARI_WORD}){{1,4}}\s*$")


@cache
def _posted_by() -> re.Pattern[str]:
    return re.compile(r"[—–-]+\s?[^()।]{1,60}\(@\w{1,30}\)(?P<when>.{0,40})")


@cache
def _shared_by() -> re.Pattern[str]:
    return plain_pattern(r"a\s+(?:post|reel|video|photo)\s+shared\s+by\s.{1,80}")


@cache
def _wire_code() -> re.Pattern[str]:
    return re.compile(rf"\s*\d{{4}}\s+\d{{4}}(?:\s+{DEVANAGARI_WORD}){{1,2}}\s*")


@cache
def _names() -> re.Pattern[str]:
    return re.compile(rf"\s*{DEVANAGARI_WORD}(?:\s+{DEVANAGARI_WORD}){{1,4}}\s*")

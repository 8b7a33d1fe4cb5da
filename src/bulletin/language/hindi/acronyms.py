"""Acronyms: BJP → बीजेपी, ISRO → इसरो; unknown ones by the names of their letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bulletin.language.hindi.rule import PLACEHOLDER, Found, Replacement, in_order
from bulletin.language.tables import lookup, words

_CAPITALS = re.compile(
    r"""
    (?<![A-Za-z])(?:[A-Z]\.){2,}[A-Z]?(?![A-Za-z])  # with full stops: U.S.A.
    | (?<![A-Za-z])[A-Z][A-Za-z]*(?:[&/-][A-Z][A-Za-z]*)*(?:['’]?s)?(?![A-Za-z])  # MPs, J&K, AC/DC
    """,
    re.VERBOSE,
)

_VERSUS = re.compile(
    rf"""
    (?<![A-Za-z])(?P<home>[A-Z][A-Za-z]{{1,2}})
    \s(?P<versus>[vV][sS]?\.?|[vV]/[sS]|बनाम|[{PLACEHOLDER}])\s  # an earlier rule may have replaced "vs."
    (?P<away>[A-Z][A-Za-z]{{1,2}})(?![A-Za-z])
    """,
    re.VERBOSE,
)
"""Two short team names: IND vs PAK."""

_WOMEN = re.compile(r"(?<![A-Za-z])(?P<side>[A-Z]{2,3})-W(?![A-Za-z-])")
"""The women's team of a country: IND-W."""

_LONGEST_WITH_O = 7
_BY_AND = re.compile("[A-Z]{1,2}(?:&[A-Z]{1,2})+")
"""Letters parted by &: O&M."""
_WING = re.compile(
    r"(?<![A-Za-z])(?P<party>JD|HAM|LJP|CPI|RPI|NCP|KC|JSP|SAD|AJSU|VIP)\s?\((?P<wing>[A-Z]{1,3})\)"
)
"""A party and its wing: JD(U), HAM(S)."""
_BLOOD = re.compile(r"(?<![A-Za-z0-9])(?P<group>AB|[ABO])\s?(?P<sign>[+-])\s?ve(?![A-Za-z])")
"""A blood group: O-ve, AB+ve."""


@cache
def _known() -> dict[str, str]:
    return {row[0]: row[1] for row in words("hindi/words/acronyms.tsv")}


@cache
def _of_several_words() -> re.Pattern[str]:
    """Acronyms that are written in several parts."""
    names = sorted((name for name in _known() if " " in name or name.count("-") > 1), key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z-])(?:{'|'.join(map(re.escape, names))})(?![A-Za-z-])")


def acronym(written: str) -> str | None:
    """Return the spoken form of a known acronym, or one with the o of "of" (ToR); or None. Plurals (MPs, IITs) are spoken as the singular."""
    known = _known()
    plain = written.replace(".", "")
    for form in (written, plain, plain.removesuffix("s").rstrip("'’")):
        if form in known:
            return known[form]
    # The small o of "of": ToR.
    with_o = (
        plain[1:2] == "o" and plain[:1].isupper() and plain[2:].isupper() and len(plain) <= _LONGEST_WITH_O
    )
    return letter_names(plain) if with_o else None


def letter_names(written: str) -> str:
    """Return the names of the Latin letters, joined: KBC → केबीसी."""
    names = lookup("hindi/words/letters.tsv")
    return "".join(names.get(letter.upper(), "") for letter in written)


def speak_acronyms(text: str) -> Iterator[Replacement]:
    """Known acronyms, with or without full stops, and teams that play each other; unknown ones go to the fallback."""
    found = Found()
    teams = lookup("hindi/words/teams.tsv")
    for match in _VERSUS.finditer(text):
        if match["home"].upper() in teams and match["away"].upper() in teams:
            for side in ("home", "away"):
                found[match.span(side)] = teams[match[side].upper()]
            if match["versus"][0] in "vV":
                found[match.span("versus")] = "वर्सेज़"
    for match in _of_several_words().finditer(text):
        found[match.span()] = _known()[match.group()]
    for match in _WOMEN.finditer(text) if "-W" in text else ():
        if match["side"] in teams:
            found[match.span()] = f"{teams[match['side']]} विमेन"
    for match in _WING.finditer(text) if "(" in text else ():
        spoken = _known().get(f"{match['party']}({match['wing']})")
        party = acronym(match["party"])
        if spoken or party:
            found[match.span()] = spoken or f"{party} {letter_names(match['wing'])}"
    for match in _BLOOD.finditer(text):
        sign = "पॉज़िटिव" if match["sign"] == "+" else "नेगेटिव"
        found.add_if_free(match.span(), f"{letter_names(match['group'])} {sign}")
    for replacement in _acronyms(text):
        found.add_if_free((replacement.start, replacement.end), replacement.words)
    yield from in_order(found)


def _acronyms(text: str) -> Iterator[Replacement]:
    for match in _CAPITALS.finditer(text):
        spoken = acronym(match.group())
        if spoken is not None:
            yield Replacement(match.start(), match.end(), spoken)
        elif _BY_AND.fullmatch(match.group()):
            parts = match.group().split("&")
            yield Replacement(
                match.start(), match.end(), " एंड ".join(acronym(part) or letter_names(part) for part in parts)
            )
        elif "." in match.group():
            yield Replacement(match.start(), match.end(), letter_names(match.group()))
        elif "/" in match.group() or "-" in match.group():
            yield from _parts(match)


def _parts(match: re.Match[str]) -> Iterator[Replacement]:
    for part in re.finditer("[A-Za-z]+", match.group()):
        spoken = acronym(part.group())
        if match.group()[part.end() : part.end() + 1] == "-" and part.group() == "CO":
            continue  # of co-operative, no office
        if spoken is not None:
            yield Replacement(match.start() + part.start(), match.start() + part.end(), spoken)

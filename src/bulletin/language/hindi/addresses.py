"""Addresses: web and mail addresses, hashtags and handles, read as presenters read them out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.language.hindi.acronyms import acronym, letter_names
from bulletin.language.hindi.latin import say_latin
from bulletin.language.hindi.numbers import whole, year
from bulletin.language.hindi.rule import DEVANAGARI, Found, Replacement, in_order
from bulletin.language.tables import folded

_TOP = "com|org|net|edu|gov|mil|int|info|biz|news|tv|io|ai|app|dev|co|in|uk|us|eu|ru|cn|jp|pk|bd|np|lk|au|ca|de|fr|me|sbi|bank|xyz|online"
"""Top-level domains that make an address of a name without www."""
_HOST = rf"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{{0,62}})\.)+(?:{_TOP})(?![A-Za-z0-9])"
_URL = re.compile(
    rf"""
    (?:https?://|www\.)(?P<host>[A-Za-z0-9.-]+[A-Za-z0-9])(?::\d+)?(?P<path>/[^\s“”"'।<>]*)?
    | (?<![A-Za-z0-9.@/-])  # a mail address
        (?P<mail>[A-Za-z0-9][A-Za-z0-9._%+-]{{0,63}})@(?P<mailhost>[A-Za-z0-9.-]+\.[A-Za-z]{{2,}})
    | (?<![A-Za-z0-9.@/-])(?P<bare>{_HOST})(?P<barepath>/[^\s“”"'।<>]*)?  # a host without www
    | (?<![A-Za-z0-9{DEVANAGARI}])[#](?P<tag>[A-Za-z0-9_{DEVANAGARI}]+)
    | (?<![A-Za-z0-9{DEVANAGARI}])@(?P<handle>[A-Za-z_][A-Za-z0-9_]*)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_RANK = 3
"""Most digits after a # that is no hashtag but the sign for number: #3."""
_LINK = re.compile(r"\[(?P<text>[^\[\]\n]{1,200})\](?P<address>\((?:https?://|www\.|/)[^\s()]{1,2000}\))")
"""A Markdown link; only its text is spoken."""
_CAMEL = re.compile(r"[A-Z]+(?=vs[A-Z])|vs(?=[A-Z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^A-Za-z\d_]+")


def speak_addresses(text: str) -> Iterator[Replacement]:
    """https://www.pib.gov.in/ → पीआईबी डॉट जीओवी डॉट इन; @narendramodi → ऐट …; #Budget2025 → हैशटैग ….

    The path of a web address is not read: no listener could note it down.
    """
    if not any(sign in text for sign in ".@#"):
        return
    found = Found()
    for match in _LINK.finditer(text):
        found[match.start(), match.start() + 1] = ""
        found[match.end("text"), match.end()] = ""
    for replacement in _addresses(text):
        found.add_if_free((replacement.start, replacement.end), replacement.words)
    yield from in_order(found)


def _addresses(text: str) -> Iterator[Replacement]:
    for match in _URL.finditer(text):
        host = match["host"] or match["bare"]
        if host:
            if host.lower().startswith("www."):
                host = host[4:]
            yield Replacement(match.start(), match.end(), _host(host))
        elif match["mail"]:
            words = f"{_mailbox(match['mail'])} ऐट {_host(match['mailhost'])}"
            yield Replacement(match.start(), match.end(), words)
        elif match["tag"] and match["tag"].isdecimal() and len(match["tag"]) <= _LONGEST_RANK:
            yield Replacement(match.start(), match.start() + 1, "नंबर")
        elif match["tag"]:
            yield Replacement(match.start(), match.end(), f"हैशटैग {_joined(match['tag'])}")
        else:
            yield Replacement(match.start(), match.end(), f"ऐट {_joined(match['handle'])}")


def _host(host: str) -> str:
    known = folded("hindi/words/host_parts.tsv")
    parts = [
        known.get(part.casefold()) or acronym(part.upper()) or _joined(part)
        for part in host.split(".")
        if part
    ]
    return " डॉट ".join(part for part in parts if part)


def _mailbox(name: str) -> str:
    """Return the spoken form of what stands before the @: what is no word in it by its letters."""
    # Imported here: few sentences have a mail address.
    from bulletin.language.hindi.joined import parts_of_mailbox

    parts = [
        " ".join(parts_of_mailbox(part)) if part.isalpha() and part.islower() else part
        for part in name.split(".")
    ]
    return (
        _host(".".join(parts))
        if all(" " not in part for part in parts)
        else " डॉट ".join(
            " ".join(map(_word, part.split())) if " " in part else _host(part) for part in parts
        )
    )


def _joined(text: str) -> str:
    """Split words run together, as in hashtags, at capitals, digits and underscores, and speak each."""
    return " ".join(_part(part) for part in _CAMEL.findall(text) if part.strip("-"))


def _word(part: str) -> str:
    if len(part) == 1:
        return letter_names(part)
    return folded("hindi/words/host_parts.tsv").get(part) or acronym(part) or say_latin(part)


def _part(part: str) -> str:
    if not part.isdecimal():
        if part.isascii() and part.islower() and len(part) > 4:
            # Imported here: most parts are words in capitals or short.
            from bulletin.language.hindi.joined import parts_of

            return " ".join(map(_word, parts_of(part)))
        return say_latin(part)
    return year(int(part)) if len(part) == 4 else whole(part)

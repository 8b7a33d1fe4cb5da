"""Own words: the lines that one site has and others have not, by the profile of the site that is being read."""

from __future__ import annotations

import re
from functools import cache

from bulletin.readers.labels.places import is_place
from bulletin.readers.labels.plain import MARKS, plain_line, plain_pattern
from bulletin.readers.sites.known import indexed
from bulletin.readers.sites.profile import Profile, in_use

_BEHIND_DESK = re.compile(r"\s*[,|/–—-]\s*")


def own_button(line: str) -> str:
    """The row of the profile that has the line as a button or a label of a part of the page; "" if none has."""
    return _row(line, "buttons")


def own_desk(line: str) -> str:
    """The row of the profile that has the line as a desk's name, alone or with its town behind it; "" if none has."""
    desk, *town = _BEHIND_DESK.split(line, maxsplit=1)
    return _row(line, "desks") or (_row(desk, "desks") if town and is_place(plain_line(town[0])) else "")


def is_own_section(text: str) -> bool:
    """Whether the text is a section of the site."""
    return bool(_row(text, "sections"))


def is_known_name(text: str) -> bool:
    """Whether the text is the name of any site that has a profile."""
    return _key(text) in _names() or bool(_row(text, "names"))


def own_boxes() -> tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]:
    """Of each box of the site, what its first line looks like, what its last one does, and its row."""
    profile = in_use()
    return () if profile is None or not profile.boxes else _boxes(profile)


def names_of(file: str) -> frozenset[str]:
    """The names, as `plain_line` returns lines in folded case, of the site that has this profile of ours."""
    return frozenset(name for name, of in _names().items() if of == file)


def known_names() -> dict[str, str]:
    """The names of all sites of our profiles, as `plain_line` returns lines in folded case, with their files."""
    return _names()


def _row(line: str, kind: str) -> str:
    profile = in_use()
    if profile is None or not profile.words[kind]:
        return ""
    return _rows(profile, kind).get(_key(line), "")


def _key(text: str) -> str:
    return plain_line(text).casefold()


@cache
def _rows(profile: Profile, kind: str) -> dict[str, str]:
    return {_key(word): row for word, row in profile.words[kind].items()}


@cache
def _names() -> dict[str, str]:
    return {_key(name): file for name, file in indexed("name").items()}


@cache
def _boxes(profile: Profile) -> tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]:
    return tuple((_like(first), _like(last), row) for first, last, row in profile.boxes)


def _like(line: str) -> re.Pattern[str]:
    """A pattern for a line in which `*` stands for up to 80 characters."""
    parts = [
        re.escape(" ".join(part.split())).replace(r"\ ", r"\s")
        for part in line.strip(MARKS.replace("*", "")).split("*")
    ]
    return plain_pattern(r"\s?.{0,80}\s?".join(parts))

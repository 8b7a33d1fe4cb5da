"""Known: the profiles there are, ours by one small index and a newsroom's own as they are given; which one a page has."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from urllib.parse import urlsplit

from bulletin.readers.sites.profile import Profile

TYPE_CHECKING = False  # as typing has it, without the time to import typing
if TYPE_CHECKING:
    from typing import Any

Own = Callable[[], Sequence[Profile]]
"""Gives a newsroom's own profiles; asked when the first source is read."""

_own: ContextVar[Own] = ContextVar("a newsroom's own profiles", default=tuple)

INDEX = "index"
"""The table of what our profiles are known by: made of them by scripts/make_sites.py, so that none has to be parsed."""


@contextmanager
def with_own(own: Own) -> Iterator[None]:
    """Within it, a newsroom's own profiles come first."""
    before = _own.set(cache(own))
    try:
        yield
    finally:
        _own.reset(before)


def own_profiles() -> Sequence[Profile]:
    """The newsroom's own profiles. Raises ConfigurationError (78) as the one who gave them says."""
    return _own.get()()


@cache
def indexed(kind: str) -> dict[str, str]:
    """What our profiles are known by, of one kind (`host`, `site_name`, `class`, `generator`, `line`, `name`): the text, in small letters, and the file."""
    rows = (row.split("\t") for row in _data(f"{INDEX}.tsv").split("\n") if row and row[0] != "#")
    return {text.casefold(): file for text, of, file in rows if of == kind}


@cache
def ours(file: str) -> Profile:
    """One of our profiles. Raises FileNotFoundError for a name that the index does not have."""
    from bulletin.readers.sites.checking import (
        profile_of,  # and TOML's parser, for the first page of a known site
    )

    return profile_of(_data(file), file)


def _data(name: str) -> str:
    loader: Any = __spec__.loader
    data: bytes = loader.get_data(f"{__file__.rpartition(os.sep)[0]}{os.sep}{name}")
    return data.decode("utf-8").replace("\r\n", "\n")


def of_file(file: str) -> Profile | None:
    """The profile of this file, a newsroom's or one of ours; None if there is none."""
    found = next((each for each in own_profiles() if each.file == file), None)
    if found is not None:
        return laid(found, "")
    return ours(file) if file in indexed("host").values() else None


def of_address(address: str) -> Profile | None:
    """The profile of the site that an http address leads to."""
    hosts = list(_hosts(address))
    found = next((each for host in hosts for each in own_profiles() if host in each.hosts), None)
    file = next((file for host in hosts if (file := indexed("host").get(host))), "")
    return laid(found, file)


def _hosts(address: str) -> Iterator[str]:
    """The hosts by which an address may be known, the longest first: with the first part of its path, and without."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return
    if parts.scheme not in ("http", "https"):
        return
    first = parts.path.lstrip("/").partition("/")[0].lower()
    while host.count("."):
        if first:
            yield f"{host}/{first}"
        yield host
        host = host.partition(".")[2]


def of_marks(kind: str, key: str, texts: Iterable[str]) -> Profile | None:
    """The profile that one of these texts is a mark of: `kind` in our index, `key` of a newsroom's `[marks]`."""
    asked = {" ".join(text.split()).casefold() for text in texts if text.strip()}
    if not asked:
        return None
    found = next(
        (each for each in own_profiles() if any(mark.casefold() in asked for mark in each.marks[key])), None
    )
    return laid(found, next((file for text in asked if (file := indexed(kind).get(text))), ""))


def laid(own: Profile | None, file: str) -> Profile | None:
    """A newsroom's profile over ours of the same site, or the one that there is. `file` is empty where ours has none."""
    if own is None:
        return ours(file) if file else None
    if own.overrides:
        return own
    same = file or next((known for host in own.hosts if (known := indexed("host").get(host))), "")
    return _over(own, same) if same else own


@cache
def _over(own: Profile, file: str) -> Profile:
    return own.over(ours(file))

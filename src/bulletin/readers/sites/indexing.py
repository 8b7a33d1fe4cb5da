"""Indexing: all profiles of ours → the index by which a page finds its own without any of them being parsed."""

from __future__ import annotations

from collections.abc import Iterable

from bulletin.readers.sites.profile import Profile

HEAD = """\
# What the profiles of news sites are known by. Made of them by scripts/make_sites.py; do not edit.
# host	the name of a host, perhaps with the first part of a path
# site_name, class, generator	what a page says of itself in its head and on its body
# line	a line that no other site has; name: the site's name, as a text of it may have it
# text	kind	file
"""
_KINDS = (("site_names", "site_name"), ("classes", "class"), ("generators", "generator"), ("lines", "line"))


def index_of(profiles: Iterable[Profile]) -> str:
    """The text of the index, a row for each host, mark and name."""
    rows: list[tuple[str, str, str]] = []
    for profile in profiles:
        rows += [(host, "host", profile.file) for host in profile.hosts]
        rows += [(text, kind, profile.file) for key, kind in _KINDS for text in profile.marks[key]]
        names = dict.fromkeys((profile.name, *profile.words["names"]))
        rows += [(name, "name", profile.file) for name in names]
    return HEAD + "".join("\t".join(row) + "\n" for row in rows)

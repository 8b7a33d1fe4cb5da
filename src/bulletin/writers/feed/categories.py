"""Categories: Apple Podcasts categories and their subcategories, from `categories.tsv`."""

from __future__ import annotations

import difflib
from functools import cache
from importlib import resources


@cache
def categories() -> dict[str, tuple[str, ...]]:
    """Subcategories by category."""
    text = (resources.files("bulletin.writers.feed") / "categories.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {row[0]: tuple(row[1:]) for row in rows}


def category_path(name: str) -> tuple[str, ...] | None:
    """The path that "News", "Daily News" or "News > Daily News" names; None if there is no such category."""
    wanted = [part.strip().casefold() for part in name.split(">")]
    for top, below in categories().items():
        if wanted == [top.casefold()]:
            return (top,)
        for sub in below:
            if wanted in ([sub.casefold()], [top.casefold(), sub.casefold()]):
                return (top, sub)
    return None


def nearest(name: str) -> str:
    """The category with the most similar name."""
    names = [each for top, below in categories().items() for each in (top, *below)]
    by_case = {each.casefold(): each for each in names}
    close = difflib.get_close_matches(name.rpartition(">")[2].strip().casefold(), by_case, n=1, cutoff=0.3)
    return by_case[close[0]] if close else "News"

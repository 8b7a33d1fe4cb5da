"""Words: the interface's texts in Hindi and English, from one table."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from starlette.requests import Request

LANGUAGES = ("hi", "en")
COOKIE = "bulletin-language"


@cache
def _table() -> dict[str, dict[str, str]]:
    text = files("bulletin.apps.studio").joinpath("words.tsv").read_text("utf-8")
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            key, hindi, english = line.split("\t")
            found[key] = {"hi": hindi, "en": english}
    return found


def language_of(request: Request) -> str:
    """The language of a page: what was chosen, else Hindi."""
    chosen = request.query_params.get("lang") or request.cookies.get(COOKIE, "")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def say(language: str, key: str, **values: object) -> str:
    """A text of the interface. Raises KeyError for a key that the table does not have."""
    return _table()[key][language].format(**values)


def is_key(key: str) -> bool:
    """Whether the table has a text of this key."""
    return key in _table()

"""Setting words: what the settings are called in Hindi; in English, the table of settings has it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from bulletin.schema.form import Field


class Named(NamedTuple):
    """What a page calls a setting."""

    label: str
    help: str


@cache
def hindi_words() -> dict[str, Named]:
    """By key of a setting."""
    text = files("bulletin.apps.studio").joinpath("settings.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {key: Named(*words) for key, *words in rows}


def named(language: str, field: Field) -> Named:
    """What a page in this language calls a setting; in English where there are no Hindi words for it."""
    english = Named(field.label[:1].upper() + field.label[1:], field.help)
    return hindi_words().get(field.key, english) if language == "hi" else english

"""Table: the lines of `lines.tsv` by name, in two languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from bulletin.language.tables import rows

Language = Literal["en", "hi"]

LANGUAGES: tuple[Language, ...] = ("en", "hi")

_COLUMNS: dict[Language, int] = {"hi": 1, "en": 2}


def as_language(name: str) -> Language:
    """A language by its name; English for any other."""
    return "hi" if name == "hi" else "en"


class Lines:
    """The lines in one language: `Lines("hi")("piece", n=3)` is `3 टुकड़े`."""

    def __init__(self, language: Language) -> None:
        self._lines = _table()[language]

    def __call__(self, name: str, /, *, n: int | None = None, **values: object) -> str:
        """A line with its values; `n` is the number that its words go by."""
        forms = self._lines[name]
        form = forms[0] if n == 1 else forms[-1]
        return form.format(n=n, **values)

    def __contains__(self, name: str) -> bool:
        return name in self._lines


@cache
def _table() -> dict[Language, dict[str, tuple[str, ...]]]:
    found = rows(Path(__file__).with_name("lines.tsv").read_text(encoding="utf-8"))
    return {
        language: {row[0]: tuple(row[column].split("|")) for row in found}
        for language, column in _COLUMNS.items()
    }

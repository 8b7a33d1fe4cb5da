"""Checking: the text of a profile's file → the profile, or the first thing that is wrong in it."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from bulletin.readers.sites.profile import MARKS, PARTS, WORDS, Profile
from bulletin.readers.sites.selectors import selectors_of

KEYS = ("name", "hosts", "overrides", "marks", "page", "words")

_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[\w-]+)?")
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$| \(at end of document\)$")


class ProfileError(ValueError):
    """A profile is wrong: what, in which row (0: nowhere in particular), and what to do."""

    def __init__(self, what: str, line: int, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        self.remedy = remedy


def profile_of(text: str, file: str) -> Profile:
    """The profile in a file's text. Raises ProfileError."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        line = int(at[1]) if at and at[1] else text.count("\n") + 1
        what = _AT_LINE.sub("", str(error))
        raise ProfileError(f"this is no TOML: {what}", line, "Put that row right.") from None
    return _Reading(text, file).profile(found)


class _Reading:
    def __init__(self, text: str, file: str) -> None:
        self._rows = text.split("\n")
        self._file = file

    def profile(self, found: Mapping[str, Any]) -> Profile:
        self._known(found, KEYS, "")
        name = found.get("name")
        if not isinstance(name, str) or not name.strip():
            raise self._wrong("a profile says its site's name", "name", 'Add a row: name = "…"')
        hosts = self._texts(found, "hosts", "")
        for host in hosts:
            if not _HOST.fullmatch(host):
                raise self._wrong(
                    f'"{host}" is no host', host, 'Write it without https:// and www., as in "example.in".'
                )
        overrides = found.get("overrides", False)
        if not isinstance(overrides, bool):
            raise self._wrong("overrides is true or false", "overrides", "Write: overrides = true")
        marks = self._table(found, "marks", MARKS)
        if not hosts and not any(marks.values()):
            raise self._wrong(
                "no page can be known as this site's", "name", 'Add a row: hosts = ["example.in"]'
            )
        page = self._table(found, "page", PARTS)
        for selector in (each for key in PARTS for each in page[key]):
            self._check(selector)
        words = self._table(found, "words", (*WORDS, "boxes"))
        return Profile(
            file=self._file,
            name=name,
            hosts=hosts,
            marks=marks,
            page={key: self._by_row(page[key]) for key in PARTS},
            words={key: self._by_row(words[key]) for key in WORDS},
            boxes=tuple(self._box(each) for each in words["boxes"]),
            overrides=overrides,
        )

    def _table(self, found: Mapping[str, Any], name: str, keys: Sequence[str]) -> dict[str, tuple[Any, ...]]:
        table = found.get(name, {})
        if not isinstance(table, dict):
            raise self._wrong(f"{name} is a table", name, f"Write a row [{name}], and its keys below.")
        self._known(table, keys, f" of [{name}]")
        return {
            key: self._boxes(table) if key == "boxes" else self._texts(table, key, f" of [{name}]")
            for key in keys
        }

    def _known(self, found: Mapping[str, Any], keys: Sequence[str], where: str) -> None:
        for key in found:
            if key not in keys:
                close = difflib.get_close_matches(key, keys, n=1)
                raise self._wrong(
                    f'there is no key "{key}"{where}',
                    key,
                    f"Did you mean {close[0]}?" if close else f"The keys{where} are: {', '.join(keys)}.",
                )

    def _texts(self, found: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
        texts = found.get(key, [])
        if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
            raise self._wrong(f"{key}{where} is a list of texts", key, f'Write: {key} = ["…", "…"]')
        return tuple(texts)

    def _boxes(self, found: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        boxes = found.get("boxes", [])
        fields = {"from", "to"}
        if not isinstance(boxes, list) or not all(
            isinstance(box, dict)
            and set(box) == fields
            and all(isinstance(each, str) and each.strip(" *") for each in box.values())
            for box in boxes
        ):
            raise self._wrong(
                "a box of [words] has a first and a last line",
                "boxes",
                'Write: boxes = [{ from = "…", to = "…" }]',
            )
        return tuple((box["from"], box["to"]) for box in boxes)

    def _box(self, box: tuple[str, str]) -> tuple[str, str, str]:
        first, last = box
        return first, last, self._row(first)

    def _check(self, selector: str) -> None:
        try:
            selectors_of(selector)
        except ValueError as error:
            raise self._wrong(
                f'"{selector}" is no selector: {error}',
                selector,
                'Use tags, classes, ids and attributes: "div.story > p", "#body", "[itemprop=articleBody]".',
            ) from None

    def _by_row(self, texts: Sequence[str]) -> dict[str, str]:
        return {text: self._row(text) for text in texts}

    def _row(self, text: str) -> str:
        return f"{self._file}:{self._line(text)} {text}"

    def _line(self, text: str) -> int:
        """The first row that has the text in quotes or as a key, counted from 1; 0 if none shows it as it is."""
        signs = (f'"{text}"', f"'{text}'")
        quoted = (number for number, row in enumerate(self._rows, start=1) if any(s in row for s in signs))
        bare = re.compile(rf"\s*\[*\s*{re.escape(text)}\s*[=\]]")
        named = (number for number, row in enumerate(self._rows, start=1) if bare.match(row))
        return next(quoted, 0) or next(named, 0)

    def _wrong(self, what: str, text: str, remedy: str) -> ProfileError:
        return ProfileError(what, self._line(text), remedy)

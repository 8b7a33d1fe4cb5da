"""Covered: every letter of the article is said, or left out with a reason; where the article is still at hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bulletin.errors import BulletinError
from bulletin.language.characters import letters_and_digits
from bulletin.production.audit.wording import counted, shortened
from bulletin.production.episode.claims import Claims
from bulletin.production.episode.outputs import made_from
from bulletin.production.recipe import Recipe
from bulletin.readers import read_source, read_text
from bulletin.schema.check import Check
from bulletin.script import is_sheet

_SHOWN = 40
"""Characters that are shown of a place in an article."""


def check_article(claims: Claims) -> Iterator[Check]:
    """Whether the record's sentences, with what it leaves out, are all of the articles it was made from.

    Articles are looked for where the program is run, under the names that the record has; they are taken for the
    right ones only if the record's hash of where they were is that of where these are. Where they are not at hand,
    that is told.
    """
    lines, names = claims.lines, claims.sources
    if lines is None or not names:
        return
    if not _are_the_same(claims, names):
        yield _not_compared(names[0], "is not at hand here")
        return
    rows = claims.rows("left_out") or []
    said = [line.written for line in lines]
    pieces = [*said, *(str(row.get("written", "")) for row in rows)]
    letters = 0
    for name in names:
        try:
            data = read_source(name)
            if is_sheet(data[:200].decode("utf-8", "replace")):
                yield _not_compared(name, "is a script that may say what it likes")
                return
            article = read_text(data, name).text
        except BulletinError:
            # An article that is unreadable by now says nothing of the bulletin.
            yield _not_compared(name, "does not read")
            return
        text = letters_and_digits(article)
        reached = _reached(text, pieces)
        letters += len(text)
        if reached < len(text):
            yield Check(
                name="article", ok=False, measured=reached, claimed=len(text), remedy=claims.again,
                what=f"of {name}, {shortened(_behind(article, reached), _SHOWN)} is neither said nor left out;"
                " or the article was changed since",
            )  # fmt: skip
            return
    yield Check(
        name="article", ok=True, what=f"{counted(letters, 'letter')} and digits, all said or left out",
        measured=letters, claimed=letters,
    )  # fmt: skip


def _not_compared(name: str, why: str) -> Check:
    return Check(name="article", ok=None, what=f"not compared: {shortened(name)} {why}")


def _are_the_same(claims: Claims, names: Sequence[str]) -> bool:
    """Whether the files of these names, here, are those that the episode was made from."""
    if not all(Path(name).name == name and Path(name).is_file() for name in names):
        return False
    return made_from(Recipe(sources=tuple(names)), claims.text("title") or "") == claims.text("made_from")


def _behind(article: str, count: int) -> str:
    """What follows in an article behind so many of its letters and digits, with all its signs."""
    for place, sign in enumerate(article):
        if letters_and_digits(sign):
            if not count:
                return article[place:]
            count -= 1
    return ""


def _reached(text: str, pieces: Sequence[str]) -> int:
    """How far `text` can be put together of `pieces`, each as often as it is needed."""
    by_start: dict[str, set[str]] = {}
    for piece in map(letters_and_digits, pieces):
        if piece:
            by_start.setdefault(piece[0], set()).add(piece)
    places, farthest = {0}, 0
    while places:
        place = min(places)
        places.remove(place)
        farthest = max(farthest, place)
        for piece in by_start.get(text[place : place + 1], ()):
            if text.startswith(piece, place):
                places.add(place + len(piece))
    return farthest

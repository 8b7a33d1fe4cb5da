"""Article: every letter of it is said, or left out with a reason; audited where the article is still at hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bulletin.errors import BulletinError
from bulletin.language.characters import letters_and_digits
from bulletin.production.audit.episode import AuditedEpisode
from bulletin.production.audit.remake import STANDARD_INPUT
from bulletin.production.audit.sources import articles_at_hand
from bulletin.production.audit.wording import counted, shortened
from bulletin.production.episode.identity import source_identity
from bulletin.production.setup.sites import own_profiles
from bulletin.readers import read_article
from bulletin.readers.sites.known import with_own
from bulletin.schema.audit import Finding
from bulletin.script import is_sheet

_SHOWN = 40
"""Characters of the article that a finding quotes."""


def audit_article(episode: AuditedEpisode) -> Iterator[Finding]:
    """Whether the record's sentences and its left-out passages together are the whole of its articles.

    Articles are looked for in the working directory under the names that the record has, and are the right ones only if
    their paths have the record's hash. The finding says where they are not at hand.
    """
    sentences, names = episode.record.sentences, episode.sources
    if sentences is None or not names:
        return
    if STANDARD_INPUT in names:
        yield Finding(name="article", ok=None, what="not compared: it was standard input")
        return
    if not _are_the_same(episode, names):
        yield _not_compared(names[0], "is not at hand here")
        return
    if episode.record.corrections:
        yield _not_compared(names[0], "may differ, as a story was changed since")
        return
    said = [each.written for each in sentences]
    pieces = [*said, *(each.written for each in episode.record.left_out or ())]
    letters = 0
    try:
        articles = articles_at_hand(names)
    except BulletinError:
        # An article that cannot be read by now is no fault of the episode.
        yield _not_compared(names[0], "does not read")
        return
    for name, data in articles:
        try:
            if is_sheet(data[:200].decode("utf-8", "replace")):
                yield _not_compared(name, "is a script that may say what it likes")
                return
            with with_own(own_profiles):
                article = read_article(data, name).text
        except BulletinError:
            yield _not_compared(name, "does not read")
            return
        text = letters_and_digits(article)
        reached = _reached(text, pieces)
        letters += len(text)
        if reached < len(text):
            yield Finding(
                name="article", ok=False, measured=reached, claimed=len(text), remedy=episode.remake,
                what=f"of {name}, {shortened(_behind(article, reached), _SHOWN)} is neither said nor left out;"
                " or the article was changed since",
            )  # fmt: skip
            return
    yield Finding(
        name="article", ok=True, what=f"{counted(letters, 'letter')} and digits, all said or left out",
        measured=letters, claimed=letters,
    )  # fmt: skip


def _not_compared(name: str, why: str) -> Finding:
    return Finding(name="article", ok=None, what=f"not compared: {shortened(name)} {why}")


def _are_the_same(episode: AuditedEpisode, names: Sequence[str]) -> bool:
    """Whether the files of these names, here, are those that the episode was made from."""
    if not all(Path(name).name == name and Path(name).is_file() for name in names):
        return False
    return source_identity(names, episode.record.title.strip()) == episode.record.made_from


def _behind(article: str, count: int) -> str:
    """The rest of an article after so many of its letters and digits, with all its signs."""
    for place, sign in enumerate(article):
        if letters_and_digits(sign):
            if not count:
                return article[place:]
            count -= 1
    return ""


def _reached(text: str, pieces: Sequence[str]) -> int:
    """Return how many characters of `text` can be put together from `pieces`, each used any number of times."""
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

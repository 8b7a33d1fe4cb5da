"""Impact: lexicons, and the episodes of a folder → each sentence that would be said differently with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import MissingInputError
from bulletin.production.archive.index import Index
from bulletin.production.scripts import diction_of
from bulletin.production.setup.lexicons import entries_of, latest, station_lexicons


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A sentence that would be said differently."""

    written: str
    before: str
    after: str
    seconds: float
    """How long it is heard now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """An episode that has such sentences."""

    record: Path
    sentences: tuple[Touched, ...]

    @property
    def seconds(self) -> float:
        """How much is to be spoken again."""
        return sum(one.seconds for one in self.sentences)


def impacts(
    folder: Path,
    lexicons: Sequence[Path],
    count: Callable[[int], None],
    tell: Callable[[int], None] = lambda _: None,
) -> Iterator[Impact]:
    """The episodes of a folder that these lexicons, after the station's, change. `count` gets how many were searched.

    `tell` is that of `Index.refresh`. Raises MissingInputError (66) where there is no such folder or lexicon,
    ConfigurationError (78) for a lexicon with a wrong line, and as `Index` does.
    """
    words = words_of(lexicons)
    diction = diction_of(latest((*station_lexicons(), *lexicons)))
    if not folder.is_dir():
        raise MissingInputError(
            "there is no such folder.",
            error_id="impact.folder",
            source=str(folder),
            remedy="Name the folder of the finished episodes: --in DIR",
        )
    with Index(folder) as index:
        count(index.refresh(tell))
        for record, said in index.with_words(list(words)):
            small = [word.casefold() for word in words]
            touched = []
            for one in said:
                if not any(word in one.written.casefold() for word in small):
                    continue
                after = diction.say(one.written).text
                if after != one.spoken:
                    touched.append(
                        Touched(written=one.written, before=one.spoken, after=after, seconds=one.seconds)
                    )
            if touched:
                yield Impact(record=record, sentences=tuple(touched))


def words_of(lexicons: Sequence[Path]) -> tuple[str, ...]:
    """What the entries of lexicons are written like. Raises as `entries_of`."""
    return tuple(dict.fromkeys(entry.written for path in lexicons for entry in entries_of(path)))

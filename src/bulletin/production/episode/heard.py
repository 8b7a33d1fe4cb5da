"""Heard: an episode's stories as a person counts them: those that are heard, from 1."""

from __future__ import annotations

from pathlib import Path

from bulletin.errors import InputError, first_words
from bulletin.production.episode.record import EpisodeRecord
from bulletin.schema.script import Script


class Heard:
    """An episode's stories, and which of them are heard: a person counts those."""

    def __init__(self, stories: Script, record: EpisodeRecord) -> None:
        self.stories = stories
        self._sentences = {" ".join(row.written.split()) for row in record.sentences or ()}
        self.places = [place for place, row in enumerate(record.stories or ()) if row.on_air is not False]

    def place(self, number: int, path: Path, *, more: int = 0) -> int:
        """The place of the story with this number. Raises InputError (65) if there is none."""
        if not 1 <= number <= len(self.places) + more:
            raise InputError(
                f"there is no story {number}; {len(self.places)} are heard.",
                error_id="replace.number",
                source=str(path),
                remedy=f"Choose from: {self.listed}",
            )
        return self.places[number - 1] if number <= len(self.places) else self.end

    @property
    def listed(self) -> str:
        """The stories with their numbers, on a line."""
        return "; ".join(
            f"{count} {first_words(self.stories.stories[place].title)[1:-1]}"
            for count, place in enumerate(self.places, 1)
        )

    def hears(self, changed: Script) -> bool:
        """Whether any sentence is heard that is said otherwise in the same stories, `changed`."""
        return any(
            " ".join(old.written.split()) in self._sentences
            for before, after in zip(self.stories.segments, changed.segments, strict=True)
            for old, new in zip(before.sentences, after.sentences, strict=True)
            if old != new
        )

    @property
    def end(self) -> int:
        """Behind the last story that is heard."""
        return self.places[-1] + 1 if self.places else 0

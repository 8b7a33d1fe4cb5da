"""Earlier: the episode whose files are about to be replaced, held against what the run knows of it."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.errors import TryLaterError
from bulletin.production.disk.digest import digest_of
from bulletin.production.episode.outputs import Outputs
from bulletin.production.episode.record import left_record
from bulletin.production.events import Warned
from bulletin.production.recipe import Recipe


def check_earlier(recipe: Recipe, outputs: Outputs) -> Iterator[Warned]:
    """Warn of corrections that would be lost. Raises TryLaterError (75) if another run changed the episode meanwhile."""
    if recipe.changed is not None:
        try:
            same = digest_of(outputs.record) == recipe.changed.record
        except OSError:
            same = False
        if not same:
            raise TryLaterError(
                "another run changed this episode meanwhile; nothing was done.",
                error_id="replace.changed",
                source=str(outputs.record),
                remedy="See what it is now: bulletin check; then run the command again.",
            )
    elif left_record(outputs.record).corrections:
        yield Warned(
            f"{outputs.main.name} was corrected after it was made; it is made anew without that. For one story:"
            f" bulletin replace {outputs.main} --story N SOURCE",
            "output.corrected",
        )

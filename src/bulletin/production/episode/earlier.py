"""Earlier: the episode whose files are about to be replaced, held against what the run knows of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bulletin.errors import OutputError, TryLaterError
from bulletin.production.disk.digest import digest_of
from bulletin.production.episode.corrections import CorrectionRow
from bulletin.production.episode.identity import is_address
from bulletin.production.episode.outputs import Outputs, made_from
from bulletin.production.episode.record import EpisodeRecord, left_record
from bulletin.production.events import Warned
from bulletin.production.recipe import Recipe
from bulletin.schema.script import Script

MOST_TOLD = 3
"""How many corrections a refusal names: the latest."""


def check_earlier(recipe: Recipe, outputs: Outputs, script: Script) -> Iterator[Warned]:
    """Warn of corrections that would be lost.

    Raises OutputError (73) where a `careful` recipe would make the same bulletin without them, TryLaterError (75) if
    another run changed the episode meanwhile.
    """
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
        return
    record = left_record(outputs.record)
    if not record.corrections:
        return
    if recipe.careful and not recipe.again and _is_the_same(record, recipe, script):
        raise _corrected(record.corrections, outputs)
    yield Warned(
        f"{outputs.main.name} was corrected after it was made; it is made anew without that. For one story:"
        f" bulletin replace {outputs.main} --story N SOURCE",
        "output.corrected",
    )


def _is_the_same(record: EpisodeRecord, recipe: Recipe, script: Script) -> bool:
    """Whether an episode was made of what the recipe names: another bulletin takes its file's name, as every hour."""
    same = record.made_from == made_from(recipe, script)
    if recipe.rundown is not None:
        named = recipe.rundown.path is not None and record.rundown == recipe.rundown.path.name
        return (same or named) and _shares_stories(record, script)
    return same or (
        record.rundown is None
        and record.given
        == tuple(source if is_address(source) else Path(source).name for source in recipe.sources)
    )


def _shares_stories(record: EpisodeRecord, script: Script) -> bool:
    """Whether half of the stories are in the record: the next hour's rundown may have this one's name."""
    known = {row.title for row in record.stories or ()}
    return 2 * sum(story.title in known for story in script.stories) >= len(script.stories)


def _corrected(corrections: tuple[CorrectionRow, ...], outputs: Outputs) -> OutputError:
    told = "; ".join(each.text for each in corrections[-MOST_TOLD:])
    return OutputError(
        f"{outputs.main.name} was corrected after it was made ({len(corrections)}x), and made anew it would be without that.",
        error_id="output.corrected",
        source=f"{outputs.main}: {told}",
        remedy=f"Add --again to make it without them, name another file by -o, or change one story: bulletin replace {outputs.main} --story N SOURCE",
    )

"""Candidates: which of the episodes that a person names are published, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bulletin.errors import BulletinError, InputError, RefusedError
from bulletin.production.feeds.copying import checksum_of
from bulletin.production.feeds.episodes import PublishableEpisode, read_episode, record_path
from bulletin.production.feeds.options import PublishOptions
from bulletin.production.feeds.tombstones import Tombstone, tombstone_of, tombstones
from bulletin.writers.feed.dates import read_moment


def readable(named: Sequence[Path], left_out: list[BulletinError]) -> Iterator[PublishableEpisode]:
    """The episodes of these names, each once; errors for those that cannot be published go to `left_out`."""
    seen: set[Path] = set()
    for each in named:
        try:
            path = record_path(each)
            if path not in seen:
                seen.add(path)
                yield read_episode(path)
        except (InputError, RefusedError) as error:
            left_out.append(error)


def each_sound_once(episodes: Sequence[PublishableEpisode]) -> list[PublishableEpisode]:
    """Of those with one sound, the last."""
    return list({checksum_of(episode): episode for episode in episodes}.values())


def newest_of_each_article(
    episodes: Sequence[PublishableEpisode], warnings: list[tuple[str, str]]
) -> list[PublishableEpisode]:
    """Of several records of one article, the one that was made last; says so in `warnings`, with a stable id."""
    chosen: list[PublishableEpisode] = []
    for episode in episodes:
        index = next((index for index, other in enumerate(chosen) if is_same_article(other, episode)), None)
        if index is None:
            chosen.append(episode)
            continue
        older, newer = sorted((chosen[index], episode), key=_made)
        chosen[index] = newer
        what = (
            f"{older.path.name} and {newer.path.name} are of one article; the newer, {newer.path.name}, is published"
            " (--new publishes both)"
        )
        warnings.append((what, "publish.same_source"))
    return chosen


def is_same_article(one: PublishableEpisode, other: PublishableEpisode) -> bool:
    """Whether two episodes are of one article and day: of one file or address, or of files of one name and beginning."""
    if one.day != other.day:
        return False
    return one.source == other.source or bool(
        one.record.article and one.record.article == other.record.article
    )


def unless_withdrawn(
    episodes: Sequence[PublishableEpisode],
    folder: Path,
    options: PublishOptions,
    left_out: list[BulletinError],
) -> Iterator[PublishableEpisode]:
    """The episodes that were not withdrawn from the feed; errors for the others go to `left_out`."""
    known = tombstones(folder)
    for episode in episodes:
        found = tombstone_of(
            known, sounds=[checksum_of(episode)], source="" if options.new else episode.source, day=episode.day,
            article="" if options.new else episode.record.article,
        )  # fmt: skip
        if found is None or found.guid == options.restored:
            yield episode
        else:
            left_out.append(_withdrawn(found, episode, folder))


def _withdrawn(found: Tombstone, episode: PublishableEpisode, folder: Path) -> RefusedError:
    return RefusedError(
        f"this episode was withdrawn {found.when}; it is left out.",
        error_id="publish.withdrawn",
        source=str(episode.path),
        remedy=f"To bring it back: bulletin feed withdraw {folder} {episode.path} --restore;"
        " if it is another episode of the same source and day: --new",
    )


def _made(episode: PublishableEpisode) -> datetime:
    made = episode.record.made
    return read_moment(made) if made else datetime.min.replace(tzinfo=UTC)

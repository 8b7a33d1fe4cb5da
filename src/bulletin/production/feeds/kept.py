"""Kept: the published episodes in a feed's folder, by their records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bulletin.errors import BulletinError
from bulletin.production.disk.digest import digest_of
from bulletin.production.episode.record import Publication
from bulletin.production.feeds.episodes import PublishableEpisode, read_episode
from bulletin.schema.episode import RECORD_SUFFIX
from bulletin.schema.feed import EPISODES, Mark
from bulletin.writers.feed.dates import read_moment


@dataclass(frozen=True, slots=True)
class KeptEpisode:
    """A published episode, by its record in the feed's folder."""

    episode: PublishableEpisode
    guid: str
    published: datetime
    mark: Mark


def kept_episodes(folder: Path, left: list[str]) -> list[KeptEpisode]:
    """Every published episode whose record is in the folder, each guid once, from the oldest to the newest."""
    found: dict[str, KeptEpisode] = {}
    for path in sorted((folder / EPISODES).glob(f"*/*{RECORD_SUFFIX}")):
        try:
            episode = read_episode(path)
        except BulletinError as error:
            left.append(f"{path.relative_to(folder).as_posix()}: {error.what}")
            continue
        kept = _kept(episode)
        if kept is None:
            left.append(
                f"{path.relative_to(folder).as_posix()}: it holds no guid or no date of its publication"
            )
            continue
        other = found.get(kept.guid)
        if other is None or _age(other) <= _age(kept):
            found[kept.guid] = kept
    return sorted(found.values(), key=lambda kept: (kept.published, kept.episode.path.stat().st_mtime_ns))


def _kept(episode: PublishableEpisode) -> KeptEpisode | None:
    """None if the record holds no guid or no date of its publication."""
    published = episode.record.published
    if published is None or not published.guid:
        return None
    try:
        return KeptEpisode(episode, published.guid, read_moment(published.date), _mark(episode, published))
    except ValueError:
        return None


def _age(kept: KeptEpisode) -> tuple[str, int]:
    return (kept.episode.record.made or "", kept.episode.path.stat().st_mtime_ns)


def _mark(episode: PublishableEpisode, published: Publication) -> Mark:
    return Mark(
        source=published.source or episode.source,
        day=published.day,
        audio=digest_of(episode.audio),
        words=episode.record.words,
        article=episode.record.article,
        corrected=published.corrected or "",
        correction=published.correction or "",
    )

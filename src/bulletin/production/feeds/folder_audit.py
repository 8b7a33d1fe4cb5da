"""Folder audit: what is wrong with the records, files and rights in a feed's folder, whatever its items say."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import BulletinError, InputError, MissingInputError
from bulletin.production.disk.digest import digest_of
from bulletin.production.feeds.copying import published_guid
from bulletin.production.feeds.episodes import PublishableEpisode, read_episode
from bulletin.production.feeds.folder import Page
from bulletin.production.feeds.index import IndexState, index_state
from bulletin.production.feeds.plan import Plan
from bulletin.production.feeds.rights import is_shared
from bulletin.production.feeds.tombstones import Tombstone, tombstone_path, tombstones
from bulletin.production.feeds.withdrawing import remains
from bulletin.schema.episode import RECORD_SUFFIX
from bulletin.schema.feed import EPISODES
from bulletin.writers.feed.layout import Layout
from bulletin.writers.sidecars.page.index import INDEX


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFault:
    """Something that is wrong with a feed."""

    what: str
    fault_id: str
    """Stable, for programs."""
    where: str
    remedy: str


def folder_faults(
    folder: Path, pages: Sequence[Page], guids: set[str], named: set[Path], *, quick: bool
) -> Iterator[FeedFault]:
    """Faults of a feed whose items have these guids and name these files."""
    withdrawn: list[Tombstone] = []
    try:
        withdrawn += tombstones(folder)
    except InputError as error:
        yield FeedFault(
            what=error.what.rstrip("."), fault_id=error.error_id, where=error.source, remedy=error.remedy
        )
    for each in withdrawn:
        if what := remains(folder, Plan(pages), each):
            yield FeedFault(
                what=f"an episode was withdrawn {each.when}, and {what}",
                fault_id="feed.withdrawn",
                where=f"{below(tombstone_path(folder, each.guid), folder)}, {each.guid}",
                remedy=f"Finish it: bulletin feed repair {shlex.quote(str(folder))}",
            )
    yield from _record_faults(folder, guids | {each.guid for each in withdrawn}, quick=quick)
    yield from _rights_faults(folder, [page.path for page in pages], named)


def index_faults(folder: Path, layout: Layout) -> Iterator[FeedFault]:
    """Whether the page that lists the episodes is there, and lists what the feed does."""
    told = {
        IndexState.MISSING: ("the page that lists the episodes is missing", "feed.index_missing"),
        IndexState.STALE: (
            "the page that lists the episodes does not list them as the feed does",
            "feed.index_stale",
        ),
    }
    found = told.get(index_state(folder, layout))
    if found is not None:
        what, fault_id = found
        remedy = f"Make it again: bulletin feed repair {shlex.quote(str(folder))}"
        yield FeedFault(what=what, fault_id=fault_id, where=INDEX, remedy=remedy)


def _rights_faults(folder: Path, pages: Sequence[Path], named: set[Path]) -> Iterator[FeedFault]:
    """What a web server that runs as another user could not read; told once, with the first of them."""
    folders = {path.parent for path in named if path.is_relative_to(folder)}
    index = [folder / INDEX] if (folder / INDEX).is_file() else []
    paths = [folder, *pages, *index, *sorted({folder / EPISODES, *folders} - {folder}), *sorted(named)]
    closed = [path for path in paths if not is_shared(path)]
    if closed:
        name = "the feed's folder" if closed[0] == folder else below(closed[0], folder)
        more = f", and {len(closed) - 1:,} more" if len(closed) > 1 else ""
        yield FeedFault(
            what=f"no web server can read {name}{more}: only its owner, or its group, may",
            fault_id="feed.rights",
            where=str(closed[0]),
            remedy=f"Let everybody read: chmod -R a+rX {shlex.quote(str(folder))}",
        )


def _record_faults(folder: Path, guids: set[str], *, quick: bool) -> Iterator[FeedFault]:
    """Records in the folder without an item, or with other files than they were published with."""
    for path in sorted((folder / EPISODES).glob(f"*/*{RECORD_SUFFIX}")):
        guid = published_guid(path)
        if guid and guid not in guids:
            yield FeedFault(
                what="an episode is in the folder and not in the feed",
                fault_id="feed.left_out",
                where=below(path, folder),
                remedy=f"Put it in: bulletin feed repair {folder}; or take its folder away",
            )
            continue
        try:
            episode = read_episode(path)
        except MissingInputError:
            # Its item names the file as well, and is a fault already.
            continue
        except BulletinError as error:
            yield FeedFault(
                what=error.what.rstrip("."),
                fault_id="record.invalid",
                where=below(path, folder),
                remedy="Publish the episode again",
            )
            continue
        for kind, file in episode.files.items():
            # The enclosure is compared with its item.
            if kind != episode.kind and _is_other(file, episode, kind, quick=quick):
                yield FeedFault(
                    what=f"the {kind} file is not the one that was published",
                    fault_id="record.file_changed",
                    where=below(file, folder),
                    remedy="Publish the episode again",
                )


def _is_other(file: Path, episode: PublishableEpisode, kind: str, *, quick: bool) -> bool:
    recorded = episode.record.detail(kind)
    if recorded.size is not None and file.stat().st_size != recorded.size:
        return True
    return recorded.sha256 is not None and not quick and digest_of(file) != recorded.sha256


def below(path: Path, folder: Path) -> str:
    """The name of a path in the feed's folder, with `/`."""
    return path.relative_to(folder).as_posix()

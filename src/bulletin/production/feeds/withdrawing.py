"""Withdrawing: an episode out of a feed, its archive and its folder, so that nothing but `restore` brings it back.

The tombstone comes first, then the pages and the index lose the item, then its files go. A run that is stopped in between leaves no
page that names a missing file; the same command, or `bulletin feed repair`, finishes the work.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import InputError, MissingInputError
from bulletin.production.clock import now
from bulletin.production.disk.commit import disk_errors, write_whole
from bulletin.production.feeds.addresses import file_of, named_files
from bulletin.production.feeds.copying import SUPERSEDED, published_guid
from bulletin.production.feeds.folder import PREVIOUS, Page, read_pages
from bulletin.production.feeds.index import renew_index
from bulletin.production.feeds.lock import feed_lock
from bulletin.production.feeds.naming import Named, named_episode
from bulletin.production.feeds.plan import KnownItem, Plan
from bulletin.production.feeds.tombstones import (
    OUR_FOLDER,
    Tombstone,
    bury,
    tombstone_of,
    tombstone_path,
    tombstones,
)
from bulletin.schema.episode import RECORD_SUFFIX
from bulletin.schema.feed import EPISODES, FEED, Mark
from bulletin.writers.feed import spaces
from bulletin.writers.feed.dates import read_rfc2822
from bulletin.writers.feed.layout import element_end, reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What was taken out."""

    guid: str
    titles: tuple[str, ...]
    """Of the items that were in the feed; empty if an earlier run took them out."""
    files: int
    left: tuple[str, ...]
    """What still holds something of it, by name."""


def withdraw(folder: Path, named: str, lock_seconds: float, *, reason: str = "") -> Withdrawn:
    """Take an episode out of a feed; `named` is its guid, its sound's address, or a file of the episode.

    Raises MissingInputError (66) if it is not in the feed, InputError (65) if a file was published more than once.
    """
    read_pages(folder)
    with feed_lock(folder, lock_seconds):
        plan = Plan(read_pages(folder))
        episode = named_episode(named)
        tombstone = _buried(folder, episode) or _new_tombstone(folder, plan, episode, reason)
        titles = tuple(
            each.place.title or tombstone.guid for each in plan.known if each.place.guid == tombstone.guid
        )
        bury(folder, tombstone)
        files = carry_away(folder, plan, [tombstone])
        broken = [
            path.name
            for path in sorted(folder.glob(f"{FEED}.*.broken"))
            if tombstone.guid.encode() in path.read_bytes()
        ]
        return Withdrawn(guid=tombstone.guid, titles=titles, files=files, left=tuple(broken))


def carry_away(folder: Path, plan: Plan, known: Sequence[Tombstone]) -> int:
    """Remove the items of tombstones from all pages, then their files; returns the number of files."""
    guids = {each.guid for each in known}
    for found in plan.known:
        if found.place.guid in guids:
            plan.remove(found)
    if plan:
        plan.complete(plan.main.layout.limit, now())
        plan.carry_out(plan.main.layout.base, plan.main.layout.limit)
    with contextlib.suppress(OSError):
        before = (folder / PREVIOUS).read_bytes()
        if any(guid.encode() in before for guid in guids):
            # A copy, not a link: an editor may write into the feed's own file.
            write_whole(folder / PREVIOUS, (folder / FEED).read_bytes())
    pages = read_pages(folder)
    renew_index(folder, pages[0].layout)
    kept = files_of_pages(pages, folder)
    return sum(_remove_files(folder, each, kept) for each in known)


def files_of_pages(pages: Sequence[Page], folder: Path) -> set[Path]:
    """Every file in a feed's folder that a page names: in an item, or as the show's cover."""
    base = pages[0].layout.base
    found: set[Path] = set()
    for page in pages:
        with page.path.open("rb") as stream:
            read = reader(stream)
            for place in page.layout.items:
                raw = read(place.start, element_end(read, place.start, place.close) - place.start)
                found.update(named_files(raw, folder, base))
        image = page.layout.find(f"{spaces.ITUNES} image")
        cover = file_of(image.attributes.get("href", ""), folder, base) if image else None
        found.update([cover] if cover else [])
    return found


def records_of(folder: Path, guid: str) -> Iterator[Path]:
    """The records of an item in the feed's folder, those of its earlier versions among them."""
    for suffix in (RECORD_SUFFIX, SUPERSEDED):
        for path in sorted((folder / EPISODES).glob(f"*/*{suffix}")):
            if published_guid(path) == guid:
                yield path


def _buried(folder: Path, episode: Named) -> Tombstone | None:
    """The tombstone of an episode that was withdrawn before."""
    known = tombstones(folder)
    by_guid = next((each for each in known if each.guid in episode.guids), None)
    return by_guid or tombstone_of(known, sounds=episode.sounds)


def _new_tombstone(folder: Path, plan: Plan, episode: Named, reason: str) -> Tombstone:
    found = _item(plan.known, episode)
    guid = found.place.guid if found else next(iter(episode.guids), "")
    records = list(records_of(folder, guid)) if guid else []
    if found is None and not records:
        raise MissingInputError(
            "no such episode is in the feed.",
            error_id="feed.no_such_episode",
            source=episode.named,
            remedy=f"Copy the <guid> of the item from {plan.main.path}, or name the file that was published.",
        )
    mark = found.place.mark if found else None
    published = read_rfc2822(found.place.published) if found else None
    sound = file_of(found.place.url, folder, plan.main.layout.base) if found else None
    ours = {path.parent.name for path in records}
    files: list[str] = []
    if sound is not None:
        relative = sound.relative_to(folder)
        if len(relative.parts) == 3 and relative.parts[0] == EPISODES:
            ours.add(relative.parts[1])
        else:
            files.append(relative.as_posix())
        if not OUR_FOLDER.fullmatch(sound.parent.name):
            files.append(relative.as_posix())
    return Tombstone(
        guid=guid,
        withdrawn=now().isoformat(timespec="seconds"),
        reason=" ".join(reason.split()),
        published=published.isoformat() if published else "",
        source=mark.source if mark else "",
        day=mark.day if mark else "",
        audio=mark.audio if mark else "",
        article=mark.article if mark else "",
        folders=tuple(sorted(name for name in ours if OUR_FOLDER.fullmatch(name))),
        files=tuple(dict.fromkeys(files)),
    )


def _item(known: Sequence[KnownItem], episode: Named) -> KnownItem | None:
    """The item that was named. Raises InputError (65) if there are several."""
    found = [each for each in known if {each.place.guid, each.place.url} & {*episode.guids}]
    found = found or [each for each in known if each.place.mark and each.place.mark.audio in episode.sounds]
    found = found or [each for each in known if each.place.mark and _is_of(each.place.mark, episode)]
    if len({each.place.guid for each in found}) > 1:
        raise InputError(
            f"{len(found)} episodes of the feed were made from it: {', '.join(each.place.guid for each in found)}.",
            error_id="feed.which",
            source=episode.named,
            remedy="Name one by its guid.",
        )
    return found[0] if found else None


def _is_of(mark: Mark, episode: Named) -> bool:
    """Whether an item is of this episode's article and day."""
    by_source = bool(episode.source) and mark.source == episode.source
    return mark.day == episode.day and (
        by_source or (bool(episode.article) and mark.article == episode.article)
    )


def _left_files(folder: Path, tombstone: Tombstone) -> list[Path]:
    """The files of a withdrawn episode that are there."""
    paths = [folder.joinpath(*name.split("/")) for name in tombstone.files]
    for name in tombstone.folders:
        paths += sorted((folder / EPISODES / name).glob("*"))
    return [
        path
        for path in paths
        if path.is_file()
        and not (path.name.endswith(RECORD_SUFFIX) and published_guid(path) not in ("", tombstone.guid))
    ]


def _remove_files(folder: Path, tombstone: Tombstone, kept: set[Path]) -> int:
    """Remove a withdrawn episode's files, but for those that a page still names."""
    paths = [path for path in _left_files(folder, tombstone) if path not in kept]
    for path in paths:
        with disk_errors(path):
            path.unlink()
    for name in tombstone.folders:
        with contextlib.suppress(OSError):
            (folder / EPISODES / name).rmdir()
    return len(paths)


def remains(folder: Path, plan: Plan, tombstone: Tombstone) -> str:
    """What is still there of a withdrawn episode after a run that was stopped; empty if nothing is."""
    if any(each.place.guid == tombstone.guid for each in plan.known):
        return "its item is still in the feed"
    left = _left_files(folder, tombstone)
    return "its files are still there" if left and {*left} - files_of_pages(plan.pages, folder) else ""


def tombstone_to_lift(folder: Path, named: str) -> tuple[Tombstone, bool]:
    """The tombstone of what is to be restored, and whether its item is still in the feed (a stopped run left it).

    Raises MissingInputError (66) if nothing of that name was withdrawn.
    """
    episode = named_episode(named)
    found = _buried(folder, episode) or tombstone_of(
        tombstones(folder),
        sounds=episode.sounds,
        source=episode.source,
        day=episode.day,
        article=episode.article,
    )
    if found is None:
        raise MissingInputError(
            "no such episode was withdrawn.",
            error_id="feed.not_withdrawn",
            source=named,
            remedy=f"Its guid is in the file that was left for it: {tombstone_path(folder, '…').parent}/*.withdrawn.json",
        )
    guids = {place.guid for page in read_pages(folder) for place in page.layout.items}
    return found, found.guid in guids

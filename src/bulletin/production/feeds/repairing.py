"""Repairing: restore a feed that lost something, or cannot be read, from its episodes' records.

Nothing that can be read is lost: items are added or mended, and a feed that cannot be read is kept beside the new one.
Every record in the folder knows the guid of its item, so guids outlive even the feed.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import BulletinError, ConfigurationError, InputError, MissingInputError
from bulletin.production.disk.commit import write_whole
from bulletin.production.feeds.addresses import file_of
from bulletin.production.feeds.copying import CopiedFiles
from bulletin.production.feeds.folder import PREVIOUS, UNREAD, Page, read_page, read_pages, set_aside
from bulletin.production.feeds.index import IndexState, index_state, renew_index
from bulletin.production.feeds.items import (
    feed_item,
    render_again,
)
from bulletin.production.feeds.kept import KeptEpisode, kept_episodes
from bulletin.production.feeds.lock import feed_lock
from bulletin.production.feeds.plan import Plan
from bulletin.production.feeds.tombstones import Tombstone, tombstones
from bulletin.production.feeds.withdrawing import carry_away, remains
from bulletin.schema.feed import FEED, Item
from bulletin.writers.feed.dates import read_rfc2822
from bulletin.writers.feed.item import item_bytes
from bulletin.writers.feed.layout import InvalidFeedError
from bulletin.writers.feed.scanning import scan
from bulletin.writers.sidecars.page.index import INDEX


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """What was done, or would be."""

    done: tuple[str, ...]
    left: tuple[str, ...]
    """What the folder's files cannot mend."""


def repair_feed(folder: Path, lock_seconds: float, *, dry_run: bool) -> Repaired:
    """Repair a feed; with `dry_run`, only say how.

    Raises InputError (65) where neither the feed, nor what it was before, nor its beginning can be read.
    """
    if not folder.is_dir():
        raise MissingInputError(
            "there is no such folder.",
            error_id="feed.missing",
            source=str(folder),
            remedy="Name the feed's folder.",
        )
    with feed_lock(folder, lock_seconds):
        done: list[str] = []
        left: list[str] = []
        whole = _readable(folder, done)
        if whole is not None and not dry_run:
            if (folder / FEED).exists():
                done.append(f"the feed that could not be read is kept as {set_aside(folder / FEED).name}")
            write_whole(folder / FEED, whole)
        pages: Sequence[Page] = (
            [_as_page(folder, whole)] if whole is not None and dry_run else read_pages(folder)
        )
        index = index_state(folder, pages[0].layout)
        withdrawn = tombstones(folder)
        pages = _take_out(folder, Plan(pages), withdrawn, done, dry_run=dry_run)
        guids = {each.guid for each in withdrawn}
        kept = [each for each in kept_episodes(folder, left) if each.guid not in guids]
        _mend(folder, Plan(pages), kept, done, left, dry_run=dry_run)
        # Where the feed itself is mended, so is what lists it.
        if index is IndexState.MISSING or (index is IndexState.STALE and not done):
            done.append(f"make: {INDEX}, which lists the episodes")
        if not dry_run:
            renew_index(folder, pages[0].layout)
        return Repaired(done=tuple(done), left=tuple(left))


def _readable(folder: Path, done: list[str]) -> bytes | None:
    """None if the feed can be read; else the bytes to start from."""
    try:
        read_page(folder / FEED)
    except ConfigurationError:
        raise
    except InputError as error:
        fault = error
    else:
        return None
    with contextlib.suppress(BulletinError):
        read_page(folder / PREVIOUS)
        done.append(f"{fault.what.rstrip('.')}: begin with the feed as it was before the last change")
        return (folder / PREVIOUS).read_bytes()
    with contextlib.suppress(OSError):
        head = (folder / FEED).read_bytes().partition(b"<item")[0].rstrip()
        data = head + b"\n  </channel>\n</rss>\n"
        with contextlib.suppress(BulletinError):
            _as_page(folder, data)
            done.append(f"{fault.what.rstrip('.')}: begin with its channel, which can be read")
            return data
    away = f"Move {FEED} away, make it" if (folder / FEED).exists() else "Make it"
    raise InputError(
        "neither the feed nor its previous version can be read, so the show's title and address are not known.",
        error_id="feed.lost",
        source=str(folder / FEED),
        remedy=f"{away} again with bulletin feed new {folder} … --base-url …, and repair again.",
    )


def _take_out(
    folder: Path, plan: Plan, withdrawn: Sequence[Tombstone], done: list[str], *, dry_run: bool
) -> Sequence[Page]:
    """Finish what a stopped withdrawal left, also where the feed was restored from before it; returns the pages then."""
    remaining = [each for each in withdrawn if remains(folder, plan, each)]
    done += [f"take out: {each.guid}, which was withdrawn {each.when}" for each in remaining]
    if not remaining or dry_run:
        return plan.pages
    carry_away(folder, plan, remaining)
    return read_pages(folder)


def _as_page(folder: Path, data: bytes) -> Page:
    try:
        return Page(folder / FEED, scan(io.BytesIO(data)), UNREAD)
    except InvalidFeedError as error:
        raise InputError(
            str(error),
            error_id="feed.invalid",
            source=str(folder / FEED),
            remedy=f"Make the feed again from its episodes: bulletin feed repair {folder}",
        ) from None


def _mend(
    folder: Path,
    plan: Plan,
    records: Sequence[KeptEpisode],
    done: list[str],
    left: list[str],
    *,
    dry_run: bool,
) -> None:
    main = plan.main
    base = main.layout.base
    if not base:
        if records:
            left.append(
                "the feed does not know its address, so no episode can be put in: publish once with --base-url"
            )
        return
    known = {each.place.guid: each for each in plan.known}
    sounds = {each.place.mark.audio for each in known.values() if each.place.mark}
    for kept in records:
        item = _item(kept, base)
        found = known.get(kept.guid)
        if found is None:
            if kept.mark.audio in sounds:
                continue
            plan.insert(item, item_bytes(item, main.layout.declared))
            done.append(f"add: {item.title} ({item.guid})")
        elif (found.place.url, found.place.enclosure.length) != (
            item.enclosure.url,
            item.enclosure.length,
        ) or (found.place.mark and found.place.mark.audio != item.mark.audio):
            published = read_rfc2822(found.place.published) or item.published
            raw, item = render_again(found, item, published)
            plan.replace(found, raw)
            done.append(f"mend: {item.title} ({item.guid})")
    mended = {kept.guid for kept in records}
    for guid, each in known.items():
        sound = file_of(each.place.url, folder, base)
        if sound is not None and guid not in mended and not sound.is_file():
            left.append(
                f"{each.place.title or guid}: its sound file and its record are gone; publish it again"
            )
    if not dry_run:
        plan.carry_out(base, main.layout.limit)


def _item(kept: KeptEpisode, base: str) -> Item:
    episode = kept.episode
    names = {kind: path.name for kind, path in episode.files.items()}
    urls = CopiedFiles(folder=episode.path.parent, names=names).urls(base)
    return feed_item(episode, urls, guid=kept.guid, published=kept.published, mark=kept.mark)

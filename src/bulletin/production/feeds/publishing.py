"""Publishing: finished episodes into a feed, each once, with a guid that never changes.

The order is fixed: the episode's files appear in the feed's folder, each whole and with the right checksum, then its
record, then the feed's page, then the index of the folder; only then is a superseded record removed. If a run is stopped in between, the feed names no
file that is not there, and the same command finishes the work. All of it happens under the feed's lock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bulletin.errors import BulletinError, InputError, TryLaterError
from bulletin.production.clock import now
from bulletin.production.disk.commit import check_writable, write_whole
from bulletin.production.feeds.addresses import base_address, feed_address
from bulletin.production.feeds.candidates import (
    each_sound_once,
    newest_of_each_article,
    readable,
    unless_withdrawn,
)
from bulletin.production.feeds.copying import (
    CopiedFiles,
    copy_files,
    holds,
    published_guid,
    published_record,
    remove_old_record,
)
from bulletin.production.feeds.episodes import PublishableEpisode
from bulletin.production.feeds.folder import read_page, read_pages
from bulletin.production.feeds.index import renew_index
from bulletin.production.feeds.items import feed_item
from bulletin.production.feeds.lock import feed_lock
from bulletin.production.feeds.matching import is_twin, mark_of, replaced, same_episode
from bulletin.production.feeds.options import PublishOptions
from bulletin.production.feeds.plan import KnownItem, Plan
from bulletin.production.feeds.rights import share
from bulletin.schema.feed import EPISODES, FEED
from bulletin.writers.feed.dates import read_moment, read_rfc2822, rfc2822
from bulletin.writers.feed.identity import new_guid
from bulletin.writers.feed.item import item_bytes
from bulletin.writers.feed.layout import ItemPlace

TRIES = 3
OWN_INDEX = (
    "index.html in the feed's folder is not as bulletin makes it, so it stays, and does not list new episodes;"
    " without it, the next change of the feed makes one"
)
AHEAD_SECONDS = 86_400
"""If the newest episode is dated further ahead than this, a clock was wrong when it was published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What became of one episode."""

    action: str
    """added, replaced, corrected or unchanged"""
    guid: str
    title: str
    url: str
    published: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of all episodes, and warnings."""

    feed: Path
    episodes: tuple[Published, ...]
    warnings: tuple[tuple[str, str], ...]
    """Each with its stable id."""
    left_out: tuple[BulletinError, ...] = ()
    """Why others were not published."""


def publish(episodes: Sequence[Path], folder: Path, options: PublishOptions) -> Outcome:
    """Add finished episodes to the feed in `folder`, or replace their items.

    An episode that cannot be published (InputError, 65 or 66, or RefusedError, 77) is left out and does not keep the others
    back; its error is raised where it was the only one. Raises InputError for a date or feed that is wrong,
    MissingInputError (66), ConfigurationError (78) while the feed's address is unknown, TryLaterError (75) while another
    run publishes, OutputError (73) and DiskError (74).
    """
    moment = _moment(options.date)
    base = base_address(options.base_url) if options.base_url else ""
    _check_one(episodes, options)
    unread: list[BulletinError] = []
    warnings: list[tuple[str, str]] = []
    publishable = list(readable(episodes, unread))
    if not publishable:
        if len(unread) == 1:
            raise unread[0]
        return Outcome(feed=folder / FEED, episodes=(), warnings=(), left_out=tuple(unread))
    if not options.new:
        publishable = newest_of_each_article(publishable, warnings)
    if not (folder / FEED).is_file():
        read_page(folder / FEED)
    with feed_lock(folder, options.lock_seconds):
        for tries_left in reversed(range(TRIES)):
            try:
                outcome = _publish(publishable, folder, options, moment, base)
                break
            except TryLaterError:
                # Someone edited the feed by hand at this moment: read and keep that edit.
                if not tries_left:
                    raise
    left_out = (*unread, *outcome.left_out)
    if len(left_out) == 1 and not outcome.episodes:
        raise left_out[0]
    return replace(outcome, left_out=left_out, warnings=(*warnings, *outcome.warnings))


def _publish(
    episodes: Sequence[PublishableEpisode],
    folder: Path,
    options: PublishOptions,
    moment: datetime | None,
    base: str,
) -> Outcome:
    plan = Plan(read_pages(folder))
    main, known = plan.main, plan.known
    base, edits = feed_address(main, base)
    if edits:
        plan.add(main, *edits)
    today = now()
    warnings: list[tuple[str, str]] = []
    newest = max((date for each in known if (date := read_rfc2822(each.place.published))), default=None)
    if newest and moment is None and (newest - today).total_seconds() > AHEAD_SECONDS:
        what = f"the newest episode is dated {rfc2822(newest)}, so this one is too; --date gives another"
        warnings.append((what, "feed.date"))
    left_out: list[BulletinError] = []
    each_once = list(unless_withdrawn(each_sound_once(episodes), folder, options, left_out))
    matches = [same_episode(known, episode, options) for episode in each_once]
    dates = _dates(moment, today, newest, matches.count(None))
    media = folder / EPISODES
    check_writable(media)
    done: list[Published] = []
    superseded: list[tuple[ItemPlace, CopiedFiles]] = []
    written: list[tuple[Path, bytes]] = []
    guids = {each.place.guid for each in known}
    for episode, found in zip(each_once, matches, strict=True):
        if found is not None and is_twin(found, episode):
            done.append(_as_it_is(found))
            continue
        try:
            copied = copy_files(episode, media)
        except InputError as error:
            left_out.append(error)
            continue
        left = published_guid(copied.record)
        free = options.restored or (left if left not in guids else "")
        guid = found.place.guid if found else free or new_guid()
        mark = mark_of(episode, found, options, today)
        item = feed_item(episode, copied.urls(base), guid=guid, published=moment or today, mark=mark)
        if found is None:
            action, item = "added", replace(item, published=next(dates))
            plan.insert(item, item_bytes(item, main.layout.declared))
        else:
            action, raw, item = replaced(found, item, episode, moment, today)
            if action != "unchanged":
                plan.replace(found, raw)
                superseded.append((found.place, copied))
        data = published_record(episode, copied, item)
        if not holds(copied.record, data):
            written.append((copied.record, data))
        share(copied.record)
        done.append(
            Published(
                action=action,
                guid=item.guid,
                title=item.title,
                url=item.enclosure.url,
                published=item.published,
            )
        )
    for path, data in written:
        write_whole(path, data)
        share(path)
    limit = options.limit or main.layout.limit
    if plan or limit != main.layout.limit:
        plan.complete(limit, today)
        plan.carry_out(base, limit)
    for page in plan.pages:
        share(page.path)
    if renew_index(folder, main.layout, base):
        warnings.append((OWN_INDEX, "feed.own_index"))
    for place, copied in superseded:
        remove_old_record(media, place, copied)
    return Outcome(feed=main.path, episodes=tuple(done), warnings=tuple(warnings), left_out=tuple(left_out))


def _dates(
    moment: datetime | None, today: datetime, newest: datetime | None, number: int
) -> Iterator[datetime]:
    """Dates for so many new items, a second apart: players sort by date, and show equal ones in any order.

    The last one is dated now, and none before the newest item that is there; `moment` is the first one's date.
    """
    first = (moment or today - timedelta(seconds=max(0, number - 1))).replace(microsecond=0)
    if newest and moment is None and first <= newest:
        first = _later(newest, 1)
    return (_later(first, index) for index in range(number))


def _later(moment: datetime, seconds: int) -> datetime:
    try:
        return moment + timedelta(seconds=seconds)
    except OverflowError:
        # The last second of the year 9999, by --date.
        return moment


def _as_it_is(found: KnownItem) -> Published:
    place = found.place
    return Published(
        action="unchanged",
        guid=place.guid,
        title=place.title,
        url=place.url,
        published=read_rfc2822(place.published) or now(),
    )


def _check_one(episodes: Sequence[Path], options: PublishOptions) -> None:
    if options.guid and len(episodes) != 1:
        raise InputError(
            f"--as names one item, but {len(episodes)} episodes were given.",
            error_id="publish.as_one",
            source=options.guid,
            remedy="Publish them one by one.",
        )


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return read_moment(text)
    except ValueError as error:
        raise InputError(
            f"the date {error}.",
            error_id="publish.date",
            source=f"--date {text}",
            remedy="Give it as --date 2026-11-26T18:30+05:30",
        ) from None

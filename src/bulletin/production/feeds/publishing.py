"""Publishing: finished episodes into a feed, each once, with an identity that it keeps for ever.

The order is fixed: the episode's files get their names in the feed's folder, each whole and of the right checksum, then
its record, then the feed's page; only then may a superseded record go. Whatever stops a run in between, the feed names
no file that is not there, and the same command finishes the work. All of it happens under the feed's lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bulletin.errors import InputError, MissingInputError, TryLaterError
from bulletin.production.clock import now
from bulletin.production.disk.commit import check_writable, write_whole
from bulletin.production.feeds.addresses import base_address, feed_address
from bulletin.production.feeds.episodes import Record, read_record, record_path
from bulletin.production.feeds.folder import (
    EPISODES,
    FEED,
    read_page,
    read_pages,
)
from bulletin.production.feeds.items import (
    feed_item,
    render_again,
)
from bulletin.production.feeds.lock import LOCK_SECONDS, feed_lock
from bulletin.production.feeds.placing import (
    Placed,
    checksum_of,
    copied,
    forget,
    holds,
    left_guid,
    record_copy,
)
from bulletin.production.feeds.plan import Known, Plan
from bulletin.schema.feed import Item, Mark
from bulletin.writers.feed import spaces
from bulletin.writers.feed.channel import our_element
from bulletin.writers.feed.dates import read_moment, read_rfc2822, rfc2822
from bulletin.writers.feed.edits import element_edit
from bulletin.writers.feed.identity import new_guid
from bulletin.writers.feed.item import item_bytes
from bulletin.writers.feed.layout import ItemPlace, reader

TRIES = 3
AHEAD_SECONDS = 86_400
"""A feed whose newest episode is dated later than this from now on has seen a clock that was wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How someone wants episodes published."""

    base_url: str = ""
    """Where the feed's folder is on the web; empty if the feed knows it."""
    new: bool = False
    """These are new episodes, even where one from the same source and day is in the feed."""
    guid: str = ""
    """The item that the episode replaces, whatever it was made from."""
    date: str = ""
    correction: str = ""
    limit: int | None = None
    lock_seconds: float = LOCK_SECONDS


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
    """What became of all episodes, and what a person should know."""

    feed: Path
    episodes: tuple[Published, ...]
    warnings: tuple[tuple[str, str], ...]
    """What is to be said, and its stable id."""


def publish(episodes: Sequence[Path], folder: Path, wish: Wish) -> Outcome:
    """Put finished episodes into the feed of `folder`, or put them in the place of what they were before.

    All of them or none. Raises InputError (65) for a record, date or feed that is wrong, MissingInputError (66),
    RefusedError (77), ConfigurationError (78) while the feed's address is unknown, TryLaterError (75) while another
    run publishes, OutputError (73) and DiskError (74).
    """
    moment = _moment(wish.date)
    base = base_address(wish.base_url) if wish.base_url else ""
    records = [read_record(path) for path in dict.fromkeys(record_path(named) for named in episodes)]
    _check_distinct(records, wish)
    if not (folder / FEED).is_file():
        read_page(folder / FEED)
    with feed_lock(folder, wish.lock_seconds):
        for tries_left in reversed(range(TRIES)):
            try:
                return _publish(records, folder, wish, moment, base)
            except TryLaterError:
                # Someone edited the feed by hand in this very moment: what they wrote is read, and kept.
                if not tries_left:
                    raise
    raise AssertionError("unreachable")


def _publish(
    records: Sequence[Record], folder: Path, wish: Wish, moment: datetime | None, base: str
) -> Outcome:
    plan = Plan(read_pages(folder))
    main, known = plan.main, plan.known
    base, told = feed_address(main, base)
    if told:
        plan.add(main, *told)
    today = now()
    newest = max((date for each in known if (date := read_rfc2822(each.place.published))), default=None)
    warnings: list[tuple[str, str]] = []
    if newest and moment is None and (newest - today).total_seconds() > AHEAD_SECONDS:
        what = f"the newest episode is dated {rfc2822(newest)}, so this one is too; --date gives another"
        warnings.append((what, "feed.date"))
    # Never older than what is there: players show the newest date first, whatever the order of the items.
    fresh = (moment or (max(today, newest) if newest else today)).replace(microsecond=0)
    media = folder / EPISODES
    check_writable(media)
    done: list[Published] = []
    superseded: list[tuple[ItemPlace, Placed]] = []
    written: list[tuple[Path, bytes]] = []
    guids = {each.place.guid for each in known}
    for record in _each_sound_once(records):
        found = _same_episode(known, record, wish)
        if found is not None and _is_twin(found, record):
            done.append(_as_it_is(found))
            continue
        placed = copied(record, media)
        left = left_guid(placed.record)
        guid = found.place.guid if found else left if left and left not in guids else new_guid()
        mark = _mark(record, found, wish, today)
        item = feed_item(record, placed.urls(base), guid=guid, published=fresh, mark=mark)
        raw = item_bytes(item, main.layout.declared)
        action = "added"
        if found is not None:
            action, raw, item = _replaced(found, item, record, moment, today)
        if action == "added":
            plan.insert(item, raw)
        elif action != "unchanged":
            assert found is not None
            plan.replace(found, raw)
            superseded.append((found.place, placed))
        data = record_copy(record, placed, item)
        if not holds(placed.record, data):
            written.append((placed.record, data))
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
    limit = wish.limit or main.layout.limit
    if plan or limit != main.layout.limit:
        _complete(plan, limit, today)
        plan.carry_out(base, limit)
    for place, placed in superseded:
        forget(media, place, placed)
    return Outcome(feed=main.path, episodes=tuple(done), warnings=tuple(warnings))


def _complete(plan: Plan, limit: int | None, today: datetime) -> None:
    """Note what every change of a feed changes in its channel."""
    main = plan.main
    with main.path.open("rb") as stream:
        read = reader(stream)
        date = f"<lastBuildDate>{rfc2822(today)}</lastBuildDate>"
        plan.add(main, element_edit(main.layout, read, "lastBuildDate", date))
        if limit != main.layout.limit or not main.layout.version:
            plan.add(main, element_edit(main.layout, read, f"{spaces.BULLETIN} feed", our_element(limit)))


def _same_episode(known: Sequence[Known], record: Record, wish: Wish) -> Known | None:
    """The item that is this episode already, if there is one."""
    if wish.guid:
        found = next((each for each in known if each.place.guid == wish.guid), None)
        if found is None:
            raise MissingInputError(
                "there is no episode of this identity in the feed.",
                error_id="feed.no_such_guid",
                source=f"--as {wish.guid}",
                remedy="Copy the <guid> of the item that is to be replaced.",
            )
        return found
    checksum = checksum_of(record)
    by_source: Known | None = None
    for each in known:
        mark = each.place.mark
        if mark is not None and mark.audio == checksum:
            return each
        if mark is not None and by_source is None and (mark.source, mark.day) == (record.source, record.day):
            by_source = each
    return None if wish.new else by_source


def _is_twin(found: Known, record: Record) -> bool:
    """Whether the very same sound is published already from somewhere else: the same article in two files."""
    mark = found.place.mark
    return mark is not None and mark.audio == checksum_of(record) and mark.source != record.source


def _as_it_is(found: Known) -> Published:
    place = found.place
    return Published(
        action="unchanged",
        guid=place.guid,
        title=place.title,
        url=place.url,
        published=read_rfc2822(place.published) or now(),
    )


def _mark(record: Record, found: Known | None, wish: Wish, today: datetime) -> Mark:
    """What is to be known again of the episode."""
    checksum = checksum_of(record)
    old = found.place.mark if found else None
    day = old.day if old and old.audio == checksum else record.day
    corrected = today.replace(microsecond=0).isoformat() if wish.correction and found else ""
    return Mark(
        source=record.source, day=day, audio=checksum, words=record.words, corrected=corrected,
        correction=wish.correction if corrected else "",
    )  # fmt: skip


def _replaced(
    found: Known, item: Item, record: Record, moment: datetime | None, today: datetime
) -> tuple[str, bytes, Item]:
    """What an item that is in the feed becomes: replaced, corrected or unchanged, its bytes, and the item."""
    place = found.place
    old = place.mark
    published = moment or read_rfc2822(place.published) or item.published
    corrected, correction = item.mark.corrected, item.mark.correction
    action = "corrected" if corrected else "replaced"
    if not corrected and old is not None:
        corrected, correction = old.corrected, old.correction
        if old.words and record.words and old.words != record.words:
            action, corrected, correction = "corrected", today.replace(microsecond=0).isoformat(), ""
    item = replace(item, mark=replace(item.mark, corrected=corrected, correction=correction))
    raw, item = render_again(found, item, published)
    return ("unchanged" if raw == found.raw else action), raw, item


def _each_sound_once(records: Sequence[Record]) -> list[Record]:
    return list({checksum_of(record): record for record in records}.values())


def _check_distinct(records: Sequence[Record], wish: Wish) -> None:
    seen: dict[tuple[str, str], Record] = {}
    for record in records:
        other = seen.setdefault((record.source, record.day), record)
        if other is not record and not wish.new:
            raise InputError(
                "two of these episodes were made from the same source, so one would replace the other.",
                error_id="publish.same_source",
                source=f"{other.path} and {record.path}",
                remedy="Add --new if they are different episodes, or publish only the later one.",
            )
    if wish.guid and len(records) != 1:
        raise InputError(
            f"--as names one item, but {len(records)} episodes were given.",
            error_id="publish.as_one",
            source=wish.guid,
            remedy="Publish them one by one.",
        )


def _moment(told: str) -> datetime | None:
    if not told:
        return None
    try:
        return read_moment(told)
    except ValueError as error:
        raise InputError(
            f"the date {error}.",
            error_id="publish.date",
            source=f"--date {told}",
            remedy="Give it as --date 2026-11-26T18:30+05:30",
        ) from None

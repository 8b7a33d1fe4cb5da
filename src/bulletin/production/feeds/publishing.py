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

from bulletin.errors import ConfigurationError, InputError, MissingInputError, TryLaterError
from bulletin.production.commit import check_writable, write_whole
from bulletin.production.feeds.addresses import base_address
from bulletin.production.feeds.episodes import Record, read_record, record_path
from bulletin.production.feeds.folder import (
    EPISODES,
    FEED,
    LOCK_SECONDS,
    Page,
    feed_lock,
    read_page,
    read_pages,
    remember,
    replace_page,
)
from bulletin.production.feeds.items import (
    Known,
    Plan,
    bytes_of,
    feed_item,
    insert_all,
    place_item,
    render_again,
    replacing,
)
from bulletin.production.feeds.placing import (
    Placed,
    checksum_of,
    copied,
    forget,
    holds,
    left_guid,
    record_copy,
)
from bulletin.production.moment import now
from bulletin.schema.feed import Item, Mark
from bulletin.writers.feed import spaces
from bulletin.writers.feed.channel import address_elements, our_element
from bulletin.writers.feed.dates import read_moment, read_rfc2822, rfc2822
from bulletin.writers.feed.edits import Edit, element_edit
from bulletin.writers.feed.identity import new_guid
from bulletin.writers.feed.item import item_bytes
from bulletin.writers.feed.layout import ItemPlace, Layout, Read, reader

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
    pages = read_pages(folder)
    main = pages[0]
    base, plan = _addressed(main, base)
    known = [Known(page, index, place) for page in pages for index, place in enumerate(page.layout.items)]
    today = now()
    newest = max((date for each in known if (date := read_rfc2822(each.place.published))), default=None)
    warnings: list[tuple[str, str]] = []
    if newest and moment is None and (newest - today).total_seconds() > AHEAD_SECONDS:
        what = f"the newest episode is dated {rfc2822(newest)}, so this one is too; --date gives another"
        warnings.append((what, "feed.date"))
    # Never older than what is there: players show the newest date first, whatever the order of the items.
    fresh = (moment or (max(today, newest) if newest else today)).replace(microsecond=0)
    store = folder / EPISODES
    check_writable(store)
    done: list[Published] = []
    superseded: list[tuple[ItemPlace, Placed]] = []
    written: list[tuple[Path, bytes]] = []
    guids = {each.place.guid for each in known}
    for record in _each_sound_once(records):
        found = _same_episode(known, record, wish)
        if found is not None and _is_twin(found, record):
            done.append(_as_it_is(found))
            continue
        placed = copied(record, store)
        left = left_guid(placed.record)
        guid = found.place.guid if found else left if left and left not in guids else new_guid()
        mark = _mark(record, found, wish, today)
        item = feed_item(record, placed.urls(base), guid=guid, published=fresh, mark=mark)
        raw = item_bytes(item, main.layout.declared)
        action = "added"
        if found is not None:
            action, raw, item = _replaced(found, item, record, moment, today)
        if action == "added":
            place_item(plan, main, item, raw)
        elif action != "unchanged":
            assert found is not None
            plan.add(found.page.path, replacing(found, raw))
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
    if plan.edits or plan.inserted or (wish.limit and wish.limit != main.layout.limit):
        _write(folder, pages, plan, base, wish.limit, today)
    for place, placed in superseded:
        forget(store, place, placed)
    return Outcome(feed=main.path, episodes=tuple(done), warnings=tuple(warnings))


def _write(
    folder: Path, pages: Sequence[Page], plan: Plan, base: str, limit: int | None, today: datetime
) -> None:
    main = pages[0]
    # The archive first: an item that is corrected there is not named by the feed.
    for page in pages[1:]:
        if page.path in plan.edits:
            replace_page(page, plan.edits[page.path], [place.guid for place in page.layout.items])
    kept = limit or main.layout.limit
    with main.path.open("rb") as stream:
        read = reader(stream)
        plan.add(
            main.path,
            element_edit(
                main.layout, read, "lastBuildDate", f"<lastBuildDate>{rfc2822(today)}</lastBuildDate>"
            ),
        )
        if kept != main.layout.limit or not main.layout.version:
            plan.add(main.path, element_edit(main.layout, read, f"{spaces.BULLETIN} feed", our_element(kept)))
    guids = insert_all(plan, main)
    remember(folder)
    replace_page(main, plan.edits[main.path], guids, kept, base)


def _addressed(main: Page, base: str) -> tuple[str, Plan]:
    """The address of the feed's folder, and what has to be written where the feed did not know it."""
    plan = Plan()
    known = main.layout.address
    if known:
        if base and base + FEED != known:
            raise InputError(
                f"the feed's address is {known}, not {base}{FEED}.",
                error_id="feed.address_differs",
                source=f"--base-url {base}",
                remedy=f"Leave --base-url out, or move the feed: bulletin feed move {main.path.parent} --base-url {base}",
            )
        return known.rpartition("/")[0] + "/", plan
    if not base:
        raise ConfigurationError(
            "the feed does not know its address yet.",
            error_id="feed.no_address",
            source=str(main.path),
            remedy="Add --base-url once: the address of the folder on the web, such as https://example.org/podcast/",
        )
    with main.path.open("rb") as stream:
        plan.add(main.path, *address_edits(main.layout, reader(stream), base))
    return base, plan


def address_edits(layout: Layout, read: Read, base: str) -> list[Edit]:
    """What a feed that did not know its address has to say once it does."""
    own, guid = address_elements(base + FEED)
    edits = [element_edit(layout, read, f"{spaces.ATOM} link", own, rel="self")]
    if layout.find(f"{spaces.PODCAST} guid") is None:
        edits.append(element_edit(layout, read, f"{spaces.PODCAST} guid", guid))
    image = layout.find(f"{spaces.ITUNES} image")
    if image is not None and (name := image.attributes.get("href", "")) and "://" not in name:
        edits.append(
            element_edit(layout, read, f"{spaces.ITUNES} image", f'<itunes:image href="{base}{name}"/>')
        )
    return edits


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
    return ("unchanged" if raw == bytes_of(found) else action), raw, item


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

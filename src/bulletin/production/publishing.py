"""Publishing: finished episodes into a feed, each once, with an identity that it keeps for ever.

The order is fixed: the episode's files get their names in the feed's folder, each whole and of the right checksum, then
its record, then the feed's page; only then may a superseded record go. Whatever stops a run in between, the feed names
no file that is not there, and the same command finishes the work. All of it happens under the feed's lock.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bulletin.errors import ConfigurationError, InputError, MissingInputError, TryLaterError
from bulletin.production.addresses import base_address, web_link
from bulletin.production.commit import check_writable, committed, write_whole
from bulletin.production.edition import now
from bulletin.production.feeds import (
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
from bulletin.production.records import (
    AUDIO_TYPES,
    SENT_TOO,
    SUFFIX,
    SUFFIXES,
    Record,
    read_record,
    record_path,
)
from bulletin.schema.feed import Enclosure, Item, Mark, Transcript
from bulletin.writers.feed import spaces
from bulletin.writers.feed.channel import address_elements, our_element
from bulletin.writers.feed.dates import read_moment, read_rfc2822, rfc2822
from bulletin.writers.feed.edits import Edit, element_edit, insertion, kept_elements
from bulletin.writers.feed.identity import new_guid
from bulletin.writers.feed.item import item_bytes
from bulletin.writers.feed.layout import ItemPlace, Layout, Read, element_end, reader
from bulletin.writers.feed.notes import chapter_lines, plain_notes
from bulletin.writers.names import slug

TRANSCRIPT_TYPES = {
    "vtt": "text/vtt", "srt": "application/x-subrip", "html": "text/html", "txt": "text/plain",
}  # fmt: skip
CAPTIONS = ("vtt", "srt")
CALLING = ("html", "chapters")
"""Files that name the sound beside them."""
SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,150}")
"""A file name that is the same in every address and on every system."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An episode's files in the feed's folder."""

    folder: Path
    names: dict[str, str]
    """By kind; `episode` is the record, which is written when the item is known."""
    renamed: dict[str, bytes] = field(default_factory=dict)
    """The files that had to be changed with the names."""

    @property
    def record(self) -> Path:
        """Where the record goes."""
        return self.folder / self.names["episode"]

    def urls(self, base: str) -> dict[str, str]:
        """The files' addresses by kind."""
        below = f"{base}{EPISODES}/{self.folder.name}/"
        return {kind: below + name for kind, name in self.names.items()}


@dataclass(slots=True)
class _Known:
    """An item that is in the feed or its archive."""

    page: Page
    index: int
    place: ItemPlace


@dataclass(slots=True)
class _Plan:
    """What will be changed, page by page."""

    edits: dict[Path, list[Edit]] = field(default_factory=dict)
    inserted: dict[int, list[tuple[datetime, bytes, str]]] = field(default_factory=dict)
    """New items by the index of the item that they will stand before."""

    def add(self, path: Path, *edits: Edit) -> None:
        self.edits.setdefault(path, []).extend(edits)


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
    known = [_Known(page, index, place) for page in pages for index, place in enumerate(page.layout.items)]
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
        placed = _copied(record, store)
        left = _left_guid(placed.record)
        guid = found.place.guid if found else left if left and left not in guids else new_guid()
        mark = _mark(record, found, wish, today)
        item = feed_item(record, placed.urls(base), guid=guid, published=fresh, mark=mark)
        raw = item_bytes(item, main.layout.declared)
        action = "added"
        if found is not None:
            action, raw, item = _replaced(found, item, record, moment, today)
        if action == "added":
            _place(plan, main, item, raw)
        elif action != "unchanged":
            assert found is not None
            plan.add(found.page.path, _replacing(found, raw))
            superseded.append((found.place, placed))
        data = _record_copy(record, placed, item)
        if not _holds(placed.record, data):
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
        _forget(store, place, placed)
    return Outcome(feed=main.path, episodes=tuple(done), warnings=tuple(warnings))


def _write(
    folder: Path, pages: Sequence[Page], plan: _Plan, base: str, limit: int | None, today: datetime
) -> None:
    main = pages[0]
    guids = [place.guid for place in main.layout.items]
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
    for index in sorted(plan.inserted, reverse=True):
        group = plan.inserted[index]
        # The newest stands first; of one second, the one that was named last.
        ordered = group[::-1]
        ordered.sort(key=lambda each: each[0], reverse=True)
        plan.add(main.path, *(insertion(main.layout, index, raw) for _, raw, _ in ordered))
        guids[index:index] = [guid for _, _, guid in ordered]
    remember(folder)
    replace_page(main, plan.edits[main.path], guids, kept, base)


def _addressed(main: Page, base: str) -> tuple[str, _Plan]:
    """The address of the feed's folder, and what has to be written where the feed did not know it."""
    plan = _Plan()
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


def _same_episode(known: Sequence[_Known], record: Record, wish: Wish) -> _Known | None:
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
    checksum = _checksum(record)
    by_source: _Known | None = None
    for each in known:
        mark = each.place.mark
        if mark is not None and mark.audio == checksum:
            return each
        if mark is not None and by_source is None and (mark.source, mark.day) == (record.source, record.day):
            by_source = each
    return None if wish.new else by_source


def _is_twin(found: _Known, record: Record) -> bool:
    """Whether the very same sound is published already from somewhere else: the same article in two files."""
    mark = found.place.mark
    return mark is not None and mark.audio == _checksum(record) and mark.source != record.source


def _as_it_is(found: _Known) -> Published:
    place = found.place
    return Published(
        action="unchanged",
        guid=place.guid,
        title=place.title,
        url=place.url,
        published=read_rfc2822(place.published) or now(),
    )


def _mark(record: Record, found: _Known | None, wish: Wish, today: datetime) -> Mark:
    """What is to be known again of the episode."""
    checksum = _checksum(record)
    old = found.place.mark if found else None
    day = old.day if old and old.audio == checksum else record.day
    corrected = today.replace(microsecond=0).isoformat() if wish.correction and found else ""
    return Mark(
        source=record.source, day=day, audio=checksum, words=record.words, corrected=corrected,
        correction=wish.correction if corrected else "",
    )  # fmt: skip


def feed_item(record: Record, urls: dict[str, str], *, guid: str, published: datetime, mark: Mark) -> Item:
    """An episode as its feed tells it, from its record and its files' addresses by kind."""
    chapters = [
        (float(each["start"]), str(each.get("title", "")))
        for each in record.entries("chapters")
        if isinstance(each.get("start"), int | float)
    ]
    lines = chapter_lines(chapters) if len(chapters) > 1 else ()
    notes_text = record.text("notes", "text")
    paragraphs = tuple(notes_text.splitlines()) if notes_text else (
        record.text("dek") or (record.title if not lines else ""), *lines, record.text("disclosure"),
    )  # fmt: skip
    sources = record.document.get("sources")
    links = [web_link(each) for each in sources if isinstance(each, str)] if isinstance(sources, list) else []
    return Item(
        guid=guid,
        title=record.title,
        published=published,
        paragraphs=paragraphs,
        notes=record.text("notes", "html") or plain_notes(paragraphs),
        enclosure=_enclosure(record, record.kind, urls),
        alternates=tuple(
            _enclosure(record, kind, urls) for kind in SENT_TOO if kind in urls and kind != record.kind
        ),
        duration=record.duration,
        link=next((each for each in links if each), "")
        or web_link(record.text("link"))
        or urls.get("html", ""),
        image=urls.get("cover", ""),
        transcripts=tuple(
            Transcript(url=urls[kind], media_type=media_type, captions=kind in CAPTIONS)
            for kind, media_type in TRANSCRIPT_TYPES.items()
            if kind in urls
        ),
        chapters=urls.get("chapters", ""),
        reader=record.text("reader"),
        language=record.text("language") or "hi",
        mark=mark,
    )


def _enclosure(record: Record, kind: str, urls: dict[str, str]) -> Enclosure:
    told = record.told(kind, "type")
    return Enclosure(
        url=urls[kind],
        length=record.files[kind].stat().st_size,
        media_type=told if isinstance(told, str) and told.startswith("audio/") else AUDIO_TYPES[kind],
    )


def _replaced(
    found: _Known, item: Item, record: Record, moment: datetime | None, today: datetime
) -> tuple[str, bytes, Item]:
    """What an item that is in the feed becomes: replaced, corrected or unchanged, its bytes, and the item."""
    place, declared = found.place, found.page.layout.declared
    old = place.mark
    published = moment or read_rfc2822(place.published) or item.published
    corrected, correction = item.mark.corrected, item.mark.correction
    action = "corrected" if corrected else "replaced"
    if not corrected and old is not None:
        corrected, correction = old.corrected, old.correction
        if old.words and record.words and old.words != record.words:
            action, corrected, correction = "corrected", today.replace(microsecond=0).isoformat(), ""
    item = replace(
        item, published=published, mark=replace(item.mark, corrected=corrected, correction=correction)
    )
    with found.page.path.open("rb") as stream:
        read = reader(stream)
        before = read(place.start, element_end(read, place.start, place.close) - place.start)
    kept = kept_elements(before, declared, item.reader)
    raw = item_bytes(item, declared, kept.elements, kept.prefixes)
    return ("unchanged" if raw == before else action), raw, item


def _replacing(found: _Known, raw: bytes) -> Edit:
    with found.page.path.open("rb") as stream:
        end = element_end(reader(stream), found.place.start, found.place.close)
    return Edit(found.place.start, end, raw)


def _place(plan: _Plan, main: Page, item: Item, raw: bytes) -> None:
    """Put a new item where its date puts it: before the first that is not newer."""
    index = len(main.layout.items)
    for position, place in enumerate(main.layout.items):
        published = read_rfc2822(place.published)
        if published is not None and published <= item.published:
            index = position
            break
    plan.inserted.setdefault(index, []).append((item.published, raw, item.guid))


def _copied(record: Record, store: Path) -> Placed:
    """Give the episode's files a folder of their own in the feed's.

    Its name holds part of the sound's checksum: sound that is published never changes under its address. The files keep
    their names, by which some of them call the others, where those are safe in any address.
    """
    folder = store / f"{slug(record.title)}-{_checksum(record)[:8]}"
    check_writable(folder)
    stem = record.path.name.removesuffix(SUFFIX)
    safe = all(SAFE_NAME.fullmatch(path.name) for path in (record.path, *record.files.values()))
    if not safe:
        stem = slug(record.title)
    names: dict[str, str] = {"episode": stem + SUFFIX}
    renamed: dict[str, bytes] = {}
    for kind, source in record.files.items():
        ending = f".{kind}" if kind in AUDIO_TYPES else SUFFIXES[kind] or source.suffix.lower()
        names[kind] = source.name if safe else stem + ending
    for kind, source in record.files.items():
        told = record.told(kind, "sha256")
        if not safe and kind in CALLING:
            renamed[kind] = _calling(source, told, record.audio.name, names[record.kind])
            if not _holds(folder / names[kind], renamed[kind]):
                write_whole(folder / names[kind], renamed[kind])
        else:
            _copy(source, folder / names[kind], told)
    return Placed(folder=folder, names=names, renamed=renamed)


def _calling(source: Path, told: object, old: str, new: str) -> bytes:
    """A file that names the sound beside it, with the name that the sound has now."""
    data = source.read_bytes()
    _check_told(source, told, hashlib.sha256(data).hexdigest())
    for spelled in dict.fromkeys((quote(old), escape(old), json.dumps(old)[1:-1], old)):
        data = data.replace(spelled.encode("utf-8", "surrogateescape"), new.encode())
    return data


def _check_told(source: Path, told: object, checksum: str) -> None:
    if isinstance(told, str) and told and told != checksum:
        raise InputError(
            "a file of the episode is not the one that was made: its checksum differs.",
            error_id="episode.changed",
            source=str(source),
            remedy="Make the episode again; or, if you changed the file on purpose, publish it with a new record.",
        )


def _copy(source: Path, target: Path, told: object) -> None:
    """Copy a file whole, or leave a target that is the same; checked against the checksum that was told."""
    checksum = file_checksum(source)
    _check_told(source, told, checksum)
    if (
        target.is_file()
        and target.stat().st_size == source.stat().st_size
        and file_checksum(target) == checksum
    ):
        return
    with committed(target) as temporary:
        digest = hashlib.sha256()
        with source.open("rb") as read, temporary.open("wb") as write:
            while data := read.read(1 << 20):
                digest.update(data)
                write.write(data)
        if digest.hexdigest() != checksum:
            raise InputError(
                "a file of the episode changed while it was copied; nothing was published.",
                error_id="episode.changing",
                source=str(source),
                remedy="Run the same command again when the episode is finished.",
            )


def file_checksum(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _checksum(record: Record) -> str:
    told = record.told(record.kind, "sha256")
    # What is told is checked against the file when it is copied.
    return told if isinstance(told, str) and len(told) == 64 else file_checksum(record.audio)


def _record_copy(record: Record, placed: Placed, item: Item) -> bytes:
    """The record beside the published files: with their names, and what repairing the feed has to know."""
    document: dict[str, Any] = dict(record.document)
    document["audio"] = placed.names[record.kind]
    document["files"] = placed.names
    details = document.get("details")
    if isinstance(details, dict):
        details = {kind: of for kind, of in details.items() if kind in placed.names}
        for kind, data in placed.renamed.items():
            of = details.get(kind)
            if isinstance(of, dict):
                details[kind] = {**of, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        document["details"] = details
    document["published"] = {
        "guid": item.guid,
        "date": item.published.isoformat(),
        "source": item.mark.source,
        "day": item.mark.day,
        "corrected": item.mark.corrected or None,
        "correction": item.mark.correction or None,
        "feed_version": spaces.VERSION,
    }
    # A lone half of a character becomes its JSON escape.
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _left_guid(record: Path) -> str:
    """The identity that a run gave this very sound before it was stopped, if the feed never got to name it."""
    try:
        guid = json.loads(record.read_text(encoding="utf-8"))["published"]["guid"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return guid if isinstance(guid, str) and guid.startswith("urn:uuid:") else ""


def _forget(store: Path, place: ItemPlace, placed: Placed) -> None:
    """Take away the record of what an item was before, so that repairing the feed does not bring it back.

    Its sound stays: listeners whose player read the feed a moment ago may be fetching it.
    """
    folder = place.url.split("/")[-2:-1]
    if folder and folder[0] not in ("", ".", "..", placed.folder.name):
        for path in (store / folder[0]).glob(f"*{SUFFIX}"):
            if _left_guid(path) == place.guid:
                with contextlib.suppress(OSError):
                    path.unlink()


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _each_sound_once(records: Sequence[Record]) -> list[Record]:
    return list({_checksum(record): record for record in records}.values())


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

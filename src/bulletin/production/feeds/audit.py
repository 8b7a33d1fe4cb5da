"""Checking: is a feed what it claims: its parts, and the files that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from bulletin.errors import BulletinError, MissingInputError
from bulletin.production.disk.digest import digest_of
from bulletin.production.feeds.episodes import Record, read_record
from bulletin.production.feeds.folder import EPISODES, Page, read_pages
from bulletin.production.feeds.placing import left_guid
from bulletin.schema.episode import RECORD_SUFFIX
from bulletin.writers.feed import spaces
from bulletin.writers.feed.dates import read_rfc2822
from bulletin.writers.feed.layout import ItemPlace, Read, element_end, reader
from bulletin.writers.feed.text import DESCRIPTION_BYTES, attribute, one_line

_NEEDED = {
    "title": "title",
    "link": "link",
    "description": "description",
    "language": "language",
    f"{spaces.ITUNES} category": "itunes:category",
    f"{spaces.ITUNES} explicit": "itunes:explicit",
    f"{spaces.ITUNES} image": "itunes:image",
    f"{spaces.PODCAST} guid": "podcast:guid",
}
"""What a podcast's channel must have to be listed (PSP-1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is wrong."""

    what: str
    finding_id: str
    """Stable, for programs."""
    where: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was looked at, and what is wrong."""

    pages: int
    items: int
    files: int
    findings: tuple[Finding, ...]
    unused: int
    """Bytes of files that no item names: earlier versions of corrected episodes."""


def check_feed(folder: Path, *, quick: bool = False) -> Checked:
    """Look at every page, item and file of a feed; `quick` does not read the sound files to the end.

    Raises InputError (65) where a page cannot be read at all, MissingInputError (66) where there is none.
    """
    pages = read_pages(folder)
    base = pages[0].layout.base
    findings = list(_channel_findings(pages[0], folder, base))
    named: set[Path] = set()
    seen_guids: dict[str, str] = {}
    seen_urls: dict[str, str] = {}
    items = 0
    for page in pages:
        with page.path.open("rb") as stream:
            read = reader(stream)
            line, counted = 1, 0
            for place in page.layout.items:
                items += 1
                line, counted = line + _lines(read, counted, place.start), place.start
                where = f'{page.path.name} line {line}, "{one_line(place.title)[:60]}"'
                raw = read(place.start, element_end(read, place.start, place.close) - place.start)
                files = list(named_files(raw, folder, base))
                named.update(files)
                findings += _item_findings(place, where)
                findings += _twice(place, where, seen_guids, seen_urls)
                findings += _file_findings(place, where, files, folder, base, quick=quick)
    findings += _record_findings(folder, set(seen_guids), quick=quick)
    unused = sum(
        path.stat().st_size for path in (folder / EPISODES).glob("*/*") if path.is_file() and path not in named
        and not path.name.endswith(RECORD_SUFFIX)
    )  # fmt: skip
    return Checked(pages=len(pages), items=items, files=len(named), findings=tuple(findings), unused=unused)


def _lines(read: Read, start: int, end: int) -> int:
    """How many lines end between two places of a file."""
    return read(start, end - start).count(b"\n")


def named_files(raw: bytes, folder: Path, base: str) -> Iterator[Path]:
    """The files below the feed's address that an element's bytes name, each once."""
    if not base:
        return
    told = attribute(base)[1:-1].encode()
    for name in dict.fromkeys(re.findall(rb"[\"'>]" + re.escape(told) + rb"([^\"'<>?#]+)", raw)):
        found = file_of(base + name.decode("utf-8", "replace"), folder, base)
        if found is not None:
            yield found


def file_of(url: str, folder: Path, base: str) -> Path | None:
    """The file in the feed's folder that an address means; None where it means none there."""
    if not base or not url.startswith(base):
        return None
    parts = unquote(url.removeprefix(base).partition("?")[0].partition("#")[0]).split("/")
    if any(part in ("", ".", "..") or part.startswith(".") or "\0" in part or "\\" in part for part in parts):
        return None
    return folder.joinpath(*parts)


def _channel_findings(page: Page, folder: Path, base: str) -> Iterator[Finding]:
    layout = page.layout
    for name, shown in _NEEDED.items():
        found = layout.find(name)
        if found is None or not (found.text.strip() or found.attributes):
            yield Finding(
                what=f"the channel has no {shown}",
                finding_id="channel.missing",
                where=page.path.name,
                remedy="Publish once with --base-url; it is put in."
                if shown == "podcast:guid"
                else f"Write it into {page.path}",
            )
    if not base:
        yield Finding(
            what="the feed does not know its address",
            finding_id="channel.address",
            where=page.path.name,
            remedy="Publish once with --base-url",
        )
    image = layout.find(f"{spaces.ITUNES} image")
    cover = file_of(image.attributes.get("href", ""), folder, base) if image else None
    if cover is not None and not cover.is_file():
        yield Finding(
            what="the show's cover is missing",
            finding_id="channel.image",
            where=str(cover),
            remedy="Put it there, or name another in itunes:image",
        )
    if len(layout.text("description").encode()) > DESCRIPTION_BYTES:
        yield Finding(
            what=f"the channel's description has more than {DESCRIPTION_BYTES} bytes",
            finding_id="channel.description",
            where=page.path.name,
            remedy="Shorten it",
        )


def _item_findings(place: ItemPlace, where: str) -> Iterator[Finding]:
    faults: list[tuple[str, str]] = []
    if not place.title:
        faults.append(("it has no title", "item.title"))
    if not place.guid:
        faults.append(("it has no guid", "item.guid"))
    if read_rfc2822(place.published) is None:
        faults.append((f'its pubDate "{place.published[:40]}" is no date', "item.date"))
    enclosure = place.enclosure
    if place.enclosures != 1:
        faults.append((f"it has {place.enclosures} enclosures instead of one", "item.enclosure"))
    elif not enclosure.url.startswith(("http://", "https://")):
        faults.append(("its enclosure has no address on the web", "item.enclosure"))
    elif enclosure.length < 1 or "/" not in enclosure.media_type:
        faults.append(("its enclosure has no length or no type", "item.enclosure"))
    for what, finding_id in faults:
        yield Finding(what=what, finding_id=finding_id, where=where, remedy="Mend it in the feed")


def _twice(
    place: ItemPlace, where: str, guids: dict[str, str], urls: dict[str, str]
) -> Iterator[Finding]:  # fmt: skip
    for value, seen, name in ((place.guid, guids, "guid"), (place.url, urls, "enclosure")):
        if value and value in seen:
            yield Finding(
                what=f"it has the {name} of another item ({seen[value]})",
                finding_id=f"item.same_{name}",
                where=where,
                remedy="Take one of the two out of the feed",
            )
        elif value:
            seen[value] = where


def _file_findings(
    place: ItemPlace, where: str, files: Sequence[Path], folder: Path, base: str, *, quick: bool
) -> Iterator[Finding]:
    sound = file_of(place.url, folder, base)
    again = f"Publish the episode again, or: bulletin feed repair {folder}"
    for path in files:
        if not path.is_file():
            what = "its sound file is missing" if path == sound else "a file that it names is missing"
            yield Finding(
                what=f"{what}: {_below(path, folder)}",
                finding_id="item.file_missing",
                where=where,
                remedy=again,
            )
    if sound is None or not sound.is_file():
        return
    size = sound.stat().st_size
    if size != place.enclosure.length:
        what = f"its sound file has {size:,} bytes, not the {place.length or 'no'} that it tells: {_below(sound, folder)}"
        yield Finding(what=what, finding_id="item.length", where=where, remedy=again)
    elif place.mark and place.mark.audio and not quick and digest_of(sound) != place.mark.audio:
        what = f"its sound file is not the one that was published (its checksum differs): {_below(sound, folder)}"
        yield Finding(what=what, finding_id="item.checksum", where=where, remedy=again)


def _record_findings(folder: Path, guids: set[str], *, quick: bool) -> Iterator[Finding]:
    """What the records in the folder say of their items and of the files beside them."""
    for path in sorted((folder / EPISODES).glob(f"*/*{RECORD_SUFFIX}")):
        guid = left_guid(path)
        if guid and guid not in guids:
            yield Finding(
                what="an episode is in the folder and not in the feed",
                finding_id="feed.left_out",
                where=_below(path, folder),
                remedy=f"Put it in: bulletin feed repair {folder}; or take its folder away",
            )
            continue
        try:
            record = read_record(path)
        except MissingInputError:
            # Its item names the file as well, and that is told.
            continue
        except BulletinError as error:
            yield Finding(
                what=error.what.rstrip("."),
                finding_id="record.invalid",
                where=_below(path, folder),
                remedy="Publish the episode again",
            )
            continue
        for kind, file in record.files.items():
            # The enclosure is compared with what its item tells.
            if kind != record.kind and _is_other(file, record, kind, quick=quick):
                yield Finding(
                    what=f"the {kind} file is not the one that was published",
                    finding_id="record.file_changed",
                    where=_below(file, folder),
                    remedy="Publish the episode again",
                )


def _is_other(file: Path, record: Record, kind: str, *, quick: bool) -> bool:
    size, checksum = record.detail(kind, "bytes"), record.detail(kind, "sha256")
    if isinstance(size, int) and file.stat().st_size != size:
        return True
    return isinstance(checksum, str) and not quick and digest_of(file) != checksum


def _below(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()

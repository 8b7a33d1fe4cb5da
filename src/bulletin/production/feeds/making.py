"""Making: a new feed in a folder, and moving one to another address."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from bulletin import __version__
from bulletin.errors import ConfigurationError, InputError, OutputError
from bulletin.production.clock import now
from bulletin.production.disk.commit import check_writable, write_whole
from bulletin.production.feeds.addresses import base_address, web_link
from bulletin.production.feeds.folder import (
    EPISODES,
    FEED,
    read_page,
    read_pages,
    remember,
    replace_page,
)
from bulletin.production.feeds.lock import feed_lock
from bulletin.schema.feed import Show
from bulletin.writers.feed import spaces
from bulletin.writers.feed.categories import category_path, nearest
from bulletin.writers.feed.channel import channel_bytes, declaring
from bulletin.writers.feed.edits import Edit, element_edit
from bulletin.writers.feed.layout import element_end, reader
from bulletin.writers.feed.text import attribute, content, one_line

LONGEST_NAME = 255
"""Characters of a name that players show."""

_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowWish:
    """What someone says of a new show."""

    title: str
    link: str
    author: str
    category: str
    image: str
    """A file, or an address on the web."""
    email: str = ""
    language: str = "hi"
    description: str = ""
    copyright: str = ""
    base_url: str = ""
    limit: int | None = None


def new_feed(folder: Path, wish: ShowWish, lock_seconds: float) -> Path:
    """Make a feed without episodes in `folder`; returns its path.

    Raises InputError (65) naming what is wrong, MissingInputError (66) for a cover that is not there, OutputError (73)
    if there is a feed already.
    """
    for name, value in (("title", wish.title), ("author", wish.author)):
        if not one_line(value):
            raise _wrong(f"--{name}", value, "is empty", f"Say it: --{name} …")
        if len(one_line(value)) > LONGEST_NAME:
            raise _wrong(
                f"--{name}", value, f"has more than {LONGEST_NAME} characters", "Say it in fewer words."
            )
    category = category_path(wish.category)
    if category is None:
        raise _wrong(
            "--category", wish.category, "is not one that podcast directories know",
            f'Did you mean --category "{nearest(wish.category)}"? It may also be "News > Daily News".',
        )  # fmt: skip
    if not web_link(wish.link):
        raise _wrong("--link", wish.link, "is no http or https address", "Name the show's page on the web.")
    if wish.email and not _EMAIL.fullmatch(wish.email):
        raise _wrong("--email", wish.email, "is no e-mail address", "Such as --email studio@example.org")
    if not _LANGUAGE.fullmatch(wish.language):
        raise _wrong("--language", wish.language, "is no language", "Such as --language hi")
    base = base_address(wish.base_url) if wish.base_url else ""
    image, data = _cover(wish.image)
    check_writable(folder)
    with feed_lock(folder, lock_seconds):
        feed = folder / FEED
        if feed.exists() or feed.is_symlink():
            raise OutputError(
                "there is a feed already; it is left as it is.",
                error_id="feed.exists",
                source=str(feed),
                remedy="Edit it in any text editor (what you write is kept), or name another folder.",
            )
        check_writable(folder / EPISODES)
        if data:
            write_whole(folder / image, data)
        show = Show(
            title=wish.title,
            link=web_link(wish.link),
            description=one_line(wish.description) or wish.title,
            author=wish.author,
            category=category,
            image=base + image if data else image,
            email=wish.email,
            language=wish.language,
            copyright=wish.copyright,
            address=base + FEED if base else "",
            limit=wish.limit,
        )
        write_whole(feed, channel_bytes(show, now(), __version__))
        read_page(feed)
    return feed


def move_feed(folder: Path, base_url: str, lock_seconds: float) -> tuple[str, str]:
    """Have a feed and its archive tell another address; returns the old folder's address and the new.

    What every item and the show are known by stays: no guid changes, and no byte of an item but addresses below the old
    one. Raises InputError (65), ConfigurationError (78) for a feed that never had an address.
    """
    new = base_address(base_url)
    with feed_lock(folder, lock_seconds):
        pages = read_pages(folder)
        old = pages[0].layout.base
        if not old:
            raise ConfigurationError(
                "the feed does not know its address yet, so there is nothing to move.",
                error_id="feed.no_address",
                source=str(folder / FEED),
                remedy=f"Publish with it: bulletin publish EPISODE --feed {folder} --base-url {new}",
            )
        if old == new:
            return old, new
        remember(folder)
        # The feed last: until then it names pages of its archive that are there, under the old address.
        for page in reversed(pages):
            with page.path.open("rb") as stream:
                data = stream.read()
            told, wanted = attribute(old)[1:-1].encode(), attribute(new)[1:-1].encode()
            edits = [
                Edit(found.start(), found.end(), wanted)
                for found in re.finditer(rb"(?<=[\"'>])" + re.escape(told), data)
            ]
            if page is pages[0]:
                with page.path.open("rb") as stream:
                    line = declaring(
                        f"<itunes:new-feed-url>{content(new + FEED)}</itunes:new-feed-url>",
                        page.layout.declared,
                    )
                    edit = element_edit(page.layout, reader(stream), f"{spaces.ITUNES} new-feed-url", line)
                    found_old = page.layout.find(f"{spaces.ITUNES} new-feed-url")
                    if found_old is not None:
                        end = element_end(reader(stream), found_old.start, found_old.close)
                        edits = [each for each in edits if not found_old.start <= each.start < end]
                edits.append(edit)
            replace_page(page, edits, [place.guid for place in page.layout.items])
        return old, new


def _cover(told: str) -> tuple[str, bytes]:
    """The cover's name in the feed's folder and its bytes, made anew as a square JPEG; or its address, and none."""
    if told.startswith(("http://", "https://")):
        address = web_link(told)
        if not address or not address.lower().partition("?")[0].endswith((".jpg", ".jpeg", ".png")):
            raise _wrong(
                "--image", told, "is no address of a JPEG or PNG", "Its address ends in .jpg or .png"
            )
        return address, b""
    from bulletin.writers.cover.jpeg import MOST_BESIDE, jpeg
    from bulletin.writers.cover.own import read_own

    data = jpeg(read_own(Path(told)), MOST_BESIDE)
    return f"cover-{hashlib.sha256(data).hexdigest()[:8]}.jpg", data


def _wrong(option: str, value: str, why: str, remedy: str) -> InputError:
    return InputError(
        f"{option} {why}.", error_id="feed.new", source=f"{option} {one_line(value)[:80]}", remedy=remedy
    )

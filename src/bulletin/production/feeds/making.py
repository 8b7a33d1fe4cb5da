"""Making: a new feed without episodes in a folder."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from bulletin import __version__
from bulletin.errors import InputError, OutputError
from bulletin.production.clock import now
from bulletin.production.disk.commit import check_writable, write_whole
from bulletin.production.feeds.addresses import base_address, web_link, why_no_address
from bulletin.production.feeds.folder import read_page
from bulletin.production.feeds.index import renew_index
from bulletin.production.feeds.lock import feed_lock
from bulletin.schema.feed import EPISODES, FEED, Show
from bulletin.writers.feed.categories import category_path, nearest
from bulletin.writers.feed.channel import channel_bytes
from bulletin.writers.feed.text import one_line
from bulletin.writers.sidecars.page.index import INDEX

LONGEST_NAME = 255
"""Characters of a name; players show no more."""

_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowOptions:
    """Options of `bulletin feed new`."""

    title: str
    author: str
    category: str
    image: str
    """A file, or an address on the web."""
    link: str = ""
    """The show's page; empty for the index of the feed's folder."""
    email: str = ""
    language: str = "hi"
    description: str = ""
    copyright: str = ""
    base_url: str = ""
    limit: int | None = None


def new_feed(folder: Path, show: ShowOptions, lock_seconds: float) -> Path:
    """Make a feed without episodes in `folder`; returns its path.

    Raises InputError (65) naming what is wrong, MissingInputError (66) for a cover that is not there, OutputError (73)
    if there is a feed already.
    """
    for name, value in (("title", show.title), ("author", show.author)):
        if not one_line(value):
            raise _wrong(f"--{name}", value, "is empty", f"Say it: --{name} …")
        if len(one_line(value)) > LONGEST_NAME:
            raise _wrong(
                f"--{name}", value, f"has more than {LONGEST_NAME} characters", "Say it in fewer words."
            )
    category = category_path(show.category)
    if category is None:
        raise _wrong(
            "--category", show.category, "is not one that podcast directories know",
            f'Did you mean --category "{nearest(show.category)}"? It may also be "News > Daily News".',
        )  # fmt: skip
    if show.link and not web_link(show.link):
        raise _wrong("--link", show.link, why_no_address(show.link), "Name the show's page on the web.")
    if show.email and not _EMAIL.fullmatch(show.email):
        raise _wrong("--email", show.email, "is no e-mail address", "Such as --email studio@example.org")
    if not _LANGUAGE.fullmatch(show.language):
        raise _wrong("--language", show.language, "is no language", "Such as --language hi")
    base = base_address(show.base_url) if show.base_url else ""
    image, data = _cover(show.image)
    check_writable(folder)
    with feed_lock(folder, lock_seconds):
        feed = folder / FEED
        if feed.exists() or feed.is_symlink():
            raise OutputError(
                "there is a feed already; it was not changed.",
                error_id="feed.exists",
                source=str(feed),
                remedy="Edit it in any text editor (what you write is kept), or name another folder.",
            )
        check_writable(folder / EPISODES)
        if data:
            write_whole(folder / image, data)
        channel = Show(
            title=show.title,
            link=web_link(show.link) or (base + INDEX if base else ""),
            description=one_line(show.description) or show.title,
            author=show.author,
            category=category,
            image=base + image if data else image,
            email=show.email,
            language=show.language,
            copyright=show.copyright,
            address=base + FEED if base else "",
            limit=show.limit,
        )
        write_whole(feed, channel_bytes(channel, now(), __version__))
        renew_index(folder, read_page(feed).layout)
    return feed


def _cover(image: str) -> tuple[str, bytes]:
    """The cover's name in the feed's folder and its bytes as a square JPEG; or its address and no bytes."""
    if image.startswith(("http://", "https://")):
        address = web_link(image)
        if not address:
            raise _wrong("--image", image, why_no_address(image), "Name the picture's address, or a file.")
        if not address.lower().partition("?")[0].endswith((".jpg", ".jpeg", ".png")):
            raise _wrong(
                "--image", image, "is no address of a JPEG or PNG", "Its address ends in .jpg or .png"
            )
        return address, b""
    from bulletin.writers.cover.jpeg import MOST_BESIDE, jpeg
    from bulletin.writers.cover.own import read_own

    data = jpeg(read_own(Path(image)), MOST_BESIDE)
    return f"cover-{hashlib.sha256(data).hexdigest()[:8]}.jpg", data


def _wrong(option: str, value: str, why: str, remedy: str) -> InputError:
    return InputError(
        f"{option} {why}.", error_id="feed.new", source=f"{option} {one_line(value)[:80]}", remedy=remedy
    )

"""Addresses: where a feed and its files are on the web, and links that a feed may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from bulletin.errors import ConfigurationError, InputError
from bulletin.production.feeds.folder import Page
from bulletin.schema.feed import FEED
from bulletin.writers.feed import spaces
from bulletin.writers.feed.channel import address_elements
from bulletin.writers.feed.edits import Edit, element_edit
from bulletin.writers.feed.layout import Layout, Read, reader
from bulletin.writers.feed.text import attribute, content
from bulletin.writers.sidecars.page.index import INDEX

_SAFE = "/%~:@!$&'()*+,;=-._"
_BAD = re.compile(r"[\x00-\x1f\x7f<>\"\\^`{|}]")
_SPACE = re.compile(r"\s")
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


def base_address(text: str) -> str:
    """The address of a feed's folder, ending in a slash, in ASCII; spaces in its path are escaped.

    Raises InputError (65) for anything but a plain http or https address, and for one with a user name or password.
    """
    try:
        parts, host = _parts(text)
    except ValueError:
        raise _bad(text, why_no_address(text)) from None
    if parts.scheme not in ("http", "https") or not host or _BAD.search(text.strip()):
        raise _bad(text, why_no_address(text))
    if "@" in parts.netloc:
        raise _bad(
            re.sub("//[^@]*@", "//…@", text), "holds a user name, which everybody would read in the feed"
        )
    if parts.query or parts.fragment:
        raise _bad(text, "has a ? or # in it; name the folder alone")
    path = parts.path.removesuffix("feed.xml") if parts.path.endswith("/feed.xml") else parts.path
    return urlunsplit((parts.scheme, host, _escaped(path).rstrip("/") + "/", "", ""))


def web_link(text: str) -> str:
    """A link that a feed may hold, in ASCII; empty for text that is no address, or has a user name or password."""
    try:
        parts, host = _parts(text)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return ""
    path, query, fragment = (
        _escaped(part, f"{_SAFE}?") for part in (parts.path, parts.query, parts.fragment)
    )
    return urlunsplit((parts.scheme, host, path, query, fragment))


def why_no_address(text: str) -> str:
    """Why a text is no address of the web, to go on after its name."""
    if _SPACE.search(text.strip().partition("://")[2].partition("/")[0]):
        return "has a space in the name of its host"
    if re.search(r"[\t\r\n]", text.strip()):
        return "has a tab or a line end in it"
    return "is no http or https address"


def _parts(text: str) -> tuple[SplitResult, str]:
    """An address's parts, and its host in ASCII with the port; an empty host if it has none.

    Raises ValueError if it is no address.
    """
    # A lone surrogate raises a ValueError as well.
    text.encode()
    parts = urlsplit(text.strip())
    if _SPACE.search(parts.netloc):
        raise ValueError("a space cannot be escaped there")
    host = (parts.hostname or "").encode("idna").decode()
    host = f"[{host}]" if ":" in host else host
    return parts, f"{host}:{parts.port}" if host and parts.port else host


def _escaped(part: str, safe: str = _SAFE) -> str:
    """A part of an address in ASCII; what is escaped already stays."""
    return quote(_LONE_PERCENT.sub("%25", part), safe=safe)


def feed_address(main: Page, base: str) -> tuple[str, list[Edit]]:
    """The address of a feed's folder, and the edits of a feed that did not know it.

    `base` is the address that a person gave, or empty. Raises InputError (65) where the feed has another one,
    ConfigurationError (78) where there is none.
    """
    known = main.layout.address
    if main.layout.base:
        if base and base + FEED != known:
            raise InputError(
                f"the feed's address is {known}, not {base}{FEED}.",
                error_id="feed.address_differs",
                source=f"--base-url {base}",
                remedy=f"Leave --base-url out, or move the feed: bulletin feed move {main.path.parent} --base-url {base}",
            )
        return main.layout.base, []
    if not base:
        raise ConfigurationError(
            "the feed does not know its address yet.",
            error_id="feed.no_address",
            source=str(main.path),
            remedy="Add --base-url once: the address of the folder on the web, such as https://example.org/podcast/",
        )
    with main.path.open("rb") as stream:
        return base, _address_edits(main.layout, reader(stream), base)


def named_files(raw: bytes, folder: Path, base: str) -> Iterator[Path]:
    """The files below the feed's address that an element's bytes name, each once."""
    if not base:
        return
    written = attribute(base)[1:-1].encode()
    for name in dict.fromkeys(re.findall(rb"[\"'>]" + re.escape(written) + rb"([^\"'<>?#]+)", raw)):
        found = file_of(base + name.decode("utf-8", "replace"), folder, base)
        if found is not None:
            yield found


def file_of(url: str, folder: Path, base: str) -> Path | None:
    """The file in the feed's folder at an address; None for an address elsewhere."""
    if not base or not url.startswith(base):
        return None
    parts = unquote(url.removeprefix(base).partition("?")[0].partition("#")[0]).split("/")
    if any(part in ("", ".", "..") or part.startswith(".") or "\0" in part or "\\" in part for part in parts):
        return None
    return folder.joinpath(*parts)


def _address_edits(layout: Layout, read: Read, base: str) -> list[Edit]:
    """Edits that put the address into a feed that did not know it."""
    own, guid = address_elements(base + FEED)
    edits = [element_edit(layout, read, f"{spaces.ATOM} link", own, rel="self")]
    if layout.find(f"{spaces.PODCAST} guid") is None:
        edits.append(element_edit(layout, read, f"{spaces.PODCAST} guid", guid))
    if layout.find("link") is None:
        edits.append(element_edit(layout, read, "link", f"<link>{content(base + INDEX)}</link>"))
    image = layout.find(f"{spaces.ITUNES} image")
    if image is not None and (name := image.attributes.get("href", "")) and "://" not in name:
        line = f"<itunes:image href={attribute(base + name)}/>"
        edits.append(element_edit(layout, read, f"{spaces.ITUNES} image", line))
    return edits


def _bad(text: str, why: str) -> InputError:
    return InputError(
        f"the feed's address {why}.",
        error_id="feed.address",
        source=f"--base-url {text}",
        remedy="Name the folder on the web, such as --base-url https://example.org/podcast/",
    )
